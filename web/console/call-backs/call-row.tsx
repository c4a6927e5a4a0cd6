import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { CALL_OUTCOMES, type CallBackItem, type CallOutcome } from '../api/case-shapes.js';
import { categoryName, groupName } from '../city-names.js';
import { date, dateTime, dayAt, daysBetween, languageName } from '../format.js';
import { PhoneLink } from '../parts/phone-link.js';
import { SecrecyMark } from '../parts/secrecy-mark.js';
import { keepAttempt } from '../state/call-backs.js';
import { now } from '../state/clock.js';
import { hrefOf } from '../state/route.js';
import { t, tOr } from '../texts.js';

/** One call to make: whom, when, in which language, and how it went. */
export function CallRow({ item }: { item: CallBackItem }) {
  const id = useId();
  const { number, category, group, secrecy, phone, window, language, interpreter } = item;
  return (
    <li class="list-row call-row" aria-labelledby={id}>
      <h2 id={id}>
        <a href={hrefOf({ view: 'cases', number })}>
          <span class="number">{number}</span> {categoryName(category)}
        </a>
      </h2>
      <p class="case-row-facts">
        <When from={item.from} />
        <span class="tag">{groupName(group)}</span>
        <SecrecyMark secrecy={secrecy} />
      </p>
      <dl class="facts">
        <Line name={t('callBacks.phone')} value={<Phone phone={phone} />} />
        <Line name={t('callBacks.window')} value={tOr(`callBacks.windows.${window || 'any'}`, window)} />
        <Line name={t('callBacks.language')} value={languageName(language)} />
        <Line
          name={t('callBacks.interpreter')}
          value={interpreter ? <strong>{t('callBacks.needsInterpreter')}</strong> : t('callBacks.noInterpreter')}
        />
        {item.attempts && <Line name={t('callBacks.attempts')} value={<Attempts attempts={item.attempts} />} />}
      </dl>
      {phone !== undefined && <Outcomes item={item} />}
    </li>
  );
}

/** Since when somebody waits for the call; a day to come is named. */
function When({ from }: { from: string }) {
  const waited = daysBetween(from, dayAt(now.peek()));
  if (waited < 0) return <time dateTime={from}>{t('callBacks.from', { day: date(from) })}</time>;
  return (
    <time dateTime={from} class={waited > 0 ? 'due due-late' : 'due'}>
      <strong>{waited > 0 ? t('callBacks.late', { count: waited }) : t('callBacks.due')}</strong>
    </time>
  );
}

function Line({ name, value }: { name: string; value: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Phone({ phone }: { phone: string | undefined }) {
  if (phone === undefined) return <>{t('callBacks.hidden')}</>;
  if (!phone) return <>{t('callBacks.noPhone')}</>;
  return <PhoneLink phone={phone} />;
}

function Attempts({ attempts }: { attempts: NonNullable<CallBackItem['attempts']> }) {
  if (attempts.length === 0) return <>{t('callBacks.noAttempts')}</>;
  return (
    <ul class="detail-list">
      {attempts.map(({ at, who, outcome }) => (
        <li key={at}>
          {t(`callBacks.outcome.${outcome}`)} · {who.name} · <time dateTime={at}>{dateTime(at)}</time>
        </li>
      ))}
    </ul>
  );
}

function Outcomes({ item }: { item: CallBackItem }) {
  const [busy, setBusy] = useState(false);
  async function keep(outcome: CallOutcome, button: Element): Promise<void> {
    if (busy) return;
    setBusy(true);
    const row = button.closest('.call-row');
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    const left = await keepAttempt(item, outcome);
    setBusy(false);
    if (left) (next?.querySelector('a') ?? document.getElementById('call-backs-title'))?.focus();
  }
  return (
    <div class="call-outcomes">
      {CALL_OUTCOMES.map((outcome, index) => (
        <button
          key={outcome}
          type="button"
          aria-disabled={busy}
          aria-keyshortcuts={String(index + 1)}
          onClick={(event) => void keep(outcome, event.currentTarget)}
        >
          <span class="key" aria-hidden="true">
            {index + 1}
          </span>{' '}
          {t(`callBacks.outcome.${outcome}`)}
          <span class="unseen">{t('callBacks.which', { number: item.number })}</span>
        </button>
      ))}
    </div>
  );
}
