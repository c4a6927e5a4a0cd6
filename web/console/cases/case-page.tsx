import { useRef } from 'preact/hooks';
import { type CaseDetail, HAND_CHANNELS } from '../api/case-shapes.js';
import { directionOf, readsOf } from '../city-languages.js';
import { Transcript } from '../desk/transcript.js';
import { Empty } from '../parts/empty.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { hrefOf } from '../state/route.js';
import { readsCases } from '../state/session.js';
import { t } from '../texts.js';
import { CaseFacts } from './case-facts.js';
import { DetailLines } from './detail-lines.js';
import { Duplicates } from './duplicates.js';
import { LinkedCases } from './linked-cases.js';
import { SecrecyNotice } from './secrecy-notice.js';
import { Steps } from './steps.js';
import { Timeline } from './timeline.js';
import { type OpenedCase, useCase } from './use-case.js';

/** One case with its facts, what can be done with it, what happened to it and what was said. */
export function CasePage({ number }: { number: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const opened = useCase(number, () => heading.current?.focus());
  const { state } = opened;
  return (
    <section class="case-page" aria-labelledby="case-title">
      <a class="button-quiet back" href={hrefOf({ view: 'cases' })}>
        <Icon name="back" /> {t('cases.back')}
      </a>
      <h2 id="case-title" ref={heading} tabIndex={-1}>
        {t('cases.title', { number })}
      </h2>
      {state.kind === 'loading' && <p class="hint">{t('app.loading')}</p>}
      {state.kind === 'missing' && <Empty title={t('cases.missingTitle')} text={t('cases.missing')} />}
      {state.kind === 'failed' && <FailureLine text={state.text} />}
      {state.kind === 'here' && <File file={state.file} opened={opened} />}
    </section>
  );
}

function File({ file, opened: { seen, refresh } }: { file: CaseDetail; opened: OpenedCase }) {
  const { access, handover, secrecy, answer } = file;
  return (
    <>
      <ToConversation file={file} />
      <SecrecyNotice file={file} />
      <Steps file={file} refresh={refresh} />
      <div class="case-columns">
        <div class="case-column">
          <CaseFacts file={file} />
          {answer && (
            <section class="case-answer" aria-labelledby="case-answer">
              <h3 id="case-answer">{t('case.answer')}</h3>
              <p dir={directionOf(file.language, answer)} lang={readsOf(file.language)}>
                {answer}
              </p>
            </section>
          )}
          <DetailLines file={file} />
          <LinkedCases file={file} />
          {access === 'full' && <Duplicates file={file} onLinked={refresh} />}
        </div>
        <Timeline entries={file.timeline} seen={seen} />
      </div>
      {!isByHand(file) && (
        <section aria-label={t('transcript.label')} class="case-transcript">
          <h3>{t('transcript.label')}</h3>
          <Transcript messages={file.transcript} item={{ agentName: handover.agentName, secrecy }} />
        </section>
      )}
    </>
  );
}

/** What came by telephone or post has no conversation here, and never will. */
const isByHand = ({ channel }: CaseDetail) => (HAND_CHANNELS as readonly string[]).includes(channel);

function ToConversation({ file: { handover } }: { file: CaseDetail }) {
  const live = handover.state === 'waiting' || handover.state === 'accepted';
  if (!live || !readsCases.value) return null;
  return (
    <p>
      <a class="button" href={hrefOf({ view: 'desk', handoverId: handover.id })}>
        {t('cases.toConversation')}
      </a>
    </p>
  );
}
