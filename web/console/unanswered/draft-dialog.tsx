import { useRef, useState } from 'preact/hooks';
import type { UnansweredItem } from '../api/editorial-shapes.js';
import { isTopic, TopicFields } from '../articles/topic-fields.js';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { FailureLine } from '../parts/failure-line.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { t } from '../texts.js';
import { PhrasingField, phrasingFault } from './phrasing-field.js';
import { useAnswer } from './use-answer.js';

/** The question becomes the first phrasing of an article that somebody is to write. */
export function DraftDialog({ item, onClose }: { item: UnansweredItem; onClose: () => void }) {
  const [phrasing, setPhrasing] = useState(item.text);
  const [topic, setTopic] = useState('');
  const [category, setCategory] = useState('');
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, answer } = useAnswer(item, onClose);
  const fault = phrasingFault(phrasing);

  function create(event: Event): void {
    event.preventDefault();
    setTried(true);
    if (!form.current) return;
    if (fault || !isTopic(topic) || !category) {
      focusFirstFault(form.current);
      return;
    }
    void answer({ as: 'draft', topic, phrasing: phrasing.trim(), category }, form.current);
  }

  return (
    <Dialog title={t('unanswered.draft.title')} onClose={onClose} wide>
      <form class="close-form" ref={form} onSubmit={create} noValidate>
        {problem && <FailureLine text={problem} />}
        <PhrasingField item={item} value={phrasing} onChange={setPhrasing} error={tried ? fault : undefined} />
        <TopicFields {...{ topic, category, tried }} onTopic={setTopic} onCategory={setCategory} />
        <DialogFoot label={t('unanswered.draft.create')} busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  );
}
