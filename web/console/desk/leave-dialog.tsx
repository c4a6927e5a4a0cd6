import { useState } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { refreshConversation } from '../state/conversation.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { giveToBot, release } from '../state/moves.js';
import { t } from '../texts.js';

const WAYS = { release, toBot: giveToBot };

interface Props {
  item: HandoverItem;
  way: keyof typeof WAYS;
  onClose: () => void;
}

/** Back to the queue, or to the robot: asked once, for the citizen is told at once. */
export function LeaveDialog({ item, way, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  async function leave(): Promise<void> {
    setBusy(true);
    setProblem('');
    try {
      await WAYS[way](item);
      onClose();
    } catch (error) {
      const gone = isRefusal(error, 403) || isRefusal(error, 409);
      setProblem(gone ? t('reply.notYours') : t('leave.failed', { why: sentenceFor(error) }));
      setBusy(false);
      if (gone) void refreshConversation();
    }
  }

  return (
    <Dialog title={t(`${way}.title`, { number: item.caseNumber })} onClose={onClose}>
      {problem && <FailureLine text={problem} />}
      <p>{t(`${way}.text`)}</p>
      <DialogFoot label={t(`${way}.submit`)} busy={busy} onPress={() => void leave()} onClose={onClose} />
    </Dialog>
  );
}
