import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/client.js';
import type { CaseDetail } from '../api/shapes.js';
import { Transcript } from '../desk/transcript.js';
import { Empty } from '../parts/empty.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { coalesced, onChange } from '../state/live.js';
import { hrefOf } from '../state/route.js';
import { readsCases } from '../state/session.js';
import { t } from '../texts.js';
import { CaseFacts } from './case-facts.js';
import { Timeline } from './timeline.js';

type State =
  | { kind: 'loading' }
  | { kind: 'missing' }
  | { kind: 'failed'; text: string }
  | { kind: 'here'; file: CaseDetail };

/** One case with its facts, what happened to it and what was said. */
export function CasePage({ number }: { number: string }) {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const refresh = coalesced(async () => {
      try {
        setState({ kind: 'here', file: await call<CaseDetail>('GET', `/api/cases/${encodeURIComponent(number)}`) });
      } catch (error) {
        if (isRefusal(error, 404)) setState({ kind: 'missing' });
        else setState((before) => (before.kind === 'here' ? before : { kind: 'failed', text: sentenceFor(error) }));
      }
    });
    void refresh().then(() => heading.current?.focus());
    return onChange(({ what, id }) => {
      if (what === '' || what === 'messages' || id === number) void refresh();
    });
  }, [number]);

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
      {state.kind === 'here' && <File file={state.file} />}
    </section>
  );
}

function File({ file }: { file: CaseDetail }) {
  const { state, id, agentName } = file.handover;
  const live = state === 'waiting' || state === 'accepted';
  return (
    <>
      {live && readsCases.value && (
        <p>
          <a class="button" href={hrefOf({ view: 'desk', handoverId: id })}>
            {t('cases.toConversation')}
          </a>
        </p>
      )}
      <div class="case-columns">
        <CaseFacts file={file} />
        <Timeline entries={file.timeline} />
      </div>
      <section aria-label={t('transcript.label')} class="case-transcript">
        <h3>{t('transcript.label')}</h3>
        <Transcript messages={file.transcript} item={{ agentName, secrecy: file.secrecy }} />
      </section>
    </>
  );
}
