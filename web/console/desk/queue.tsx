import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { Empty } from '../parts/empty.js';
import { claimNext } from '../state/conversation.js';
import { mine, moreWait, waiting } from '../state/queue.js';
import { go, route } from '../state/route.js';
import { answers } from '../state/session.js';
import { bindKey } from '../state/shortcuts.js';
import { t } from '../texts.js';
import { isForMe, isKeptForAnother, mayClaim } from './offered.js';
import { QueueItem } from './queue-item.js';

/** Who I talk with above, who waits below: those for me first, then the longest waiting. */
export function Queue({ current }: { current: string | undefined }) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    const unbind = [
      bindKey('j', () => step(list.current, 1)),
      bindKey('k', () => step(list.current, -1)),
      bindKey('Alt+ArrowDown', () => goToMine(1)),
      bindKey('Alt+ArrowUp', () => goToMine(-1)),
      bindKey('n', () => void claimNext()),
    ];
    return () => {
      for (const stop of unbind) stop();
    };
  }, []);
  return (
    <section class="queue" tabIndex={-1} ref={list} aria-label={t('queue.label')}>
      {answers.value && (
        <>
          <h2>
            {t('queue.mine')} <span class="count-plain">{mine.value?.length ?? ''}</span>
          </h2>
          <Items items={mine.value} current={current} empty={<p class="queue-empty">{t('queue.mineEmpty')}</p>} />
        </>
      )}
      <h2>
        {t('queue.waiting')} <span class="count-plain">{waiting.value?.length ?? ''}</span>
      </h2>
      {/* Said once when the queue stops being empty, not for each of many. */}
      <p class="unseen" role="status">
        {(waiting.value?.length ?? 0) > 0 && t('queue.somebodyWaits')}
      </p>
      {waiting.value?.some((item) => mayClaim(item) && !isKeptForAnother(item)) && (
        <button type="button" aria-keyshortcuts="n" onClick={() => void claimNext()}>
          {t('queue.takeNext')}
        </button>
      )}
      {moreWait.value && <p class="hint">{t('queue.more')}</p>}
      <Items
        items={inMyOrder(waiting.value)}
        current={current}
        empty={<Empty title={t('queue.emptyTitle')} text={t('queue.empty')} />}
      />
    </section>
  );
}

interface ItemsProps {
  items: HandoverItem[] | undefined;
  current: string | undefined;
  empty: ComponentChildren;
}

function Items({ items, current, empty }: ItemsProps) {
  if (!items) return <p class="queue-empty">{t('app.loading')}</p>;
  if (items.length === 0) return <>{empty}</>;
  return (
    <ul class="queue-list">
      {items.map((item) => (
        <QueueItem key={item.id} item={item} current={item.id === current} />
      ))}
    </ul>
  );
}

const inMyOrder = (items: HandoverItem[] | undefined): HandoverItem[] | undefined =>
  items && [...items].sort((a, b) => Number(isForMe(b)) - Number(isForMe(a)));

/** Moves the focus to the next conversation of the list, from wherever it is. */
function step(list: HTMLElement | null, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>('.queue-item-link') ?? [])];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const start = at < 0 && by < 0 ? links.length : at;
  links[Math.min(Math.max(start + by, 0), links.length - 1)]?.focus();
}

/** Opens the next of my conversations, or the first; round and round. */
function goToMine(by: 1 | -1): void {
  const ids = (mine.value ?? []).map(({ id }) => id);
  const { value: shown } = route;
  const at = ids.indexOf((shown.view === 'desk' && shown.handoverId) || '');
  const next = ids.at(at < 0 && by < 0 ? -1 : (at + by) % ids.length);
  if (next) go({ view: 'desk', handoverId: next });
}
