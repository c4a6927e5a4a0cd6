import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import MiniSearch from 'minisearch';
import { ROOT } from '../bot/config.js';
import { type Article, findAnswer, type Knowledge, knowledgeOf, loadKnowledge } from '../knowledge/index.js';
import { liveKnowledge } from '../knowledge/live.js';
import { stemmerOf } from '../knowledge/text.js';
import { percentile } from './running.js';
import { syntheticCity } from './synthetic.js';

const DIRECTORY = join(ROOT, 'knowledge');
const TURNS = 4000;
const SIZES = [1000, 10_000];
const LARGEST = 100_000;
const ASKED = 400;
const EDITS = 8;
/** MiniSearch is asked less: it needs a third of a second for a question at 10,000 articles. */
const ASKED_MINI = 60;

/** After every turn was taken twice: what runs for weeks is warm. */
function timesOf(turns: number, turn: (nth: number) => unknown): number[] {
  for (let nth = 0; nth < 2 * turns; nth++) turn(nth % turns);
  return Array.from({ length: turns }, (_none, nth) => msOf(() => turn(nth)));
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

/** The longest time for which nobody else gets a turn while the work goes on. */
async function longestBlockOf(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

/** An editor's work, one article after the other: new words in, old ones out, and what is learnt from it. */
async function editing(knowledge: Knowledge, articles: readonly Article[]): Promise<Record<string, number>> {
  const live = liveKnowledge(knowledge);
  const [edits, trainings, blocks]: [number[], number[], number[]] = [[], [], []];
  for (let nth = 0; nth < 2 * EDITS; nth++) {
    const article = articles[nth * 7] as Article;
    const askedAs = [...article.askedAs, `en ny fråga ${nth} om kvarterskatterna`];
    const block = await longestBlockOf(async () => {
      const begun = performance.now();
      await live.update({ changed: [{ ...article, askedAs, answer: `${article.answer} och ännu ett ord${nth}` }] });
      const indexed = performance.now();
      await live.settled();
      edits.push(indexed - begun);
      trainings.push(performance.now() - indexed);
    });
    blocks.push(block);
  }
  await live.close();
  const warm = (all: readonly number[]) => all.slice(EDITS);
  return {
    EditMs: percentile(warm(edits), 0.5),
    EditMsP95: percentile(warm(edits), 0.95),
    EditLongestBlockMs: Math.max(...warm(blocks)),
    TrainMs: percentile(warm(trainings), 0.5),
  };
}

function named(size: number, figures: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([what, value]) => [`${size / 1000}k${what}`, value]));
}

async function besideMiniSearch(size: number): Promise<Record<string, number>> {
  const { articles, questions } = syntheticCity(size, ASKED);
  const own = megabytesOf(() => knowledgeOf(articles, { directory: DIRECTORY }));
  const ours = timesOf(ASKED, (nth) => findAnswer(own.made, { text: questions[nth] ?? '', language: 'sv' }));
  const edited = await editing(own.made, articles);
  const mini = megabytesOf(() => miniSearchOf(articles));
  const theirs = timesOf(ASKED_MINI, (nth) => mini.made.search(questions[nth] ?? ''));
  return named(size, {
    FindMsP50: percentile(ours, 0.5),
    FindMsP95: percentile(ours, 0.95),
    Megabytes: own.megabytes,
    ...edited,
    MiniSearchMsP50: percentile(theirs, 0.5),
    MiniSearchMsP95: percentile(theirs, 0.95),
    MiniSearchMegabytes: mini.megabytes,
  });
}

function atItsLargest(size: number): Record<string, number> {
  const { articles, questions } = syntheticCity(size, ASKED);
  const begun = performance.now();
  const own = megabytesOf(() => knowledgeOf(articles, { directory: DIRECTORY }));
  const build = performance.now() - begun;
  const ours = timesOf(ASKED / 4, (nth) => findAnswer(own.made, { text: questions[nth] ?? '', language: 'sv' }));
  return named(size, {
    FindMsP50: percentile(ours, 0.5),
    FindMsP95: percentile(ours, 0.95),
    Megabytes: own.megabytes,
    BuildMs: build,
    ProcessMegabytes: process.resourceUsage().maxRSS / 1024,
  });
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
  for (const size of SIZES) Object.assign(figures, await besideMiniSearch(size));
  return Object.assign(figures, atItsLargest(LARGEST));
}
