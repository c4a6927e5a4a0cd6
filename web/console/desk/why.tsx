import { SUGGESTION_PARTS, type SuggestionWhy } from '../api/shapes.js';
import { percent } from '../format.js';
import { t } from '../texts.js';

/** Which words led to an answer, and how much each part of the confidence is. */
export function Why({ why: { words, nearest, parts } }: { why: SuggestionWhy }) {
  return (
    <>
      <ul class="why-words">
        {words.map(({ word, known, fields }) => (
          <li key={word}>
            {known ? <strong dir="auto">{word}</strong> : <s dir="auto">{word}</s>}{' '}
            <span class="why-places">
              {!known && t('suggestions.unknownWord')}
              {known && fields.length === 0 && t('suggestions.notHere')}
              {fields
                .map(({ field, by }) => [t(`suggestions.field.${field}`), by !== 'stem' && t(`suggestions.by.${by}`)])
                .map((said) => said.filter(Boolean).join(' '))
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {nearest && (
        <p>
          {t('suggestions.nearest')} <q dir="auto">{nearest}</q>
        </p>
      )}
      <dl class="why-parts">
        {SUGGESTION_PARTS.flatMap((part) => {
          const value = parts[part];
          return value === undefined ? [] : [<Part key={part} label={t(`suggestions.part.${part}`)} value={value} />];
        })}
      </dl>
    </>
  );
}

function Part({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span class="bar" aria-hidden="true">
          <span class="bar-fill" style={{ inlineSize: `${Math.round(value * 100)}%` }} />
        </span>
        <span class="bar-value">{percent(value)}</span>
      </dd>
    </div>
  );
}
