import { useState } from 'preact/hooks';
import type { ArticleText } from '../api/editorial-shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { type Place, setReview } from '../state/article.js';
import { sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What the store says of a text that is never due by itself. */
const NEVER = '9999-12-31';

/** Who looks after a text, and when next. */
export function ReviewForm({ place, text }: { place: Place; text: ArticleText }) {
  const [owner, setOwner] = useState(text.owner);
  const [reviewBy, setReviewBy] = useState(text.reviewBy === NEVER ? '' : text.reviewBy);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const sound = reviewBy === '' || (DAY.test(reviewBy) && !Number.isNaN(Date.parse(reviewBy)));

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy || !sound) return;
    setBusy(true);
    setProblem('');
    try {
      await setReview(place, { owner: owner.trim(), reviewBy: reviewBy || NEVER });
      tell('done', t('articles.review.saved'));
    } catch (error) {
      setProblem(sentenceFor(error));
    }
    setBusy(false);
  }

  return (
    <form class="review-form" onSubmit={(event) => void save(event)} noValidate>
      {problem && <FailureLine text={problem} />}
      <Field label={t('articles.review.owner')} hint={t('articles.review.ownerHint')}>
        {(ids) => (
          <input
            {...ids}
            type="text"
            autocomplete="off"
            maxLength={100}
            value={owner}
            onInput={(event) => setOwner(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field
        label={t('articles.review.by')}
        hint={t('articles.review.byHint')}
        error={tried && !sound ? t('articles.review.byFault') : undefined}
      >
        {(ids) => (
          <input
            {...ids}
            type="text"
            autocomplete="off"
            value={reviewBy}
            onInput={(event) => setReviewBy(event.currentTarget.value.trim())}
          />
        )}
      </Field>
      <button type="submit" aria-disabled={busy}>
        {t('articles.review.save')}
      </button>
    </form>
  );
}
