import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { t } from '../texts.js';

type Named = 'answer' | 'wait' | 'forward' | 'park' | 'close' | 'reopen' | 'note' | 'link' | 'assign' | 'breakGlass';

interface Props {
  step: Named;
  number: string;
  busy: boolean;
  problem: string;
  /** Whether everything is there that the step needs. */
  isComplete: () => boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** A small dialog for one step: what it needs, one button that does it, one that does nothing. */
export function StepDialog({ step, number, busy, problem, isComplete, onSubmit, onClose, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  function submit(event: Event): void {
    event.preventDefault();
    if (busy) return;
    if (isComplete()) onSubmit();
    else focusFirstFault(form.current);
  }
  return (
    <Dialog title={t(`step.title.${step}`, { number })} onClose={onClose}>
      <form class="close-form" ref={form} onSubmit={submit} noValidate>
        {problem && <FailureLine text={problem} />}
        {children}
        <DialogFoot label={t(`step.submit.${step}`)} busy={busy} note={step === 'note'} onClose={onClose} />
      </form>
    </Dialog>
  );
}
