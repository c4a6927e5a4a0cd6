import { useState } from 'preact/hooks';
import type { ArticleText } from '../api/editorial-shapes.js';
import { languageInSentence } from '../format.js';
import { Disclosure } from '../parts/disclosure.js';
import { Icon } from '../parts/icon.js';
import { confirmTranslation, openedArticle, type Place } from '../state/article.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { SOURCE } from './languages.js';
import { RevisionDiff } from './revision-diff.js';

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
          {() => <RevisionDiff place={{ ...place, language: SOURCE }} from={text.source} to={source.published} />}
        </Disclosure>
      )}
      <button type="button" aria-disabled={busy} onClick={() => void confirm()}>
        {t('articles.stillRight')}
      </button>
    </div>
  );
}
