import type { Article } from '../knowledge/index.js';

const SYLLABLES =
  'ba be bo by da de fa fö ga gr hy ka kl ko la li lä ma mi no pa pr ra ri sa sk st ta tr va vi ås'.split(' ');
const ENDINGS = ['', 'en', 'ar', 'na', 's', 'ning', 'het'];
const WORDS = 8000;
const PHRASINGS = 3;

/** The same numbers in every run, so that two matchers and two days can be compared. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function wordAt(rank: number): string {
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? '';
  const stem = [rank, rank / 31, rank / 961].map((part) => pick(SYLLABLES, Math.floor(part))).join('');
  return stem + pick(ENDINGS, rank * 7);
}

/** Made-up articles in made-up words, of which few are frequent and many rare, and questions with a typo in each. */
export function syntheticCity(size: number, asked: number): { articles: Article[]; questions: string[] } {
  const next = numbers(size);
  const words = (count: number) => Array.from({ length: count }, () => wordAt(Math.floor(WORDS ** next()))).join(' ');
  const articles = Array.from(
    { length: size },
    (_none, at): Article => ({
      id: `topic-${at}`,
      category: '',
      language: 'sv',
      version: 1,
      title: words(4),
      askedAs: Array.from({ length: PHRASINGS }, () => words(7)),
      answer: words(60),
      districts: {},
      sources: [],
      checkedOn: '',
    }),
  );
  const questions = Array.from({ length: asked }, () => {
    const phrasing = articles[Math.floor(next() * size)]?.askedAs[0] ?? '';
    const at = Math.floor(next() * (phrasing.length - 1));
    return `${phrasing.slice(0, at)}${phrasing.slice(at + 1)} ${words(2)}`;
  });
  return { articles, questions };
}
