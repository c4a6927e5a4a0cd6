import { readFileSync, writeFileSync } from 'node:fs';
import { COST_STEPS, eachGroup, type LearnedGroup, packModel, UNSEEN_COST } from './language-model.js';
import { fold, wordsOf } from './text.js';

/** Norwegian is one language here, whichever of its two forms a sentence is written in. */
const SAME_AS: Record<string, string> = { nb: 'no', nn: 'no' };
const GROUPS_A_LANGUAGE = 20_000;
const KINDS = 8;

interface Sentence {
  lang: string;
  text: string;
}

interface Counts {
  byHash: Map<number, { kind: number; count: number }>;
  totals: number[];
}

function countGroups(texts: readonly string[]): Counts {
  const counts: Counts = { byHash: new Map(), totals: new Array<number>(KINDS).fill(0) };
  const countWord = (word: string) =>
    eachGroup(word, (hash, kind) => {
      const seen = counts.byHash.get(hash);
      if (seen) seen.count++;
      else counts.byHash.set(hash, { kind, count: 1 });
      counts.totals[kind] = (counts.totals[kind] ?? 0) + 1;
    });
  for (const text of texts) {
    const words = wordsOf(text);
    words.forEach(countWord);
    // a copy without accents: many citizens write on a keyboard that has none
    const folded = words.map(fold);
    if (folded.some((word, at) => word !== words[at])) folded.forEach(countWord);
  }
  return counts;
}

/** Learns the groups of letters that tell languages apart; pure, so that a test can learn from three sentences. */
export function learnLanguages(sentences: readonly Sentence[]): Buffer {
  const texts = new Map<string, string[]>();
  for (const { lang, text } of sentences) {
    const language = SAME_AS[lang] ?? lang;
    texts.set(language, [...(texts.get(language) ?? []), text]);
  }
  const languages = [...texts.keys()].sort();
  const groups = new Map<number, Map<number, number>>();
  languages.forEach((language, index) => {
    const { byHash, totals } = countGroups(texts.get(language) ?? []);
    const frequent = [...byHash].sort(([, a], [, b]) => b.count - a.count).slice(0, GROUPS_A_LANGUAGE);
    for (const [hash, { kind, count }] of frequent) {
      const surprise = -Math.log(count / (totals[kind] ?? 1));
      const costs = groups.get(hash) ?? new Map<number, number>();
      costs.set(index, Math.min(UNSEEN_COST - 1, Math.round(surprise * COST_STEPS)));
      groups.set(hash, costs);
    }
  });
  const learned: LearnedGroup[] = [...groups].map(([hash, costs]) => ({ hash, costs }));
  return packModel(languages, learned);
}

if (require.main === module) {
  const [source, target] = process.argv.slice(2);
  if (!source || !target) {
    process.stderr.write('usage: node dist/knowledge/train-language.js SENTENCES.jsonl knowledge/language-model.bin\n');
    process.exitCode = 2;
  } else {
    const lines = readFileSync(source, 'utf8').split('\n').filter(Boolean);
    writeFileSync(target, learnLanguages(lines.map((line) => JSON.parse(line) as Sentence)));
  }
}
