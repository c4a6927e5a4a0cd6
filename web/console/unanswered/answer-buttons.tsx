import { useState } from 'preact/hooks';
import type { UnansweredItem } from '../api/shapes.js';
import { t } from '../texts.js';
import { AskedAsDialog } from './asked-as-dialog.js';
import { DraftDialog } from './draft-dialog.js';

/** Two ways to answer the next who asks: an article knows one more phrasing, or there is a new article. */
export function AnswerButtons({ item, describedBy }: { item: UnansweredItem; describedBy: string }) {
  const [shown, setShown] = useState<'asked-as' | 'draft'>();
  const hide = () => setShown(undefined);
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
