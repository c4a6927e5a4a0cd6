import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArticles } from '../../knowledge/articles.js';
import { checkKnowledge } from '../../knowledge/check.js';
import { readQuestions } from '../../knowledge/evaluate.js';
import { checkGolden } from '../../knowledge/golden.js';
import { wordsOf } from '../../knowledge/text.js';
import { loadLocales } from '../../locales/index.js';
import { KNOWLEDGE } from '../support/articles.js';

const LANGUAGES = loadLocales(join(__dirname, '..', '..', 'locales')).live;
const alike = (text: string) => wordsOf(text).join(' ');

describe('the shipped articles', () => {
  it('have no errors by the editors’ check', () => {
    const today = new Date().toISOString().slice(0, 10);
    const problems = checkKnowledge({ directory: KNOWLEDGE, languages: LANGUAGES, today });
    const errors = problems.filter(({ level }) => level === 'error');
    expect(errors.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([]);
  });

  it('answer every golden question', () => {
    expect(checkGolden(KNOWLEDGE).map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([]);
  });

  it.each(LANGUAGES)('do not contain the questions that measure them (%s)', (language) => {
    const known = new Map(
      readArticles(KNOWLEDGE).flatMap(({ id, askedAs }) => askedAs.map((text) => [alike(text), id] as const)),
    );
    const file = join(__dirname, '..', 'quality', `questions.${language}.jsonl`);
    const copied = readQuestions(readFileSync(file, 'utf8')).filter(({ text }) => known.has(alike(text)));
    expect(copied.map(({ id, text }) => `${id} "${text}" is also asked in ${known.get(alike(text))}`)).toEqual([]);
  });
});
