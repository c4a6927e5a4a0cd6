import { useEffect, useRef, useState } from 'preact/hooks';
import type { HandoverDetail } from '../api/shapes.js';
import { categoryName } from '../city-names.js';
import { languageInSentence, languageName } from '../format.js';
import { Age } from '../parts/age.js';
import { Empty } from '../parts/empty.js';
import { Icon } from '../parts/icon.js';
import { PhoneLink } from '../parts/phone-link.js';
import { SecrecyMark } from '../parts/secrecy-mark.js';
import { type Opened, owned } from '../state/conversation.js';
import { hrefOf } from '../state/route.js';
import { suggesting } from '../state/suggestions.js';
import { citizenWrites } from '../state/watching.js';
import { t } from '../texts.js';
import { Answering } from './answering.js';
import { bandOf } from './band.js';
import { ClaimBar } from './claim-bar.js';
import { KeptDrafts } from './kept-drafts.js';
import { LostBanner } from './lost-banner.js';
import { Transcript } from './transcript.js';
import { WaitingTags } from './waiting-tags.js';
import { Watchers } from './watchers.js';

/** What was said, and below it what this agent can do: take over, answer, or only read. */
export function Conversation({ opened }: { opened: Opened }) {
  const { id, detail, file, missing } = opened;
  const heading = useRef<HTMLHeadingElement>(null);
  const [greeted, setGreeted] = useState(false);
  const mine = owned.value;

  // Somebody who opens a conversation goes on reading there; whoever has it goes on writing (the reply box takes it).
  useEffect(() => {
    if (greeted || (!detail && !missing)) return;
    setGreeted(true);
    if (!mine) heading.current?.focus();
  }, [detail, missing]);

  return (
    <section class="conversation" aria-labelledby="conversation-title">
      <header class={detail ? `conversation-head ${bandOf(detail.caseNumber)}` : 'conversation-head'}>
        <a class="button-quiet back" href={hrefOf({ view: 'desk' })}>
          <Icon name="back" /> {t('conversation.back')}
        </a>
        <h2 id="conversation-title" ref={heading} tabIndex={-1}>
          {detail ? categoryName(detail.category) : t('conversation.label')}
          {detail && (
            <span class="conversation-number">
              {' '}
              {file?.reach?.name && `${file.reach.name} · `}
              <span class="unbroken">{detail.caseNumber}</span>
            </span>
          )}
        </h2>
        {detail && (
          <p class="conversation-state">
            <span>{stateOf(opened, mine)}</span>
            {detail.state === 'waiting' && <Age since={detail.since} />}
            <span class="tag">{languageName(detail.language)}</span>
            <SecrecyMark secrecy={detail.secrecy} />
            <WaitingTags item={detail} />
            {file?.reach?.phone && <PhoneLink phone={file.reach.phone} />}
            <Watchers item={detail} />
            {suggesting.value && (
              <button type="button" class="button-quiet to-suggestions" onClick={() => goTo('suggestions')}>
                {t('suggestions.open')}
              </button>
            )}
            <button type="button" class="button-quiet to-case" onClick={() => goTo('case-panel')}>
              {t('conversation.toCase')}
            </button>
          </p>
        )}
      </header>
      {missing && <Empty title={t('conversation.missingTitle')} text={t('conversation.missing')} />}
      {!detail && !missing && <p class="conversation-wait">{t('app.loading')}</p>}
      {detail?.translated && <Translated {...detail.translated} />}
      {detail && <Transcript key={id} messages={detail.transcript} item={detail} />}
      {citizenWrites.value === id && <p class="citizen-writes">{t('watching.citizen')}</p>}
      {!mine && <LostBanner key={id} id={id} />}
      {(detail || missing) && !mine && <KeptDrafts id={id} />}
      {detail && mine && <Answering item={detail} file={file} />}
      {detail?.state === 'waiting' && <ClaimBar item={detail} />}
    </section>
  );
}

/** Whoever writes here must know that a machine stands between the two. */
function Translated({ spoken, read }: NonNullable<HandoverDetail['translated']>) {
  const languages = { spoken: languageInSentence(spoken), read: languageInSentence(read) };
  return (
    <p class="conversation-machine" role="note">
      <Icon name="machine" /> <span>{t('conversation.translated', languages)}</span>
    </p>
  );
}

function stateOf({ detail }: Opened, mine: boolean): string {
  if (!detail) return '';
  if (mine) return t('state.mine');
  if (detail.state === 'accepted') return t('state.accepted', { name: detail.agentName });
  return t(`state.${detail.state}`);
}

/** No link: the address holds the place in the console. */
function goTo(id: 'case-panel' | 'suggestions'): void {
  const panel = document.getElementById(id);
  panel?.focus();
  panel?.scrollIntoView();
}
