import { useState } from 'preact/hooks';
import type { BoardDesk } from '../api/organisation-shapes.js';
import { centreName, groupName } from '../city-names.js';
import { dateTime } from '../format.js';
import { openDesk } from '../state/board.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { CloseDeskDialog } from './close-desk-dialog.js';

interface Props {
  group: string;
  desk: BoardDesk;
  /** Whether the group has other desks. */
  several: boolean;
}

/** A group at a centre: open or not and why, and the way to close or open it. */
export function DeskLine({ group, desk, several }: Props) {
  const [closing, setClosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const values = { group: groupName(group), centre: centreName(desk.centre) };

  async function open(): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      await openDesk({ group, centre: desk.closed?.all ? '' : desk.centre });
      tell('done', t(desk.closed?.all ? 'board.openedAll' : 'board.opened', values));
    } catch (error) {
      // Somebody else has opened it already.
      if (!isRefusal(error, 404)) tell('failed', t('board.notOpened', { why: sentenceFor(error) }));
    }
    setBusy(false);
  }

  return (
    <li class={desk.open ? 'board-desk board-desk-open' : 'board-desk'}>
      <p>
        <strong>{values.centre}</strong> <span class="board-desk-state">{stateOf(desk)}</span>
        {desk.waiting > 0 && <span class="tag">{t('queue.waitingCount', { count: desk.waiting })}</span>}
      </p>
      <button
        type="button"
        class="button-quiet"
        aria-disabled={busy}
        onClick={() => (desk.closed ? void open() : setClosing(true))}
      >
        {t(desk.closed ? (desk.closed.all ? 'board.openAll' : 'board.openDesk') : 'board.closeDesk')}
        <span class="unseen">{t('board.whichDesk', values)}</span>
      </button>
      {closing && (
        <CloseDeskDialog group={group} centre={desk.centre} several={several} onClose={() => setClosing(false)} />
      )}
    </li>
  );
}

function stateOf({ why, opensAt, closed, atWork }: BoardDesk): string {
  if (closed) return t('board.state.closed', { name: closed.byName, time: dateTime(closed.until), why: closed.why });
  if (why === 'hours')
    return opensAt ? t('board.state.hours', { time: dateTime(opensAt) }) : t('board.state.hoursOver');
  if (why === 'empty') return t('board.state.empty');
  return t('board.state.open', { count: atWork });
}
