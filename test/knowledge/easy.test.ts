import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emergencyOf } from '../../dialogs/emergency.js';
import { parseArticle, sectionNamed, textOf } from '../../knowledge/article-file.js';
import { articlePaths } from '../../knowledge/articles.js';
import { factsIn, readFacts } from '../../knowledge/facts.js';
import { wordsOf } from '../../knowledge/text.js';
import { textProblems } from '../../knowledge/text-rules.js';
import { KNOWLEDGE } from '../support/articles.js';

const MOST_WORDS = 12;
const EASY_TOPICS = 30;
/** “t.ex.” is two words to the reading of words. */
const ABBREVIATIONS = ['ex', 'bl', 'dvs', 'mm', 'm', 'osv', 'ca', 'kl', 'nr', 'tel', 'sk', 'etc', 'inkl'];

const texts = articlePaths(KNOWLEDGE)
  .filter(({ language }) => language === 'sv')
  .map((path) => {
    const text = readFileSync(path.file, 'utf8');
    const parsed = parseArticle(text);
    const part = (heading: string) => textOf(sectionNamed(parsed, heading));
    const headings = parsed.sections.map(({ heading }) => heading);
    return {
      ...path,
      text,
      headings,
      easy: part('In easy Swedish'),
      answer: part('Answer'),
      service: part('E-service'),
    };
  });
const easyTexts = texts.filter(({ easy }) => easy);

/** A line as it is read: no sign of a list, no address of a link; a fact is two words. */
function asRead(line: string): string {
  return line
    .replace(/^\s*(?:\d+\.|-)\s+/, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/\{\{[^}]*\}\}/g, 'ett faktum')
    .trim();
}

const linesOf = (easy: string) => easy.split('\n').map(asRead).filter(Boolean);
const sentencesIn = (line: string) => line.split(/(?<=[.!?:])\s+/);
const each = (find: (easy: string, of: (typeof texts)[number]) => string[]) =>
  easyTexts.flatMap((of) => find(of.easy, of).map((found) => `${of.id}: ${found}`));

describe('the texts in easy Swedish', () => {
  it(`are there for the ${EASY_TOPICS} most asked topics, none of them a crisis`, () => {
    expect(easyTexts).toHaveLength(EASY_TOPICS);
    expect(easyTexts.filter(({ id }) => emergencyOf(id)).map(({ id }) => id)).toEqual([]);
  });

  it('stand directly after the answer that they tell in other words', () => {
    const before = easyTexts.map(({ id, headings }) => [id, headings[headings.indexOf('In easy Swedish') - 1]]);
    expect(before).toEqual(easyTexts.map(({ id }) => [id, 'Answer']));
  });

  it(`have no sentence of more than ${MOST_WORDS} words`, () => {
    const tooLong = (sentence: string) => wordsOf(sentence).length > MOST_WORDS;
    expect(each((easy) => linesOf(easy).flatMap(sentencesIn).filter(tooLong))).toEqual([]);
  });

  it('have each sentence on a line of its own', () => {
    expect(each((easy) => linesOf(easy).filter((line) => sentencesIn(line).length > 1))).toEqual([]);
  });

  it('leave air between the thoughts: no more than six lines without an empty one', () => {
    const isDense = (paragraph: string) => !/^\s*(?:\d+\.|-)\s/.test(paragraph) && linesOf(paragraph).length > 6;
    expect(each((easy) => easy.split('\n\n').filter(isDense))).toEqual([]);
  });

  it('use only facts of their answer or e-service, and none that is unknown', () => {
    const { facts } = readFacts(join(KNOWLEDGE, 'facts.yaml'));
    const today = new Date().toISOString().slice(0, 10);
    const errors = textProblems(easyTexts, { facts, today }).filter(({ level }) => level === 'error');
    expect(errors).toEqual([]);
    const foreign = each((easy, { answer, service }) => {
      const known = factsIn(`${answer}\n${service}`);
      return factsIn(easy).filter((fact) => !known.includes(fact));
    });
    expect(foreign).toEqual([]);
  });

  it('leave out no number, period or phone of their answer', () => {
    const lost = each((easy, { answer }) => factsIn(answer).filter((fact) => !factsIn(easy).includes(fact)));
    expect(lost).toEqual([]);
  });

  it('have no bare number', () => {
    expect(each((easy) => linesOf(easy).filter((line) => /\d/.test(line)))).toEqual([]);
  });

  it('have no abbreviation', () => {
    const isShort = (word: string) => ABBREVIATIONS.includes(word);
    expect(each((easy) => linesOf(easy).filter((line) => wordsOf(line).some(isShort)))).toEqual([]);
  });
});
