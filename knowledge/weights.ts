/** How an article's fields count. People ask in words like those of earlier askers, seldom in those of the answer. */
export const FIELD_WEIGHTS = { askedAs: 1, title: 2, answer: 1 };
export const ARTICLE_SHAPE = { saturation: 1.2, lengthPenalty: 0.75 };
export const PHRASING_SHAPE = { saturation: 1.5, lengthPenalty: 0.75 };

/** What each of the four views of a question adds to an article's score. */
export interface Mix {
  articleGrams: number;
  articleStems: number;
  phrasingGrams: number;
  phrasingStems: number;
}
export const MIX: Mix = { articleGrams: 0.45, articleStems: 0.2, phrasingGrams: 0.25, phrasingStems: 0.15 };

/** What the second nearest phrasing of an article counts beside the nearest. */
export const SECOND_PHRASING = 0.8;

/** What the city's word for an everyday word counts beside the words the citizen used. */
export const SYNONYM_WEIGHT = 0.3;

/** With so many phrasings an article, what was learnt from them counts as much as the search; with half, a sixteenth. */
export const PHRASINGS_TO_TRUST = 88;
export const TRUST_GROWTH = 4;
export const MOST_LEARNED = 2;
/** A likelihood counts by its logarithm: one in ten thousand nothing, one in a hundred already a little. */
export const LEAST_LIKELY = 0.01;

/** How much less a word counts that people use whatever they ask about, where the articles have no phrasings to tell. */
export const COMMON_WORDS = 0.5;
/** What the most common word still counts. */
export const LEAST_WORD = 0.05;
