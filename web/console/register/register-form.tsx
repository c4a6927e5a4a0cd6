import { useEffect, useRef, useState } from 'preact/hooks';
import { HAND_CHANNELS, type HandChannel } from '../api/case-shapes.js';
import { LockedNote } from '../cases/locked-note.js';
import { categoryName } from '../city-names.js';
import { Choices } from '../parts/choices.js';
import { Combobox } from '../parts/combobox.js';
import { FailureLine } from '../parts/failure-line.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { registerCase } from '../state/registering.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';
import { blank, type Draft, rememberChannel } from './blank.js';
import { FormPart } from './form-part.js';
import { heardFrom } from './heard.js';
import { AboutFields, ReachFields, WordFields } from './plain-fields.js';
import { useForm } from './use-form.js';

interface Props {
  onRegistered: (made: { number: string; secret: string }) => void;
}

/** Made for the keyboard: what is needed first stands first, and Enter in a field of one line registers. */
export function RegisterForm({ onRegistered }: Props) {
  const [draft, setDraft] = useState(blank);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const place = useRef<HTMLFormElement>(null);
  const { form, problem: formProblem } = useForm(draft.category);
  const set = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const secret = city.value?.categories[draft.category]?.secrecy === 'strong';

  useEffect(() => place.current?.querySelector<HTMLElement>('[role=combobox]')?.focus(), []);

  async function submit(): Promise<void> {
    setTried(true);
    if (busy) return;
    if (!draft.category) return focusFirstFault(place.current);
    setBusy(true);
    setProblem('');
    setFaults({});
    try {
      onRegistered(await registerCase(heardFrom(draft, form)));
    } catch (error) {
      const refused = isRefusal(error, 400);
      if (refused && error.code === 'DetailsRefused') setFaults(error.answer.faults as Record<string, string>);
      setProblem(refused ? t('register.refused') : t('register.failed', { why: sentenceFor(error) }));
      setBusy(false);
      focusFirstFault(place.current);
    }
  }

  return (
    <form
      class="register-form"
      ref={place}
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void submit();
      }}
    >
      {problem && <FailureLine text={problem} />}
      <Choices
        single
        legend={t('register.channel')}
        options={HAND_CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        chosen={[draft.channel]}
        onChange={([channel]) => {
          rememberChannel(channel as HandChannel);
          set({ channel: channel as HandChannel });
        }}
      />
      <Combobox
        label={t('register.category')}
        hint={t('register.categoryHint')}
        options={categories()}
        value={draft.category}
        onChange={(category) => set({ category, details: {} })}
        error={tried && !draft.category ? t('register.categoryMissing') : undefined}
      />
      <ReachFields draft={draft} set={set} faults={faults} />
      {secret ? <LockedNote text={t('register.secret')} /> : <WordFields draft={draft} set={set} />}
      <AboutFields draft={draft} set={set} faults={faults} />
      {formProblem && <FailureLine text={t('register.formProblem', { why: formProblem })} />}
      {form && <FormPart form={form} draft={draft} faults={faults} set={set} />}
      <div class="register-foot">
        <button type="submit" class="button-main" aria-disabled={busy}>
          {t('register.submit')}
        </button>
        <p class="hint">{t('register.submitHint')}</p>
      </div>
    </form>
  );
}

function categories() {
  return Object.keys(city.value?.categories ?? {})
    .map((value) => ({ value, label: categoryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}
