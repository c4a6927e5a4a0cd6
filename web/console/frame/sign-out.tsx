import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.js';
import { draftsOf } from '../state/drafts.js';
import { mine, refreshQueue } from '../state/queue.js';
import { agent, isElsewhere, signOut } from '../state/session.js';
import { t } from '../texts.js';
import { ShiftDialog } from './shift-dialog.js';

type Asked = 'shift' | 'unsaved';

const unsaved = () => {
  const agentId = agent.value?.id ?? '';
  return (['article', 'reply', 'outgoing', 'note'] as const).flatMap((kind) => draftsOf({ agentId, kind })).length;
};

/** Whoever has open conversations, and no other screen, hands them over first; whoever has texts that only this browser has is asked. */
export function SignOut() {
  const [asking, setAsking] = useState<Asked>();
  const hide = () => setAsking(undefined);

  async function leave(): Promise<void> {
    await refreshQueue();
    if (mine.value?.length && !(await isElsewhere())) setAsking('shift');
    else if (unsaved() > 0) setAsking('unsaved');
    else await signOut();
  }

  return (
    <>
      <button type="button" class="button-quiet" onClick={() => void leave()}>
        {t('app.signOut')}
      </button>
      {asking === 'shift' && <ShiftDialog onClose={hide} onHandedOver={leave} />}
      {asking === 'unsaved' && (
        <Dialog title={t('signOut.unsavedTitle')} onClose={hide}>
          <p>{t('signOut.unsaved', { count: unsaved() })}</p>
          <div class="dialog-foot">
            <button type="button" class="button-main" onClick={hide}>
              {t('signOut.stay')}
            </button>
            <button type="button" onClick={() => void signOut()}>
              {t('signOut.leave')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
