import type { Article } from './articles.js';
import { mostContent } from './evidence.js';
import { type FollowUps, tellsAny } from './follow-ups.js';
import type { Ranker } from './ranker.js';
import { fold, foldedWords } from './text.js';

/** A follow-up is short; what is longer says itself what it is about. */
const LONGEST_FOLLOW_UP = 8;
/** Share of a rare word's content from which on a word names a topic instead of asking about one. */
const NAMES_A_TOPIC = 0.45;

/** Whether a question says nothing of what it is about: "och vad kostar det?", "how much is it". */
export function isFollowUp(ranker: Ranker, text: string): boolean {
  const words = foldedWords(text);
  return words.length <= LONGEST_FOLLOW_UP && mostContent(ranker, words) < NAMES_A_TOPIC;
}

const LONGEST_REFERENCE = 5;
/** As above, for a question that points back; and for one that does not and has only the commonest words. */
const NAMES_A_TOPIC_ITSELF = 0.33;
const SAYS_ANYTHING = 0.15;

/** Whether a question can only be a follow-up, even where an article might be guessed from its few words. */
export function pointsBack(ranker: Ranker, text: string): boolean {
  const words = foldedWords(text);
  if (words.length > LONGEST_REFERENCE) return false;
  const back = words.some(ranker.followUps.back);
  return mostContent(ranker, words) < (back ? NAMES_A_TOPIC_ITSELF : SAYS_ANYTHING);
}

/** Whether each word of a question only asks, however rare the articles make it: "how long does the answer take". */
export function onlyAsks(ranker: Ranker, text: string): boolean {
  const words = foldedWords(text);
  const { asks } = ranker.followUps;
  const says = words.filter((word) => !asks(word));
  return words.length <= LONGEST_FOLLOW_UP && says.length < words.length && mostContent(ranker, says) < SAYS_ANYTHING;
}

/** The code of the categories that are about fees, whatever language their topics are told in: FSK-AVG, ALD-AVG. */
const FEES = '-AVG';

/** What a follow-up is about: the last topic, or for a price that it does not tell, the fees among its siblings. */
export function topicOfFollowUp(
  { text, price }: { text: string; price: FollowUps['price'] },
  last: Article,
  siblings: readonly Article[],
): Article {
  if (!tellsAny(text, price) || tellsAny(`${last.title} ${last.answer}`, price)) return last;
  return siblings.find(({ category }) => category.endsWith(FEES)) ?? last;
}

const phrasesOf = new WeakMap<readonly string[], ReadonlySet<string>>();
const LONGEST_NAME = 3;

function phrasesIn(names: readonly string[]): ReadonlySet<string> {
  let phrases = phrasesOf.get(names);
  if (!phrases) {
    phrases = new Set(names.map((name) => foldedWords(name).join(' ')));
    phrasesOf.set(names, phrases);
  }
  return phrases;
}

/** A text without names that say where and not what; "Brommas" counts as Bromma. The same list is read only once. */
export function withoutNames(text: string, names: readonly string[]): string {
  const phrases = phrasesIn(names);
  if (phrases.size === 0) return text;
  const words = [...text.normalize('NFC').matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
  const folded = words.map(([word]) => fold(word.toLowerCase()));
  let kept = '';
  let from = 0;
  const plain = text.normalize('NFC');
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_NAME, words.length - at);
    const isName = () => {
      const said = folded.slice(at, at + length).join(' ');
      return phrases.has(said) || (said.endsWith('s') && phrases.has(said.slice(0, -1)));
    };
    while (length > 0 && !isName()) length--;
    const last = words[at + length - 1];
    const first = words[at];
    if (length > 0 && first && last) {
      kept += plain.slice(from, first.index);
      from = last.index + last[0].length;
    }
    at += Math.max(1, length);
  }
  return kept + plain.slice(from);
}
