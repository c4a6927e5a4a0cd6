import { join } from 'node:path';
import { ROOT } from '../bot/config.js';
import { findAnswer, loadKnowledge } from '../knowledge/index.js';
import { percentile } from './running.js';

const TURNS = 4000;

/** How long the matcher takes to load and to find, on the shipped knowledge and its own "asked as" sentences. */
export async function benchKnowledge(): Promise<Record<string, number>> {
  const begun = performance.now();
  const knowledge = loadKnowledge({ directory: join(ROOT, 'knowledge') });
  const loadMs = performance.now() - begun;
  const questions = knowledge.languages.flatMap((language) =>
    knowledge.ids.flatMap((id) => knowledge.article(id, language)?.askedAs ?? []),
  );
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const started = performance.now();
    findAnswer(knowledge, { text: questions[turn % questions.length] ?? '' });
    times.push(performance.now() - started);
  }
  const warm = times.slice(TURNS / 4);
  return { loadMs, questions: questions.length, findMsP50: percentile(warm, 0.5), findMsP95: percentile(warm, 0.95) };
}
