import { useId, useState } from 'preact/hooks';
import type { Tried } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { FailureLine } from '../parts/failure-line.js';
import { tryQuestion, type WrittenText } from '../state/article.js';
import { sentenceFor } from '../state/failure.js';
import { t } from '../texts.js';
import { TriedResult } from './tried-result.js';

/** A citizen's question put to the bot as if the text that stands in the form were published. */
export function TryQuestion({ written }: { written: WrittenText }) {
  const id = useId();
  const [question, setQuestion] = useState('');
  const [tried, setTried] = useState<Tried>();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  async function ask(event: Event): Promise<void> {
    event.preventDefault();
    if (busy || !question.trim()) return;
    setBusy(true);
    setProblem('');
    try {
      setTried(await tryQuestion(written, question.trim()));
    } catch (error) {
      setTried(undefined);
      setProblem(sentenceFor(error));
    }
    setBusy(false);
  }

  return (
    <form class="try" onSubmit={(event) => void ask(event)}>
      <label for={id}>{t('articles.try.question')}</label>
      <div class="try-line">
        <input
          id={id}
          type="text"
          lang={written.language}
          dir={directionOf(written.language, question)}
          autocomplete="off"
          maxLength={1000}
          value={question}
          onInput={(event) => setQuestion(event.currentTarget.value)}
        />
        <button type="submit" aria-disabled={busy || !question.trim()}>
          {t(busy ? 'articles.try.asking' : 'articles.try.ask')}
        </button>
      </div>
      {problem && <FailureLine text={problem} />}
      <div role="status">{tried && <TriedResult tried={tried} topic={written.topic} />}</div>
    </form>
  );
}
