import { useEffect, useState } from 'preact/hooks';
import type { UnansweredDetail, UnansweredItem } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { dateTime } from '../format.js';
import { FailureLine } from '../parts/failure-line.js';
import { sentenceFor } from '../state/failure.js';
import { wordingsOf } from '../state/unanswered.js';
import { t } from '../texts.js';

/** The newest questions as they were put. Asked for again when the question is asked again. */
export function Wordings({ item: { id, language, lastAt } }: { item: UnansweredItem }) {
  const [questions, setQuestions] = useState<UnansweredDetail['questions']>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    wordingsOf(id).then(
      (found) => {
        if (!current) return;
        setQuestions(found);
        setProblem('');
      },
      (error) => current && setProblem(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
  }, [id, lastAt]);
  if (problem) return <FailureLine text={t('unanswered.wordingsProblem', { why: problem })} />;
  if (!questions) return <p class="hint">{t('app.loading')}</p>;
  return (
    <ol class="wordings">
      {questions.map(({ text, why, at }) => (
        <li key={`${at}${text}`}>
          <p class="wording-text" lang={language} dir={directionOf(language, text)}>
            {text}
          </p>
          <p class="hint">
            <time dateTime={at}>{dateTime(at)}</time> · {t(`unanswered.why.${why}`)}
          </p>
        </li>
      ))}
    </ol>
  );
}
