import { useState } from 'preact/hooks';
import type { HandoverItem, Suggestions } from '../api/shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { Icon } from '../parts/icon.js';
import { sentenceFor } from '../state/failure.js';
import { reportMissing } from '../state/suggestions.js';
import { t } from '../texts.js';

/** The editors learn that a question has no answer. Of matters of strong secrecy they learn nothing. */
export function MissingAnswer({ item, found }: { item: HandoverItem; found: Suggestions }) {
  const [state, setState] = useState<'idle' | 'busy' | 'told'>('idle');
  const [problem, setProblem] = useState('');
  if (item.secrecy === 'strong') return <p class="hint">{t('suggestions.missingSecret')}</p>;

  async function report(): Promise<void> {
    if (state !== 'idle') return;
    setState('busy');
    setProblem('');
    try {
      await reportMissing(item.id, found);
      setState('told');
    } catch (error) {
      setProblem(t('suggestions.missingFailed', { why: sentenceFor(error) }));
      setState('idle');
    }
  }

  return (
    <div class="missing-answer">
      {problem && <FailureLine text={problem} />}
      <button type="button" aria-disabled={state !== 'idle'} onClick={() => void report()}>
        <Icon name={state === 'told' ? 'check' : 'note'} /> {t('suggestions.missing')}
      </button>
      <p class="hint" role="status">
        {t(state === 'told' ? 'suggestions.missingDone' : 'suggestions.missingHint')}
      </p>
    </div>
  );
}
