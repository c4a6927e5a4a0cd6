import { useState } from 'preact/hooks';
import type { CaseDetail } from '../api/case-shapes.js';
import { STEPS, type Step } from '../state/case-steps.js';
import { has } from '../state/session.js';
import { t } from '../texts.js';
import { AnswerDialog } from './answer-dialog.js';
import { AssignDialog } from './assign-dialog.js';
import { BreakGlassDialog } from './break-glass-dialog.js';
import { CloseCaseDialog } from './close-case-dialog.js';
import { ForwardDialog } from './forward-dialog.js';
import { LinkDialog } from './link-dialog.js';
import { NoteDialog } from './note-dialog.js';
import { ParkDialog } from './park-dialog.js';
import { TakeButton } from './take-button.js';
import { WhyDialog } from './why-dialog.js';

export interface StepProps {
  file: CaseDetail;
  refresh: () => Promise<CaseDetail | undefined>;
  onClose: () => void;
}

const DIALOGS = {
  answer: AnswerDialog,
  wait: (props: StepProps) => <WhyDialog {...props} step="wait" />,
  forward: ForwardDialog,
  park: ParkDialog,
  close: CloseCaseDialog,
  reopen: (props: StepProps) => <WhyDialog {...props} step="reopen" />,
  note: NoteDialog,
  link: LinkDialog,
  assign: AssignDialog,
  breakGlass: BreakGlassDialog,
};
type Shown = keyof typeof DIALOGS;

/** What this reader may do with the case from where it stands: what is not allowed is not there. */
export function Steps({ file, refresh }: Omit<StepProps, 'onClose'>) {
  const [shown, setShown] = useState<Shown>();
  const steps = stepsFor(file);
  const takes = mayTake(file);
  const hint = hintFor(file);
  if (steps.length === 0 && !takes && !hint) return null;
  const Open = shown && DIALOGS[shown];
  return (
    <section class="case-steps" aria-label={t('step.label')}>
      {hint && <p class="hint">{hint}</p>}
      <div class="case-buttons">
        {takes && <TakeButton file={file} refresh={refresh} />}
        {steps.map((step) => (
          <button key={step} type="button" onClick={() => setShown(step)}>
            {t(`step.${step}`)}
          </button>
        ))}
      </div>
      {Open && <Open file={file} refresh={refresh} onClose={() => setShown(undefined)} />}
    </section>
  );
}

/** Who waits in the queue is claimed there; until then nothing is decided over their head. */
const isQueued = ({ handover }: CaseDetail) => handover.state === 'waiting';
const isTalking = ({ handover }: CaseDetail) => handover.state === 'accepted';

const mayTake = (file: CaseDetail): boolean => !isQueued(file) && (file.next?.includes('in-progress') ?? false);

function stepsFor(file: CaseDetail): Shown[] {
  const { access, secrecy, next = [] } = file;
  const full = access === 'full';
  const moves = (Object.keys(STEPS) as Step[]).filter(
    (step) => next.includes(STEPS[step]) && !isQueued(file) && !(step === 'close' && isTalking(file)),
  );
  return [
    ...moves,
    ...(full && secrecy !== 'strong' ? (['note'] as const) : []),
    ...(full ? (['link'] as const) : []),
    ...(has('supervisor') ? (['assign'] as const) : []),
    ...(!full && secrecy === 'strong' ? (['breakGlass'] as const) : []),
  ];
}

function hintFor(file: CaseDetail): string {
  if (file.access !== 'full') return '';
  if (isQueued(file)) return t('step.queued');
  return isTalking(file) ? t('step.talking') : '';
}
