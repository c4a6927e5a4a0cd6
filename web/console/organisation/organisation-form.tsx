import { useEffect, useRef, useState } from 'preact/hooks';
import type { OrganisationNow, StoredOrganisation } from '../api/organisation-shapes.js';
import { centreName } from '../city-names.js';
import { listed } from '../format.js';
import { FailureLine } from '../parts/failure-line.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { asText, organisation, revision, saveOrganisation } from '../state/organisation.js';
import { has } from '../state/session.js';
import { t } from '../texts.js';
import { CentresPart } from './centres-part.js';
import { type Draft, draftOf, organisationOf } from './draft.js';
import { type Faults, faultsOf, groupOf } from './faults.js';
import { FiguresPart } from './figures-part.js';
import { GroupPart } from './group-part.js';
import { History } from './history.js';
import { RulePart } from './rule-part.js';

/** One form for all of it, saved together and in force at once. */
export function OrganisationForm({ now }: { now: OrganisationNow }) {
  const [base, setBase] = useState<StoredOrganisation>(now);
  const [draft, setDraft] = useState(() => draftOf(now.organisation));
  const [changed, setChanged] = useState(false);
  const [group, setGroup] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const behind = changed && asText(now.organisation) !== asText(base.organisation);

  function start(from: StoredOrganisation): void {
    setBase(from);
    setDraft(draftOf(from.organisation));
    setChanged(false);
    setFaults({});
    setProblem('');
  }
  // What nobody has begun to change follows what holds.
  useEffect(() => {
    if (!changed && now.version !== base.version) start(now);
  }, [now.version]);

  function change(changes: Partial<Draft>): void {
    setDraft({ ...draft, ...changes });
    setChanged(true);
  }

  async function goBack(version: number): Promise<void> {
    try {
      const { organisation: before } = await revision(version);
      setDraft(draftOf(before));
      setChanged(true);
      tell('polite', t('organisation.wentBack'));
      document.getElementById('organisation-title')?.focus();
    } catch (error) {
      tell('failed', sentenceFor(error));
    }
  }

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const found = faultsOf(draft);
    setFaults(found);
    setProblem('');
    const [first] = Object.keys(found);
    if (first) {
      if (!Object.keys(found).some((place) => ['', group].includes(groupOf(place)))) setGroup(groupOf(first));
      focusFirstFault(form.current);
      return;
    }
    setBusy(true);
    try {
      start(await saveOrganisation(organisationOf(draft), base));
      tell('done', t('organisation.saved'));
    } catch (error) {
      setProblem(refusalOf(error));
    }
    setBusy(false);
  }

  const parts = { draft, faults, change };
  return (
    <form class="organisation" ref={form} onSubmit={(event) => void save(event)} noValidate>
      <fieldset class="organisation-fields" disabled={!has('supervisor')}>
        <legend class="unseen">{t('views.organisation')}</legend>
        <CentresPart {...parts} belongings={now.belongings} />
        <GroupPart {...parts} group={group} choose={setGroup} />
        <FiguresPart {...parts} />
        <RulePart {...parts} />
      </fieldset>
      {has('supervisor') && (
        <div class="organisation-foot">
          {behind && (
            <FailureLine text={t('organisation.behind', { name: now.byName })}>
              <Latest onPress={() => start(organisation.value ?? now)} />
            </FailureLine>
          )}
          {problem && <FailureLine text={problem} />}
          <div class="dialog-foot">
            <button type="submit" class="button-main" aria-disabled={busy}>
              {t('organisation.save')}
            </button>
            {changed && (
              <button type="button" class="button-quiet" onClick={() => start(now)}>
                {t('organisation.undo')}
              </button>
            )}
            <span class="hint">{t(changed ? 'organisation.unsaved' : 'organisation.atOnce')}</span>
          </div>
        </div>
      )}
      <History now={now} goBack={has('supervisor') ? goBack : undefined} />
    </form>
  );
}

function Latest({ onPress }: { onPress: () => void }) {
  return (
    <button type="button" onClick={onPress}>
      {t('organisation.latest')}
    </button>
  );
}

function refusalOf(error: unknown): string {
  if (isRefusal(error, 409) && error.code === 'CentreInUse') {
    const { centre = '', agents = [] } = error.answer as { centre?: string; agents?: string[] };
    return t('organisation.centreInUse', { centre: centreName(centre), agents: listed(agents) });
  }
  if (isRefusal(error, 409)) return t('organisation.conflict');
  // The form has checked everything that it knows: whatever is left is named as the server names it.
  if (isRefusal(error, 400)) return t('organisation.refused', { place: error.message });
  return t('organisation.notSaved', { why: sentenceFor(error) });
}
