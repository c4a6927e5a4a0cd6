import { useEffect, useRef } from 'preact/hooks';
import { CALL_OUTCOMES } from '../api/case-shapes.js';
import { Empty } from '../parts/empty.js';
import { FailureLine } from '../parts/failure-line.js';
import { ListPage } from '../parts/list-page.js';
import {
  callBacks,
  callBacksProblem,
  callGroup,
  moreCallBacks,
  showCallsOf,
  watchCallBacks,
} from '../state/call-backs.js';
import { tell } from '../state/notice.js';
import { bindKey } from '../state/shortcuts.js';
import { t } from '../texts.js';
import { CallRow } from './call-row.js';
import { GroupChoice } from './group-choice.js';

/** Calls that were promised, the longest due first. Each way a call can go is one key. */
export function CallBacks() {
  useEffect(watchCallBacks, []);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const unbind = [
      bindKey('j', () => step(list.current, 1)),
      bindKey('k', () => step(list.current, -1)),
      ...CALL_OUTCOMES.map((_, index) => bindKey(String(index + 1), () => press(index))),
    ];
    return () => {
      for (const stop of unbind) stop();
    };
  }, []);
  const items = callBacks.value;
  const problem = callBacksProblem.value;
  return (
    <ListPage view="call-backs" intro={t('callBacks.intro')}>
      <GroupChoice value={callGroup.value} onChange={showCallsOf} />
      {problem && <FailureLine text={problem} />}
      {!items && !problem && <p class="hint">{t('app.loading')}</p>}
      {items?.length === 0 && <Empty title={t('callBacks.emptyTitle')} text={t('callBacks.empty')} />}
      {items && items.length > 0 && (
        <>
          <p class="hint" role="status">
            {t('callBacks.count', { count: items.length })}
          </p>
          {moreCallBacks.value && <p class="hint">{t('callBacks.more')}</p>}
          <ul class="list-rows" ref={list} aria-label={t('callBacks.list')}>
            {items.map((item) => (
              <CallRow key={item.number} item={item} />
            ))}
          </ul>
        </>
      )}
    </ListPage>
  );
}

const rowsOf = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>('.call-row') ?? [])];
const currentRow = () => document.activeElement?.closest('.call-row');

/** Moves the focus to the next call of the list. */
function step(list: HTMLElement | null, by: 1 | -1): void {
  const rows = rowsOf(list);
  const at = rows.indexOf(currentRow() as HTMLElement);
  const start = at < 0 && by < 0 ? rows.length : at;
  rows[Math.min(Math.max(start + by, 0), rows.length - 1)]?.querySelector('a')?.focus();
}

/** The button of that place in the row where the focus is; never in a row that nobody has gone to. */
function press(index: number): void {
  const buttons = currentRow()?.querySelectorAll<HTMLButtonElement>('.call-outcomes button');
  if (buttons?.[index]) buttons[index].click();
  else tell('polite', t('callBacks.chooseFirst'));
}
