import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArticle, sectionNamed, textOf } from '../../knowledge/article-file.js';
import { articlePaths } from '../../knowledge/articles.js';
import { loadLocales } from '../../locales/index.js';
import { KNOWLEDGE } from '../support/articles.js';

const locales = loadLocales(join(__dirname, '..', '..', 'locales'));
/** What somebody in danger, or afraid for a child, is given to read. */
const TOPICS = ['akut-112', 'vald-nara-relation', 'orosanmalan-barn'];
const SECTIONS = ['Answer', 'Without the internet'];
const MOST_WORDS = 20;
const HELPLINE = 'Kvinnofridslinjen';

/** Every text for a crisis in a language, by the name of its place. */
function textsIn(language: string): Map<string, string> {
  const sentences = Object.entries(locales.file(language, 'emergency') as Record<string, string>);
  const articles = articlePaths(KNOWLEDGE)
    .filter((path) => path.language === language && TOPICS.includes(path.id))
    .flatMap(({ id, file }) => {
      const article = parseArticle(readFileSync(file, 'utf8'));
      return SECTIONS.map((name): [string, string] => [`${id}, ${name}`, textOf(sectionNamed(article, name))]);
    });
  return new Map([...sentences, ...articles]);
}

const placeholders = (text: string) => [...text.matchAll(/\{\{([\w.]+)\}\}/g)].map(([, name]) => name).sort();

function longSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?؟]\**)\s|\n(?:\d\. )?/)
    .filter((sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length > MOST_WORDS);
}

const swedish = textsIn('sv');

describe.each(locales.live)('the texts for a crisis in %s', (language) => {
  const texts = textsIn(language);

  it('are the same ones as in Swedish', () => {
    expect(texts.size).toBe(7 + TOPICS.length * SECTIONS.length);
    expect([...texts.keys()].sort()).toEqual([...swedish.keys()].sort());
    expect([...texts].filter(([, text]) => !text.trim())).toEqual([]);
  });

  it('give the same numbers as the Swedish ones, and none written out', () => {
    const differing = [...texts].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(swedish.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
    expect([...texts].filter(([, text]) => /\d{3}/.test(text)).map(([key]) => key)).toEqual([]);
  });

  it('name Kvinnofridslinjen where the Swedish ones do', () => {
    const silent = [...swedish].filter(([key, text]) => text.includes(HELPLINE) && !texts.get(key)?.includes(HELPLINE));
    expect(silent.map(([key]) => key)).toEqual([]);
  });

  it(`have sentences of at most ${MOST_WORDS} words`, () => {
    expect([...texts].flatMap(([key, text]) => longSentences(text).map((sentence) => `${key}: ${sentence}`))).toEqual(
      [],
    );
  });
});
