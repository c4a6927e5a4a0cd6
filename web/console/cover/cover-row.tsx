import { useState } from 'preact/hooks';
import type { Covering } from '../api/shapes.js';
import { groupName } from '../city-names.js';
import { dateTime } from '../format.js';
import { endCover } from '../state/cover.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';

interface Props {
  agent: Covering;
  cover: Covering['cover'][number];
}

/** Who answers for which desk until when; it can be ended before. */
export function CoverRow({ agent: { id, name }, cover: { group, until, byName } }: Props) {
  const [busy, setBusy] = useState(false);
  const values = { name, group: groupName(group) };

  async function end(): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      await endCover(id, group);
      tell('done', t('cover.ended', values));
      document.getElementById('cover-title')?.focus();
    } catch (error) {
      tell('failed', t('cover.notEnded', { why: sentenceFor(error) }));
    }
    setBusy(false);
  }

  return (
    <li class="list-row cover-row">
      <h2>{t('cover.who', values)}</h2>
      <p>
        <time dateTime={until}>{t('cover.until', { time: dateTime(until) })}</time>
        {byName && <span class="hint"> {t('cover.by', { name: byName })}</span>}
      </p>
      <p>
        <button type="button" aria-disabled={busy} onClick={() => void end()}>
          {t('cover.end')}
          <span class="unseen">{t('cover.which', values)}</span>
        </button>
      </p>
    </li>
  );
}
