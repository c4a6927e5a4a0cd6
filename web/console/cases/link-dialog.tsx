import { useState } from 'preact/hooks';
import { Field } from '../parts/field.js';
import { linkCases } from '../state/case-steps.js';
import { isRefusal } from '../state/failure.js';
import { t } from '../texts.js';
import { StepDialog } from './step-dialog.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

const NUMBER = /^KC-\d{4}-\d{6,}$/;

/** Joins the case with another by its number. */
export function LinkDialog(props: StepProps) {
  const { number } = props.file;
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [missing, setMissing] = useState(false);
  const { busy, problem, run } = useStep(props);
  const other = typed.trim().toUpperCase();
  const fault = !NUMBER.test(other) || other === number;

  async function link(): Promise<void> {
    try {
      await linkCases(number, other);
    } catch (error) {
      if (isRefusal(error, 404)) setMissing(true);
      throw error;
    }
  }

  return (
    <StepDialog
      step="link"
      number={number}
      busy={busy}
      problem={missing ? '' : problem}
      isComplete={() => {
        setTried(true);
        return !fault;
      }}
      onSubmit={() => {
        setMissing(false);
        void run(link, t('step.done.link'));
      }}
      onClose={props.onClose}
    >
      <Field
        label={t('step.other')}
        hint={t('step.otherHint', { number })}
        error={(missing && t('step.otherMissing')) || (tried && fault && t('step.otherFault')) || undefined}
      >
        {(ids) => (
          <input
            {...ids}
            type="text"
            autocomplete="off"
            spellcheck={false}
            maxLength={20}
            value={typed}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setMissing(false);
            }}
          />
        )}
      </Field>
    </StepDialog>
  );
}
