import type { HandoverDetail } from '../api/shapes.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';

/** Colleagues who look at the same conversation, so that two do not answer the same. */
export function Watchers({ item: { watching } }: { item: HandoverDetail }) {
  return (
    <span class="watchers" role="status">
      {watching.map(({ name, typing }) => (
        <span key={name} class={typing ? 'watcher watcher-writes' : 'watcher'}>
          <Icon name="person" /> {t(typing ? 'watching.writes' : 'watching.looks', { name })}
        </span>
      ))}
    </span>
  );
}
