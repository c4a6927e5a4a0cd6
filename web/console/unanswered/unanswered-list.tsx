import type { UnansweredItem } from '../api/editorial-shapes.js';
import { showMoreUnanswered } from '../state/unanswered.js';
import { t } from '../texts.js';
import { UnansweredRow } from './unanswered-row.js';

interface Props {
  found: { items: UnansweredItem[]; next: string };
}

export function UnansweredList({ found: { items, next } }: Props) {
  return (
    <>
      <p class="hint" role="status">
        {t(next ? 'unanswered.countMore' : 'unanswered.count', { count: items.length })}
      </p>
      <ul class="list-rows" aria-label={t('unanswered.list')}>
        {items.map((item) => (
          <UnansweredRow key={item.id} item={item} />
        ))}
      </ul>
      {next && (
        <button type="button" class="more" onClick={() => void showMoreUnanswered()}>
          {t('unanswered.more')}
        </button>
      )}
    </>
  );
}
