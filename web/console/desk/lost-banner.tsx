import { FailureLine } from '../parts/failure-line.js';
import { lost } from '../state/losses.js';
import { t } from '../texts.js';

/** What became of a conversation that went away from the agent. */
export function LostBanner({ id }: { id: string }) {
  const sentence = lost.value[id];
  if (sentence === undefined) return null;
  return (
    <section class="lost" aria-label={t('lost.title')}>
      <FailureLine text={sentence} />
    </section>
  );
}
