import type { DiffLine } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { t } from '../texts.js';

interface Props {
  lines: readonly DiffLine[];
  language: string;
  /** Shows every line, not only those near a change. */
  whole?: boolean;
}

const NEAR = 2;

/** What became of a text, line by line; signs and words say it, not the colour alone. */
export function Diff({ lines, language, whole = false }: Props) {
  if (lines.every(({ kind }) => kind === 'same')) return <p class="hint">{t('articles.noDifference')}</p>;
  return (
    <div class="diff">
      {(whole ? lines.map((line) => ({ line, skipped: 0 })) : nearChanges(lines)).map(({ line, skipped }, index) => (
        <Line key={index} {...{ line, skipped, language }} />
      ))}
    </div>
  );
}

interface LineProps {
  line: DiffLine;
  skipped: number;
  language: string;
}

function Line({ line: { kind, text }, skipped, language }: LineProps) {
  if (skipped > 0) return <p class="diff-skipped">{t('articles.sameLines', { count: skipped })}</p>;
  if (kind === 'same')
    return (
      <p class="diff-line" lang={language} dir={directionOf(language, text)}>
        {text}
      </p>
    );
  const Tag = kind === 'added' ? 'ins' : 'del';
  return (
    <p class={`diff-line diff-${kind}`} dir={directionOf(language, text)}>
      <Tag>
        <span class="unseen">{t(`articles.${kind}`)} </span>
        <span lang={language}>{text}</span>
      </Tag>
    </p>
  );
}

/** A run of lines that stayed the same is one line that says how many. */
function nearChanges(lines: readonly DiffLine[]): { line: DiffLine; skipped: number }[] {
  const isNear = (at: number) => lines.slice(Math.max(0, at - NEAR), at + NEAR + 1).some(({ kind }) => kind !== 'same');
  const shown: { line: DiffLine; skipped: number }[] = [];
  for (const [at, line] of lines.entries()) {
    const last = shown.at(-1);
    if (isNear(at)) shown.push({ line, skipped: 0 });
    else if (last && last.skipped > 0) last.skipped += 1;
    else shown.push({ line, skipped: 1 });
  }
  return shown;
}
