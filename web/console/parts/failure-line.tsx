import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';

/** Something did not work: said at once to those who listen. */
export function FailureLine({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <div class="failure" role="alert">
      <Icon name="warning" />
      <p>{text}</p>
      {children}
    </div>
  );
}
