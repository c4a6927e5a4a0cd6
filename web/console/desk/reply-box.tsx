import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { languageInSentence } from '../format.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { refreshConversation, reply } from '../state/conversation.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { newKey } from '../state/new-key.js';
import { insertIntoReply } from '../state/reply.js';
import { bindKey } from '../state/shortcuts.js';
import { t } from '../texts.js';
import { useDraft } from './use-draft.js';

export const LONGEST = 4000;
const COUNT_FROM = 3500;

/** The answer to the citizen. A text leaves the box only when the server has it. */
export function ReplyBox({ item }: { item: HandoverItem }) {
  const [text, setText] = useDraft('reply', item.id);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const box = useRef<HTMLTextAreaElement>(null);
  // Sent again after a lost answer, the text must not reach the citizen twice.
  const key = useRef(newKey());
  const id = useId();
  const left = LONGEST - text.length;

  useEffect(() => {
    box.current?.focus();
    insertIntoReply.value = (words) => box.current && insert(box.current, words);
    const unbind = bindKey('r', () => box.current?.focus());
    return () => {
      insertIntoReply.value = undefined;
      unbind();
    };
  }, []);

  async function send(): Promise<void> {
    if (sending) return;
    if (!text.trim()) {
      setProblem(t('reply.empty'));
      box.current?.focus();
      return;
    }
    if (left < 0) return setProblem(t('reply.tooLong', { count: -left }));
    const from = document.activeElement;
    setSending(true);
    setProblem(undefined);
    try {
      await reply(item.id, { text: text.trim(), key: key.current });
      key.current = newKey();
      setText('');
    } catch (error) {
      const taken = isRefusal(error, 409) || isRefusal(error, 403);
      setProblem(taken ? t('reply.notYours') : t('reply.failed', { why: sentenceFor(error) }));
      if (taken) void refreshConversation();
    }
    setSending(false);
    // Back to writing, unless the agent has gone on to something else while it was sent.
    if ([from, document.body].includes(document.activeElement)) box.current?.focus();
  }

  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem && (
        <FailureLine text={problem}>
          {text.trim() && left >= 0 && (
            <button type="submit" aria-disabled={sending}>
              {t('reply.retry')}
            </button>
          )}
        </FailureLine>
      )}
      <label for={id}>{t('reply.label', { language: languageInSentence(item.language) })}</label>
      <textarea
        id={id}
        ref={box}
        rows={3}
        dir="auto"
        value={text}
        readOnly={sending}
        aria-describedby={`${id}-hint`}
        onInput={(event) => {
          setText(event.currentTarget.value);
          // Another text is another message.
          key.current = newKey();
          if (problem) setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="reply-foot">
        <p class="hint" id={`${id}-hint`}>
          {t('reply.hint')}
        </p>
        {left < LONGEST - COUNT_FROM && (
          <p class={left < 0 ? 'counter counter-over' : 'counter'} role="status">
            {left < 0 ? t('reply.over', { count: -left }) : t('reply.left', { count: left })}
          </p>
        )}
        <button type="submit" class="button-main" aria-disabled={sending || left < 0}>
          <Icon name="send" /> {sending ? t('reply.sending') : t('reply.send')}
        </button>
      </div>
    </form>
  );
}

/** At the cursor and as if it were typed, so that Ctrl+Z takes it out again; a line between it and what stands there. */
function insert(box: HTMLTextAreaElement, words: string): void {
  const before = box.value.slice(0, box.selectionStart).trimEnd();
  const after = box.value.slice(box.selectionEnd).trimStart();
  box.focus();
  box.setSelectionRange(before.length, box.value.length - after.length);
  document.execCommand('insertText', false, `${before && '\n\n'}${words}${after && '\n\n'}`);
}
