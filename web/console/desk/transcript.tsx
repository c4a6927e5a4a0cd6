import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HandoverItem, Message } from '../api/shapes.js';
import { dayOf } from '../format.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';
import { MessageItem } from './message-item.js';

interface Props {
  messages: Message[] | undefined;
  item: Pick<HandoverItem, 'agentName' | 'secrecy'>;
}

const NEAR_PX = 80;

/**
 * What was said. A log that speaks up politely: only what is added is read aloud. It follows the newest message unless
 * somebody has scrolled up to read.
 */
export function Transcript({ messages, item }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [behind, setBehind] = useState(false);
  const last = messages?.at(-1);

  useLayoutEffect(() => {
    // Whoever has answered wants to see the answer.
    if (following.current || last?.from === 'agent') toEnd();
    else if (last) setBehind(true);
  }, [last?.id]);

  // A translation that comes later makes the last message longer.
  useLayoutEffect(() => {
    if (following.current) toEnd();
  }, [last?.translation?.text]);

  // What stands below it, such as the box for the answer, grows and shrinks: the newest message stays in sight.
  const shown = messages !== undefined;
  useLayoutEffect(() => {
    const box = log.current;
    if (!box) return;
    const sizes = new ResizeObserver(() => following.current && toEnd());
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [shown]);

  function toEnd(): void {
    log.current?.scrollTo({ top: log.current.scrollHeight });
    following.current = true;
    setBehind(false);
  }

  function scrolled(): void {
    const box = log.current;
    if (!box) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (following.current) setBehind(false);
  }

  if (!messages) return <p class="transcript-none">{t('transcript.notYours')}</p>;
  return (
    <div class="transcript-frame">
      <div
        class="transcript"
        ref={log}
        role="log"
        aria-live="polite"
        aria-label={t('transcript.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: somebody without a mouse must be able to scroll it
        tabIndex={0}
        onScroll={scrolled}
      >
        {messages.length === 0 && (
          <p class="transcript-none">{t(item.secrecy === 'strong' ? 'transcript.purged' : 'transcript.empty')}</p>
        )}
        {messages.map((message, index) => (
          <MessageItem
            key={message.id}
            message={message}
            agentName={item.agentName}
            day={dayBefore(messages[index - 1], message)}
            goesOn={goesOn(messages[index - 1], message)}
          />
        ))}
      </div>
      {behind && (
        <button type="button" class="to-end" onClick={toEnd}>
          <Icon name="down" /> {t('transcript.newer')}
        </button>
      )}
    </div>
  );
}

/** The day to print above a message, when it is another than that of the one before. */
function dayBefore(before: Message | undefined, { at }: Message): string | undefined {
  const day = dayOf(at);
  return before && dayOf(before.at) === day ? undefined : day;
}

const TOGETHER_MS = 60_000;

/** Several messages of one sender within a minute have their sender and time above the first only. */
function goesOn(before: Message | undefined, message: Message): boolean {
  return before?.from === message.from && Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS;
}
