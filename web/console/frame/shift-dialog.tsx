import { useEffect, useState } from 'preact/hooks';
import type { DeskItem } from '../api/move-shapes.js';
import type { HandoverItem } from '../api/shapes.js';
import { categoryName } from '../city-names.js';
import { colleaguesOf } from '../desk/transfer/colleagues.js';
import { Dialog } from '../parts/dialog.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { giveBack, listDesks, sendAway } from '../state/moves.js';
import { mine, refreshQueue } from '../state/queue.js';
import { t } from '../texts.js';

interface Props {
  onClose: () => void;
  /** Everything is handed over. */
  onHandedOver: () => Promise<void>;
}

const QUEUE = '';

/** The end of a shift: each open conversation goes back to the queue, or to a colleague, before somebody leaves. */
export function ShiftDialog({ onClose, onHandedOver }: Props) {
  const [desks, setDesks] = useState<DeskItem[]>([]);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [problems, setProblems] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const items = mine.value ?? [];

  // Without the desks everything can still go back to the queue.
  useEffect(() => void listDesks().then(setDesks, () => undefined), []);

  async function handOver(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const failed = await handOverAll(items, chosen);
    await refreshQueue();
    setProblems(failed.length === 0 && mine.value?.length ? [t('shift.more')] : failed);
    setBusy(false);
    if (!mine.value?.length) await onHandedOver();
  }

  return (
    <Dialog title={t('shift.title')} onClose={onClose}>
      <form
        class="close-form"
        onSubmit={(event) => {
          event.preventDefault();
          void handOver();
        }}
      >
        {problems.map((text) => (
          <FailureLine key={text} text={text} />
        ))}
        <p>{t('shift.intro', { count: items.length })}</p>
        {items.map((item) => (
          <Field
            key={item.id}
            label={t('shift.where', { number: item.caseNumber, category: categoryName(item.category) })}
          >
            {(ids) => (
              <select
                {...ids}
                value={chosen[item.id] ?? QUEUE}
                onChange={(event) => setChosen({ ...chosen, [item.id]: event.currentTarget.value })}
              >
                <option value={QUEUE}>{t('shift.queue')}</option>
                {colleaguesOf(desks, item.group).map(({ id, name }) => (
                  <option key={id} value={id}>
                    {t('shift.colleague', { name })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
        <div class="dialog-foot">
          <button type="submit" class="button-main" aria-disabled={busy}>
            {t('shift.submit')}
          </button>
          <button type="button" onClick={onClose}>
            {t('shift.stay')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** One after another; what could not be handed over is named. */
async function handOverAll(items: readonly HandoverItem[], chosen: Record<string, string>): Promise<string[]> {
  const failed: string[] = [];
  for (const { id, caseNumber: number, category } of items) {
    const agentId = chosen[id] ?? QUEUE;
    try {
      if (agentId === QUEUE) await giveBack(id);
      else {
        const to = { category, centre: '', agentId };
        await sendAway(id, { to, note: '', why: t('shift.why'), transcript: false });
      }
    } catch (error) {
      const gone = isRefusal(error, 409) && error.code === 'DeskClosed';
      failed.push(t('shift.failed', { number, why: gone ? t('shift.personGone') : sentenceFor(error) }));
    }
  }
  return failed;
}
