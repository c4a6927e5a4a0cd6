import type { CaseDetail, Status } from '../api/case-shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { takeStep } from '../state/case-steps.js';
import { agent, has } from '../state/session.js';
import { type Key, t } from '../texts.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

const LABELS: Partial<Record<Status, Key>> = { registered: 'step.take', forwarded: 'step.takeBack' };

/** Whoever it was sent to has nothing to take back. */
function labelOf({ status, forwarded }: CaseDetail): Key {
  const sentHere = status === 'forwarded' && has('officer') && agent.value?.boards.includes(forwarded.board);
  return sentHere ? 'step.take' : (LABELS[status] ?? 'step.takeAgain');
}

/** Begins with a case, or takes it up again; it is then one's own. */
export function TakeButton({ file, refresh }: Omit<StepProps, 'onClose'>) {
  const { number, version } = file;
  const { busy, problem, run } = useStep({ file, refresh, onClose: () => undefined }, 'take');
  const take = () => void run(() => takeStep(number, 'take', { version }), t('step.done.take', { number }));
  return (
    <>
      {problem && <FailureLine text={problem} />}
      <button type="button" class="button-main" aria-disabled={busy} onClick={take}>
        {t(labelOf(file))}
      </button>
    </>
  );
}
