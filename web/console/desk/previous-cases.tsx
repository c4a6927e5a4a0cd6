import { useEffect } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { categoryName } from '../city-names.js';
import { date } from '../format.js';
import { Disclosure } from '../parts/disclosure.js';
import { FailureLine } from '../parts/failure-line.js';
import { SecrecyMark } from '../parts/secrecy-mark.js';
import { morePrevious, type PreviousCase, previous, previousProblem, watchPrevious } from '../state/previous.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';

/** What this citizen has asked before, as far as the agent may read it. */
export function PreviousCases({ item }: { item: HandoverItem }) {
  useEffect(() => watchPrevious(item), [item.id]);
  const items = previous.value;
  if (previousProblem.value) return <FailureLine text={t('previous.failed', { why: previousProblem.value })} />;
  if (!items) return null;
  if (items.length === 0) return <p class="hint">{t('previous.none')}</p>;
  return (
    <Disclosure title={t('previous.title', { count: items.length })} open>
      {() => (
        <>
          <ul class="previous">
            {items.map((one) => (
              <PreviousItem key={one.number} one={one} />
            ))}
          </ul>
          {morePrevious.value && <p class="hint">{t('previous.more')}</p>}
          <p class="hint">{t('previous.hint')}</p>
        </>
      )}
    </Disclosure>
  );
}

function PreviousItem({ one: { number, category, status, secrecy, openedAt, same } }: { one: PreviousCase }) {
  return (
    <li>
      <a href={hrefOf({ view: 'cases', number })}>
        {categoryName(category)} <span class="conversation-number">{number}</span>
      </a>
      <p class="queue-item-facts">
        <span class="tag">{t(`status.${status}`)}</span>
        <span class="tag">{date(openedAt)}</span>
        {same.map((way) => (
          <span key={way} class="tag">
            {t(`previous.same.${way}`)}
          </span>
        ))}
        <SecrecyMark secrecy={secrecy} />
      </p>
    </li>
  );
}
