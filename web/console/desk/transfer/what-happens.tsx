import type { Part, Preview } from '../../api/move-shapes.js';
import { boardName, groupName } from '../../city-names.js';
import { FailureLine } from '../../parts/failure-line.js';
import { t } from '../../texts.js';

/** What follows and what stays, before it happens. */
export function WhatHappens({ preview, problem }: { preview: Preview | undefined; problem: string }) {
  return (
    <div role="status">
      {(preview || problem) && (
        <section class="what-happens" aria-labelledby="what-happens">
          <h3 id="what-happens">{t('transfer.preview')}</h3>
          {problem && <FailureLine text={problem} />}
          {preview && <Lines {...preview} />}
        </section>
      )}
    </div>
  );
}

function Lines({ group, board, open, needsConsent, follows, stays }: Preview) {
  if (!open) return <p class="what-happens-closed">{t('transfer.closed')}</p>;
  return (
    <>
      <p>{t('transfer.goesTo', { group: groupName(group) })}</p>
      {needsConsent && <p class="what-happens-consent">{t('transfer.consent', { board: boardName(board) })}</p>}
      <dl class="what-happens-parts">
        <Parts label={t('transfer.followsLabel')} parts={follows} />
        {stays.length > 0 && <Parts label={t('transfer.staysLabel')} parts={stays} />}
      </dl>
    </>
  );
}

function Parts({ label, parts }: { label: string; parts: readonly Part[] }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <ul>
          {parts.map((part) => (
            <li key={part}>{t(`transfer.part.${part}`)}</li>
          ))}
        </ul>
      </dd>
    </div>
  );
}
