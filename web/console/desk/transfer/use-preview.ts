import { useEffect, useState } from 'preact/hooks';
import type { Destination, Preview } from '../../api/move-shapes.js';
import type { HandoverItem } from '../../api/shapes.js';
import { isRefusal, sentenceFor } from '../../state/failure.js';
import { previewTransfer } from '../../state/moves.js';
import { t } from '../../texts.js';

interface Previewed {
  /** Of the destination as it is chosen now; undefined while it is asked for, or when there is none. */
  preview: Preview | undefined;
  problem: string;
}

const PAUSE_MS = 150;

/** What would happen, asked of the server whenever the destination changes. */
export function usePreview({ id }: HandoverItem, to: Destination | undefined, transcript: boolean): Previewed {
  const [previewed, setPreviewed] = useState<Previewed>({ preview: undefined, problem: '' });
  const { category = '', centre = '', agentId = '' } = to ?? {};
  useEffect(() => {
    if (!category) {
      setPreviewed({ preview: undefined, problem: '' });
      return;
    }
    let current = true;
    const pause = setTimeout(() => {
      previewTransfer(id, { category, centre, agentId }, transcript).then(
        (preview) => current && setPreviewed({ preview, problem: '' }),
        (error) => current && setPreviewed({ preview: undefined, problem: whyNone(error) }),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(pause);
    };
  }, [id, category, centre, agentId, transcript]);
  return previewed;
}

function whyNone(error: unknown): string {
  return refusedDestination(error) || t('transfer.notShown', { why: sentenceFor(error) });
}

/** The sentence when the server will not have this destination; '' when something else is wrong. */
export function refusedDestination(error: unknown, toPerson = true): string {
  if (isRefusal(error, 400)) return t('transfer.deskGone');
  if (isRefusal(error, 409) && error.code === 'DeskClosed')
    return t(toPerson ? 'transfer.personGone' : 'transfer.closed');
  return '';
}
