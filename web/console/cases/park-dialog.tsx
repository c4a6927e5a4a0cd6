import { useState } from 'preact/hooks';
import { takeStep } from '../state/case-steps.js';
import { t } from '../texts.js';
import { DayField, inAWeek, isToCome } from './day-field.js';
import { LockedNote } from './locked-note.js';
import { StepDialog } from './step-dialog.js';
import { StepText } from './step-text.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

export function ParkDialog(props: StepProps) {
  const { number, secrecy } = props.file;
  const [until, setUntil] = useState(inAWeek);
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props, 'park');
  return (
    <StepDialog
      step="park"
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return isToCome(until);
      }}
      onSubmit={() =>
        void run(
          (version) => takeStep(number, 'park', { version, until, ...(why.trim() && { why: why.trim() }) }),
          t('step.done.park', { number }),
        )
      }
      onClose={props.onClose}
    >
      <DayField label={t('step.until')} value={until} onChange={setUntil} tried={tried} />
      {secrecy === 'strong' ? (
        <LockedNote text={t('step.secret')} />
      ) : (
        <StepText
          reader="colleagues"
          label={t('step.text.why')}
          hint={t('step.text.whyHint')}
          value={why}
          onChange={setWhy}
        />
      )}
    </StepDialog>
  );
}
