import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.js';
import { draftsOf } from '../state/drafts.js';
import { mine } from '../state/queue.js';
import { agent, signOut } from '../state/session.js';
import { t } from '../texts.js';

/** Whoever still has citizens waiting for an answer, or texts that only this browser has, is asked first. */
export function SignOut() {
  const [asking, setAsking] = useState(false);
  const open = mine.value?.length ?? 0;
  const unsaved = () => draftsOf({ agentId: agent.value?.id ?? '', kind: 'article' }).length;
  return (
    <>
      <button
        type="button"
        class="button-quiet"
        onClick={() => (open + unsaved() > 0 ? setAsking(true) : void signOut())}
      >
        {t('app.signOut')}
      </button>
      {asking && (
        <Dialog title={t(open > 0 ? 'signOut.title' : 'signOut.unsavedTitle')} onClose={() => setAsking(false)}>
          {open > 0 && <p>{t('signOut.open', { count: open })}</p>}
          {unsaved() > 0 && <p>{t('signOut.unsaved', { count: unsaved() })}</p>}
          <div class="dialog-foot">
            <button type="button" class="button-main" onClick={() => setAsking(false)}>
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
