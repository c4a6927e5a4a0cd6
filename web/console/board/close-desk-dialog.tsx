import { useRef, useState } from 'preact/hooks';
import { centreName, groupName } from '../city-names.js';
import { isAllowed } from '../cover/until.js';
import { UntilField } from '../cover/until-field.js';
import { momentOf, wallClockAt } from '../format.js';
import { Choices } from '../parts/choices.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { closeDesk } from '../state/board.js';
import { now } from '../state/clock.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';

interface Props {
  group: string;
  centre: string;
  several: boolean;
  onClose: () => void;
}

const HOUR_MS = 60 * 60_000;
const LONGEST_WHY = 200;

/** Until when, why, and whether for all desks of the group. */
export function CloseDeskDialog({ group, centre, several, onClose }: Props) {
  const [which, setWhich] = useState('one');
  const [until, setUntil] = useState(() => wallClockAt(now.peek() + HOUR_MS));
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const values = { group: groupName(group), centre: centreName(centre) };

  async function close(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setTried(true);
    if (!isAllowed(until) || !why.trim()) {
      focusFirstFault(form.current);
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      const desk = { group, centre: which === 'all' ? '' : centre };
      await closeDesk({ ...desk, until: momentOf(until), why: why.trim() });
      tell('done', t(which === 'all' ? 'board.closedAll' : 'board.closedOne', values));
      onClose();
    } catch (error) {
      setProblem(t('board.notClosed', { why: sentenceFor(error) }));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t('board.closeTitle', values)} onClose={onClose}>
      <form class="close-form" ref={form} onSubmit={(event) => void close(event)} noValidate>
        {problem && <FailureLine text={problem} />}
        {several && (
          <Choices
            single
            legend={t('board.closeWhich')}
            options={[
              { value: 'one', label: t('board.closeOne', values) },
              { value: 'all', label: t('board.closeAll', values) },
            ]}
            chosen={[which]}
            onChange={([chosen = 'one']) => setWhich(chosen)}
          />
        )}
        <UntilField
          label={t('board.until')}
          hint={t('board.untilHint')}
          value={until}
          onChange={setUntil}
          tried={tried}
        />
        <Field
          label={t('board.why')}
          hint={t('board.whyHint')}
          error={tried && !why.trim() ? t('board.whyMissing') : undefined}
        >
          {(ids) => (
            <input
              {...ids}
              type="text"
              maxLength={LONGEST_WHY}
              value={why}
              onInput={(event) => setWhy(event.currentTarget.value)}
            />
          )}
        </Field>
        <p class="hint">{t('board.closeHint')}</p>
        <DialogFoot label={t('board.closeSubmit')} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
