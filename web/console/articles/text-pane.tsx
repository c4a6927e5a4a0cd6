import { useId, useRef, useState } from 'preact/hooks';
import type { ArticleDetail, Revision, TextProblem } from '../api/editorial-shapes.js';
import { languageInSentence, languageName } from '../format.js';
import { Disclosure } from '../parts/disclosure.js';
import { FailureLine } from '../parts/failure-line.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { language as own, t } from '../texts.js';
import { ArticleActions } from './article-actions.js';
import { FROM_FILES } from './author.js';
import { FormFields } from './form-fields.js';
import { History } from './history.js';
import { SOURCE } from './languages.js';
import { placeProblems } from './placed-problems.js';
import { Preview } from './preview.js';
import { ReviewForm } from './review-form.js';
import { RevisionDiff } from './revision-diff.js';
import { StaleMark } from './stale-mark.js';
import { Standing } from './standing.js';
import { TextField } from './text-field.js';
import { TryQuestion } from './try-question.js';
import { useArticleText } from './use-article-text.js';
import { useCheck } from './use-check.js';

interface Props {
  detail: ArticleDetail;
  language: string;
  languages: readonly string[];
  onLanguage: (language: string) => void;
  /** The second of two: left out where there is room for one. */
  beside?: boolean;
}

/** One language of an article: its text as a form, and everything that can be done with it. */
export function TextPane({ detail, language, languages, onLanguage, beside = false }: Props) {
  const { topic, category, texts } = detail;
  const text = texts.find((one) => one.language === language);
  const place = { topic, language };
  const id = useId();
  const pane = useRef<HTMLElement>(null);
  const [asText, setAsText] = useState(false);
  const writing = useArticleText(place, text?.revision);
  const written = { ...place, category, text: writing.text };
  const { checked, problem } = useCheck(written);
  const [refused, setRefused] = useState<{ of: string; problems: readonly TextProblem[] }>();
  const found = refused?.of === writing.text ? refused : checked;
  const problems = found?.problems ?? [];
  const problemsAt = placeProblems(found?.of ?? '', problems);
  const general = problemsAt('');

  return (
    <section class={beside ? 'pane pane-beside' : 'pane'} ref={pane} aria-labelledby={id}>
      <header class="pane-head">
        <h2 id={id} tabIndex={-1} class={languages.length > 1 ? 'unseen' : undefined}>
          {languageName(language)}
        </h2>
        <LanguageSelect {...{ language, languages, onLanguage }} />
        {text ? (
          <Standing text={text} newest={text.revision.n} status={text.revision.status} />
        ) : (
          <span class="tag">{t('articles.notWritten')}</span>
        )}
        <button type="button" class="button-quiet" aria-pressed={asText} onClick={() => setAsText(!asText)}>
          {t('articles.asText')}
        </button>
      </header>
      {text?.stale && <StaleMark place={place} text={text} />}
      {text?.revision.status === 'rejected' && <Rejected comment={text.revision.comment} />}
      {text?.revision.status === 'draft' && text.revision.author === FROM_FILES && (
        <p class="rejected" role="note">
          {t('articles.proposalHint')}
        </p>
      )}
      {text && text.published > 0 && isUndecided(text.revision) && (
        <Disclosure title={t('articles.newSincePublished')} open={text.revision.status === 'review'}>
          {() => <RevisionDiff place={place} from={text.published} to={text.revision.n} />}
        </Disclosure>
      )}
      {!text && <p class="hint">{t('articles.notWrittenHint', { language: languageInSentence(language) })}</p>}
      {problem && <FailureLine text={t('articles.checkFailed', { why: problem })} />}
      {general.errors.length > 0 && <FailureLine text={general.errors.join('\n')} />}
      <div class="article-form">
        {asText ? (
          <TextField text={writing.text} language={language} problems={problems} onChange={writing.write} />
        ) : (
          <FormFields text={writing.text} language={language} problemsAt={problemsAt} onChange={writing.write} />
        )}
      </div>
      <ArticleActions
        written={written}
        writing={writing}
        revision={text?.revision}
        problems={problems}
        isChecked={found?.of === writing.text}
        onRefused={(faults) => {
          setRefused({ of: writing.text, problems: faults });
          focusFirstFault(pane.current);
        }}
        onDone={() => pane.current?.querySelector<HTMLElement>('h2')?.focus()}
      />
      <Disclosure title={t('articles.preview')}>{() => <Preview checked={checked} />}</Disclosure>
      <Disclosure title={t('articles.try.title')}>{() => <TryQuestion written={written} />}</Disclosure>
      {text && (
        <Disclosure title={t('articles.review.title')}>{() => <ReviewForm place={place} text={text} />}</Disclosure>
      )}
      {text && (
        <Disclosure title={t('articles.history')}>
          {() => <History place={place} newest={text.revision.n} published={text.published} />}
        </Disclosure>
      )}
    </section>
  );
}

const isUndecided = ({ status }: Revision): boolean => status === 'draft' || status === 'review';

function LanguageSelect({ language, languages, onLanguage }: Pick<Props, 'language' | 'languages' | 'onLanguage'>) {
  if (languages.length < 2) return null;
  return (
    <select
      class="pane-language"
      aria-label={t('articles.chooseLanguage')}
      value={language}
      onChange={(event) => onLanguage(event.currentTarget.value)}
    >
      {[...languages].sort(inOrder).map((code) => (
        <option key={code} value={code}>
          {languageName(code)}
        </option>
      ))}
    </select>
  );
}

/** The source first, the others by their names. */
const inOrder = (a: string, b: string): number =>
  Number(b === SOURCE) - Number(a === SOURCE) || languageName(a).localeCompare(languageName(b), own.value);

function Rejected({ comment }: { comment: string }) {
  return (
    <div class="rejected" role="note">
      <p>{t('articles.rejectedHint')}</p>
      {comment && (
        <p class="rejected-comment" dir="auto">
          {comment}
        </p>
      )}
    </div>
  );
}
