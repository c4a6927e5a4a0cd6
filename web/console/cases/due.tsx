import { type CaseItem, NO_DAY } from '../api/case-shapes.js';
import { date, dayAt, daysBetween } from '../format.js';
import { now } from '../state/clock.js';
import { t } from '../texts.js';

/** The day somebody must look at a case, and in words when that day is here or past. */
export function Due({ item: { status, dueOn } }: { item: CaseItem }) {
  if (dueOn === NO_DAY) return null;
  const late = daysBetween(dueOn, dayAt(now.peek()));
  const day = date(dueOn);
  return (
    <span class={late > 0 ? 'due due-late' : 'due'}>
      <time dateTime={dueOn}>
        {status === 'forwarded' && t('case.answerBy', { day })}
        {status === 'parked' && t('case.parkedUntil', { day })}
        {status !== 'forwarded' && status !== 'parked' && t('case.dueOn', { day })}
      </time>
      {late > 0 && <strong>{t('case.overdue', { count: late })}</strong>}
      {late === 0 && <strong>{t('case.dueToday')}</strong>}
    </span>
  );
}
