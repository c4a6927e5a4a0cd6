import { useEffect, useState } from 'preact/hooks';
import type { HandoverDetail } from '../api/shapes.js';
import { Icon } from '../parts/icon.js';
import { bindKey } from '../state/shortcuts.js';
import { t } from '../texts.js';
import { AskedLine, Moves } from './moves.js';
import { NoteBox } from './note-box.js';
import { ReplyBox } from './reply-box.js';

/** What the agent who has the conversation can do in it. */
export function Answering({ item }: { item: HandoverDetail }) {
  const [noting, setNoting] = useState(false);
  useEffect(() => {
    return bindKey('a', () => setNoting(true));
  }, []);
  return (
    <div class="answering">
      <AskedLine item={item} />
      {noting && <NoteBox item={item} onDone={() => setNoting(false)} />}
      <ReplyBox item={item} />
      <div class="answering-more">
        <button type="button" class="button-quiet" aria-expanded={noting} onClick={() => setNoting(!noting)}>
          <Icon name="note" /> {t('note.open')}
        </button>
        <Moves item={item} />
      </div>
    </div>
  );
}
