import { useState } from 'preact/hooks';
import type { ArticleItem } from '../api/editorial-shapes.js';
import { categoryName } from '../city-names.js';
import { languageInSentence, languageName, listed } from '../format.js';
import { leftArticle } from '../state/article.js';
import { draftsOf } from '../state/drafts.js';
import { hrefOf } from '../state/route.js';
import { agent, city } from '../state/session.js';
import { language, t } from '../texts.js';
import { inOwnLanguage, sourceFirst } from './languages.js';
import { Standing } from './standing.js';

const PAGE = 30;

export function ArticleList({ items }: { items: readonly ArticleItem[] }) {
  const unsaved = draftsOf({ agentId: agent.value?.id ?? '', kind: 'article' });
  const sorted = [...items].sort((a, b) => nameOf(a).localeCompare(nameOf(b), language.value));
  // Whoever comes back from an article finds it in the list.
  const [pages, setPages] = useState(() => pageOf(leftArticle.peek(), sorted));
  return (
    <>
      <p class="hint" role="status">
        {t('articles.count', { count: items.length })}
      </p>
      <ul class="article-list" aria-label={t('articles.list')}>
        {sorted.slice(0, pages * PAGE).map((item) => (
          <ArticleRow key={item.topic} item={item} unsaved={unsaved} />
        ))}
      </ul>
      {sorted.length > pages * PAGE && (
        <button type="button" class="more" onClick={() => setPages(pages + 1)}>
          {t('articles.more')}
        </button>
      )}
    </>
  );
}

const pageOf = (topic: string, items: readonly ArticleItem[]): number =>
  Math.max(1, Math.ceil((items.findIndex((item) => item.topic === topic) + 1) / PAGE));

function ArticleRow({ item: { topic, category, texts }, unsaved }: { item: ArticleItem; unsaved: readonly string[] }) {
  const first = inOwnLanguage(texts);
  const isUnsaved = (text: Text) => unsaved.includes(`${topic}/${text.language}`);
  const lines = alike(sourceFirst(texts), isUnsaved);
  const missing = (city.value?.languages ?? []).filter(({ code }) => !texts.some((text) => text.language === code));
  return (
    <li class="article-row">
      <a
        href={hrefOf({ view: 'articles', topic })}
        data-topic={topic}
        dir="auto"
        {...(first && { lang: first.language })}
      >
        {first?.title || topic}
      </a>
      <p class="article-row-facts">
        <span>{categoryName(category)}</span> <span class="code">{topic}</span>
      </p>
      <ul class="article-row-texts">
        {lines.map(({ first, languages }) => (
          <li key={first.language}>
            <strong>{isRest(languages, lines) ? restOf(languages) : namesOf(languages)}</strong>
            <Standing text={first} newest={first.newest} status={first.status} />
            {isUnsaved(first) && <span class="tag">{t('articles.unsaved')}</span>}
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p class="hint">
          {t('articles.missingIn', { languages: listed(missing.map(({ code }) => languageName(code))) })}
        </p>
      )}
    </li>
  );
}

const nameOf = ({ topic, texts }: ArticleItem): string => inOwnLanguage(texts)?.title || topic;

type Text = ArticleItem['texts'][number];

interface Alike {
  first: Text;
  languages: string[];
}

/** Languages that stand alike are one line: of ten, most do. */
function alike(texts: readonly Text[], isUnsaved: (text: Text) => boolean): Alike[] {
  const lines = new Map<string, Alike>();
  for (const text of texts) {
    const { published, newest, status, due, stale, reviewed } = text;
    const key = [published > 0, newest > published, status, due, stale, reviewed, isUnsaved(text)].join();
    const line = lines.get(key) ?? { first: text, languages: [] };
    line.languages.push(text.language);
    lines.set(key, line);
  }
  return [...lines.values()];
}

const MANY = 4;

/** The longest of several lines need not be spelled out in each of a hundred rows: it is whoever no other line names. */
const isRest = (languages: readonly string[], lines: readonly Alike[]): boolean =>
  lines.length > 1 &&
  languages.length >= MANY &&
  lines.every((line) => line.languages === languages || line.languages.length < languages.length);

const restOf = (languages: readonly string[]): string => t('articles.otherLanguages', { number: languages.length });

/** "Arabiska, engelska och finska" */
function namesOf(languages: readonly string[]): string {
  const [first = '', ...others] = languages.map(languageInSentence).sort((a, b) => a.localeCompare(b, language.value));
  return listed([first.charAt(0).toLocaleUpperCase(language.value) + first.slice(1), ...others]);
}
