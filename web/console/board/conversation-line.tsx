import { useState } from 'preact/hooks';
import type { BoardAgent, BoardConversation } from '../api/organisation-shapes.js';
import { centreName, groupName } from '../city-names.js';
import { ageOf, languageName, listed, minutesSince } from '../format.js';
import { Age } from '../parts/age.js';
import { SecrecyMark } from '../parts/secrecy-mark.js';
import { now } from '../state/clock.js';
import { hrefOf } from '../state/route.js';
import { t } from '../texts.js';
import { GiveDialog } from './give-dialog.js';
import { TakeBackDialog } from './take-back-dialog.js';

interface Props {
  conversation: BoardConversation;
  agents: readonly BoardAgent[];
}

/** One conversation by its number, never by its matter, and the one thing a supervisor can do with it. */
export function ConversationLine({ conversation, agents }: Props) {
  const [asking, setAsking] = useState(false);
  const { id, caseNumber, state, group, centre, language, secrecy, since, worry } = conversation;
  const waits = state === 'waiting';
  const stop = () => setAsking(false);
  return (
    <li class={worry ? 'board-line board-line-worry' : 'board-line'}>
      <div>
        <p class="board-line-facts">
          <a class="number" href={hrefOf({ view: 'desk', handoverId: id })}>
            {caseNumber}
          </a>
          {waits && <Age since={since} />}
          <span class="tag">{groupName(group)}</span>
          {centre && <span class="tag">{centreName(centre)}</span>}
          <span class="tag">{languageName(language)}</span>
          <SecrecyMark secrecy={secrecy} />
        </p>
        <Sentences conversation={conversation} agents={agents} />
      </div>
      <button type="button" onClick={() => setAsking(true)}>
        {t(waits ? 'board.give' : 'board.takeBack')}
        <span class="unseen">{t('board.which', { number: caseNumber })}</span>
      </button>
      {asking && waits && <GiveDialog conversation={conversation} agents={agents} onClose={stop} />}
      {asking && !waits && <TakeBackDialog conversation={conversation} onClose={stop} />}
    </li>
  );
}

/** What is the matter with it, in words. */
function Sentences({ conversation, agents }: Props) {
  const { worry, silentSince, agentName, wanted, centre, offers } = conversation;
  const keeper = agents.find(({ id }) => id === wanted)?.name;
  const [over] = offers.filter(({ why }) => why !== '');
  const others = offers.filter(({ why }) => why !== '').map((one) => centreName(one.centre));
  const minutes = silentSince ? ageOf(minutesSince(silentSince, now.value)) : '';
  return (
    <>
      {(worry === 'group' || worry === 'supervisor') && <p class="board-worry">{t(`board.worry.${worry}`)}</p>}
      {worry === 'silent' && <p class="board-worry">{t('board.worry.silent', { name: agentName, minutes })}</p>}
      {keeper && <p>{t('board.keptFor', { name: keeper })}</p>}
      {over && over.why !== '' && (
        <p class="hint">{t(`board.offered.${over.why}`, { centre: centreName(centre), others: listed(others) })}</p>
      )}
    </>
  );
}
