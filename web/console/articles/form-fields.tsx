import { useState } from 'preact/hooks';
import { directionOf } from '../city-languages.js';
import { districtName } from '../city-names.js';
import { Field } from '../parts/field.js';
import { now } from '../state/clock.js';
import { agent, city } from '../state/session.js';
import { t, tOr } from '../texts.js';
import {
  type ArticleForm,
  districtOf,
  EASY,
  type FormSection,
  REVIEWED_BY,
  readForm,
  withSection,
  withValue,
  writeForm,
} from './article-form.js';
import { SOURCE } from './languages.js';
import { type PlacedProblems, TITLE } from './placed-problems.js';

interface Props {
  text: string;
  language: string;
  problemsAt: (field: string) => PlacedProblems;
  onChange: (text: string) => void;
}

/** The article's sections as fields. */
export function FormFields({ text, language, problemsAt, onChange }: Props) {
  const own = [language === SOURCE ? EASY : REVIEWED_BY];
  const [typed, setTyped] = useState(() => readForm(text, own));
  // Another text than the one written here has come: a newer revision, or one that was taken back.
  const form = writeForm(typed) === text ? typed : readForm(text, own);
  const change = (next: ArticleForm) => {
    setTyped(next);
    onChange(writeForm(next));
  };
  return (
    <>
      <Field label={t('articles.section.title')} hint={t('articles.hint.title')} {...shown(problemsAt(TITLE))}>
        {(ids) => (
          <input
            {...ids}
            type="text"
            lang={language}
            dir={directionOf(language, form.title)}
            value={form.title}
            onInput={(event) => change({ ...form, title: event.currentTarget.value })}
          />
        )}
      </Field>
      {form.sections.map((section, index) => (
        <SectionField
          key={`${section.heading}/${index}`}
          section={section}
          language={language}
          problems={problemsAt(section.heading)}
          onChange={(value) => change(withValue(form, index, value))}
        />
      ))}
      <DistrictChoice form={form} onChoose={(code) => change(withSection(form, `District ${code}`))} />
    </>
  );
}

const ROWS = { least: 2, most: 16 };
/** What a line of a field holds, roughly. */
const CHARACTERS = 60;

interface SectionProps {
  section: FormSection;
  language: string;
  problems: PlacedProblems;
  onChange: (value: string) => void;
}

function SectionField({ section: { heading, value }, language, problems, onChange }: SectionProps) {
  const { label, hint } = wordsFor(heading);
  const offer = offerFor(heading);
  if (offer) return <LineField label={label} {...{ hint, value, problems, onChange, offer }} />;
  const lines = value.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / CHARACTERS), 0);
  return (
    <Field label={label} hint={hint} {...shown(problems)}>
      {(ids) => (
        <textarea
          {...ids}
          rows={Math.min(Math.max(lines, ROWS.least), ROWS.most)}
          {...(heading === 'Source' ? { dir: 'auto' } : { lang: language, dir: directionOf(language, value) })}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** What most people write into a field of one line, for one press. */
interface Offer {
  label: string;
  value: () => string;
}

function offerFor(heading: string): Offer | undefined {
  if (heading === 'Checked on') return { label: t('articles.today'), value: today };
  if (heading === REVIEWED_BY) return { label: t('articles.myName'), value: () => agent.value?.name ?? '' };
  return undefined;
}

function LineField({
  label,
  hint,
  value,
  problems,
  onChange,
  offer,
}: Omit<SectionProps, 'section' | 'language'> & Words & { value: string; offer: Offer }) {
  return (
    <Field label={label} hint={hint} {...shown(problems)}>
      {(ids) => (
        <div class="line-field">
          <input
            {...ids}
            type="text"
            autocomplete="off"
            dir="auto"
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <button type="button" onClick={() => onChange(offer.value())}>
            {offer.label}
          </button>
        </div>
      )}
    </Field>
  );
}

/** As an article writes it, in the city's time. */
function today(): string {
  const timeZone = city.value?.timezone ?? 'Europe/Stockholm';
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now.peek());
}

function DistrictChoice({ form, onChoose }: { form: ArticleForm; onChoose: (code: string) => void }) {
  const there = form.sections.map(({ heading }) => districtOf(heading));
  const districts = (city.value?.districts ?? []).filter(({ code }) => !there.includes(code));
  if (districts.length === 0) return null;
  return (
    <Field label={t('articles.addDistrict')} hint={t('articles.addDistrictHint')}>
      {(ids) => (
        <select
          {...ids}
          value=""
          onChange={(event) => event.currentTarget.value && onChoose(event.currentTarget.value)}
        >
          <option value="">{t('articles.chooseDistrict')}</option>
          {districts.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface Words {
  label: string;
  hint: string | undefined;
}

function wordsFor(heading: string): Words {
  const district = districtOf(heading);
  if (district) return { label: t('articles.section.District', { name: districtName(district) }), hint: undefined };
  const label = tOr(`articles.section.${heading}`, '');
  if (!label) return { label: heading, hint: t('articles.hint.unknown') };
  return { label, hint: tOr(`articles.hint.${heading}`, '') || undefined };
}

/** Several of them stand below each other. */
function shown({ errors, warnings }: PlacedProblems): { error: string | undefined; warning: string | undefined } {
  return { error: errors.join('\n') || undefined, warning: warnings.join('\n') || undefined };
}
