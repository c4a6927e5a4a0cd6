import { useEffect, useRef, useState } from 'preact/hooks';
import type { HandoverDetail, Message } from '../api/shapes.js';
import { categoryName } from '../city-names.js';
import { languageInSentence } from '../format.js';
import { Combobox } from '../parts/combobox.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { ResolutionChoices } from '../parts/resolution-choices.js';
import { opened, refreshConversation } from '../state/conversation.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { close } from '../state/moves.js';
import { flush } from '../state/outgoing.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';
import { LONGEST } from './length-line.js';
import { useDraft } from './use-draft.js';

interface Props {
  item: HandoverDetail;
  /** The resolution, when what came before decides it. */
  as?: string;
  onClose: () => void;
}

/**
 * How it ended and what it was about, both required; the figures of the centre are made of these. Whoever has written
 * nothing to the citizen says here how it ended. What the citizen writes meanwhile is read before it is closed.
 */
export function CloseDialog({ item, as = '', onClose }: Props) {
  const [resolution, setResolution] = useState(as);
  const [atFirst] = useState(() => lastFromCitizen(item));
  const [seen, setSeen] = useState(atFirst);
  const [category, setCategory] = useState(item.category);
  const [text, setText] = useDraft('closing', item.id);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  // A reply that still waits is an answer, too.
  useEffect(() => void flush(item.id), []);
  const unread = fromCitizenAfter(atFirst, item);
  const answered = item.transcript?.some(({ from }) => from === 'agent') ?? false;
  const textMissing = !answered && text.trim() === '';

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy) return;
    if (!resolution || !category || textMissing) return focusFirstFault(form.current);
    setBusy(true);
    setProblem(undefined);
    try {
      await close(item, { resolution, category, ...(text.trim() && { text: text.trim() }), ...(seen && { seen }) });
      onClose();
    } catch (error) {
      await refreshConversation();
      setSeen(lastFromCitizen(opened.value?.detail ?? item));
      setProblem(whyNot(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={t('close.title', { number: item.caseNumber })} onClose={onClose} wide>
      <form class="close-form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
        {problem && <FailureLine text={problem} />}
        {unread.length > 0 && <NewMessages messages={unread} />}
        <ResolutionChoices value={resolution} tried={tried} onChange={setResolution} />
        <Combobox
          label={t('close.category')}
          hint={t('close.categoryHint')}
          options={categories()}
          value={category}
          onChange={setCategory}
          error={tried && !category ? t('close.categoryMissing') : undefined}
        />
        <Field
          label={t(answered ? 'close.text' : 'close.textNeeded', { language: languageInSentence(item.language) })}
          hint={t(answered ? 'close.textHint' : 'close.textNeededHint')}
          error={tried && textMissing ? t('close.textMissing') : undefined}
        >
          {(ids) => (
            <textarea
              {...ids}
              rows={3}
              dir="auto"
              maxLength={LONGEST}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <DialogFoot label={t('close.submit')} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** What came while the dialog was open. */
function NewMessages({ messages }: { messages: readonly Message[] }) {
  return (
    <section class="new-messages" aria-labelledby="new-messages">
      <h3 id="new-messages">{t('close.newMessages')}</h3>
      <div role="log" aria-live="polite">
        {messages.map(({ id, text, language: spoken }) => (
          <p key={id} class="message-text" dir="auto" {...(spoken && { lang: spoken })}>
            {text}
          </p>
        ))}
      </div>
    </section>
  );
}

const fromCitizen = ({ transcript = [] }: HandoverDetail): Message[] =>
  transcript.filter(({ from }) => from === 'citizen');

const lastFromCitizen = (item: HandoverDetail): string => fromCitizen(item).at(-1)?.id ?? '';

function fromCitizenAfter(id: string, item: HandoverDetail): Message[] {
  const all = fromCitizen(item);
  return all.slice(all.findIndex((one) => one.id === id) + 1);
}

function whyNot(error: unknown): string {
  if (isRefusal(error, 409) && error.code === 'Unread') return t('close.unread');
  return isRefusal(error, 409) || isRefusal(error, 403) ? t('reply.notYours') : sentenceFor(error);
}

function categories() {
  return Object.keys(city.value?.categories ?? {})
    .map((value) => ({ value, label: categoryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}
