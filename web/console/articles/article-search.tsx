import { useEffect, useId, useState } from 'preact/hooks';
import { LanguageOptions } from '../parts/language-options.js';
import { ARTICLE_STATES, type ArticleState, articleSearch, searchArticles } from '../state/articles.js';
import { t } from '../texts.js';

const PAUSE_MS = 300;

export function ArticleSearchForm() {
  const id = useId();
  const [typed, setTyped] = useState(articleSearch.value.q);
  useEffect(() => {
    if (typed === articleSearch.peek().q) return;
    const pause = setTimeout(() => searchArticles({ q: typed }), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed]);
  return (
    <search>
      <form
        class="article-search"
        onSubmit={(event) => {
          event.preventDefault();
          searchArticles({ q: typed });
        }}
      >
        <div>
          <label for={`${id}-q`}>{t('articles.search')}</label>
          <input
            id={`${id}-q`}
            type="search"
            autocomplete="off"
            spellcheck={false}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <div>
          <label for={`${id}-state`}>{t('articles.show')}</label>
          <select
            id={`${id}-state`}
            value={articleSearch.value.state}
            onChange={(event) => searchArticles({ state: event.currentTarget.value as ArticleState | '' })}
          >
            <option value="">{t('articles.filter.all')}</option>
            {ARTICLE_STATES.map((state) => (
              <option key={state} value={state}>
                {t(`articles.filter.${state}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for={`${id}-language`}>{t('articles.inLanguage')}</label>
          <select
            id={`${id}-language`}
            value={articleSearch.value.language}
            onChange={(event) => searchArticles({ language: event.currentTarget.value })}
          >
            <option value="">{t('articles.anyLanguage')}</option>
            <LanguageOptions />
          </select>
        </div>
      </form>
    </search>
  );
}
