import { useEffect, useState } from 'preact/hooks';
import { Combobox, type Option } from '../parts/combobox.js';
import { FailureLine } from '../parts/failure-line.js';
import { assignCase, assignees } from '../state/case-steps.js';
import { sentenceFor } from '../state/failure.js';
import { language, t } from '../texts.js';
import { StepDialog } from './step-dialog.js';
import type { StepProps } from './steps.js';
import { useStep } from './use-step.js';

/** A supervisor gives the case to somebody. */
export function AssignDialog(props: StepProps) {
  const { number, assignedTo } = props.file;
  const [people, setPeople] = useState<Option[]>();
  const [unlisted, setUnlisted] = useState('');
  const [to, setTo] = useState(assignedTo);
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useStep(props);
  useEffect(() => {
    let current = true;
    assignees().then(
      (all) => current && setPeople(byName(all)),
      (error) => current && setUnlisted(sentenceFor(error)),
    );
    return () => {
      current = false;
    };
  }, []);
  const name = people?.find(({ value }) => value === to)?.label ?? '';
  return (
    <StepDialog
      step="assign"
      number={number}
      busy={busy}
      problem={problem}
      isComplete={() => {
        setTried(true);
        return to !== '';
      }}
      onSubmit={() => void run(() => assignCase(number, to), t('step.done.assign', { number, name }))}
      onClose={props.onClose}
    >
      {unlisted && <FailureLine text={unlisted} />}
      {!people && !unlisted && <p class="hint">{t('app.loading')}</p>}
      {people && (
        <Combobox
          noCodes
          label={t('step.assignee')}
          options={people}
          value={to}
          onChange={setTo}
          error={tried && !to ? t('step.assigneeMissing') : undefined}
        />
      )}
    </StepDialog>
  );
}

function byName(all: readonly { id: string; name: string }[]): Option[] {
  return all
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}
