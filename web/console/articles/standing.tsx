import type { ArticleStanding, RevisionStatus } from '../api/editorial-shapes.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';

interface Props {
  text: Pick<ArticleStanding, 'published' | 'due' | 'stale' | 'reviewed'>;
  newest: number;
  /** Of the newest revision. */
  status: RevisionStatus;
}

/** How a text stands, in words: what citizens get, what waits, and what somebody should look at. */
export function Standing({ text: { published, due, stale, reviewed }, newest, status }: Props) {
  return (
    <span class="standing">
      {published > 0 && <span class="status status-published">{t('articles.status.published')}</span>}
      {newest > published && status !== 'published' && (
        <span class={`status status-${status}`}>{t(`articles.status.${status}`)}</span>
      )}
      {due && <Mark text={t('articles.due')} />}
      {stale && <Mark text={t('articles.stale')} />}
      {!reviewed && <span class="tag">{t('articles.notReviewed')}</span>}
    </span>
  );
}

function Mark({ text }: { text: string }) {
  return (
    <span class="tag tag-mark">
      <Icon name="warning" /> {text}
    </span>
  );
}
