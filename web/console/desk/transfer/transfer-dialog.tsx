import { useEffect, useRef, useState } from 'preact/hooks';
import type { DeskItem, Destination } from '../../api/move-shapes.js';
import type { HandoverItem } from '../../api/shapes.js';
import { StepText } from '../../cases/step-text.js';
import { categoryName, groupName } from '../../city-names.js';
import { Combobox } from '../../parts/combobox.js';
import { Dialog } from '../../parts/dialog.js';
import { DialogFoot } from '../../parts/dialog-foot.js';
import { FailureLine } from '../../parts/failure-line.js';
import { focusFirstFault } from '../../parts/first-fault.js';
import { refreshConversation } from '../../state/conversation.js';
import { isRefusal, sentenceFor } from '../../state/failure.js';
import { listDesks, transfer } from '../../state/moves.js';
import { city } from '../../state/session.js';
import { language, t } from '../../texts.js';
import { ToWhom, type Whom } from './to-whom.js';
import { refusedDestination, usePreview } from './use-preview.js';
import { WhatHappens } from './what-happens.js';

interface Props {
  item: HandoverItem;
  /** To a department or a board, with a summary, instead of to colleagues who talk with citizens. */
  onDepartment: (() => void) | undefined;
  onClose: () => void;
}

/** Sends the conversation on; before that it shows what follows, what stays, and whether the citizen is asked. */
export function TransferDialog({ item, onDepartment, onClose }: Props) {
  const [category, setCategory] = useState(item.category);
  const [whom, setWhom] = useState<Whom>({ kind: 'any' });
  const [transcript, setTranscript] = useState(false);
  const [note, setNote] = useState('');
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const [desks, setDesks] = useState<DeskItem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const rules = city.value?.categories[category];
  const group = rules?.group ?? '';
  const secret = [item.secrecy, rules?.secrecy].includes('strong');
  const to = destinationOf(category, whom);
  const { preview, problem } = usePreview(item, to, transcript);
  const whyMissing = preview?.needsWhy === true && why.trim() === '';

  useEffect(() => {
    listDesks().then(setDesks, (error) => setFailed(sentenceFor(error)));
  }, []);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy) return;
    if (!to || whyMissing) return focusFirstFault(form.current);
    setBusy(true);
    setFailed('');
    try {
      await transfer(item, { to, note: note.trim(), why: why.trim(), transcript });
      onClose();
    } catch (error) {
      setFailed(whyFailed(error, to));
      setBusy(false);
      void refreshConversation();
    }
  }

  return (
    <Dialog title={t('transfer.title', { number: item.caseNumber })} onClose={onClose} wide>
      <form class="close-form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
        {failed && <FailureLine text={failed} />}
        <Combobox
          label={t('transfer.about')}
          hint={t('transfer.aboutHint', { group: groupName(group) })}
          options={categories()}
          value={category}
          onChange={(chosen) => {
            setCategory(chosen);
            // The desks and colleagues of another group are others.
            if (city.value?.categories[chosen]?.group !== group) setWhom({ kind: 'any' });
          }}
        />
        <ToWhom desks={desks} group={group} whom={whom} onChange={setWhom} tried={tried} />
        {onDepartment && (
          <p class="transfer-department">
            <button type="button" onClick={onDepartment}>
              {t('transfer.department')}
            </button>
            <span class="hint">{t('transfer.departmentHint')}</span>
          </p>
        )}
        <WhatHappens preview={preview} problem={problem} />
        {preview?.needsConsent && preview.open && (
          <label class="choice">
            <input
              type="checkbox"
              checked={transcript}
              onChange={(event) => setTranscript(event.currentTarget.checked)}
            />
            <span>
              {t('transfer.transcript')}
              <small>{t('transfer.transcriptHint')}</small>
            </span>
          </label>
        )}
        {preview?.needsWhy && (
          <StepText
            reader="colleagues"
            label={t('transfer.why')}
            hint={t('transfer.whyHint')}
            error={tried && whyMissing ? t('transfer.whyMissing') : undefined}
            value={why}
            onChange={setWhy}
          />
        )}
        {!secret && preview && !preview.needsConsent && (
          <StepText
            reader="colleagues"
            label={t('transfer.note')}
            hint={t('transfer.noteHint')}
            value={note}
            onChange={setNote}
          />
        )}
        <DialogFoot
          label={t(preview?.needsConsent ? 'transfer.ask' : 'transfer.submit')}
          busy={busy || preview?.open === false}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** Undefined while a colleague is wanted and none is chosen. */
function destinationOf(category: string, whom: Whom): Destination | undefined {
  if (whom.kind === 'any') return { category, centre: '', agentId: '' };
  if (whom.kind === 'desk') return { category, centre: whom.centre, agentId: '' };
  return whom.agentId ? { category, centre: '', agentId: whom.agentId } : undefined;
}

function whyFailed(error: unknown, { agentId }: Destination): string {
  if (isRefusal(error, 403) || (isRefusal(error, 409) && error.code === 'Conflict')) return t('reply.notYours');
  if (isRefusal(error, 409) && error.code === 'WhyNeeded') return t('transfer.whyHint');
  return refusedDestination(error, agentId !== '') || t('transfer.failed', { why: sentenceFor(error) });
}

function categories() {
  return Object.keys(city.value?.categories ?? {})
    .map((value) => ({ value, label: categoryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}
