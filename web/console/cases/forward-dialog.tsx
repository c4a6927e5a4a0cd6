import { useState } from 'preact/hooks';
import type { CaseDetail } from '../api/case-shapes.js';
import { boardName } from '../city-names.js';
import { Combobox, type Option } from '../parts/combobox.js';
import { takeStep } from '../state/case-steps.js';
import { agent, city, coveredGroups, has } from '../state/session.js';
import { language, t } from '../texts.js';
import { DayField, inAWeek, isToCome } from './day-field.js';
import { LockedNote } from './locked-note.js';
import { StepDialog } from './step-dialog.js';
import { StepText } from './step-text.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

/** To a department or a board, with a summary and a day to answer by. */
export function ForwardDialog(props: StepProps) {
  const { number, secrecy } = props.file;
  const secret = secrecy === 'strong';
  const [to, setTo] = useState('');
  const [answerBy, setAnswerBy] = useState(inAWeek);
  const [summary, setSummary] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props, 'forward');
  const wordless = !secret && summary.trim() === '';

  function forward(version: number): Promise<unknown> {
    const why = secret ? {} : { why: summary.trim() };
    return takeStep(number, 'forward', { version, to: targetOf(to), answerBy, ...why });
  }

  return (
    <StepDialog
      step="forward"
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return to !== '' && isToCome(answerBy) && !wordless;
      }}
      onSubmit={() => void run(forward, t('step.done.forward', { number }))}
      onClose={props.onClose}
    >
      {secret && <LockedNote text={t('step.secretForward')} />}
      <Combobox
        label={t('step.to')}
        hint={t('step.toHint')}
        options={targetsFor(props.file)}
        value={to}
        onChange={setTo}
        error={tried && !to ? t('step.toMissing') : undefined}
      />
      {!secret && (
        <StepText
          reader="colleagues"
          label={t('step.text.forward')}
          hint={t('step.text.forwardHint')}
          error={tried && wordless ? t('step.text.missing') : undefined}
          value={summary}
          onChange={setSummary}
        />
      )}
      <DayField label={t('step.answerBy')} value={answerBy} onChange={setAnswerBy} tried={tried} />
    </StepDialog>
  );
}

const departments = () => city.value?.departments ?? {};

function targetOf(code: string): { department: string } | { board: string } {
  return Object.hasOwn(departments(), code) ? { department: code } : { board: code };
}

/**
 * Departments and boards by name, as far as the case may go: a matter of strong secrecy stays with its board, and
 * whoever a case was only sent to sends it on within their own board, or back.
 */
function targetsFor(file: CaseDetail): Option[] {
  const { secrecy, board: own } = file;
  const within = [own, ...(agent.value?.boards ?? [])];
  const boards = Object.keys(city.value?.boards ?? {}).map((value) => ({
    value,
    label: boardName(value),
    board: value,
  }));
  const all = [
    ...Object.entries(departments()).map(([value, { name, board }]) => ({ value, label: name, board })),
    ...boards,
  ];
  return all
    .filter(({ board }) => secrecy !== 'strong' || board === own)
    .filter(({ board }) => isTheirs(file) || within.includes(board))
    .map(({ value, label }) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}

/** Of the reader's own desk or board; not one that was only sent to them. */
function isTheirs({ group, board }: CaseDetail): boolean {
  const { groups = [], boards = [] } = agent.value ?? {};
  return (
    has('supervisor') ||
    (has('agent') && [...groups, ...coveredGroups()].includes(group)) ||
    (has('officer') && boards.includes(board))
  );
}
