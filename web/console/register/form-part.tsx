import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Detail, Form } from '../api/case-shapes.js';
import { formTextsHere, watchFormTexts } from '../state/forms.js';
import { t } from '../texts.js';
import type { Draft } from './blank.js';
import { DetailField } from './detail-field.js';
import { fieldsToAsk } from './heard.js';
import { LikelyDuplicates } from './likely-duplicates.js';

interface Props {
  form: Form;
  draft: Draft;
  /** What the server cannot take, by field. */
  faults: Record<string, string>;
  set: (changes: Partial<Draft>) => void;
}

/** The form of the category, as the citizen would be asked it. All of it may be left empty. */
export function FormPart({ form, draft, faults, set }: Props) {
  useEffect(watchFormTexts, []);
  if (!formTextsHere()) return null;
  const asked = fieldsToAsk(form, draft.details);
  function answer(name: string, value: Detail | undefined): void {
    const { [name]: _before, ...others } = draft.details;
    set({ details: value === undefined ? others : { ...others, [name]: value } });
  }
  return (
    <section class="register-details" aria-labelledby="register-details">
      <h2 id="register-details">{t('register.details')}</h2>
      <p class="hint">{t('register.detailsHint')}</p>
      {asked.map((field) => (
        <Fragment key={`${form.id}/${field.name}`}>
          <DetailField
            field={field}
            value={draft.details[field.name]}
            onChange={(value) => answer(field.name, value)}
            fault={faults[field.name]}
          />
          {field.type === 'location' && <LikelyDuplicates draft={draft} />}
        </Fragment>
      ))}
    </section>
  );
}
