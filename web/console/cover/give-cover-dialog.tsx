import { useRef, useState } from 'preact/hooks';
import type { Covering } from '../api/shapes.js';
import { groupName } from '../city-names.js';
import { momentOf } from '../format.js';
import { Combobox } from '../parts/combobox.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { giveCover } from '../state/cover.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';
import { endOfToday, isAllowed } from './until.js';
import { UntilField } from './until-field.js';

/** Who, for which desk, until when. */
export function GiveCoverDialog({ people, onClose }: { people: readonly Covering[]; onClose: () => void }) {
  const [id, setId] = useState('');
  const [group, setGroup] = useState('');
  const [until, setUntil] = useState(endOfToday);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const chosen = people.find((one) => one.id === id);
  const own = chosen?.groups.includes(group) ?? false;

  async function give(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setTried(true);
    if (!chosen || !group || own || !isAllowed(until)) {
      focusFirstFault(form.current);
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      await giveCover(id, { group, until: momentOf(until) });
      tell('done', t('cover.given', { name: chosen.name, group: groupName(group) }));
      onClose();
    } catch (error) {
      const refused = isRefusal(error, 400) || isRefusal(error, 409) || isRefusal(error, 404);
      setProblem(refused ? t('cover.refused') : t('cover.notGiven', { why: sentenceFor(error) }));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t('cover.title')} onClose={onClose}>
      <form class="close-form" ref={form} onSubmit={(event) => void give(event)} noValidate>
        {problem && <FailureLine text={problem} />}
        <Combobox
          noCodes
          label={t('cover.person')}
          options={byLabel(people.map((one) => ({ value: one.id, label: one.name })))}
          value={id}
          onChange={setId}
          error={tried && !id ? t('cover.personMissing') : undefined}
        />
        <Combobox
          label={t('cover.group')}
          options={byLabel(
            Object.keys(city.value?.groups ?? {}).map((code) => ({ value: code, label: groupName(code) })),
          )}
          value={group}
          onChange={setGroup}
          error={(own && t('cover.ownGroup')) || (tried && !group && t('cover.groupMissing')) || undefined}
        />
        <UntilField
          label={t('cover.untilLabel')}
          hint={t('cover.untilHint')}
          value={until}
          onChange={setUntil}
          tried={tried}
        />
        <p class="hint">{t('cover.secret')}</p>
        <DialogFoot label={t('cover.submit')} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

const byLabel = (options: { value: string; label: string }[]) =>
  options.sort((a, b) => a.label.localeCompare(b.label, language.value));
