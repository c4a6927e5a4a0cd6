import { useEffect, useState } from 'preact/hooks';
import type { CaseDetail } from '../api/case-shapes.js';
import type { HandoverDetail } from '../api/shapes.js';
import { ForwardDialog } from '../cases/forward-dialog.js';
import { groupName } from '../city-names.js';
import { opened, refreshConversation } from '../state/conversation.js';
import { city } from '../state/session.js';
import { bindKey } from '../state/shortcuts.js';
import { t } from '../texts.js';
import { CloseDialog } from './close-dialog.js';
import { LeaveDialog } from './leave-dialog.js';
import { TransferDialog } from './transfer/transfer-dialog.js';

type Shown = 'transfer' | 'forward' | 'release' | 'toBot' | 'close' | 'closeForwarded';

/** Everything that takes a conversation from the agent who has it, on their own wish. */
export function Moves({ item }: { item: HandoverDetail }) {
  const [shown, setShown] = useState<Shown>();
  const hide = () => setShown(undefined);
  const file = opened.value?.file;
  useEffect(() => {
    const unbind = [
      bindKey('t', () => setShown('transfer')),
      bindKey('b', () => setShown('release')),
      bindKey('o', () => setShown('toBot')),
      bindKey('c', () => setShown('close')),
    ];
    return () => {
      for (const stop of unbind) stop();
    };
  }, []);

  /** The case is with the department: what is left is the conversation. */
  async function forwarded(): Promise<CaseDetail | undefined> {
    await refreshConversation();
    const newest = opened.value?.file;
    if (newest?.status === 'forwarded') setShown('closeForwarded');
    return newest;
  }

  return (
    <>
      <button type="button" class="button-quiet" aria-keyshortcuts="t" onClick={() => setShown('transfer')}>
        {t('transfer.open')}
      </button>
      <button type="button" class="button-quiet" aria-keyshortcuts="b" onClick={() => setShown('release')}>
        {t('release.open')}
      </button>
      <button type="button" class="button-quiet" aria-keyshortcuts="o" onClick={() => setShown('toBot')}>
        {t('toBot.open')}
      </button>
      <button type="button" class="answering-close" aria-keyshortcuts="c" onClick={() => setShown('close')}>
        {t('close.open')}
      </button>
      {shown === 'transfer' && (
        <TransferDialog
          item={item}
          onDepartment={file?.next?.includes('forwarded') ? () => setShown('forward') : undefined}
          onClose={hide}
        />
      )}
      {shown === 'forward' && file && <ForwardDialog file={file} refresh={forwarded} onClose={hide} />}
      {(shown === 'release' || shown === 'toBot') && <LeaveDialog item={item} way={shown} onClose={hide} />}
      {shown === 'close' && <CloseDialog item={item} onClose={hide} />}
      {shown === 'closeForwarded' && <CloseDialog item={item} as="forwarded" onClose={hide} />}
    </>
  );
}

/** While the citizen is asked whether another authority may have the conversation. */
export function AskedLine({ item: { asked } }: { item: HandoverDetail }) {
  const group = groupName(city.value?.categories[asked]?.group ?? '');
  return (
    <p class="asked-line" role="status">
      {asked && t('transfer.waiting', { group })}
    </p>
  );
}
