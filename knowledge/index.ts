import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Article, readArticles } from './articles.js';
import type { Gate, Verdict } from './gate.js';
import { detectLanguage, type WordEvidence } from './language.js';
import { readModel } from './language-model.js';
import { type Match, match, NO_MATCH, type Reasons } from './match.js';
import { buildRanker, contentOf, type Ranker } from './ranking.js';
import { readSynonyms, synonymFiles } from './synonyms.js';
import { fold } from './text.js';

export type { Article } from './articles.js';
export type { Verdict } from './gate.js';
export type { Reasons } from './match.js';

export interface Question {
  text: string;
  /** forces the language instead of detecting it */
  language?: string;
  /** language → weight before the text is read: the page's language, what the citizen wrote before */
  priors?: Readonly<Record<string, number>>;
  /** only these articles may be found */
  candidates?: readonly string[];
}

export interface Finding {
  verdict: Verdict;
  /** detected or forced */
  language: string;
  languageSure: boolean;
  /** the articles (or candidates), best first; of a very large collection the first 200 */
  ranking: { id: string; score: number }[];
  /** how likely the first of the ranking is right, 0 … 1 */
  confidence: number;
  reasons: Reasons;
}

export interface Knowledge {
  /** languages that have articles */
  languages: readonly string[];
  ids: readonly string[];
  article(id: string, language: string): Article | undefined;
  detect(text: string, priors?: Readonly<Record<string, number>>): { language: string; sure: boolean };
  find(question: Question): Finding;
}

/** A city's citizens write its own language most, its neighbours' seldom: what that is worth before reading. */
const OWN_LANGUAGE_PRIOR = 8;
/** What a rare word that only this language's articles have is worth, as a logarithm. */
const VOCABULARY_EVIDENCE = 4;
const SURE_PROBABILITY = 0.8;

/** Reads the articles and facts of a knowledge directory and makes them searchable. */
export function loadKnowledge({ directory }: { directory: string }): Knowledge {
  return knowledgeOf(readArticles(directory), { directory });
}

/** Makes any articles searchable: those of the store, of another collection, or of a test. */
export function knowledgeOf(articles: readonly Article[], { directory }: { directory: string }): Knowledge {
  const model = readModel(join(directory, 'language-model.bin'));
  const gate = JSON.parse(readFileSync(join(directory, 'gate.json'), 'utf8')) as Gate;
  const languages = [...new Set(articles.map(({ language }) => language))].sort();
  const synonyms = new Map(
    synonymFiles(directory).map(({ file, language }) => [language, readSynonyms(file).synonyms]),
  );
  const rankers = new Map(
    languages.map((language) => {
      const own = articles.filter((article) => article.language === language);
      return [language, buildRanker(own, language, synonyms.get(language))];
    }),
  );
  const byKey = new Map(articles.map((article) => [`${article.language}/${article.id}`, article]));
  const evidence = vocabularyEvidence(rankers);
  const ownPriors = Object.fromEntries(languages.map((language) => [language, OWN_LANGUAGE_PRIOR]));

  const detect: Knowledge['detect'] = (text, priors = {}) => {
    const found = detectLanguage(text, model, { priors: multiply(ownPriors, priors), evidence });
    return { language: found.language, sure: found.probability >= SURE_PROBABILITY };
  };
  const spokenIn = ({ text, language, priors }: Question) => {
    const only = languages.length === 1 ? languages[0] : undefined;
    const certain = language ?? only;
    return certain === undefined ? detect(text, priors) : { language: certain, sure: true };
  };
  const find: Knowledge['find'] = (question) => {
    const spoken = spokenIn(question);
    const candidates = question.candidates && new Set(question.candidates);
    const inOneLanguage = (ranker: Ranker, othersShare: number) => {
      const others = [...rankers.values()].filter((other) => other !== ranker);
      return match(ranker, question.text, { gate, candidates, others, othersShare });
    };
    const own = rankers.get(spoken.language);
    const found = own
      ? inOneLanguage(own, 0)
      : mostConfident([...rankers.values()].map((ranker) => inOneLanguage(ranker, 1)));
    return { ...found, language: spoken.language, languageSure: spoken.sure };
  };
  return {
    languages,
    ids: [...new Set(articles.map(({ id }) => id))],
    article: (id, language) => byKey.get(`${language}/${id}`),
    detect,
    find,
  };
}

/** What to do with a citizen's question, as data; the dialogs turn it into words. */
export function findAnswer(knowledge: Knowledge, question: Question): Finding {
  return knowledge.find(question);
}

function multiply(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const product: Record<string, number> = { ...a };
  for (const [language, weight] of Object.entries(b)) product[language] = (product[language] ?? 1) * weight;
  return product;
}

/** A question in a language without articles: whichever language's articles understand it best. */
function mostConfident(matches: readonly Match[]): Match {
  return matches.reduce((best, other) => (other.confidence > best.confidence ? other : best), NO_MATCH);
}

/**
 * A word of the articles speaks for their language: short keywords have little else. It counts by its rarity, or
 * the small words that Swedish shares with Danish would make every Dane a Swede, and by how seldom the other
 * languages' articles have it.
 */
function vocabularyEvidence(rankers: ReadonlyMap<string, Ranker>): WordEvidence {
  return (word, language) => {
    const own = rankers.get(language);
    if (!own) return 0;
    const folded = fold(word);
    const uses = own.words.get(folded);
    if (!uses) return 0;
    let allUses = 0;
    for (const { words } of rankers.values()) allUses += words.get(folded) ?? 0;
    return (VOCABULARY_EVIDENCE * contentOf(own, folded) * uses) / allUses / own.articleStems.unseenRarity;
  };
}
