import { useEffect, useState } from 'preact/hooks';
import type { ArticleText, DiffLine } from '../api/shapes.js';
import { languageInSentence } from '../format.js';
import { Disclosure } from '../parts/disclosure.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { confirmTranslation, diffOf, openedArticle, type Place } from '../state/article.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { Diff } from './diff.js';
import { SOURCE } from './languages.js';

/** A translation that lags behind: what its source says since, and the word that it is right all the same. */
export function StaleMark({ place, text }: { place: Place; text: ArticleText }) {
  const [busy, setBusy] = useState(false);
  const source = openedArticle.value?.detail?.texts.find(({ language }) => language === SOURCE);

  async function confirm(): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      await confirmTranslation(place);
      tell('done', t('articles.confirmed', { language: languageInSentence(place.language) }));
    } catch (error) {
      tell('failed', sentenceFor(error));
      setBusy(false);
    }
  }

  return (
    <div class="stale" role="note">
      <p>
        <Icon name="warning" /> {t('articles.staleText')}
      </p>
      {source && text.source > 0 && (
        <Disclosure title={t('articles.staleDiff')}>
          {() => <SourceDiff topic={place.topic} from={text.source} to={source.published} />}
        </Disclosure>
      )}
      <button type="button" aria-disabled={busy} onClick={() => void confirm()}>
        {t('articles.stillRight')}
      </button>
    </div>
  );
}

function SourceDiff({ topic, from, to }: { topic: string; from: number; to: number }) {
  const [lines, setLines] = useState<DiffLine[]>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let current = true;
    diffOf({ topic, language: SOURCE }, from, to).then(
      (found) => current && setLines(found),
      (error) => current && setProblem(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
  }, [topic, from, to]);
  if (problem) return <FailureLine text={problem} />;
  return lines ? <Diff lines={lines} language={SOURCE} /> : <p class="hint">{t('app.loading')}</p>;
}
