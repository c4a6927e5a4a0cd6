import type { Status as State } from '../api/case-shapes.js';
import { t } from '../texts.js';

export function Status({ status }: { status: State }) {
  return <span class={`status status-${status}`}>{t(`status.${status}`)}</span>;
}
