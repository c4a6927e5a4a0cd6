import type { UnansweredItem } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { Field } from '../parts/field.js';
import { t } from '../texts.js';

interface Props {
  item: UnansweredItem;
  value: string;
  onChange: (phrasing: string) => void;
  error: string | undefined;
}

const LONGEST = 300;

/** What is wrong with a phrasing; undefined when nothing is. */
export function phrasingFault(phrasing: string): string | undefined {
  if (phrasing.trim() === '') return t('unanswered.phrasingMissing');
  return phrasing.trim().length > LONGEST ? t('unanswered.phrasingTooLong', { count: LONGEST }) : undefined;
}

/** The question as it is put into an article: in the editor's words, with nothing of one citizen's own matter. */
export function PhrasingField({ item, value, onChange, error }: Props) {
  return (
    <Field label={t('unanswered.phrasing')} hint={t('unanswered.phrasingHint')} error={error}>
      {(ids) => (
        <textarea
          {...ids}
          rows={2}
          lang={item.language}
          dir={directionOf(item.language, value)}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
