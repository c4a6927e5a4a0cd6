import { useEffect, useState } from 'preact/hooks';
import type { Suggestions as Found, HandoverItem } from '../api/shapes.js';
import { FailureLine } from '../parts/failure-line.js';
import { suggestions, suggestionsProblem, watchSuggestions } from '../state/suggestions.js';
import { t } from '../texts.js';
import { KnowledgeSearch } from './knowledge-search.js';
import { MissingAnswer } from './missing-answer.js';
import { SuggestionItem } from './suggestion-item.js';

/** What the robot would answer to the citizen's last question, or to one of the agent's own. */
export function Suggestions({ item }: { item: HandoverItem }) {
  const [own, setOwn] = useState<Found>();
  useEffect(watchSuggestions, []);
  const found = own ?? suggestions.value;
  return (
    <section class="suggestions" id="suggestions" tabIndex={-1} aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">{t('suggestions.title')}</h2>
      <KnowledgeSearch item={item} onFound={setOwn} found={own !== undefined} />
      {!own && suggestionsProblem.value && <FailureLine text={suggestionsProblem.value} />}
      {/* What the citizen has just asked is read aloud where it was said. */}
      {found && !own && <Question text={found.question} label={t('suggestions.asked')} />}
      <div role="status">
        {own && <Question text={own.question} label={t('suggestions.searched')} />}
        {found && <Verdict found={found} />}
      </div>
      {!found && !suggestionsProblem.value && <p class="hint">{t('app.loading')}</p>}
      {found && (
        <ol class="suggestion-list">
          {found.items.map((one, nth) => (
            <SuggestionItem key={`${found.message}/${found.question}/${one.topic}`} item={one} first={nth === 0} />
          ))}
        </ol>
      )}
      {found?.question && <MissingAnswer key={`${found.message}/${found.question}`} item={item} found={found} />}
    </section>
  );
}

function Question({ text, label }: { text: string; label: string }) {
  if (!text) return null;
  return (
    <p class="suggestions-question">
      {label} <q dir="auto">{text}</q>
    </p>
  );
}

function Verdict({ found: { question, items, verdict } }: { found: Found }) {
  if (!question) return <p class="hint">{t('suggestions.nothingAsked')}</p>;
  if (items.length === 0) return <p class="hint">{t('suggestions.none')}</p>;
  return verdict === 'unknown' ? <p class="hint">{t('suggestions.onlyNear')}</p> : null;
}
