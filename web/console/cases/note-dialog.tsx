import { useState } from 'preact/hooks';
import { addCaseNote } from '../state/case-steps.js';
import { t } from '../texts.js';
import { StepDialog } from './step-dialog.js';
import { StepText } from './step-text.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

/** A note among colleagues. */
export function NoteDialog(props: StepProps) {
  const { number } = props.file;
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props);
  return (
    <StepDialog
      step="note"
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return text.trim() !== '';
      }}
      onSubmit={() => void run(() => addCaseNote(number, text.trim()), t('step.done.note'))}
      onClose={props.onClose}
    >
      <StepText
        reader="colleagues"
        label={t('step.text.note')}
        hint={t('step.text.whyHint')}
        error={tried && !text.trim() ? t('step.text.missing') : undefined}
        value={text}
        onChange={setText}
      />
    </StepDialog>
  );
}
