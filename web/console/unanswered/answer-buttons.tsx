import { useEffect, useRef, useState } from 'preact/hooks';
import type { UnansweredItem } from '../api/editorial-shapes.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { AskedAsDialog } from './asked-as-dialog.js';
import { DraftDialog } from './draft-dialog.js';

/** Two ways to answer the next who asks: an article knows one more phrasing, or there is a new article. */
export function AnswerButtons({ item, describedBy }: { item: UnansweredItem; describedBy: string }) {
  const [shown, setShown] = useState<'asked-as' | 'draft'>();
  const hide = () => setShown(undefined);
  const writing = useRef(false);
  writing.current = shown !== undefined;
  // The row goes, and what is open in it: somebody else has decided.
  useEffect(
    () => () => {
      if (writing.current) tell('polite', t('unanswered.decidedSince'));
    },
    [],
  );
  return (
    <>
      <button type="button" aria-describedby={describedBy} onClick={() => setShown('asked-as')}>
        {t('unanswered.askedAs.open')}
      </button>
      <button type="button" aria-describedby={describedBy} onClick={() => setShown('draft')}>
        {t('unanswered.draft.open')}
      </button>
      {shown === 'asked-as' && <AskedAsDialog item={item} onClose={hide} />}
      {shown === 'draft' && <DraftDialog item={item} onClose={hide} />}
    </>
  );
}
