import { useEffect, useState } from 'preact/hooks';
import type { HandoverDetail } from '../api/shapes.js';
import { Icon } from '../parts/icon.js';
import { bindKey } from '../state/shortcuts.js';
import { t } from '../texts.js';
import { CloseDialog } from './close-dialog.js';
import { NoteBox } from './note-box.js';
import { ReplyBox } from './reply-box.js';

/** What the agent who has the conversation can do in it. */
export function Answering({ item }: { item: HandoverDetail }) {
  const [noting, setNoting] = useState(false);
  const [closing, setClosing] = useState(false);
  useEffect(() => {
    const unbind = [bindKey('a', () => setNoting(true)), bindKey('c', () => setClosing(true))];
    return () => {
      for (const stop of unbind) stop();
    };
  }, []);
  return (
    <div class="answering">
      {noting && <NoteBox item={item} onDone={() => setNoting(false)} />}
      <ReplyBox item={item} />
      <div class="answering-more">
        <button type="button" class="button-quiet" aria-expanded={noting} onClick={() => setNoting(!noting)}>
          <Icon name="note" /> {t('note.open')}
        </button>
        <button type="button" onClick={() => setClosing(true)}>
          <Icon name="check" /> {t('close.open')}
        </button>
      </div>
      {closing && <CloseDialog item={item} onClose={() => setClosing(false)} />}
    </div>
  );
}
