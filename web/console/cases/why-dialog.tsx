import { useState } from 'preact/hooks';
import { takeStep } from '../state/case-steps.js';
import { t } from '../texts.js';
import { LockedNote } from './locked-note.js';
import { StepDialog } from './step-dialog.js';
import { StepText } from './step-text.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

/** A step that needs no more than a reason: waiting needs none, opening a closed case does. */
export function WhyDialog({ step, ...props }: StepProps & { step: 'wait' | 'reopen' }) {
  const { number, secrecy } = props.file;
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props, step);
  const secret = secrecy === 'strong';
  const missing = step === 'reopen' && !secret && why.trim() === '';
  return (
    <StepDialog
      step={step}
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return !missing;
      }}
      onSubmit={() =>
        void run(
          (version) => takeStep(number, step, { version, ...(why.trim() && { why: why.trim() }) }),
          t(`step.done.${step}`, { number }),
        )
      }
      onClose={props.onClose}
    >
      {secret ? (
        <LockedNote text={t('step.secret')} />
      ) : (
        <StepText
          reader="colleagues"
          label={t(step === 'reopen' ? 'step.text.reopen' : 'step.text.why')}
          hint={t('step.text.whyHint')}
          error={tried && missing ? t('step.text.missing') : undefined}
          value={why}
          onChange={setWhy}
        />
      )}
    </StepDialog>
  );
}
