import { linesIn, readLines } from './json-lines.js';
import { writtenLike } from './language.js';
import { eachGroup } from './language-model.js';
import { fold, wordsOf } from './text.js';

export interface Sentence {
  lang: string;
  text: string;
}

/** Norwegian is one language here, whichever of its two forms a sentence is written in. */
const SAME_AS: Record<string, string> = { nb: 'no', nn: 'no' };

export function languageOf({ lang }: Sentence): string {
  return SAME_AS[lang] ?? lang;
}

function sentenceOf(value: unknown): Sentence {
  const { lang, text } = (value ?? {}) as Partial<Sentence>;
  if (typeof lang !== 'string' || typeof text !== 'string') throw new SyntaxError('a sentence needs "lang" and "text"');
  return { lang, text };
}

/** Sentences from a file with one JSON object a line. */
export function readSentences(file: string): Sentence[] {
  return readLines(linesIn(file), sentenceOf);
}

/** Words that have a letter. */
export function lettersOf(text: string): string[] {
  return wordsOf(text).filter((word) => /\p{L}/u.test(word));
}

/** A word to learn from: ids of its groups, and of those of its plain copy where it has one. */
export interface Word {
  groups: Uint32Array;
  plain?: Uint32Array;
}

export interface Example {
  /** position of the language */
  language: number;
  words: readonly Word[];
  /** position → 1 where the language is written in the text's script */
  rivals: Uint8Array;
}

/** What is to be learnt, with the groups numbered. */
export interface Lesson {
  languages: readonly string[];
  examples: Example[];
  /** id → hash of the group */
  hashes: number[];
  /** id → kind of the group */
  kinds: number[];
  /** id × languages: how often the language uses the group */
  counts: Float32Array;
}

/** How much a copy without the language's own letters counts beside the word as it was written. */
export const PLAIN_SHARE = 0.3;

const PERSIAN_ON_AN_ARABIC_KEYBOARD: Record<string, string> = { ک: 'ك', ی: 'ي' };

/** As written on a keyboard that lacks the language's own letters. */
function plainly(word: string): string {
  return fold(word).replace(/[کی]/g, (letter) => PERSIAN_ON_AN_ARABIC_KEYBOARD[letter] ?? letter);
}

/** Gives each word its groups, and each group its number. */
function numbering() {
  const hashes: number[] = [];
  const kinds: number[] = [];
  const ids = new Map<number, number>();
  const known = new Map<string, Word>();
  const groupsOf = (text: string): Uint32Array => {
    const found: number[] = [];
    eachGroup(text, (hash, kind) => {
      const id = ids.get(hash) ?? ids.size;
      if (id === ids.size) {
        ids.set(hash, id);
        hashes.push(hash);
        kinds.push(kind);
      }
      found.push(id);
    });
    return Uint32Array.from(found);
  };
  const wordFor = (text: string): Word => {
    const before = known.get(text);
    if (before) return before;
    const plain = plainly(text);
    const word: Word = { groups: groupsOf(text), plain: plain === text ? undefined : groupsOf(plain) };
    known.set(text, word);
    return word;
  };
  return { hashes, kinds, wordFor };
}

/** Shorter words are many in running text and few among keywords. */
const KEYWORD_LETTERS = 5;
/** How often at most a word is an example by itself. */
const MOST_ALONE = 3;

/** A sentence as citizens might write it: whole, three words of it in a row, two of the longer ones. */
export function piecesOf(words: readonly string[]): { whole: string[]; threes: string[][]; pairs: string[][] } {
  const keywords = keywordsOf(words);
  return {
    whole: [...words],
    threes: words.flatMap((_word, at) => (at % 3 === 0 ? [words.slice(at, at + 3)] : [])),
    pairs: keywords.flatMap((_word, at) => (at % 2 === 0 ? [keywords.slice(at, at + 2)] : [])),
  };
}

export function keywordsOf(words: readonly string[]): string[] {
  return words.filter((word) => word.length >= KEYWORD_LETTERS);
}

export function lessonOf(sentences: readonly Sentence[]): Lesson {
  const languages = [...new Set(sentences.map(languageOf))].sort();
  const uses = languages.map(() => new Map<string, number>());
  const examples: Example[] = [];
  const { hashes, kinds, wordFor } = numbering();
  const addExample = (language: number, words: readonly string[]) => {
    const allowed = writtenLike(words.join(' '));
    const rivals = Uint8Array.from(languages, (name) => (allowed(name) ? 1 : 0));
    examples.push({ language, words: words.map(wordFor), rivals });
  };
  for (const sentence of sentences) {
    const language = languages.indexOf(languageOf(sentence));
    const words = lettersOf(sentence.text);
    const used = uses[language];
    for (const word of words) used?.set(word, (used.get(word) ?? 0) + 1);
    const { whole, threes, pairs } = piecesOf(words);
    for (const piece of [whole, ...threes, ...pairs]) addExample(language, piece);
  }
  for (const [language, used] of uses.entries())
    for (const [word, times] of used)
      for (let time = 0; time < Math.min(MOST_ALONE, 1 + Math.log2(times)); time++) addExample(language, [word]);
  const counts = new Float32Array(hashes.length * languages.length);
  for (const [language, used] of uses.entries())
    for (const [text, times] of used) {
      const { groups, plain } = wordFor(text);
      addTo(counts, groups, { size: languages.length, language, share: times });
      if (plain) addTo(counts, plain, { size: languages.length, language, share: times * PLAIN_SHARE });
    }
  return { languages, examples, hashes, kinds, counts };
}

function addTo(
  counts: Float32Array,
  groups: Uint32Array,
  { size, language, share }: { size: number; language: number; share: number },
): void {
  for (const id of groups) {
    const at = id * size + language;
    counts[at] = (counts[at] ?? 0) + share;
  }
}
