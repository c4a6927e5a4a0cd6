import type { TextProblem } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { Field } from '../parts/field.js';
import { t } from '../texts.js';
import { atLine } from './placed-problems.js';

interface Props {
  text: string;
  language: string;
  problems: readonly TextProblem[];
  onChange: (text: string) => void;
}

/** The whole file as it is, for those who know its form. */
export function TextField({ text, language, problems, onChange }: Props) {
  const linesOf = (level: TextProblem['level']) =>
    problems
      .filter((problem) => problem.level === level)
      .map((problem) => atLine(problem.line, problem))
      .join('\n') || undefined;
  return (
    <Field
      label={t('articles.wholeText')}
      hint={t('articles.wholeTextHint')}
      error={linesOf('error')}
      warning={linesOf('warning')}
    >
      {(ids) => (
        <textarea
          {...ids}
          class="whole-text"
          rows={24}
          lang={language}
          dir={directionOf(language, text)}
          spellcheck={false}
          value={text}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
