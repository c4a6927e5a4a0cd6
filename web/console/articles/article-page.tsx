import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArticleDetail } from '../api/editorial-shapes.js';
import { categoryName } from '../city-names.js';
import { Empty } from '../parts/empty.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { articleProblem, openedArticle, watchArticle } from '../state/article.js';
import { hrefOf, route } from '../state/route.js';
import { t } from '../texts.js';
import { titleOf } from './article-form.js';
import { LanguagePanes } from './language-panes.js';
import { inOwnLanguage } from './languages.js';

/** One article, its languages side by side. */
export function ArticlePage({ topic }: { topic: string }) {
  useEffect(watchArticle, []);
  const opened = openedArticle.value?.topic === topic ? openedArticle.value : undefined;
  const { language, beside } = route.value.view === 'articles' ? route.value : {};
  const heading = useRef<HTMLHeadingElement>(null);
  const [greeted, setGreeted] = useState(false);
  const detail = opened?.detail;
  useEffect(() => {
    if (greeted || (!detail && !opened?.missing)) return;
    setGreeted(true);
    heading.current?.focus();
  }, [detail, opened?.missing]);
  return (
    <main class="article" id="main">
      <header class="article-head">
        <a class="button-quiet" href={hrefOf({ view: 'articles' })}>
          <Icon name="back" /> {t('articles.back')}
        </a>
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {detail ? nameOf(detail) : topic}
        </h1>
        {detail && (
          <p class="article-row-facts">
            <span>{categoryName(detail.category)}</span> <span class="code">{topic}</span>
          </p>
        )}
      </header>
      {articleProblem.value && <FailureLine text={articleProblem.value} />}
      {opened?.missing && <Empty title={t('articles.goneTitle')} text={t('articles.gone')} />}
      {!detail && !opened?.missing && !articleProblem.value && <p class="hint">{t('app.loading')}</p>}
      {detail && <LanguagePanes detail={detail} language={language} beside={beside} />}
    </main>
  );
}

function nameOf({ topic, texts }: ArticleDetail): string {
  const first = inOwnLanguage(texts);
  return (first && titleOf(first.revision.text)) || topic;
}
