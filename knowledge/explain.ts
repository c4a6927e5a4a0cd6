import { evidenceFor, isKnown, KNOWN_BY_LETTERS } from './evidence.js';
import type { Finding } from './index.js';
import { partsOf, type Ranker, stemIdOf } from './ranker.js';
import { questionTerms, type Scores, scoreArticles } from './ranking.js';
import { fold, gramsOf, wordsOf } from './text.js';

export const FIELDS = ['asked-as', 'title', 'answer'] as const;
export const WAYS = ['stem', 'compound', 'synonym', 'letters'] as const;

/** A place where an article has a word of the question, and how it was recognised there. */
export interface Place {
  field: (typeof FIELDS)[number];
  by: (typeof WAYS)[number];
}

export interface WhyWord {
  /** As it was written, in lower case. */
  word: string;
  /** Whether any article has it, or it stands for a word of the city's. */
  known: boolean;
  fields: readonly Place[];
}

/** What speaks for one article; each is a share from 0 to 1. */
export interface WhyParts {
  /** how much of the question the article has, by letters */
  coverage: number;
  /** the same by words and parts of compounds */
  stems: number;
  /** how close its nearest phrasing comes */
  nearest: number;
  /** its lead over the next article */
  lead: number;
  /** how likely it is by what was learnt from the phrasings; absent when nothing was */
  learnt?: number;
  /** how much of the question no article knows */
  unknown: number;
}

export interface Why {
  article: string;
  words: readonly WhyWord[];
  /** The phrasing that comes nearest; '' when none does. */
  nearest: string;
  parts: WhyParts;
}

/** Why the first articles were found, in the question's own words. */
export interface Explanation {
  confidence: number;
  articles: readonly Why[];
  /** Everyday words and what they stand for. */
  synonyms: readonly { said: string; meant: string }[];
}

/** The words of one language's article by field, as stems, stems of compounds' parts, and letter groups. */
interface Shown {
  field: Place['field'];
  stems: ReadonlySet<number>;
  partStems: ReadonlySet<number>;
  grams: ReadonlySet<number>;
}

/** One of the question's words, taken apart once for one language. */
interface Asked {
  stem: number;
  parts: readonly number[];
  meant: readonly number[];
  grams: readonly number[];
}

const share = (value: number) => Math.max(0, Math.min(1, value));

/**
 * Computed anew from the articles, and only when somebody asks: the matcher keeps no trace of its own. The articles of
 * the question's language are asked first; those of the other languages for words that it does not know.
 */
export function explain(
  { text, finding, first = 3 }: { text: string; finding: Finding; first?: number },
  rankers: ReadonlyMap<string, Ranker>,
): Explanation {
  const words = [...new Set(wordsOf(text))];
  const own = rankers.get(finding.language);
  const inOrder = [...(own ? [own] : []), ...[...rankers.values()].filter((ranker) => ranker !== own)];
  const asked = inOrder.map((ranker) => ({ ranker, ...askedIn(ranker, words), ...scoredBy(ranker, text) }));
  const articles = finding.ranking.slice(0, first).map(({ id }, nth): Why => {
    const holding = asked.filter(({ ranker }) => ranker.placeOf.has(id));
    const fieldsIn = holding.map(({ ranker, of }) => ({ of, shown: shownOf(ranker, id) }));
    const from = holding[0];
    return {
      article: id,
      words: words.map((word) => {
        const found = fieldsIn.map(({ of, shown }) => placesOf(of.get(word), shown));
        const fields = found.find((places) => places.length > 0) ?? [];
        return { word, fields, known: fields.length > 0 || asked.some(({ known }) => known.has(word)) };
      }),
      nearest: from ? (from.ranker.phrasings[from.scores.nearest[placeIn(from.ranker, id)] ?? -1] ?? '') : '',
      parts: {
        ...(from ? partsFor(from, finding.ranking.slice(nth)) : NOTHING),
        unknown: finding.reasons.unknownShare,
      },
    };
  });
  const [meaning] = asked.filter(({ synonyms }) => synonyms.length > 0);
  return { confidence: finding.confidence, articles, synonyms: meaning?.synonyms ?? [] };
}

const NOTHING = { coverage: 0, stems: 0, nearest: 0, lead: 0 };

function placeIn(ranker: Ranker, id: string): number {
  return ranker.placeOf.get(id) ?? -1;
}

function scoredBy(ranker: Ranker, text: string) {
  const terms = questionTerms(ranker, text);
  return { terms, scores: scoreArticles(ranker, terms) };
}

function partsFor(
  { ranker, terms, scores }: { ranker: Ranker; terms: ReturnType<typeof questionTerms>; scores: Scores },
  ranking: Finding['ranking'],
): Omit<WhyParts, 'unknown'> {
  const { coverage, stemCoverage, margin, likelihood } = evidenceFor(ranker, terms, scores, ranking);
  return {
    coverage: share(coverage),
    stems: share(stemCoverage),
    nearest: share(scores.phrasingGrams[placeIn(ranker, ranking[0]?.id ?? '')] ?? 0),
    lead: share(margin),
    ...(likelihood !== undefined && { learnt: share(likelihood) }),
  };
}

function askedIn(ranker: Ranker, words: readonly string[]) {
  const { dictionary } = ranker;
  const folded = words.map(fold);
  const meanings = ranker.meanings(folded);
  const stemOf = (word: string) => stemIdOf(ranker, word);
  const of = new Map<string, Asked>();
  const known = new Set<string>();
  for (const [nth, word] of words.entries()) {
    const plain = folded[nth] ?? '';
    const meant = meanings.filter(({ said }) => said.includes(plain)).flatMap((meaning) => meaning.meant);
    of.set(word, {
      stem: stemOf(plain),
      parts: partsOf(ranker, plain).slice(1).map(stemOf),
      meant: meant.map(stemOf),
      grams: gramsOf([plain]).map(dictionary.grams.of),
    });
    if (meant.length > 0 || isKnown(ranker, plain)) known.add(word);
  }
  const spelt = new Map(words.map((word, nth) => [folded[nth] ?? '', word]));
  const synonyms = meanings.map(({ said, written }) => ({
    said: said.map((word) => spelt.get(word) ?? word).join(' '),
    meant: written,
  }));
  return { of, known, synonyms };
}

function shownOf(ranker: Ranker, id: string): Shown[] {
  const read = ranker.read[placeIn(ranker, id)];
  if (!read) return [];
  const { words, ends } = read;
  const [title, answer] = [ends.at(-2) ?? 0, ends.at(-1) ?? 0];
  const askedAs = ends.at(-3) ?? 0;
  const { dictionary, vocabulary } = ranker;
  const grams = dictionary.gramsOfWords();
  const idsIn = ({ starts, ids }: typeof grams, word: number) => ids.subarray(starts[word] ?? 0, starts[word + 1] ?? 0);
  const field = (name: Place['field'], from: number, to: number): Shown => {
    const used = [...new Set(words.subarray(from, to))];
    return {
      field: name,
      stems: new Set(used.map(dictionary.stemIdOf)),
      partStems: new Set(used.flatMap((word) => [...idsIn(vocabulary.stems, word)])),
      grams: new Set(used.flatMap((word) => [...idsIn(grams, word)])),
    };
  };
  return [field('asked-as', 0, askedAs), field('title', askedAs, title), field('answer', title, answer)];
}

function placesOf(word: Asked | undefined, shown: readonly Shown[]): Place[] {
  if (!word) return [];
  return shown.flatMap((field) => {
    const by = wayInto(word, field);
    return by ? [{ field: field.field, by }] : [];
  });
}

function wayInto({ stem, parts, meant, grams }: Asked, field: Shown): Place['by'] | undefined {
  if (field.stems.has(stem)) return 'stem';
  if (field.partStems.has(stem) || parts.some((part) => field.partStems.has(part))) return 'compound';
  if (meant.some((one) => field.partStems.has(one))) return 'synonym';
  const letters = grams.filter((gram) => field.grams.has(gram)).length / grams.length;
  return letters >= KNOWN_BY_LETTERS ? 'letters' : undefined;
}
