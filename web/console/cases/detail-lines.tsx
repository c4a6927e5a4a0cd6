import { useEffect, useState } from 'preact/hooks';
import type { CaseDetail, Detail, Form, FormField } from '../api/case-shapes.js';
import { date } from '../format.js';
import { fieldLabel, formOf, formTextsHere, optionLabel, watchFormTexts } from '../state/forms.js';
import { t } from '../texts.js';

/** The answers of the guided form as labelled lines, in the order in which they were asked for. */
export function DetailLines({ file: { form: id = '', details = {} } }: { file: CaseDetail }) {
  useEffect(watchFormTexts, []);
  const form = useForm(id);
  const names = Object.keys(details);
  if (names.length === 0 || !formTextsHere()) return null;
  const order = form?.fields.map(({ name }) => name) ?? [];
  const sorted = [...order.filter((name) => names.includes(name)), ...names.filter((name) => !order.includes(name))];
  return (
    <section class="case-details" aria-labelledby="case-details">
      <h3 id="case-details">{t('case.details')}</h3>
      <dl class="facts">
        {sorted.map((name) => (
          <div key={name}>
            <dt>{fieldLabel(name)}</dt>
            <dd>
              <Value value={details[name] ?? ''} field={form?.fields.find((field) => field.name === name)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The form as it is today; what it asked once and asks no more is shown by what it looks like. */
function useForm(id: string): Form | undefined {
  const [form, setForm] = useState<Form>();
  useEffect(() => {
    if (!id) return;
    let current = true;
    formOf(id).then(
      (found) => current && setForm(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [id]);
  return form;
}

function Value({ value, field }: { value: Detail; field: FormField | undefined }) {
  if (Array.isArray(value)) {
    return (
      <ul class="detail-list">
        {value.map((one) => (
          <li key={typeof one === 'string' ? one : one.contentUrl}>
            {typeof one === 'string' ? nameOf(one, field) : <PictureLink {...one} />}
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value !== 'object') return <span dir="auto">{nameOf(String(value), field)}</span>;
  if ('from' in value) return <>{t('case.period', { from: date(value.from), to: date(value.to) })}</>;
  const { text, position } = value;
  return (
    <>
      <span dir="auto">{text}</span>
      {position && <span class="reach-line">{t('case.position', position)}</span>}
    </>
  );
}

const DAY = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/;

/** A word of the city's for a code, a date as it is read, anything else as it was written. */
function nameOf(text: string, field: FormField | undefined): string {
  if (field && (field.type === 'yes-no' || field.options.length > 0)) return optionLabel(field, text);
  const [, day, time] = DAY.exec(text) ?? [];
  return day ? [date(day), time].filter(Boolean).join(' ') : text;
}

function PictureLink({ name, contentUrl }: { name: string; contentUrl: string }) {
  if (!contentUrl) return <>{name}</>;
  return (
    <a href={contentUrl} target="_blank" rel="noopener noreferrer" title={t('case.photoHint')}>
      {t('case.photo', { name })}
    </a>
  );
}
