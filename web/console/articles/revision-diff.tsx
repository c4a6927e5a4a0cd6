import { useEffect, useState } from 'preact/hooks';
import type { DiffLine } from '../api/editorial-shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { diffOf, type Place } from '../state/article.js';
import { sentenceFor } from '../state/failure.js';
import { t } from '../texts.js';
import { Diff } from './diff.js';

/** What became of a text from one revision to another. */
export function RevisionDiff({ place, from, to }: { place: Place; from: number; to: number }) {
  const { topic, language } = place;
  const [lines, setLines] = useState<DiffLine[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    diffOf({ topic, language }, from, to).then(
      (found) => {
        if (!current) return;
        setLines(found);
        setProblem('');
      },
      (error) => current && setProblem(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
  }, [topic, language, from, to]);
  if (problem) return <FailureLine text={problem} />;
  return lines ? <Diff lines={lines} language={language} /> : <p class="hint">{t('app.loading')}</p>;
}
