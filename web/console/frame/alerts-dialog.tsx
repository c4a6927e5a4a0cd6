import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.js';
import { ReadyFoot } from '../parts/dialog-foot.js';
import { canNotify, notifies, setNotifies, setSounds, sounds } from '../state/alerts.js';
import { playSound } from '../state/sounds.js';
import { t } from '../texts.js';

/** How this browser draws attention to somebody who has come to wait. */
export function AlertsDialog({ onClose }: { onClose: () => void }) {
  const [refused, setRefused] = useState(false);
  return (
    <Dialog title={t('alerts.title')} onClose={onClose}>
      <p>{t('alerts.intro')}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={notifies.value}
          disabled={!canNotify}
          onChange={(event) => {
            const box = event.currentTarget;
            void setNotifies(box.checked).then((result) => {
              setRefused(result === 'refused');
              box.checked = result === 'on';
            });
          }}
        />
        <span>
          {t('alerts.desktop')}
          <small>{t('alerts.desktopHint')}</small>
        </span>
      </label>
      <p role="status" class="hint">
        {refused && t('alerts.refused')}
      </p>
      <div class="choice-row">
        <label class="choice">
          <input type="checkbox" checked={sounds.value} onChange={(event) => setSounds(event.currentTarget.checked)} />
          <span>{t('alerts.sound')}</span>
        </label>
        <button type="button" onClick={() => playSound('news')}>
          {t('alerts.test')}
        </button>
        <button type="button" onClick={() => playSound('alarm')}>
          {t('alerts.testAlarm')}
        </button>
      </div>
      <ReadyFoot onClose={onClose} />
    </Dialog>
  );
}
