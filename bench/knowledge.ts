import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import MiniSearch from 'minisearch';
import { ROOT } from '../bot/config.js';
import { type Article, findAnswer, knowledgeOf, loadKnowledge } from '../knowledge/index.js';
import { stemmerOf } from '../knowledge/text.js';
import { percentile } from './running.js';
import { syntheticCity } from './synthetic.js';

const DIRECTORY = join(ROOT, 'knowledge');
const TURNS = 4000;
const SIZES = [1000, 10_000];
const ASKED = 400;
/** MiniSearch is asked less: it needs a third of a second for a question at 10,000 articles. */
const ASKED_MINI = 60;

function timesOf(turns: number, turn: (nth: number) => unknown): number[] {
  const times = Array.from({ length: turns }, (_none, nth) => {
    const started = performance.now();
    turn(nth);
    return performance.now() - started;
  });
  return times.slice(turns / 4);
}

function msOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** What a thing keeps in memory, typed arrays included. */
function megabytesOf<T>(make: () => T): { made: T; megabytes: number } {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 2 ** 20;
  };
  const before = used();
  const made = make();
  return { made, megabytes: used() - before };
}

/** The search library peers use, set up as well as it can be: stems, typos, titles and questions before answers. */
function miniSearchOf(articles: readonly Article[]): MiniSearch {
  const stem = stemmerOf('sv');
  const index = new MiniSearch({
    fields: ['title', 'askedAs', 'answer'],
    processTerm: (term) => stem(term.toLowerCase()),
    extractField: (article, field) =>
      field === 'askedAs' ? (article as Article).askedAs.join(' ') : String(article[field as keyof Article]),
    searchOptions: { fuzzy: 0.2, boost: { title: 2, askedAs: 2 } },
  });
  index.addAll(articles);
  return index;
}

function besideMiniSearch(size: number): Record<string, number> {
  const { articles, questions } = syntheticCity(size, ASKED);
  const own = megabytesOf(() => knowledgeOf(articles, { directory: DIRECTORY }));
  const ask = (nth: number) => findAnswer(own.made, { text: questions[nth] ?? '', language: 'sv' });
  const ours = timesOf(ASKED, ask);
  const edited = msOf(() => knowledgeOf(articles, { directory: DIRECTORY }));
  const mini = megabytesOf(() => miniSearchOf(articles));
  const theirs = timesOf(ASKED_MINI, (nth) => mini.made.search(questions[nth] ?? ''));
  const name = (what: string) => `${size / 1000}k${what}`;
  return {
    [name('FindMsP50')]: percentile(ours, 0.5),
    [name('FindMsP95')]: percentile(ours, 0.95),
    [name('Megabytes')]: own.megabytes,
    [name('EditMs')]: edited,
    [name('MiniSearchMsP50')]: percentile(theirs, 0.5),
    [name('MiniSearchMsP95')]: percentile(theirs, 0.95),
    [name('MiniSearchMegabytes')]: mini.megabytes,
  };
}

/**
 * How long the matcher takes to load and to find, on the shipped knowledge and its own "asked as" sentences, and on
 * made-up collections beside MiniSearch, on the same documents in the same run.
 */
export async function benchKnowledge(): Promise<Record<string, number>> {
  const begun = performance.now();
  const knowledge = loadKnowledge({ directory: DIRECTORY });
  const loadMs = performance.now() - begun;
  const questions = knowledge.languages.flatMap((language) =>
    knowledge.ids.flatMap((id) => knowledge.article(id, language)?.askedAs ?? []),
  );
  const warm = timesOf(TURNS, (nth) => findAnswer(knowledge, { text: questions[nth % questions.length] ?? '' }));
  const figures = {
    loadMs,
    questions: questions.length,
    findMsP50: percentile(warm, 0.5),
    findMsP95: percentile(warm, 0.95),
  };
  return Object.assign(figures, ...SIZES.map(besideMiniSearch));
}
