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

/** With so many phrasings an article, what was learnt from them may count its most. */
export const PHRASINGS_TO_TRUST = 200;
export const MOST_LEARNED = 0.3;
