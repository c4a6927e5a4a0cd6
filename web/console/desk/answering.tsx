import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseDetail } from '../api/case-shapes.js';
import type { HandoverDetail } from '../api/shapes.js';
import { Icon } from '../parts/icon.js';
import { bindKey } from '../state/shortcuts.js';
import { t } from '../texts.js';
import { AskedLine, Moves } from './moves.js';
import { NoteBox } from './note-box.js';
import { ReplyBox } from './reply-box.js';

/** What the agent who has the conversation can do in it. */
export function Answering({ item, file }: { item: HandoverDetail; file: CaseDetail | undefined }) {
  const [noting, setNoting] = useState(false);
  const note = useRef<HTMLButtonElement>(null);
  useEffect(() => bindKey('a', () => setNoting(true)), []);

  // Not into the reply: whoever goes on typing would write to the citizen what was meant for colleagues.
  function noted(): void {
    setNoting(false);
    note.current?.focus();
  }

  return (
    <div class="answering">
      <AskedLine item={item} />
      {noting && <NoteBox item={item} onDone={noted} />}
      <ReplyBox item={item} file={file} />
      <div class="answering-more">
        <button type="button" class="button-quiet" ref={note} aria-expanded={noting} onClick={() => setNoting(!noting)}>
          <Icon name="note" /> {t('note.open')}
        </button>
        <Moves item={item} />
      </div>
    </div>
  );
}
