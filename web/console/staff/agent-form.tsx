import { useEffect, useRef, useState } from 'preact/hooks';
import { type Agent, ROLES, type Role } from '../api/shapes.js';
import { spokenLanguages } from '../city-languages.js';
import { boardName, groupName } from '../city-names.js';
import { SHORTEST_PASSWORD } from '../entry/change-password.js';
import { Choices } from '../parts/choices.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { Icon } from '../parts/icon.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { go, hrefOf } from '../state/route.js';
import { city } from '../state/session.js';
import { addAgent, changeAgent } from '../state/staff.js';
import { language, t } from '../texts.js';
import { type AgentDraft, draftOf, type Faults, faultsOf } from './agent-input.js';

/** Adds somebody, or changes what somebody may do. */
export function AgentForm({ agent }: { agent: Agent | undefined }) {
  const [draft, setDraft] = useState(() => draftOf(agent));
  const [faults, setFaults] = useState<Faults>({});
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => focusFault(form.current), [faults]);
  const set = (changes: Partial<AgentDraft>) => setDraft({ ...draft, ...changes });

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const found = faultsOf(draft, !agent);
    setFaults(found);
    setProblem(undefined);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await save(draft, agent);
      tell('done', t(agent ? 'staff.changed' : 'staff.added', { name: draft.name.trim() }));
      go({ view: 'staff' });
    } catch (error) {
      if (isRefusal(error, 409)) setFaults({ username: t('staff.usernameTaken') });
      else setProblem(isRefusal(error, 400) ? t('staff.refused') : sentenceFor(error));
      setBusy(false);
    }
  }

  return (
    <section class="agent-form" aria-labelledby="agent-form-title">
      <a class="button-quiet back" href={hrefOf({ view: 'staff' })}>
        <Icon name="back" /> {t('staff.back')}
      </a>
      <h2 id="agent-form-title" ref={heading} tabIndex={-1}>
        {agent ? t('staff.change', { name: agent.name }) : t('staff.new')}
      </h2>
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate autocomplete="off">
        {problem && <FailureLine text={problem} />}
        <Account draft={draft} faults={faults} isNew={!agent} set={set} />
        <Rights draft={draft} faults={faults} set={set} />
        <div class="dialog-foot">
          <button type="submit" class="button-main" aria-disabled={busy}>
            {t(agent ? 'staff.save' : 'staff.create')}
          </button>
          <a class="button-quiet" href={hrefOf({ view: 'staff' })}>
            {t('app.cancel')}
          </a>
        </div>
      </form>
    </section>
  );
}

interface PartProps {
  draft: AgentDraft;
  faults: Faults;
  set: (changes: Partial<AgentDraft>) => void;
}

function Account({ draft, faults, isNew, set }: PartProps & { isNew: boolean }) {
  return (
    <>
      <Field label={t('staff.name')} hint={t('staff.nameHint')} error={faults.name}>
        {(ids) => (
          <input
            {...ids}
            type="text"
            maxLength={100}
            value={draft.name}
            onInput={(event) => set({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      {isNew && (
        <Field label={t('signIn.username')} hint={t('staff.usernameHint')} error={faults.username}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              autocapitalize="none"
              spellcheck={false}
              autocomplete="off"
              maxLength={64}
              value={draft.username}
              onInput={(event) => set({ username: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field
        label={t(isNew ? 'signIn.password' : 'staff.newPassword')}
        hint={t(isNew ? 'password.hint' : 'staff.newPasswordHint', { count: SHORTEST_PASSWORD })}
        error={faults.password}
      >
        {(ids) => (
          <input
            {...ids}
            type="password"
            autocomplete="new-password"
            value={draft.password}
            onInput={(event) => set({ password: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

function Rights({ draft, faults, set }: PartProps) {
  const { groups = {}, boards = {}, centres = [] } = city.value ?? {};
  return (
    <>
      <Choices
        legend={t('staff.roles')}
        options={ROLES.map((value) => ({ value, label: t(`role.${value}`), hint: t(`roleHint.${value}`) }))}
        chosen={draft.roles}
        onChange={(roles) => set({ roles: roles as Role[] })}
        error={faults.roles}
      />
      <Choices
        legend={t('staff.groups')}
        hint={t('staff.groupsHint')}
        options={sorted(Object.keys(groups), groupName)}
        chosen={draft.groups}
        onChange={(chosen) => set({ groups: chosen })}
        error={faults.groups}
      />
      <Choices
        legend={t('staff.languages')}
        options={spokenLanguages().map(({ code, name }) => ({ value: code, label: name }))}
        chosen={draft.languages}
        onChange={(chosen) => set({ languages: chosen })}
        error={faults.languages}
      />
      {(draft.roles.includes('officer') || draft.boards.length > 0) && (
        <Choices
          legend={t('staff.boards')}
          hint={t('staff.boardsHint')}
          options={sorted(Object.keys(boards), boardName)}
          chosen={draft.boards}
          onChange={(chosen) => set({ boards: chosen })}
          error={faults.boards}
        />
      )}
      <Field label={t('staff.centre')} error={faults.centre}>
        {(ids) => (
          <select {...ids} value={draft.centre} onChange={(event) => set({ centre: event.currentTarget.value })}>
            <option value="">{t('staff.noCentre')}</option>
            {centres.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {draft.roles.includes('agent') && (
        <Field label={t('organisation.figure.capacity')} hint={t('staff.capacityHint')} error={faults.capacity}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              inputMode="numeric"
              maxLength={2}
              value={draft.capacity}
              onInput={(event) => set({ capacity: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function sorted(codes: string[], nameOf: (code: string) => string) {
  return codes
    .map((value) => ({ value, label: nameOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}

async function save(draft: AgentDraft, agent: Agent | undefined): Promise<void> {
  const { username, password, capacity, ...rest } = draft;
  const input = { ...rest, name: rest.name.trim(), capacity: Number(capacity) };
  if (!agent) return addAgent({ ...input, username: username.trim(), password });
  return changeAgent(agent.id, { ...input, ...(password && { password }) });
}

/** The first thing that is wrong gets the focus: an input of its own, or the first of a group. */
function focusFault(form: HTMLFormElement | null): void {
  const fault = form?.querySelector<HTMLElement>('.field-error');
  fault?.closest('.field, fieldset')?.querySelector<HTMLElement>('input, select')?.focus();
}
