import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';

import english = require('natural/lib/natural/stemmers/porter_stemmer.js');
import swedish = require('natural/lib/natural/stemmers/porter_stemmer_sv.js');

/** Arabic and Persian digits; their value is the code's last four bits. */
const EASTERN_DIGITS = /[٠-٩۰-۹]/g;

/** What joins and stretches letters of Arabic script; people write the same word with and without it. */
const JOINERS = /[\u0640\u200c\u200d]/g;

export function withoutJoiners(text: string): string {
  return text.replace(JOINERS, '');
}

export function withWesternDigits(text: string): string {
  return text.replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 15));
}

/** Words of a text in any script, lower-case: "Öffnungszeiten, Müll?" → öffnungszeiten, müll. */
export function wordsOf(text: string): string[] {
  return (
    withoutJoiners(withWesternDigits(text))
      .normalize('NFC')
      .toLowerCase()
      // The Ukrainian apostrophe is a letter to Unicode; typed from a keyboard it is none.
      .replace(/\u02bc/g, "'")
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

/** Letters that Unicode does not take apart, though people without the key write them so. */
const UNDECOMPOSED: Record<string, string> = {
  ø: 'o',
  æ: 'a',
  œ: 'o',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 't',
  ı: 'i',
};

/** Letters of Arabic script that keyboards of Arabic and Persian have apart, and those that people write for each other. */
const ARABIC_ALIKE: Record<string, string> = { ی: 'ي', ى: 'ي', ک: 'ك', ة: 'ه', ۀ: 'ه', ہ: 'ه' };
const ARABIC = /\p{Script=Arabic}/u;

/** Without accents, so that "forskola" and "förskola" are one word; й and ї are letters of their own. */
export function fold(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word;
  if (ARABIC.test(word)) return foldArabic(word);
  return word
    .normalize('NFD')
    .replace(/(?<!\p{Script=Cyrillic})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/[øæœßłđðþı]/g, (letter) => UNDECOMPOSED[letter] ?? letter);
}

function foldArabic(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[یىکةۀہ]/g, (letter) => ARABIC_ALIKE[letter] ?? letter);
}

export function foldedWords(text: string): string[] {
  return wordsOf(text).map(fold);
}

/** Polish, Persian and Somali have no stemmer that is kept up: there the letter groups find inflected words. */
const STEMMERS: Record<string, (word: string) => string> = {
  sv: swedish.stem,
  en: english.stem,
  fi: finnish,
  ar: arabic,
  es: spanish,
  uk: ukrainian,
  tr: turkish,
};

/** A language's stemmer with a memory: stemmers are slow, a city's words are few. */
export function stemmerOf(language: string): (word: string) => string {
  const stem = STEMMERS[language];
  if (!stem) return (word) => word;
  const known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = stem(word);
    if (known.size < 50_000) known.set(word, found);
    return found;
  };
}

const GRAM = 4;

/** Character 4-grams of each word with its edges marked: "bygg" → _byg, bygg, ygg_. Survives typos and inflection. */
export function gramsOf(words: readonly string[]): string[] {
  const grams: string[] = [];
  for (const word of words) {
    const marked = `_${word}_`;
    if (marked.length <= GRAM) grams.push(marked);
    for (let at = 0; at + GRAM <= marked.length; at++) grams.push(marked.slice(at, at + GRAM));
  }
  return grams;
}

export const SHORTEST_PART = 3;
export const SHORTEST_COMPOUND = 7;

/**
 * Takes compounds apart with the words the knowledge base itself uses: "parkeringstillstånd" → parkering, tillstånd.
 * A part must be such a word, whole or with the joining s; the split with the longest shortest part wins.
 */
export function compoundParts(word: string, isWord: (part: string) => boolean): string[] {
  if (word.length < SHORTEST_COMPOUND) return [];
  let best: string[] = [];
  let longestShortest = 0;
  for (let at = SHORTEST_PART; at + SHORTEST_PART <= word.length; at++) {
    const shortest = Math.min(at, word.length - at);
    if (shortest <= longestShortest) continue;
    const end = word.slice(at);
    if (!isWord(end)) continue;
    const start = word.slice(0, at);
    const bare = start.length > SHORTEST_PART && start.endsWith('s') ? start.slice(0, -1) : undefined;
    const first = isWord(start) ? start : bare && isWord(bare) ? bare : undefined;
    if (!first) continue;
    best = [first, end];
    longestShortest = shortest;
  }
  return best;
}
