import { ageOf, minutesSince, waitOf } from '../format.js';
import { now } from '../state/clock.js';
import { t } from '../texts.js';

/** How long somebody has waited, in words and colour, ticking. */
export function Age({ since }: { since: string }) {
  const minutes = minutesSince(since, now.value);
  const wait = waitOf(minutes);
  return (
    <span class={`age age-${wait}`}>
      <time dateTime={since}>{ageOf(minutes)}</time>
      {wait !== 'short' && <span class="age-word">{t(`age.${wait}`)}</span>}
    </span>
  );
}
