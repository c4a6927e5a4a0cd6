import { t } from '../texts.js';

export const LONGEST = 4000;
const COUNT_FROM = 3500;

/** How much more may be written, said when it becomes little. Nothing is cut off unseen. */
export function LengthLine({ text }: { text: string }) {
  const left = LONGEST - text.length;
  if (text.length <= COUNT_FROM) return null;
  return (
    <p class={left < 0 ? 'counter counter-over' : 'counter'} role="status">
      {left < 0 ? t('reply.over', { count: -left }) : t('reply.left', { count: left })}
    </p>
  );
}
