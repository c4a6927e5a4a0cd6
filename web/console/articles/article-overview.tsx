import { useEffect, useRef } from 'preact/hooks';
import { Empty } from '../parts/empty.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { leftArticle, NEW } from '../state/article.js';
import { articles, articlesProblem, isFiltered, tasks, watchArticles } from '../state/articles.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';
import { ArticleList } from './article-list.js';
import { ArticleSearchForm } from './article-search.js';
import { TaskList } from './task-list.js';

/** What waits for somebody above, every article below. */
export function ArticleOverview() {
  useEffect(watchArticles, []);
  const found = articles.value;
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!found || !leftArticle.peek()) return;
    list.current?.querySelector<HTMLElement>(`[data-topic="${CSS.escape(leftArticle.peek())}"]`)?.focus();
    leftArticle.value = '';
  }, [found]);
  const problem = articlesProblem.value;
  return (
    <main class="articles" id="main" ref={list}>
      <div class="articles-head">
        <h1 id="articles-title" tabIndex={-1}>
          {t('views.articles')}
        </h1>
        <a class="button-main" href={hrefOf({ view: 'articles', topic: NEW })}>
          <Icon name="add" /> {t('articles.new')}
        </a>
      </div>
      {problem && <FailureLine text={problem} />}
      {!found && !problem && <p class="hint">{t('app.loading')}</p>}
      {tasks.value && <TaskList tasks={tasks.value} />}
      <ArticleSearchForm />
      {found && found.length > 0 && <ArticleList items={found} />}
      {found?.length === 0 && <NoArticles />}
    </main>
  );
}

function NoArticles() {
  return isFiltered.value ? (
    <Empty title={t('articles.noHitTitle')} text={t('articles.noHit')} />
  ) : (
    <Empty title={t('articles.emptyTitle')} text={t('articles.empty')} />
  );
}
