import type { CaseItem } from '../api/case-shapes.js';
import { categoryName, groupName } from '../city-names.js';
import { dateTime } from '../format.js';
import { SecrecyMark } from '../parts/secrecy-mark.js';
import { showMore } from '../state/cases.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';
import { Due } from './due.js';
import { Status } from './status.js';

interface Props {
  found: { items: CaseItem[]; next: string; more: boolean };
  current: string | undefined;
}

export function CaseList({ found: { items, next, more }, current }: Props) {
  return (
    <>
      <p class="hint" role="status">
        {t(next ? 'cases.countMore' : 'cases.count', { count: items.length })}
      </p>
      {more && <p class="hint">{t('cases.dueMore')}</p>}
      <ul class="case-list">
        {items.map((item) => (
          <li key={item.number} class={item.number === current ? 'case-row case-row-current' : 'case-row'}>
            <a
              href={hrefOf({ view: 'cases', number: item.number })}
              {...(item.number === current && { 'aria-current': 'true' })}
            >
              <span class="number">{item.number}</span>{' '}
              <span class="case-row-title">{categoryName(item.category)}</span>
            </a>
            {item.subject && (
              <p class="case-row-subject" dir="auto">
                {item.subject}
              </p>
            )}
            <p class="case-row-facts">
              <Status status={item.status} />
              <span class="tag">{groupName(item.group)}</span>
              <SecrecyMark secrecy={item.secrecy} />
              <Due item={item} />
              <time dateTime={item.openedAt}>{dateTime(item.openedAt)}</time>
            </p>
          </li>
        ))}
      </ul>
      {next && (
        <button type="button" class="more" onClick={() => void showMore()}>
          {t('cases.more')}
        </button>
      )}
    </>
  );
}
