import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectLanguage } from '../../knowledge/language.js';
import { readModel } from '../../knowledge/language-model.js';
import { fold } from '../../knowledge/text.js';
import { KNOWLEDGE } from '../support/articles.js';

interface Text {
  lang: string;
  length: 'word' | 'words' | 'sentence';
  text: string;
}

const model = readModel(join(KNOWLEDGE, 'language-model.bin'));
const texts = readFileSync(join(__dirname, 'languages.jsonl'), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Text);

const wrong = (among: readonly Text[], written: (text: string) => string = (text) => text) =>
  among
    .map(({ lang, text }) => `${lang}: ${text} → ${detectLanguage(written(text), model).language}`)
    .filter((line) => line.slice(0, 2) !== line.slice(-2));

describe('what citizens write in 15 languages, which the model was not taught', () => {
  it.each([
    ['word', 7],
    ['words', 6],
    ['sentence', 2],
  ])('is told right but for a few: a single %s, at most %d of 60 wrong', (length, most) => {
    const among = texts.filter((text) => text.length === length);
    expect(among).toHaveLength(60);
    expect(wrong(among).slice(most)).toEqual([]);
  });

  it('is hardly told worse without accents', () => {
    const sentences = texts.filter(({ length }) => length === 'sentence');
    expect(wrong(sentences, (text) => fold(text.toLowerCase())).slice(2)).toEqual([]);
  });

  it('takes less than a millisecond a text', () => {
    const start = performance.now();
    for (const { text } of texts) detectLanguage(text, model);
    expect((performance.now() - start) / texts.length).toBeLessThan(1);
  });
});
