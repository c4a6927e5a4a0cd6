import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCity } from '../../city/index.js';
import { namesIn } from '../../city/templates.js';
import { factText, readFacts } from '../../knowledge/facts.js';

const ROOT = join(__dirname, '..', '..');
const SHIPPED = join(ROOT, 'city');

function loaded(templates: string): () => unknown {
  const directory = mkdtempSync(join(tmpdir(), 'city-'));
  cpSync(SHIPPED, directory, { recursive: true });
  writeFileSync(join(directory, 'templates.yaml'), templates);
  return () => loadCity(directory).templates;
}

const one = (more: string, code = 'hej') => `- { code: ${code}, title: { sv: Hej, en: Hi }, ${more} }\n`;

describe('the templates of the city', () => {
  const { templates } = loadCity(SHIPPED);

  it('are there in both languages of the console', () => {
    expect(templates.length).toBeGreaterThan(10);
    for (const { text } of templates) expect(Object.keys(text)).toEqual(expect.arrayContaining(['sv', 'en']));
  });

  it('name only facts that may be shown in their language', () => {
    const { facts } = readFacts(join(ROOT, 'knowledge', 'facts.yaml'));
    const missing = templates.flatMap(({ code, text }) =>
      Object.entries(text).flatMap(([language, words]) =>
        namesIn(words)
          .filter((name) => name.includes('.') && factText(name, language, facts) === undefined)
          .map((name) => `${code}.${language}: ${name}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('have no figure of their own: numbers, addresses and links are facts', () => {
    const own = templates.flatMap(({ text }) => Object.values(text)).filter((words) => /\d|@|https?:/.test(words));
    expect(own).toEqual([]);
  });

  it('may be in any language, for some groups or categories, and none at all', () => {
    expect(loaded('[]')()).toEqual([]);
    const text = 'text: { sv: Hej, fi: Hei }, groups: [TRA], categories: [UTE-BEL]';
    expect(loaded(one(text))()).toMatchObject([{ groups: ['TRA'], categories: ['UTE-BEL'], text: { fi: 'Hei' } }]);
  });

  it.each([
    ['a text without Swedish', one('text: { en: Hi }'), /0\.text: must have a Swedish text/],
    ['an empty text', one('text: { sv: " " }'), /0\.text\.sv/],
    ['an unknown answer group', one('text: { sv: Hej }, groups: [XYZ]'), /hej: answer group XYZ is not in groups/],
    ['an unknown category', one('text: { sv: Hej }, categories: [XYZ]'), /hej: XYZ is not in categories/],
    ['the same code twice', one('text: { sv: Hej }') + one('text: { sv: Hej }'), /two templates of this code/],
    ['a misspelt variable', one('text: { sv: "Hej {{citizenNmae}}" }'), /hej\.sv: \{\{citizenNmae\}\} is neither/],
    ['a brace that is not closed', one('text: { sv: "Hej {{citizenName" }'), /hej\.sv: a name stands between/],
    ['a field nobody knows', one('text: { sv: Hej }, group: TRA'), /group/],
    ['no list', 'hej: då', /templates\.yaml/],
  ])('stop the start with file and fault for %s', (_, text, fault) => {
    expect(loaded(text)).toThrow(/templates\.yaml/);
    expect(loaded(text)).toThrow(fault);
  });
});
