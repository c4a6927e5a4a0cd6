import { useState } from 'preact/hooks';
import type { Presence } from '../api/shapes.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { sentenceFor } from '../state/failure.js';
import { setPresence } from '../state/session.js';
import { t } from '../texts.js';

interface Props {
  state: Presence;
  reason: string;
  onClose: () => void;
}

const LONGEST = 200;

/** Why somebody takes no conversations for a while, for colleagues to know. */
export function ReasonDialog({ state, reason, onClose }: Props) {
  const [text, setText] = useState(reason);
  const [problem, setProblem] = useState('');

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    try {
      await setPresence(state, text.trim());
      onClose();
    } catch (error) {
      setProblem(sentenceFor(error));
    }
  }

  return (
    <Dialog title={t('presence.reasonTitle', { state: t(`presence.${state}`).toLocaleLowerCase() })} onClose={onClose}>
      <form class="close-form" onSubmit={(event) => void save(event)} noValidate>
        {problem && <FailureLine text={problem} />}
        <Field label={t('presence.reasonLabel')} hint={t('presence.reasonHint')}>
          {(ids) => (
            <input
              {...ids}
              type="text"
              autocomplete="off"
              maxLength={LONGEST}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        <DialogFoot label={t('presence.save')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
