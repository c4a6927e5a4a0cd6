import { type Article, findAnswer, type Knowledge, type Verdict } from '../knowledge/index.js';

/** What became of a question, had a draft been published. */
export interface Tried {
  verdict: Verdict;
  confidence: number;
  /** The question's words, and whether the articles know them. */
  words: readonly { word: string; known: boolean }[];
  /** The nearest topics. */
  ranking: { id: string; title: string; score: number }[];
  /** The draft's place in the whole ranking; 0 when it is not there. */
  rank: number;
}

/** Editors ask several questions of one draft; each of several editors has one. */
const KEPT_DRAFTS = 4;
/** What others publish meanwhile counts from then on. */
const KEPT_MS = 30_000;
const SHOWN = 5;

/** Asks drafts questions. */
export function createTrial({ knowledge, now }: { knowledge: Pick<Knowledge, 'with'>; now: () => Date }) {
  const kept = new Map<string, { until: number; asked: Promise<Knowledge> }>();

  function withDraft(draft: Article): Promise<Knowledge> {
    const key = JSON.stringify(draft);
    const time = now().getTime();
    const known = kept.get(key);
    if (known && known.until > time) return known.asked;
    kept.delete(key);
    const asked = knowledge.with({ changed: [draft] });
    asked.catch(() => kept.delete(key));
    kept.set(key, { until: time + KEPT_MS, asked });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_DRAFTS && oldest !== undefined) kept.delete(oldest);
    return asked;
  }

  return async function tryQuestion(draft: Article, question: string): Promise<Tried> {
    const drafted = await withDraft(draft);
    const { language } = draft;
    const { verdict, confidence, reasons, ranking } = findAnswer(drafted, { text: question, language });
    return {
      verdict,
      confidence,
      words: reasons.words,
      ranking: ranking.slice(0, SHOWN).map(({ id, score }) => {
        return { id, title: drafted.article(id, language)?.title ?? id, score };
      }),
      rank: ranking.findIndex(({ id }) => id === draft.id) + 1,
    };
  };
}
