import { useState } from 'preact/hooks';
import type { HistoryEntry } from '../api/editorial-shapes.js';
import { Field } from '../parts/field.js';
import type { Place } from '../state/article.js';
import { type Key, t } from '../texts.js';
import { RevisionDiff } from './revision-diff.js';

/** Two revisions of the editor's choice beside each other; at first the newest and the one before. */
export function Comparison({ place, entries }: { place: Place; entries: readonly HistoryEntry[] }) {
  const [chosen, setChosen] = useState<{ from?: number; to?: number }>({});
  const to = chosen.to ?? entries[0]?.n ?? 0;
  const from = chosen.from ?? entries[1]?.n ?? 0;
  const select = (label: Key, value: number, choose: (n: number) => void) => (
    <Field label={t(label)}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => choose(Number(event.currentTarget.value))}>
          {entries.map(({ n, status }) => (
            <option key={n} value={n}>
              {t('articles.revision', { number: n })}, {t(`articles.status.${status}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <div class="comparison">
      <div class="comparison-choice">
        {select('articles.compareFrom', from, (n) => setChosen({ ...chosen, from: n }))}
        {select('articles.compareTo', to, (n) => setChosen({ ...chosen, to: n }))}
      </div>
      <RevisionDiff place={place} from={from} to={to} />
    </div>
  );
}
