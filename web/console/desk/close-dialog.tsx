import { useState } from 'preact/hooks';
import type { HandoverItem } from '../api/shapes.js';
import { categoryName, resolutionName } from '../city-names.js';
import { languageInSentence } from '../format.js';
import { Choices } from '../parts/choices.js';
import { Combobox } from '../parts/combobox.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { close, refreshConversation } from '../state/conversation.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { city } from '../state/session.js';
import { language, t } from '../texts.js';
import { LONGEST } from './reply-box.js';
import { useDraft } from './use-draft.js';

/** How it ended and what it was about, both required; the figures of the centre are made of these. */
export function CloseDialog({ item, onClose }: { item: HandoverItem; onClose: () => void }) {
  const [resolution, setResolution] = useState('');
  const [category, setCategory] = useState(item.category);
  const [text, setText] = useDraft('closing', item.id);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const resolutions = Object.keys(city.value?.resolutions ?? {});

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy) return;
    if (!resolution || !category) {
      const form = event.currentTarget as HTMLFormElement;
      form.querySelector<HTMLElement>(resolution ? '[role=combobox]' : 'input[type=radio]')?.focus();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await close(item, { resolution, category, ...(text.trim() && { text: text.trim() }) });
    } catch (error) {
      setBusy(false);
      setProblem(isRefusal(error, 409) || isRefusal(error, 403) ? t('reply.notYours') : sentenceFor(error));
      void refreshConversation();
    }
  }

  return (
    <Dialog title={t('close.title', { number: item.caseNumber })} onClose={onClose} wide>
      <form class="close-form" onSubmit={(event) => void submit(event)} noValidate>
        {problem && <FailureLine text={problem} />}
        <Choices
          single
          legend={t('close.resolution')}
          options={resolutions.map((value) => ({ value, label: resolutionName(value) }))}
          chosen={[resolution]}
          onChange={([chosen = '']) => setResolution(chosen)}
          error={tried && !resolution ? t('close.resolutionMissing') : undefined}
        />
        <Combobox
          label={t('close.category')}
          hint={t('close.categoryHint')}
          options={categories()}
          value={category}
          onChange={setCategory}
          error={tried && !category ? t('close.categoryMissing') : undefined}
        />
        <Field label={t('close.text', { language: languageInSentence(item.language) })} hint={t('close.textHint')}>
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

function categories() {
  return Object.keys(city.value?.categories ?? {})
    .map((value) => ({ value, label: categoryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value));
}
