import { PERSONAS, type Persona, REASONS, type Reason } from '../api/case-shapes.js';
import { spokenLanguages } from '../city-languages.js';
import { languageName, OTHER_LANGUAGE } from '../format.js';
import { Field } from '../parts/field.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';
import type { Draft } from './blank.js';
import { faultSentence } from './faults.js';

interface Props {
  draft: Draft;
  set: (changes: Partial<Draft>) => void;
}

interface FaultyProps extends Props {
  /** What the server cannot take, by field of the form. */
  faults: Record<string, string>;
}

/** How to reach the citizen; the form asks for no more than that. */
export function ReachFields({ draft, set, faults }: FaultyProps) {
  const phoneFault = faultSentence(faults.callbackPhone ?? faults.contactPhone);
  return (
    <fieldset class="register-row">
      <legend>{t('register.reach')}</legend>
      <Line
        type="tel"
        label={t('register.phone')}
        value={draft.phone}
        onChange={(phone) => set({ phone })}
        error={phoneFault}
      />
      <Line type="text" label={t('register.name')} value={draft.name} onChange={(name) => set({ name })} />
      <Line
        type="email"
        label={t('register.email')}
        value={draft.email}
        onChange={(email) => set({ email })}
        error={faultSentence(faults.contactEmail)}
      />
    </fieldset>
  );
}

/** What it is about in words, for the citizen and for colleagues. */
export function WordFields({ draft, set }: Props) {
  return (
    <>
      <Line
        type="text"
        label={t('register.subject')}
        value={draft.subject}
        onChange={(subject) => set({ subject })}
        longest={200}
      />
      <div class="step-text note-box">
        <Field label={t('register.note')} hint={t('register.noteHint')}>
          {(ids) => (
            <textarea
              {...ids}
              rows={2}
              dir="auto"
              maxLength={4000}
              value={draft.note}
              onInput={(event) => set({ note: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

/** Who it is and why, as far as it is known. */
export function AboutFields({ draft, set, faults }: FaultyProps) {
  const { districts = [] } = city.value ?? {};
  const unknown = { value: '', label: t('register.unknown') };
  return (
    <div class="register-row">
      <Choice
        label={t('register.language')}
        value={draft.language}
        onChange={(code) => set({ language: code })}
        options={[
          ...spokenLanguages().map(({ code, name }) => ({ value: code, label: name })),
          { value: OTHER_LANGUAGE, label: languageName(OTHER_LANGUAGE) },
        ]}
      />
      <Choice
        label={t('case.persona')}
        value={draft.persona}
        onChange={(persona) => set({ persona: persona as Persona | '' })}
        options={[unknown, ...PERSONAS.map((value) => ({ value, label: t(`persona.${value}`) }))]}
      />
      <Choice
        label={t('case.reason')}
        value={draft.reason}
        onChange={(reason) => set({ reason: reason as Reason | '' })}
        options={[unknown, ...REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))]}
      />
      <Choice
        label={t('register.district')}
        value={draft.district}
        onChange={(district) => set({ district })}
        error={faultSentence(faults.district)}
        options={[unknown, ...byLabel(districts.map(({ code, name }) => ({ value: code, label: name })))]}
      />
    </div>
  );
}

const byLabel = (options: { value: string; label: string }[]) =>
  options.sort((a, b) => a.label.localeCompare(b.label, language.value));

interface LineProps {
  type: 'text' | 'tel' | 'email';
  label: string;
  value: string;
  onChange: (value: string) => void;
  longest?: number;
  error?: string | undefined;
}

function Line({ type, label, value, onChange, longest = 100, error }: LineProps) {
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <input
          {...ids}
          type={type as 'text'}
          autocomplete="off"
          dir="auto"
          maxLength={longest}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: { value: string; label: string }[];
  error?: string | undefined;
}

function Choice({ label, value, onChange, options, error }: ChoiceProps) {
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
