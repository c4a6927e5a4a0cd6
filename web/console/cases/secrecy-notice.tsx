import type { CaseDetail } from '../api/case-shapes.js';
import { clockTime } from '../format.js';
import { now } from '../state/clock.js';
import { agent, has } from '../state/session.js';
import { t } from '../texts.js';
import { LockedNote } from './locked-note.js';

/** Why somebody sees so little of a case of strong secrecy, or that they see it by a door they opened themselves. */
export function SecrecyNotice({ file }: { file: CaseDetail }) {
  if (file.secrecy !== 'strong') return null;
  if (file.access === 'metadata') {
    return (
      <LockedNote
        text={
          <>
            <strong>{t('case.notice.secretTitle')}</strong>
            <br />
            {t(has('supervisor') ? 'case.notice.secretSupervisor' : 'case.notice.secret')}
          </>
        }
      />
    );
  }
  const until = openUntil(file);
  return until ? <LockedNote text={t('case.notice.broken', { time: clockTime(until) })} /> : null;
}

/** Until when the reader's own broken glass keeps the case open; '' when it is open to them anyway. */
function openUntil({ assignedTo, timeline = [] }: CaseDetail): string {
  const me = agent.value?.id;
  if (assignedTo === me) return '';
  const opened = [...timeline].reverse().find(({ what, who }) => what === 'glass-broken' && who.id === me);
  const until = String(opened?.data.until ?? '');
  return until && Date.parse(until) > now.peek() ? until : '';
}
