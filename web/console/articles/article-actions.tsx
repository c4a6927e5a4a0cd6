import { useEffect, useState } from 'preact/hooks';
import type { Revision, TextProblem } from '../api/editorial-shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { decideRevision, refreshArticle, type Step, saveDraft, type WrittenText } from '../state/article.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { t } from '../texts.js';
import { authorOf } from './author.js';
import { ConflictDialog } from './conflict-dialog.js';
import { DiscardDialog } from './discard-dialog.js';
import { PublishDialog } from './publish-dialog.js';
import { RejectDialog } from './reject-dialog.js';
import type { Writing } from './use-article-text.js';

interface Props {
  written: WrittenText;
  writing: Writing;
  revision: Revision | undefined;
  problems: readonly TextProblem[];
  /** The problems are those of the text as it stands now. */
  isChecked: boolean;
  /** There are faults in what was to be saved or published. */
  onRefused: (problems: readonly TextProblem[]) => void;
  /** A step is taken: the button that took it may have gone. */
  onDone: () => void;
}

type Asking = { what: 'conflict' | 'discard' | 'reject' } | { what: 'publish'; n: number };

/** Saving, review and publishing. What is written here is saved first, whichever step comes next. */
export function ArticleActions({ written, writing, revision, problems, isChecked, onRefused, onDone }: Props) {
  const { topic, language, category, text } = written;
  const place = { topic, language };
  const [asking, setAsking] = useState<Asking>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  /** The server has taken the reviewer's name out: it was given to other words. */
  const [unreviewed, setUnreviewed] = useState(false);
  const { unsaved, overtaken } = writing;
  // Another text is another attempt.
  useEffect(() => setProblem(''), [text]);
  const status = unsaved ? undefined : revision?.status;
  const maySubmit = unsaved || status === 'draft';
  const mayPublish = unsaved || status === 'draft' || status === 'review';
  const mayReject = status === 'draft' || status === 'review';
  const errors = problems.filter(({ level }) => level === 'error').length;

  /** The number of the revision that says what is written here; undefined when it could not be saved. */
  async function saved(basedOn = writing.basedOn): Promise<number | undefined> {
    if (!unsaved) return revision?.n;
    try {
      const kept = await saveDraft(place, { text, basedOn, category });
      writing.saved(text, kept);
      setUnreviewed(kept.text !== text);
      await refreshArticle();
      return kept.n;
    } catch (error) {
      if (isRefusal(error, 409)) {
        await refreshArticle();
        setAsking({ what: 'conflict' });
      } else if (isRefusal(error, 422)) {
        setProblem(t('articles.saveRefused'));
        onRefused((error.answer.problems ?? []) as TextProblem[]);
      } else setProblem(t('articles.saveFailed', { why: sentenceFor(error) }));
      return undefined;
    }
  }

  async function run(work: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setProblem('');
    await work();
    setBusy(false);
  }

  const save = (basedOn?: number) =>
    run(async () => {
      const n = await saved(basedOn);
      if (n !== undefined) tell('done', t('articles.saved'));
    });

  const submit = () =>
    run(async () => {
      const n = await saved();
      if (n !== undefined) await step(n, 'submit');
    });

  const publish = () =>
    run(async () => {
      if (isChecked && errors > 0) return refuse(problems);
      const n = await saved();
      if (n !== undefined) setAsking({ what: 'publish', n });
    });

  function refuse(found: readonly TextProblem[]): void {
    setProblem(t('articles.hasProblems'));
    onRefused(found);
  }

  async function step(n: number, to: Step, comment?: string): Promise<void> {
    setAsking(undefined);
    try {
      await decideRevision(place, n, to, comment);
      tell('done', t(`articles.done.${to}`));
      await refreshArticle();
      onDone();
    } catch (error) {
      await refreshArticle();
      if (isRefusal(error, 422)) refuse((error.answer.problems ?? []) as TextProblem[]);
      else if (isRefusal(error, 409)) tell('polite', t('articles.decidedSince'));
      else setProblem(t('articles.stepFailed', { why: sentenceFor(error) }));
    }
  }

  const hide = () => setAsking(undefined);
  return (
    <div class="article-actions">
      {problem && <FailureLine text={problem} />}
      {overtaken && (
        <FailureLine text={t('articles.overtaken', { name: revision ? authorOf(revision) : '' })}>
          <button type="button" onClick={() => setAsking({ what: 'conflict' })}>
            {t('articles.showDifference')}
          </button>
        </FailureLine>
      )}
      <div class="article-buttons">
        <button
          type="button"
          class="button-main"
          aria-disabled={busy || !unsaved}
          onClick={() => unsaved && void save()}
        >
          {t('articles.save')}
        </button>
        <button type="button" aria-disabled={busy || !maySubmit} onClick={() => maySubmit && void submit()}>
          {t('articles.submit')}
        </button>
        <button type="button" aria-disabled={busy || !mayPublish} onClick={() => mayPublish && void publish()}>
          {t('articles.publish')}
        </button>
        {mayReject && (
          <button type="button" onClick={() => setAsking({ what: 'reject' })}>
            {t('articles.reject')}
          </button>
        )}
        {unsaved && (
          <button type="button" class="button-quiet" onClick={() => setAsking({ what: 'discard' })}>
            {t('articles.discard')}
          </button>
        )}
      </div>
      {unreviewed && (
        <p class="rejected" role="status">
          {t('articles.reviewAgain')}
        </p>
      )}
      <p class="hint" role="status">
        {t(unsaved ? 'articles.isUnsaved' : 'articles.isSaved')}{' '}
        {t(errors > 0 ? 'articles.errors' : 'articles.noErrors', { count: errors })}
      </p>
      {asking?.what === 'conflict' && revision && (
        <ConflictDialog
          mine={text}
          theirs={revision}
          language={language}
          onSave={() => {
            hide();
            void save(revision.n);
          }}
          onGoOn={() => {
            writing.rebase(revision.n);
            hide();
          }}
          onDiscard={() => setAsking({ what: 'discard' })}
          onClose={hide}
        />
      )}
      {asking?.what === 'discard' && (
        <DiscardDialog
          onDiscard={() => {
            writing.discard();
            hide();
            onDone();
          }}
          onClose={hide}
        />
      )}
      {asking?.what === 'reject' && revision && (
        <RejectDialog onReject={(comment) => void run(() => step(revision.n, 'reject', comment))} onClose={hide} />
      )}
      {asking?.what === 'publish' && (
        <PublishDialog written={written} onPublish={() => void run(() => step(asking.n, 'publish'))} onClose={hide} />
      )}
    </div>
  );
}
