import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.js';
import { mine } from '../state/queue.js';
import { signOut } from '../state/session.js';
import { t } from '../texts.js';

/** Whoever still has citizens waiting for an answer is asked first. */
export function SignOut() {
  const [asking, setAsking] = useState(false);
  const open = mine.value?.length ?? 0;
  return (
    <>
      <button type="button" class="button-quiet" onClick={() => (open > 0 ? setAsking(true) : void signOut())}>
        {t('app.signOut')}
      </button>
      {asking && (
        <Dialog title={t('signOut.title')} onClose={() => setAsking(false)}>
          <p>{t('signOut.open', { count: open })}</p>
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
