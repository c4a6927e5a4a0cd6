import { Dialog } from '../parts/dialog.js';
import { t } from '../texts.js';

/** What only this browser has is gone for good: asked first. */
export function DiscardDialog({ onDiscard, onClose }: { onDiscard: () => void; onClose: () => void }) {
  return (
    <Dialog title={t('articles.discardTitle')} onClose={onClose}>
      <p>{t('articles.discardText')}</p>
      <div class="dialog-foot">
        <button type="button" class="button-main" onClick={onClose}>
          {t('articles.keepWriting')}
        </button>
        <button type="button" onClick={onDiscard}>
          {t('articles.discard')}
        </button>
      </div>
    </Dialog>
  );
}
