import { useState } from 'preact/hooks';
import { diffLines } from '../../../editorial/line-diff.js';
import type { Revision } from '../api/editorial-shapes.js';
import { dateTime } from '../format.js';
import { Dialog } from '../parts/dialog.js';
import { t } from '../texts.js';
import { authorOf } from './author.js';
import { Diff } from './diff.js';

interface Props {
  mine: string;
  theirs: Revision;
  language: string;
  /** Mine as the next revision; theirs stays in the history. */
  onSave: () => void;
  onGoOn: () => void;
  onDiscard: () => void;
  onClose: () => void;
}

/** Two have written on top of the same revision: both texts, and what is to become of mine. */
export function ConflictDialog({ mine, theirs, language, onSave, onGoOn, onDiscard, onClose }: Props) {
  const [whole, setWhole] = useState(false);
  const who = { name: authorOf(theirs), time: dateTime(theirs.at), number: theirs.n };
  return (
    <Dialog title={t('articles.conflict.title')} onClose={onClose} wide>
      <p>{t('articles.conflict.text', who)}</p>
      <p class="hint">{t('articles.conflict.legend', who)}</p>
      <Diff lines={diffLines(theirs.text, mine)} language={language} whole={whole} />
      <label class="choice">
        <input type="checkbox" checked={whole} onChange={(event) => setWhole(event.currentTarget.checked)} />
        {t('articles.conflict.whole')}
      </label>
      <div class="dialog-foot">
        <button type="button" class="button-main" onClick={onGoOn}>
          {t('articles.conflict.goOn')}
        </button>
        <button type="button" onClick={onSave}>
          {t('articles.conflict.save')}
        </button>
        <button type="button" class="button-quiet" onClick={onDiscard}>
          {t('articles.conflict.discard')}
        </button>
      </div>
    </Dialog>
  );
}
