import type { Detail, FormField, Place } from '../api/case-shapes.js';
import { Choices } from '../parts/choices.js';
import { Field } from '../parts/field.js';
import { codesOf, fieldLabel, optionLabel } from '../state/forms.js';
import { t } from '../texts.js';
import { faultSentence } from './faults.js';
import { placeFrom } from './heard.js';

interface Props {
  field: FormField;
  value: Detail | undefined;
  onChange: (value: Detail | undefined) => void;
  /** The server's word for what is wrong; undefined when nothing is. */
  fault: string | undefined;
}

const INPUTS: Record<string, string> = {
  date: 'date',
  'date-time': 'datetime-local',
  time: 'time',
  'year-month': 'month',
  phone: 'tel',
  email: 'email',
};

/** One field of a guided form, in the shape that its type is best filled in with. */
export function DetailField(props: Props) {
  const { field, value, onChange, fault } = props;
  const name = fieldLabel(field.name);
  const label = field.required ? t('register.needed', { label: name }) : name;
  const error = faultSentence(fault);
  if (field.type === 'choices') return <Several {...props} label={label} error={error} />;
  if (field.type === 'period') return <Period {...props} label={name} error={error} />;
  if (field.type === 'choice' || field.type === 'yes-no') return <One {...props} label={label} error={error} />;
  const text = typeof value === 'object' ? (value as Place).text : String(value ?? '');
  const change = (typed: string) => onChange(readIn(field, typed));
  return (
    <Field label={label} hint={field.type === 'location' ? t('register.place') : undefined} error={error}>
      {(ids) =>
        field.type === 'long-text' ? (
          <textarea {...ids} rows={2} dir="auto" value={text} onInput={(event) => change(event.currentTarget.value)} />
        ) : (
          <input
            {...ids}
            type={(INPUTS[field.type] ?? 'text') as 'text'}
            autocomplete="off"
            dir="auto"
            value={text}
            onInput={(event) => change(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

function readIn({ type }: FormField, typed: string): Detail | undefined {
  if (type === 'location') return placeFrom(typed);
  if (typed.trim() === '') return undefined;
  return type === 'number' && /^\d+([.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : typed;
}

type PartProps = Props & { label: string; error: string | undefined };

function One({ field, value, onChange, label, error }: PartProps) {
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <select
          {...ids}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        >
          <option value="">{t('register.notChosen')}</option>
          {codesOf(field).map((code) => (
            <option key={code} value={code}>
              {optionLabel(field, code)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Several({ field, value, onChange, label, error }: PartProps) {
  return (
    <Choices
      legend={label}
      options={codesOf(field).map((code) => ({ value: code, label: optionLabel(field, code) }))}
      chosen={Array.isArray(value) ? (value as string[]) : []}
      onChange={(chosen) => onChange(chosen.length > 0 ? chosen : undefined)}
      error={error}
    />
  );
}

function Period({ value, onChange, label, error }: PartProps) {
  const { from, to } = (value ?? { from: '', to: '' }) as { from: string; to: string };
  const change = (changes: Partial<{ from: string; to: string }>) => {
    const period = { from, to, ...changes };
    onChange(period.from || period.to ? period : undefined);
  };
  return (
    <div class="register-row">
      <Field label={t('register.from', { label })} error={error}>
        {(ids) => (
          <input {...ids} type="date" value={from} onInput={(event) => change({ from: event.currentTarget.value })} />
        )}
      </Field>
      <Field label={t('register.to', { label })}>
        {(ids) => (
          <input {...ids} type="date" value={to} onInput={(event) => change({ to: event.currentTarget.value })} />
        )}
      </Field>
    </div>
  );
}
