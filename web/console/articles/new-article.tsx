import { useEffect, useRef, useState } from 'preact/hooks';
import { FailureLine } from '../parts/failure-line.js';
import { Field } from '../parts/field.js';
import { focusFirstFault } from '../parts/first-fault.js';
import { Icon } from '../parts/icon.js';
import { saveDraft } from '../state/article.js';
import { isRefusal, sentenceFor } from '../state/failure.js';
import { tell } from '../state/notice.js';
import { go, hrefOf } from '../state/route.js';
import { t } from '../texts.js';
import { readForm, writeForm } from './article-form.js';
import { LanguageField } from './language-field.js';
import { SOURCE } from './languages.js';
import { isTopic, TopicFields } from './topic-fields.js';

/** The first draft of a topic nobody has written about: a title in the form, the rest on its page. */
export function NewArticle() {
  const [topic, setTopic] = useState('');
  const [category, setCategory] = useState('');
  const [language, setLanguage] = useState(SOURCE);
  const [title, setTitle] = useState('');
  const [tried, setTried] = useState(false);
  const [taken, setTaken] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function create(event: Event): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy) return;
    if (!title.trim() || !isTopic(topic) || !category) return focusFirstFault(form.current);
    setBusy(true);
    setProblem('');
    try {
      const text = writeForm({ ...readForm(''), title: title.trim() });
      await saveDraft({ topic, language }, { text, basedOn: 0, category });
      tell('done', t('articles.saved'));
      go({ view: 'articles', topic, language });
    } catch (error) {
      setBusy(false);
      if (isRefusal(error, 409)) setTaken(topic);
      else setProblem(t('articles.saveFailed', { why: sentenceFor(error) }));
    }
  }

  return (
    <main class="articles" id="main">
      <p>
        <a class="button-quiet" href={hrefOf({ view: 'articles' })}>
          <Icon name="back" /> {t('articles.back')}
        </a>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {t('articles.new')}
      </h1>
      <form class="new-article" ref={form} onSubmit={(event) => void create(event)} noValidate>
        {problem && <FailureLine text={problem} />}
        {taken && (
          <FailureLine text={t('articles.topicTaken', { topic: taken })}>
            <a href={hrefOf({ view: 'articles', topic: taken, language })}>{t('articles.toArticle')}</a>
          </FailureLine>
        )}
        <Field
          label={t('articles.section.title')}
          hint={t('articles.hint.title')}
          error={tried && !title.trim() ? t('articles.titleMissing') : undefined}
        >
          {(ids) => (
            <input
              {...ids}
              type="text"
              dir="auto"
              maxLength={200}
              value={title}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          )}
        </Field>
        <LanguageField label={t('articles.language')} value={language} onChange={setLanguage} />
        <TopicFields {...{ topic, category, tried }} onTopic={setTopic} onCategory={setCategory} />
        <div class="dialog-foot">
          <button type="submit" class="button-main" aria-disabled={busy}>
            {t('articles.create')}
          </button>
          <a class="button-quiet" href={hrefOf({ view: 'articles' })}>
            {t('app.cancel')}
          </a>
        </div>
      </form>
    </main>
  );
}
