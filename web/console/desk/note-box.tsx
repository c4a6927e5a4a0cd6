import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { addNote } from '../state/conversation.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { LengthLine, LONGEST } from './length-line.js';
import { useDraft } from './use-draft.js';

/**
 * A note among colleagues. It looks different from the answer to the citizen and Enter does not send it, so that neither
 * is taken for the other.
 */
export function NoteBox({ item, onDone }: { item: HandoverItem; onDone: () => void }) {
  const [text, setText] = useDraft('note', item.id);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  // At once: what is typed next must not be taken for a shortcut.
  useLayoutEffect(() => box.current?.focus(), []);

  if (item.secrecy === 'strong') {
    return (
      <div class="note-box note-refused" role="note">
        <Icon name="lock" />
        <p>{t('note.secret')}</p>
      </div>
    );
  }

  function refuse(why: string): void {
    setProblem(why);
    box.current?.focus();
  }

  async function save(): Promise<void> {
    if (busy) return;
    const words = text.trim();
    if (!words) return refuse(t('note.empty'));
    if (words.length > LONGEST) return refuse(t('note.tooLong', { count: words.length - LONGEST }));
    setBusy(true);
    setProblem(undefined);
    try {
      const { masked } = await addNote(item.id, words);
      setText('');
      tell(masked ? 'polite' : 'done', t(masked ? 'note.masked' : 'note.saved'));
      onDone();
    } catch (error) {
      setProblem(t('note.failed', { why: sentenceFor(error) }));
      setBusy(false);
    }
  }

  return (
    <section class="note-box" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <Icon name="note" /> {t('note.title')}
      </h3>
      {problem && <FailureLine text={problem} />}
      <label for={id}>{t('note.label')}</label>
      <textarea
        id={id}
        ref={box}
        rows={2}
        dir="auto"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <LengthLine text={text} />
      <div class="note-foot">
        <button type="button" class="button-note" aria-disabled={busy} onClick={() => void save()}>
          {t('note.save')}
        </button>
        <button type="button" class="button-quiet" onClick={onDone}>
          {t('app.cancel')}
        </button>
      </div>
    </section>
  );
}
