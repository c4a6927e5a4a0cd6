import type { TimelineEntry } from '../api/shapes.js';
import { categoryName, groupName, resolutionName } from '../city-names.js';
import { dateTime } from '../format.js';
import { t, tOr } from '../texts.js';

/** What happened to the case, the newest first. Internal notes look as they did when they were written. */
export function Timeline({ entries }: { entries: TimelineEntry[] | undefined }) {
  if (!entries) return <p class="hint">{t('timeline.notYours')}</p>;
  return (
    <section class="timeline" aria-label={t('timeline.label')}>
      <h3>{t('timeline.label')}</h3>
      <ol>
        {[...entries].reverse().map((entry, index) => (
          <li key={entries.length - index} class={entry.what === 'note' ? 'event event-note' : 'event'}>
            <p>
              <strong>{tOr(`timeline.${entry.what}`, entry.what)}</strong>
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

function Details({ what, data }: TimelineEntry) {
  const text = typeof data.text === 'string' ? data.text : '';
  const facts = factsOf(what, data);
  return (
    <>
      {facts && <p>{facts}</p>}
      {text && (
        <p class="event-text" dir="auto">
          {text}
        </p>
      )}
    </>
  );
}

function factsOf(what: string, { category, before, group, resolution }: Record<string, unknown>): string {
  if (what === 'closed') {
    const ended = resolutionName(String(resolution));
    return before
      ? t('timeline.recategorised', { resolution: ended, category: categoryName(String(category)) })
      : ended;
  }
  if (what === 'opened' && category) return categoryName(String(category));
  return what === 'queued' && group ? groupName(String(group)) : '';
}
