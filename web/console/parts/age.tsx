import { useComputed } from '@preact/signals';
import { ageOf, minutesSince, waitOf } from '../format.js';
import { now } from '../state/clock.js';
import { t } from '../texts.js';

/** How long somebody has waited, in words and colour, ticking. Drawn anew once a minute, not with each tick. */
export function Age({ since }: { since: string }) {
  const minutes = useComputed(() => minutesSince(since, now.value)).value;
  const wait = waitOf(minutes);
  return (
    <span class={`age age-${wait}`}>
      <time dateTime={since}>{ageOf(minutes)}</time>
      {wait !== 'short' && <span class="age-word">{t(`age.${wait}`)}</span>}
    </span>
  );
}
