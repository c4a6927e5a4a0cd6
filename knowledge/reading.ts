import type { Article } from './articles.js';
import type { Dictionary } from './dictionary.js';
import type { Documents } from './indexing.js';

/** An article read once: the words of its phrasings, its title and its answer, by number and in this order. */
export interface ReadArticle extends ReadWords {
  article: Article;
}

export interface ReadWords {
  words: Uint32Array;
  /** where each of those texts ends */
  ends: Uint32Array;
}

export interface FieldWeights {
  askedAs: number;
  title: number;
  answer: number;
}

export function readWords(article: Article, dictionary: Dictionary): ReadArticle {
  const words: number[] = [];
  const ends = [...article.askedAs, article.title, article.answer].map((text) => words.push(...dictionary.read(text)));
  return { article, words: Uint32Array.from(words), ends: Uint32Array.from(ends) };
}

/** The articles and all their phrasings as ranges of the same row of words. */
export interface Shelf {
  articles: Documents;
  phrasings: Documents;
  /** phrasing → position of its article */
  owners: Uint32Array;
  texts: readonly string[];
}

export function shelve(read: readonly ReadArticle[], weights: FieldWeights): Shelf {
  const size = read.reduce((sum, { words }) => sum + words.length, 0);
  const words = new Uint32Array(size);
  const articles = {
    words,
    weights: new Float32Array(size).fill(weights.answer),
    starts: new Uint32Array(read.length),
    ends: new Uint32Array(read.length),
  };
  const [owners, starts, ends, texts]: [number[], number[], number[], string[]] = [[], [], [], []];
  let from = 0;
  for (const [owner, one] of read.entries()) {
    words.set(one.words, from);
    articles.starts[owner] = from;
    articles.ends[owner] = from + one.words.length;
    const asked = [...one.article.askedAs, one.article.title];
    let start = 0;
    for (const [nth, text] of asked.entries()) {
      const end = one.ends[nth] ?? 0;
      const isTitle = nth === asked.length - 1;
      articles.weights.fill(isTitle ? weights.title : weights.askedAs, from + start, from + end);
      if (!isTitle || end > start) {
        owners.push(owner);
        starts.push(from + start);
        ends.push(from + end);
        texts.push(text);
      }
      start = end;
    }
    from += one.words.length;
  }
  const phrasings = { words, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) };
  return { articles, phrasings, owners: Uint32Array.from(owners), texts };
}
