import type { Case } from './case.js';

/**
 * A case as it reads: the words that stand beside the timeline are put into its entries. Those that had to be taken
 * away are simply not there; the entries never change.
 */
export function withWords(found: Case): Case {
  const { texts } = found;
  const timeline = found.timeline.map(({ words, ...entry }) => {
    const text = words ? texts[words] : undefined;
    return text === undefined ? entry : { ...entry, data: { ...entry.data, text } };
  });
  return { ...found, timeline };
}
