import { useRef, useState } from 'preact/hooks';
import type { BoardAgent, BoardConversation } from '../api/organisation-shapes.js';
import { centreName } from '../city-names.js';
import { languageInSentence } from '../format.js';
import { Choices } from '../parts/choices.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { giveTo, refreshBoard } from '../state/board.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { loadOf } from './load.js';

interface Props {
  conversation: BoardConversation;
  agents: readonly BoardAgent[];
  onClose: () => void;
}

/** Who is to take a conversation that waits: those at work in its group, whoever has room and the language first. */
export function GiveDialog({ conversation: { id, caseNumber, group, language, secrecy }, agents, onClose }: Props) {
  const [agentId, setAgentId] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const able = agents
    .filter(({ groups, presence }) => groups.includes(group) && !['away', 'off'].includes(presence))
    .sort((a, b) => rank(b, language) - rank(a, language) || a.load - b.load || a.name.localeCompare(b.name));

  async function give(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setTried(true);
    const chosen = able.find((one) => one.id === agentId);
    if (!chosen) {
      focusFirstFault(form.current);
      return;
    }
    setBusy(true);
    setProblem('');
    try {
      await giveTo(id, agentId);
      tell('done', t('board.given', { number: caseNumber, name: chosen.name }));
      onClose();
    } catch (error) {
      setProblem(isRefusal(error, 409) ? t('board.notGivable') : sentenceFor(error));
      setBusy(false);
      void refreshBoard();
    }
  }

  return (
    <Dialog title={t('board.giveTitle', { number: caseNumber })} onClose={onClose}>
      <form class="close-form" ref={form} onSubmit={(event) => void give(event)} noValidate>
        {problem && <FailureLine text={problem} />}
        {able.length === 0 ? (
          <p>{t('board.nobodyAble')}</p>
        ) : (
          <Choices
            single
            legend={t('board.toWhom')}
            hint={t(secrecy === 'strong' ? 'board.giveSecret' : 'board.giveHint')}
            options={able.map((one) => ({ value: one.id, label: one.name, hint: factsOf(one, language) }))}
            chosen={[agentId]}
            onChange={([chosen = '']) => setAgentId(chosen)}
            error={tried && !agentId ? t('board.agentMissing') : undefined}
          />
        )}
        <DialogFoot label={t('board.giveSubmit')} busy={busy || able.length === 0} onClose={onClose} />
      </form>
    </Dialog>
  );
}

const isFull = ({ load, capacity }: BoardAgent) => capacity > 0 && load >= capacity;

const rank = (one: BoardAgent, language: string) =>
  (isFull(one) ? 0 : 4) + (one.languages.includes(language) ? 2 : 0) + (one.presence === 'free' ? 1 : 0);

function factsOf(one: BoardAgent, language: string): string {
  const speaks = one.languages.includes(language);
  return [
    t(`presence.${one.presence}`),
    loadOf(one),
    ...(one.centre ? [centreName(one.centre)] : []),
    t(speaks ? 'board.speaks' : 'board.speaksNot', { language: languageInSentence(language) }),
    ...(isFull(one) ? [t('board.full')] : []),
  ].join(' · ');
}
