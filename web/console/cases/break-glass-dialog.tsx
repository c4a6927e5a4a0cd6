import { useState } from 'preact/hooks';
import { Field } from '../parts/field.js';
import { breakGlass } from '../state/case-steps.js';
import { t } from '../texts.js';
import { LockedNote } from './locked-note.js';
import { StepDialog } from './step-dialog.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

const SHORTEST = 10;
const LONGEST = 500;

/** Opens a case of strong secrecy without being given it: with a reason, and with the word that it is recorded. */
export function BreakGlassDialog(props: StepProps) {
  const { number } = props.file;
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props);
  const short = reason.trim().length < SHORTEST;
  return (
    <StepDialog
      step="breakGlass"
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return !short;
      }}
      onSubmit={() => void run(() => breakGlass(number, reason.trim()), t('step.done.breakGlass', { number }))}
      onClose={props.onClose}
    >
      <LockedNote text={t('step.recorded')} />
      <Field
        label={t('step.text.breakGlass')}
        hint={t('step.text.breakGlassHint')}
        error={tried && short ? t('step.text.short') : undefined}
      >
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            maxLength={LONGEST}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
    </StepDialog>
  );
}
