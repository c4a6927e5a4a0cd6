import type { TimelineEntry } from '../api/case-shapes.js';
import { boardName, categoryName, centreName, departmentName, groupName, resolutionName } from '../city-names.js';
import { date, dateTime } from '../format.js';
import { agent } from '../state/session.js';
import { type Key, t, tOr } from '../texts.js';

interface Props {
  entries: TimelineEntry[] | undefined;
  /** How many the reader has seen; what others did since is marked. */
  seen?: number;
}

/** What happened to the case, the newest first. Internal notes look as they did when they were written. */
export function Timeline({ entries, seen = entries?.length ?? 0 }: Props) {
  if (!entries) return <p class="hint">{t('timeline.notYours')}</p>;
  return (
    <section class="timeline" aria-label={t('timeline.label')}>
      <h3>{t('timeline.label')}</h3>
      <ol>
        {[...entries].reverse().map((entry, index) => (
          <li key={entries.length - index} class={entry.what === 'note' ? 'event event-note' : 'event'}>
            <p>
              <strong>{tOr(`timeline.${entry.what}`, entry.what)}</strong>
              {entries.length - index > seen && entry.who.id !== agent.value?.id && (
                <span class="event-new">{t('timeline.new')}</span>
              )}
            </p>
            <p class="event-who">
              {whoOf(entry)} · <time dateTime={entry.at}>{dateTime(entry.at)}</time>
            </p>
            <Details {...entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function whoOf({ who: { kind, name } }: TimelineEntry): string {
  return name ? `${name}, ${t(`who.${kind}`)}` : t(`who.${kind}`);
}

function Details({ what, who, data }: TimelineEntry) {
  const text = wordsOf(data);
  const facts = factsOf(what, data);
  const reader = what === 'note' ? '' : t(readerOf(what, who.kind));
  return (
    <>
      {facts && <p>{facts}</p>}
      {text && (
        <div class={what === 'answered' ? 'event-said event-said-out' : 'event-said'}>
          {reader && <p class="event-reader">{reader}</p>}
          <p class="event-text" dir="auto">
            {text}
          </p>
        </div>
      )}
    </>
  );
}

/** The words of an entry; breaking the glass has its reason. */
function wordsOf({ text, reason }: Record<string, unknown>): string {
  const words = text ?? reason;
  return typeof words === 'string' ? words : '';
}

/** Whether the citizen reads the words, wrote them, or never sees them. */
function readerOf(what: string, kind: TimelineEntry['who']['kind']): Key {
  if (kind === 'citizen') return 'timeline.fromCitizen';
  return what === 'answered' ? 'timeline.toCitizen' : 'timeline.internal';
}

const FACTS: Record<string, (data: Record<string, string>) => string> = {
  forwarded: ({ department, board = '', answerBy = '' }) =>
    t('timeline.forwardedTo', {
      name: department ? departmentName(department) : boardName(board),
      day: answerBy && date(answerBy),
    }),
  parked: ({ until = '' }) => t('timeline.until', { day: until && date(until) }),
  assigned: ({ to = '' }) => t('timeline.to', { name: to }),
  'glass-broken': ({ until = '' }) => t('timeline.until', { day: until && dateTime(until) }),
  transferred: ({ group = '', centre }) => [groupName(group), centre && centreName(centre)].filter(Boolean).join(', '),
  claimed: ({ why, from = '' }) => (why ? tOr(`timeline.overflow.${why}`, why, { centre: centreName(from) }) : ''),
  lapsed: ({ agent: name = '' }) => t('timeline.from', { name }),
  'taken-back': ({ agent: name = '' }) => t('timeline.from', { name }),
  offered: ({ agent: name = '' }) => t('timeline.to', { name }),
  'asked-consent': ({ board = '' }) => boardName(board),
  called: ({ outcome = '' }) => tOr(`callBacks.outcome.${outcome}`, outcome),
};

function factsOf(what: string, data: Record<string, unknown>): string {
  const { category, before, group, resolution } = data;
  const facts = FACTS[what];
  if (facts) return facts(data as Record<string, string>);
  if (what === 'closed') {
    const ended = resolutionName(String(resolution));
    return before
      ? t('timeline.recategorised', { resolution: ended, category: categoryName(String(category)) })
      : ended;
  }
  if (what === 'opened' && category) return categoryName(String(category));
  return what === 'queued' && group ? groupName(String(group)) : '';
}
