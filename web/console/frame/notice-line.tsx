import { Icon } from '../parts/icon.js';
import { clearNotice, notice } from '../state/notice.js';
import { t } from '../texts.js';

/** The place of the notice is always there, so that a screen reader notices when something comes into it. */
export function NoticeLine() {
  const { value } = notice;
  return (
    <div class="notice-place" role="status">
      {value && (
        <div class={`notice notice-${value.kind}`}>
          <Icon name={value.kind === 'done' ? 'check' : value.kind === 'failed' ? 'warning' : 'person'} />
          <p>{value.text}</p>
          <button type="button" class="button-quiet button-icon" onClick={clearNotice} aria-label={t('app.dismiss')}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
