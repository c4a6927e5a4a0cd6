import type { Secrecy } from '../api/shapes.js';
import { t } from '../texts.js';
import { Icon } from './icon.js';

/** Nothing for an open matter; a lock with words for the others. */
export function SecrecyMark({ secrecy }: { secrecy: Secrecy }) {
  if (secrecy === 'none') return null;
  return (
    <span class={`tag tag-secrecy tag-${secrecy}`}>
      <Icon name="lock" /> {t(`secrecy.${secrecy}`)}
    </span>
  );
}
