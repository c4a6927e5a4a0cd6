import { useEffect, useState } from 'preact/hooks';
import type { HistoryEntry } from '../api/editorial-shapes.js';
import { dateTime } from '../format.js';
import { FailureLine } from '../parts/failure-line.js';
import { historyOf, type Place, refreshArticle, restoreRevision } from '../state/article.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { authorOf } from './author.js';
import { Comparison } from './comparison.js';

interface Props {
  place: Place;
  newest: number;
  published: number;
}

/** Every text there was: who wrote it, when and why, what became of it, and how it differs from another. */
export function History({ place, newest, published }: Props) {
  const { topic, language } = place;
  const [entries, setEntries] = useState<HistoryEntry[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    historyOf({ topic, language }).then(
      (found) => {
        if (!current) return;
        setEntries(found);
        setProblem('');
      },
      (error) => current && setProblem(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
    // Asked for again when something was saved or decided.
  }, [topic, language, newest, published]);
  if (problem) return <FailureLine text={problem} />;
  if (!entries) return <p class="hint">{t('app.loading')}</p>;
  return (
    <>
      {entries.length > 1 && <Comparison place={place} entries={entries} />}
      <ol class="history">
        {entries.map((entry) => (
          <Entry key={entry.n} entry={entry} place={place} newest={newest} />
        ))}
      </ol>
    </>
  );
}

function Entry({ entry, place, newest }: { entry: HistoryEntry; place: Place; newest: number }) {
  const { n, status, author, at, comment, decidedByName, decidedBy } = entry;
  const [busy, setBusy] = useState(false);

  async function restore(): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      await restoreRevision(place, n, newest);
      tell('done', t('articles.restored', { number: n }));
    } catch (error) {
      if (isRefusal(error, 409)) tell('polite', t('articles.savedSince'));
      else tell('failed', sentenceFor(error));
    }
    await refreshArticle();
    setBusy(false);
  }

  return (
    <li class="event">
      <p>
        <strong>{t('articles.revision', { number: n })}</strong>{' '}
        <span class={`status status-${status}`}>{t(`articles.status.${status}`)}</span>
      </p>
      <p class="event-who">
        {authorOf(entry)}, <time dateTime={at}>{dateTime(at)}</time>
        {decidedBy && decidedBy !== author && <> · {t('articles.decidedBy', { name: decidedByName || decidedBy })}</>}
      </p>
      {comment && (
        <p class="event-text" dir="auto">
          {comment}
        </p>
      )}
      {n !== newest && (
        <button type="button" class="button-quiet" aria-disabled={busy} onClick={() => void restore()}>
          {t('articles.restore')}
          <span class="unseen"> {t('articles.revision', { number: n })}</span>
        </button>
      )}
    </li>
  );
}
