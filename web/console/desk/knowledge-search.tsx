import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { HandoverItem, Suggestions } from '../api/shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { sentenceFor } from '../state/failure.js';
import { bindKey } from '../state/shortcuts.js';
import { searchKnowledge } from '../state/suggestions.js';
import { t } from '../texts.js';

interface Props {
  item: HandoverItem;
  /** Whether something found so is shown. */
  found: boolean;
  onFound: (found: Suggestions | undefined) => void;
}

/** A question of the agent's own. The answers come in the citizen's language. */
export function KnowledgeSearch({ item, found, onFound }: Props) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [question, setQuestion] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => bindKey('/', () => box.current?.focus()), []);

  async function search(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (!/[\p{L}\p{N}]/u.test(question)) return setProblem(t('suggestions.searchEmpty'));
    setBusy(true);
    setProblem('');
    try {
      onFound(await searchKnowledge(question.trim(), item.language));
    } catch (error) {
      setProblem(sentenceFor(error));
    }
    setBusy(false);
  }

  function back(): void {
    setQuestion('');
    setProblem('');
    onFound(undefined);
    box.current?.focus();
  }

  return (
    <search>
      <form class="suggestion-search" onSubmit={(event) => void search(event)}>
        <label for={id}>{t('suggestions.search')}</label>
        <div class="suggestion-search-line">
          <input
            id={id}
            ref={box}
            type="search"
            dir="auto"
            autocomplete="off"
            maxLength={1000}
            value={question}
            onInput={(event) => setQuestion(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && back()}
          />
          <button type="submit" class="button-icon" aria-label={t('suggestions.searchButton')} aria-disabled={busy}>
            <Icon name="search" />
          </button>
        </div>
        {problem && <FailureLine text={problem} />}
        {found && (
          <button type="button" class="button-quiet" onClick={back}>
            <Icon name="back" /> {t('suggestions.back')}
          </button>
        )}
      </form>
    </search>
  );
}
