import type { ComponentChildren } from 'preact';
import { type CaseDetail, NO_DAY } from '../api/case-shapes.js';
import { boardName, categoryName, departmentName, districtName, groupName, resolutionName } from '../city-names.js';
import { dateTime, languageName, OTHER_LANGUAGE } from '../format.js';
import { PhoneLink } from '../parts/phone-link.js';
import { SecrecyMark } from '../parts/secrecy-mark.js';
import { agent } from '../state/session.js';
import { t, tOr } from '../texts.js';
import { Due } from './due.js';
import { Status } from './status.js';

/** What the register knows of a case, except what happened to it. */
export function CaseFacts({ file }: { file: CaseDetail }) {
  const { number, status, category, group, board, secrecy, language, channel, district, subject, reach, resolution } =
    file;
  const { persona, reason, forwarded, dueOn, followers = 0 } = file;
  return (
    <dl class="facts">
      <Fact name={t('case.number')} value={<span class="number">{number}</span>} />
      <Fact name={t('case.status')} value={<Status status={status} />} />
      {resolution && <Fact name={t('case.resolution')} value={resolutionName(resolution)} />}
      {forwarded.board && (
        <Fact
          name={t('case.forwardedTo')}
          value={forwarded.department ? departmentName(forwarded.department) : boardName(forwarded.board)}
        />
      )}
      {dueOn !== NO_DAY && <Fact name={t('case.due')} value={<Due item={file} />} />}
      <Fact name={t('case.assigned')} value={assigneeOf(file)} />
      {reach && <Fact name={t('case.reach')} value={<ReachLines {...reach} />} />}
      <Fact
        name={t('case.category')}
        value={
          <>
            {categoryName(category)} <span class="code">{category}</span>
          </>
        }
      />
      {subject && <Fact name={t('case.subject')} value={<span dir="auto">{subject}</span>} />}
      <Fact name={t('case.group')} value={groupName(group)} />
      <Fact name={t('case.board')} value={boardName(board)} />
      <Fact
        name={t('case.secrecy')}
        value={secrecy === 'none' ? t('secrecy.none') : <SecrecyMark secrecy={secrecy} />}
      />
      <Fact name={t('case.district')} value={district ? districtName(district) : t('case.unknown')} />
      <Fact
        name={t('case.language')}
        value={
          file.interpreter && language !== OTHER_LANGUAGE
            ? t('case.withInterpreter', { language: languageName(language) })
            : languageName(language)
        }
      />
      <Fact name={t('case.channel')} value={tOr(`channel.${channel}`, channel)} />
      {persona && <Fact name={t('case.persona')} value={t(`persona.${persona}`)} />}
      {reason && <Fact name={t('case.reason')} value={t(`reason.${reason}`)} />}
      {followers > 0 && <Fact name={t('case.followersLabel')} value={t('case.followers', { count: followers })} />}
      <Fact name={t('case.opened')} value={<time dateTime={file.openedAt}>{dateTime(file.openedAt)}</time>} />
      {file.closedAt && (
        <Fact name={t('case.closed')} value={<time dateTime={file.closedAt}>{dateTime(file.closedAt)}</time>} />
      )}
    </dl>
  );
}

function assigneeOf({ assignedTo, assignedName }: CaseDetail): string {
  if (!assignedTo) return t('case.nobody');
  return assignedTo === agent.value?.id ? t('case.mine') : assignedName || t('case.colleague');
}

function Fact({ name, value }: { name: string; value: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function ReachLines({ name, phone, email }: { name: string; phone: string; email: string }) {
  if (!name && !phone && !email) return <>{t('case.unreachable')}</>;
  return (
    <>
      {name && (
        <span class="reach-line" dir="auto">
          {name}
        </span>
      )}
      {phone && (
        <span class="reach-line">
          <PhoneLink phone={phone} />
        </span>
      )}
      {email && <span class="reach-line">{email}</span>}
    </>
  );
}
