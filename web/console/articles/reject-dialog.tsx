import { useRef, useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.js';
import { DialogFoot } from '../parts/dialog-foot.js';
import { Field } from '../parts/field.js';
import { t } from '../texts.js';

const LONGEST = 500;

/** Whoever wrote it wants to know why. */
export function RejectDialog({ onReject, onClose }: { onReject: (comment: string) => void; onClose: () => void }) {
  const [comment, setComment] = useState('');
  const [tried, setTried] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  function submit(event: Event): void {
    event.preventDefault();
    setTried(true);
    if (comment.trim()) onReject(comment.trim());
    else box.current?.focus();
  }
  return (
    <Dialog title={t('articles.rejectTitle')} onClose={onClose}>
      <form class="close-form" onSubmit={submit} noValidate>
        <Field
          label={t('articles.rejectComment')}
          hint={t('articles.rejectHint')}
          error={tried && !comment.trim() ? t('articles.rejectMissing') : undefined}
        >
          {(ids) => (
            <textarea
              {...ids}
              ref={box}
              rows={3}
              dir="auto"
              maxLength={LONGEST}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          )}
        </Field>
        <DialogFoot label={t('articles.reject')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
