import { join } from 'node:path';
import { type Article, digestOf, readArticles } from './articles.js';
import { type Base, baseSteps, type Changes, changedArticles, judged, taught } from './base.js';
import { readCommonness } from './commonness.js';
import { isFollowUp, onlyAsks, pointsBack, topicOfFollowUp, withoutNames } from './context.js';
import type { Taken } from './dictionary.js';
import { type Explanation, explain } from './explain.js';
import { readFollowUps } from './follow-ups.js';
import { type Gate, readGate, type Surety, type Verdict } from './gate.js';
import { detectLanguage, type WordEvidence } from './language.js';
import { type LanguageModel, readModel } from './language-model.js';
import { type Match, match, NO_MATCH, type Reasons } from './match.js';
import { partsOf } from './parts.js';
import { type PreparedFolder, preparedRankers } from './prepared.js';
import { contentOf, type Lexicon, lexiconOf, type Ranker, taughtAtOnce, usesOf } from './ranker.js';
import { atOnce, inSlices } from './steps.js';
import { readSynonyms, synonymFiles } from './synonyms.js';
import { languageTold, readTellingWords, type TellingWords, tellsFrom } from './telling-words.js';
import { fold, wordsOf } from './text.js';
import type { Judging } from './thresholds.js';
import type { Train } from './training.js';

export type { Article } from './articles.js';
export type { Changes } from './base.js';
export type { Explanation } from './explain.js';
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
  /** the topic of the last answer: a question that names no topic is read as one about it */
  last?: string;
  /** names that say where and not what, such as districts; they neither match nor count as unknown */
  ignore?: readonly string[];
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
  /** two questions in one message, each with an answer of its own; the rest of the finding is about the whole */
  parts?: Finding[];
}

export interface Knowledge {
  /** languages that have articles */
  languages: readonly string[];
  ids: readonly string[];
  article(id: string, language: string): Article | undefined;
  detect(text: string, priors?: Readonly<Record<string, number>>): { language: string; sure: boolean };
  find(question: Question): Finding;
  /** Why the first articles of a finding were found. */
  explain(question: Question, finding: Finding): Explanation;
  /**
   * The same knowledge with some articles changed; this one stays as it is. What the phrasings teach stays as it was,
   * and nothing for a new article, until `taught`.
   */
  with(changes: Changes): Promise<Knowledge>;
  /** The same knowledge with what its phrasings teach; itself when it has learnt all of it. */
  taught(train: Train): Promise<Knowledge>;
  /** The same knowledge with thresholds found on its own articles; itself when they are. */
  judged(find: (task: Judging) => Promise<Surety | undefined>): Promise<Knowledge>;
}

/**
 * A city's citizens write its own language most, its neighbours' seldom: what that is worth before reading. Little, or
 * every short word of a neighbour would be ours; how much the talk so far is worth, whoever asks says with `priors`.
 */
const OWN_LANGUAGE_PRIORS = { sv: 2.5 };
/** What a rare word that only this language's articles have is worth, as a logarithm. */
const VOCABULARY_EVIDENCE = 2;
const SURE_PROBABILITY = 0.8;
/** People mix words of these into any language: the city's own and English. */
const EVERYBODYS = ['sv', 'en'];

/** From this confidence on a question without a topic of its own is still no follow-up: "when are you open". */
const STANDS_ALONE = 0.9;

/** More than anybody writes; what lies further back than this only costs time. */
const MOST_LETTERS = 10_000;

/** Reads the articles and facts of a knowledge directory and makes them searchable. */
export function loadKnowledge({ directory }: { directory: string }): Knowledge {
  return knowledgeOf(readArticles(directory), { directory });
}

interface Wanted {
  directory: string;
  /** Languages whose phrasings are learnt before anything is asked; all when left out. The others wait for `taught`. */
  atOnce?: readonly string[];
  /** Where a build has indexed and learnt from the same articles, that is taken. */
  prepared?: PreparedFolder;
}

/** Makes any articles searchable: those of the store, of another collection, or of a test. */
export function knowledgeOf(articles: readonly Article[], { directory, atOnce: first, prepared }: Wanted): Knowledge {
  const synonyms = new Map(
    synonymFiles(directory).map(({ file, language }) => [language, readSynonyms(file).synonyms]),
  );
  const commonness = readCommonness(directory);
  const followUps = readFollowUps(directory);
  const lexicons = new Map<string, Lexicon>();
  const lexicon = (language: string, taken?: Taken) => {
    const known = lexicons.get(language);
    if (known) return known;
    const wordLists = {
      synonyms: synonyms.get(language),
      commonness: commonness(language),
      followUps: followUps(language),
    };
    const made = lexiconOf(language, wordLists, taken);
    lexicons.set(language, made);
    return made;
  };
  const ready = prepared ? preparedRankers(articles, prepared, lexicon) : new Map<string, Ranker>();
  const city: City = {
    model: readModel(join(directory, 'language-model.bin')),
    telling: readTellingWords(directory),
    directory,
    gate: readGate(directory),
    lexicon,
  };
  const { rankers } = atOnce(baseSteps(articles, city.lexicon, { articles, rankers: ready, found: new Map() }));
  const isDue = ({ language, isTaught }: Ranker) => !isTaught && (first?.includes(language) ?? true);
  const all = [...rankers].map(
    ([language, ranker]) => [language, isDue(ranker) ? taughtAtOnce(ranker) : ranker] as const,
  );
  const found = Object.entries(city.gate.found ?? {}).filter(
    ([language, { on }]) => on === digestOf(inLanguage(articles, language)),
  );
  return knowledgeFrom({ articles, rankers: new Map(all), found: new Map(found) }, city);
}

/** What does not change with the articles. */
interface City {
  model: LanguageModel;
  telling: TellingWords;
  directory: string;
  gate: Gate;
  lexicon(language: string): Lexicon;
}

function knowledgeFrom(base: Base, city: City): Knowledge {
  const { articles, rankers } = base;
  const { model, gate } = city;
  const gates = new Map([...rankers.keys()].map((language) => [language, { ...gate, ...base.found.get(language) }]));
  const languages = [...rankers.keys()];
  const byKey = new Map(articles.map((article) => [`${article.language}/${article.id}`, article]));
  const evidence = vocabularyEvidence(rankers);
  const mixed = [...rankers.values()].filter((ranker) => EVERYBODYS.includes(ranker.language));
  const everybodys = mixed.length > 0 ? mixed : [...rankers.values()];
  const all = [...rankers.values()];
  const tells = tellsFrom(
    city.telling,
    all.map((ranker) => ({ language: ranker.language, uses: (word) => usesOf(ranker, word) })),
  );

  const detect: Knowledge['detect'] = (text, priors = {}) => {
    const told = languageTold(text.slice(-MOST_LETTERS), tells);
    if (told) return { language: told, sure: true };
    const priorsHere = multiply(OWN_LANGUAGE_PRIORS, priors);
    const heard = (words: string) => {
      const found = detectLanguage(words, model, { priors: priorsHere, evidence });
      return { language: found.language, sure: found.probability >= SURE_PROBABILITY };
    };
    const whole = heard(text.slice(-MOST_LETTERS));
    if (!EVERYBODYS.includes(whole.language)) return whole;
    const own = withoutSharedWords(text.slice(-MOST_LETTERS), all);
    const rest = own === undefined ? whole : heard(own);
    return rest.sure ? rest : whole;
  };
  const spokenIn = ({ text, language, priors }: Question) => {
    const only = languages.length === 1 ? languages[0] : undefined;
    const certain = language ?? only;
    return certain === undefined ? detect(text, priors) : { language: certain, sure: true };
  };
  const findIn = (text: string, language: string, among: readonly string[] | undefined): Match => {
    const candidates = among && new Set(among);
    const inOneLanguage = (ranker: Ranker, othersShare: number) => {
      const others = everybodys.filter((other) => other !== ranker);
      return match(ranker, text, { gate: gates.get(ranker.language) ?? gate, candidates, others, othersShare });
    };
    const own = rankers.get(language);
    if (own) return inOneLanguage(own, 0);
    return mostConfident([...rankers.values()].map((ranker) => inOneLanguage(ranker, 1)));
  };
  /** The last topic and its siblings, asked together with the title of the one it is about. */
  const findFurther = (text: string, { language, followUps: { price } }: Ranker, last: Article): Match => {
    const isSibling = ({ category }: Article) => last.category !== '' && boardOf(category) === boardOf(last.category);
    const siblings = inLanguage(articles, language).filter((article) => article.id === last.id || isSibling(article));
    return findIn(
      `${topicOfFollowUp({ text, price }, last, siblings).title} ${text}`,
      language,
      siblings.map(({ id }) => id),
    );
  };
  const find: Knowledge['find'] = (question) => {
    const spoken = spokenIn(question);
    const { language } = spoken;
    const text = withoutNames(question.text.slice(-MOST_LETTERS), question.ignore ?? NO_NAMES);
    const ranker = rankers.get(language);
    const last = question.last === undefined ? undefined : byKey.get(`${language}/${question.last}`);
    const finding = (found: Match): Finding => ({ ...found, language, languageSure: spoken.sure });
    const whole = withOtherWords(findIn(text, language, question.candidates), () =>
      everybodys
        .filter((other) => other.language !== language)
        .map((other) => findIn(text, other.language, question.candidates)),
    );
    if (!ranker || (whole.verdict.kind === 'unknown' && !last)) return finding(whole);
    const guessed = whole.verdict.kind !== 'answer' || (whole.confidence < STANDS_ALONE && pointsBack(ranker, text));
    const isFurther = () => onlyAsks(ranker, text) || (guessed && isFollowUp(ranker, text));
    if (last && !question.candidates && isFurther()) return finding(findFurther(text, ranker, last));
    const parts = partsOf(whole, text, language, (half) => findIn(half, language, question.candidates));
    return parts ? { ...finding(whole), parts: parts.map(finding) } : finding(whole);
  };
  const knowledge: Knowledge = {
    languages,
    ids: [...new Set(articles.map(({ id }) => id))],
    article: (id, language) => byKey.get(`${language}/${id}`),
    detect,
    find,
    explain: ({ text, ignore = NO_NAMES }, finding) =>
      explain({ text: withoutNames(text.slice(-MOST_LETTERS), ignore), finding }, rankers),
    async with(changes) {
      const changed = changedArticles(articles, changes);
      return knowledgeFrom(await inSlices(baseSteps(changed, city.lexicon, base)), city);
    },
    async taught(train) {
      const isTaught = [...rankers.values()].every((ranker) => ranker.isTaught);
      return isTaught ? knowledge : knowledgeFrom(await taught(base, train), city);
    },
    async judged(find) {
      const { directory } = city;
      const after = await judged(base, (language, own) => find({ language, articles: own, directory }));
      const isSame = [...after.found].every(([language, { on }]) => base.found.get(language)?.on === on);
      return isSame && after.found.size === base.found.size ? knowledge : knowledgeFrom(after, city);
    },
  };
  return knowledge;
}

/** What to do with a citizen's question, as data; the dialogs turn it into words. */
export function findAnswer(knowledge: Knowledge, question: Question): Finding {
  return knowledge.find(question);
}

const NO_NAMES: readonly string[] = [];

/** The first half of a category's code: FSK-KO and FSK-AVG are both preschool. */
function boardOf(category: string): string {
  return category.split('-')[0] ?? '';
}

function inLanguage(articles: readonly Article[], language: string): Article[] {
  return articles.filter((article) => article.language === language);
}

function multiply(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const product: Record<string, number> = { ...a };
  for (const [language, weight] of Object.entries(b)) product[language] = (product[language] ?? 1) * weight;
  return product;
}

/**
 * A question with words of two languages ("var kan jag apply för parking permit"): what its own language does not
 * understand, another may, if both have the same topic first.
 */
function withOtherWords(own: Match, inOthers: () => readonly Match[]): Match {
  if (own.verdict.kind !== 'unknown') return own;
  const nearest = own.ranking[0]?.id;
  return inOthers().find(({ verdict, ranking }) => verdict.kind !== 'unknown' && ranking[0]?.id === nearest) ?? own;
}

/** Shorter words are too often the same in two languages by chance. */
const SHORTEST_SHARED = 6;
/** Endings that a language may give to a name: "försörjningsstödiä". */
const LONGEST_ENDING = 3;

/**
 * A text without the words that most languages' articles have: who writes "försörjningsstöd" among words of Somali asks
 * in Somali. Nothing when it has none, or no others.
 */
function withoutSharedWords(text: string, rankers: readonly Ranker[]): string | undefined {
  const isShared = (word: string) =>
    word.length >= SHORTEST_SHARED &&
    rankers.filter((ranker) => usesOf(ranker, word) > 0).length > Math.max(1, rankers.length / 2);
  const isName = (word: string) => {
    const least = Math.max(2 * SHORTEST_SHARED, word.length - LONGEST_ENDING);
    for (let length = word.length - 1; length >= least; length--) if (isShared(word.slice(0, length))) return true;
    return isShared(word);
  };
  const words = wordsOf(text);
  const own = words.filter((word) => !isName(fold(word)));
  return own.length < words.length && own.some((word) => /\p{L}/u.test(word)) ? own.join(' ') : undefined;
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
  let asked: { word: string; folded: string; allUses: number } | undefined;
  const look = (word: string) => {
    const folded = fold(word);
    let allUses = 0;
    for (const ranker of rankers.values()) allUses += usesOf(ranker, folded);
    return { word, folded, allUses };
  };
  return (word, language) => {
    const own = rankers.get(language);
    if (!own) return 0;
    // Every language is asked about the same word in turn.
    if (asked?.word !== word) asked = look(word);
    const { folded, allUses } = asked;
    const uses = usesOf(own, folded);
    if (!uses) return 0;
    const elsewhere = (allUses - uses) / Math.max(1, rankers.size - 1);
    return (VOCABULARY_EVIDENCE * contentOf(own, folded) * uses) / (uses + elsewhere) / own.articleStems.unseenRarity;
  };
}
