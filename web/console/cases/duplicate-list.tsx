import type { ComponentChildren } from 'preact';
import type { CaseItem } from '../api/case-shapes.js';
import { categoryName } from '../city-names.js';
import { dateTime } from '../format.js';
import { hrefOf } from '../state/route.js';
import { Status } from './status.js';

interface Props {
  items: CaseItem[];
  /** Opens in a tab of its own: something is being written here. */
  apart?: boolean;
  children?: (item: CaseItem) => ComponentChildren;
}

export function DuplicateList({ items, apart = false, children }: Props) {
  return (
    <ul class="duplicate-list">
      {items.map((item) => (
        <li key={item.number}>
          <a
            href={hrefOf({ view: 'cases', number: item.number })}
            {...(apart && { target: '_blank', rel: 'noopener noreferrer' })}
          >
            <span class="number">{item.number}</span>{' '}
            <span dir="auto">{item.subject || categoryName(item.category)}</span>
          </a>
          <p class="case-row-facts">
            <Status status={item.status} />
            <time dateTime={item.openedAt}>{dateTime(item.openedAt)}</time>
          </p>
          {children?.(item)}
        </li>
      ))}
    </ul>
  );
}
