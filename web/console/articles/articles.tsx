import { NEW } from '../state/article.js';
import { route } from '../state/route.js';
import { ArticleOverview } from './article-overview.js';
import { ArticlePage } from './article-page.js';
import { NewArticle } from './new-article.js';

/** What the bot answers with. For editors. */
export function Articles() {
  const topic = route.value.view === 'articles' ? route.value.topic : undefined;
  if (topic === NEW) return <NewArticle />;
  return topic ? <ArticlePage key={topic} topic={topic} /> : <ArticleOverview />;
}
