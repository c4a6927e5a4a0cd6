import type { ComponentChildren } from 'preact';
import { Icon } from '../parts/icon.js';

/** What strong secrecy means at this place. */
export function LockedNote({ text }: { text: ComponentChildren }) {
  return (
    <div class="secrecy-notice" role="note">
      <Icon name="lock" />
      <p>{text}</p>
    </div>
  );
}
