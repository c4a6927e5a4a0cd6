import { useEffect, useState } from 'preact/hooks';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { flush, type Outgoing, takeBack } from '../state/outgoing.js';
import { t } from '../texts.js';

interface Props {
  id: string;
  one: Outgoing;
  /** The text stands in the box again. */
  onBack: () => void;
}

/** A reply that has left the box and that the citizen does not have yet: it can be taken back for some seconds. */
export function OnItsWay({ id, one: { text, state, due, problem }, onBack }: Props) {
  const left = useSecondsUntil(due);
  // Words that come together with their place are not read aloud.
  const [placed, setPlaced] = useState(false);
  useEffect(() => setPlaced(true), []);

  function back(): void {
    if (takeBack(id)) onBack();
  }

  return (
    <section
      class="on-its-way"
      aria-label={t('outgoing.label')}
      onKeyDown={(event) => {
        if (state !== 'waiting' || !isUndo(event)) return;
        event.preventDefault();
        back();
      }}
    >
      {state === 'failed' && (
        <FailureLine text={t('reply.failed', { why: problem })}>
          <button type="button" onClick={() => void flush(id)}>
            {t('reply.retry')}
          </button>
          <button type="button" class="button-quiet" onClick={back}>
            {t('outgoing.change')}
          </button>
        </FailureLine>
      )}
      <p class="on-its-way-text" dir="auto">
        {text}
      </p>
      {state !== 'failed' && (
        <div class="on-its-way-foot">
          <p role="status" class="hint">
            {placed && t(state === 'waiting' ? 'outgoing.waiting' : 'reply.sending')}
          </p>
          {state === 'waiting' && (
            <>
              <span class="on-its-way-left" aria-hidden="true">
                {left}
              </span>
              <button type="button" onClick={back} aria-keyshortcuts="Escape Control+Z">
                <Icon name="back" /> {t('outgoing.undo')}
              </button>
            </>
          )}
        </div>
      )}
    </section>
  );
}

/** The keys that take something back. */
export const isUndo = ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  key === 'Escape' || (key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey);

function useSecondsUntil(due: number): number {
  const left = () => Math.max(0, Math.ceil((due - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const ticking = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(ticking);
  }, [due]);
  return seconds;
}
