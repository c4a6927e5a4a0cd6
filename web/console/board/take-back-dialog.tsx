import { useState } from 'preact/hooks';
import type { BoardConversation } from '../api/organisation-shapes.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { refreshBoard, takeBack } from '../state/board.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';

/** Asked before: the agent may be in the middle of a sentence. */
export function TakeBackDialog({
  conversation: { id, caseNumber, agentName },
  onClose,
}: {
  conversation: BoardConversation;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const values = { number: caseNumber, name: agentName };

  async function take(): Promise<void> {
    setBusy(true);
    setProblem('');
    try {
      await takeBack(id);
      tell('done', t('board.takenBack', values));
      onClose();
    } catch (error) {
      setProblem(isRefusal(error, 409) ? t('board.notHad') : sentenceFor(error));
      setBusy(false);
      void refreshBoard();
    }
  }

  return (
    <Dialog title={t('board.takeBackTitle', values)} onClose={onClose}>
      {problem && <FailureLine text={problem} />}
      <p>{t('board.takeBackHint', values)}</p>
      <DialogFoot label={t('board.takeBackSubmit')} busy={busy} onPress={() => void take()} onClose={onClose} />
    </Dialog>
  );
}
