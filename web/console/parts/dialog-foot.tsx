import { t } from '../texts.js';

interface Props {
  /** What the main button does. */
  label: string;
  busy?: boolean;
  /** Colleagues only, as whatever is yellow. */
  note?: boolean;
  /** Without it the button sends the form it stands in. */
  onPress?: (button: Element) => void;
  onClose: () => void;
}

/** The end of a dialog: one button that does it, one that does nothing. */
export function DialogFoot({ label, busy = false, note = false, onPress, onClose }: Props) {
  return (
    <div class="dialog-foot">
      <button
        type={onPress ? 'button' : 'submit'}
        class={note ? 'button-note' : 'button-main'}
        aria-disabled={busy}
        onClick={onPress && ((event) => !busy && onPress(event.currentTarget))}
      >
        {label}
      </button>
      <button type="button" class="button-quiet" onClick={onClose}>
        {t('app.cancel')}
      </button>
    </div>
  );
}

/** The end of a dialog whose choices hold as soon as they are made. */
export function ReadyFoot({ onClose }: { onClose: () => void }) {
  return (
    <div class="dialog-foot">
      <button type="button" class="button-main" onClick={onClose}>
        {t('app.ready')}
      </button>
    </div>
  );
}
