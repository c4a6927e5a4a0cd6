import { type Article, digestOf } from './articles.js';
import type { Found, Surety } from './gate.js';
import { type Lexicon, lessonFor, type Ranker, rankerSteps } from './ranker.js';
import { inSlices, type Steps } from './steps.js';
import type { Train } from './training.js';

/** The articles and what finds them, language by language. */
export interface Base {
  articles: readonly Article[];
  rankers: ReadonlyMap<string, Ranker>;
  /** from where on an answer is sure, for the languages whose articles told */
  found: ReadonlyMap<string, Found>;
}

/** What an edit does to the articles. */
export interface Changes {
  /** new, or in place of what has the same language and id */
  changed?: readonly Article[];
  gone?: readonly { language: string; id: string }[];
}

/** Indexes the articles; a language whose articles are the same as before keeps its index. */
export function* baseSteps(
  articles: readonly Article[],
  lexiconOf: (language: string) => Lexicon,
  before?: Base,
): Steps<Base> {
  const rankers = new Map<string, Ranker>();
  for (const language of [...new Set(articles.map((article) => article.language))].sort()) {
    const own = articles.filter((article) => article.language === language);
    const ranker = before?.rankers.get(language);
    const isSame = ranker?.read.length === own.length && ranker.read.every(({ article }, at) => article === own[at]);
    rankers.set(language, isSame ? ranker : yield* rankerSteps(own, lexiconOf(language), ranker));
  }
  return { articles, rankers, found: before?.found ?? new Map() };
}

/** The same articles with what their phrasings teach; the same base where all of it is learnt. */
export async function taught(base: Base, train: Train): Promise<Base> {
  const rankers = new Map(base.rankers);
  for (const [language, ranker] of base.rankers) {
    if (ranker.isTaught) continue;
    const lesson = await inSlices(lessonFor(ranker));
    const learned = lesson?.learned(await train(lesson.set));
    rankers.set(language, { ...ranker, learned, isTaught: true });
  }
  return { ...base, rankers };
}

/** The same articles with thresholds found on them; those of other articles go, where these tell nothing. */
export async function judged(
  base: Base,
  find: (language: string, articles: readonly Article[]) => Promise<Surety | undefined>,
): Promise<Base> {
  const found = new Map(base.found);
  for (const [language, { read }] of base.rankers) {
    const articles = read.map(({ article }) => article);
    const on = digestOf(articles);
    if (found.get(language)?.on === on) continue;
    const surety = await find(language, articles);
    if (surety) found.set(language, { ...surety, on });
    else found.delete(language);
  }
  return { ...base, found };
}

interface Key {
  language: string;
  id: string;
}

function keyOf({ language, id }: Key): string {
  return `${language}/${id}`;
}

/** Where an article stands in the order in which files are read: the same articles rank the same however they came. */
function placeOf({ category, id, language }: Article): string {
  return `${category}\n${id}\n${language}`;
}

/** An article that stays where it was takes the old one's place, another goes where its file would stand. */
export function changedArticles(articles: readonly Article[], { changed = [], gone = [] }: Changes): Article[] {
  const before = new Map(articles.map((article) => [keyOf(article), article]));
  const inPlace = new Map<string, Article>();
  for (const article of changed) {
    const old = before.get(keyOf(article));
    if (old && placeOf(old) === placeOf(article)) inPlace.set(keyOf(article), article);
  }
  const lost = new Set<string>([...changed, ...gone].map(keyOf));
  const after = articles.flatMap((article) => {
    const key = keyOf(article);
    return lost.has(key) ? (inPlace.get(key) ?? []) : [article];
  });
  const moved = new Map(changed.map((article) => [keyOf(article), article]));
  for (const [key, article] of moved) {
    if (inPlace.has(key)) continue;
    const place = placeOf(article);
    const next = after.findIndex((other) => placeOf(other) > place);
    after.splice(next === -1 ? after.length : next, 0, article);
  }
  return after;
}
