import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Article, readArticles } from '../../knowledge/articles.js';
import { foldedWords } from '../../knowledge/text.js';
import { loadLocales } from '../../locales/index.js';
import { KNOWLEDGE } from '../support/articles.js';

const LOCALES = join(KNOWLEDGE, '..', 'locales');
/** Swedish term first; in each language the words that stand for it, of which any will do. */
const glossary: Record<string, string[]>[] = JSON.parse(readFileSync(join(LOCALES, 'glossary.json'), 'utf8'));
const languages = loadLocales(LOCALES).live;
const articles = readArticles(KNOWLEDGE);

const shownIn = ({ title, answer, eService, withoutInternet, responsible }: Article) =>
  [title, answer, eService, withoutInternet, responsible].join('\n');

/** Swedish bends a noun by a few letters at its end. */
const SWEDISH_ENDING = 4;
/** What Arabic writes in one word with a noun: and, for, with, the. */
const ARABIC_BEGINNING = /^[وف]?[بلك]?(?:ال|لل)?(?=.{3})/u;

/** A word with and without what may be written at its beginning. */
const readings = (word: string, language: string) =>
  language === 'ar' ? [word, word.replace(ARABIC_BEGINNING, '')] : [word];
/** The beginning of a word that its inflections share. */
const stemOf = (word: string) => word.slice(0, Math.max(4, word.length - 3));

function isFormOf(word: string, term: string, language: string): boolean {
  if (language === 'sv') return word.startsWith(term) && word.length - term.length <= SWEDISH_ENDING;
  if (term.length < 4) return word === term;
  const stems = readings(term, language).map(stemOf);
  return readings(word, language).some((own) => stems.some((stem) => own.startsWith(stem)));
}

/** Words that may stand between those of a term: "konsultacja w sprawie długów". */
const BETWEEN = 2;

/** Whether the words of a term, in any form, follow each other in a text. */
function uses(words: readonly string[], term: string, language: string): boolean {
  const [first = '', ...rest] = foldedWords(term);
  const follow = (at: number, wanted: readonly string[]): boolean => {
    const [next, ...others] = wanted;
    if (next === undefined) return true;
    const near = words.slice(at + 1, at + 2 + BETWEEN).findIndex((word) => isFormOf(word, next, language));
    return near >= 0 && follow(at + 1 + near, others);
  };
  return words.some((word, at) => isFormOf(word, first, language) && follow(at, rest));
}

const textOf = (id: string, language: string) => articles.find((one) => one.id === id && one.language === language);
const swedish = articles.filter(({ language }) => language === 'sv');

/** The topics whose Swedish title or answer has a term. */
const topicsWith = (terms: readonly string[]) =>
  swedish.filter(({ title, answer }) => terms.some((term) => uses(foldedWords(`${title}\n${answer}`), term, 'sv')));

/** A translation that does not use the glossary's word, though its Swedish text does. */
function missesOf(entry: Record<string, string[]>, language: string): { topics: number; missing: string[] } {
  const topics = topicsWith(entry.sv ?? []);
  const missing = topics.flatMap(({ id, category }) => {
    const translation = textOf(id, language);
    const words = translation ? foldedWords(shownIn(translation)) : [];
    if ((entry[language] ?? []).some((term) => uses(words, term, language))) return [];
    const file = relative(join(KNOWLEDGE, '..'), join(KNOWLEDGE, 'articles', category, id, `${language}.md`));
    return [`${file}: ${entry.sv?.[0]} = ${entry[language]?.join(' / ')}`];
  });
  return { topics: topics.length, missing };
}

describe('the glossary', () => {
  it('has the city’s 60 terms, each with a word in every language', () => {
    expect(glossary).toHaveLength(60);
    const gaps = glossary.flatMap((entry) =>
      languages.filter((code) => !entry[code]?.length).map((code) => [entry.sv, code]),
    );
    expect(gaps).toEqual([]);
  });

  it.each(
    languages.filter((code) => code !== 'sv'),
  )('is followed in at least half of the topics about each term (%s)', (language) => {
    const wrong = glossary.flatMap((entry) => {
      const { topics, missing } = missesOf(entry, language);
      return missing.length * 2 > topics ? missing : [];
    });
    expect(wrong).toEqual([]);
  });
});
