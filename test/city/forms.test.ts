import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Form, loadCity } from '../../city/index.js';

const SHIPPED = join(__dirname, '..', '..', 'city');
const city = loadCity(SHIPPED);

function cityWith(file: string, text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'city-'));
  cpSync(SHIPPED, directory, { recursive: true });
  writeFileSync(join(directory, file), text);
  return directory;
}

const form = (topic: string): Form => {
  const found = city.forms.get(topic);
  if (!found) throw new Error(`no form for ${topic}`);
  return found;
};
const names = (topic: string) => form(topic).fields.map(({ name }) => name);

describe('the shipped forms', () => {
  it('collect details for every topic whose intake allows it, and for no other', () => {
    for (const { topic, intake } of Object.values(city.categories)) {
      const becomes = { full: 'case', minimal: 'call-back', refer: 'nothing' }[intake];
      const found = city.forms.get(topic);
      if (intake !== 'refer' && topic !== 'manniska' && topic !== '')
        expect([topic, found?.becomes]).toEqual([topic, becomes]);
      if (intake === 'refer' && found) expect([topic, found.becomes]).toEqual([topic, 'nothing']);
    }
  });

  it('ask nothing of a strongly secret matter but where, and when and how to call back', () => {
    const allowed = ['district', 'acuteDanger', 'callbackPhone', 'callbackWindow', 'callbackLanguage', 'interpreter'];
    for (const [code, { topic, intake, secrecy }] of Object.entries(city.categories)) {
      if (intake !== 'minimal' || secrecy !== 'strong') continue;
      expect([code, names(topic).filter((name) => !allowed.includes(name))]).toEqual([code, []]);
    }
  });

  it('have no long text and no files where little is to be collected', () => {
    for (const found of city.forms.values()) {
      if (found.becomes === 'case') continue;
      expect(found.fields.filter(({ type }) => type === 'long-text' || type === 'photo')).toEqual([]);
    }
  });

  it('ask in an order in which each condition is known before it counts', () => {
    expect(names('belysning')).toEqual([
      'acuteDanger',
      'location',
      'poleNumber',
      'description',
      'observedAt',
      'photo',
      'wantsReply',
      'contactPhone',
      'contactEmail',
      'contactName',
      'preferredLanguage',
    ]);
  });

  it('say which answers may be left out', () => {
    const optional = form('belysning').fields.filter(({ required }) => !required);
    expect(optional.map(({ name }) => name)).toEqual([
      'poleNumber',
      'observedAt',
      'photo',
      'contactName',
      'preferredLanguage',
    ]);
  });
});

describe('a form that cannot be', () => {
  const text = (fields: string) => `topic: belysning\nbecomes: case\nfields:\n${fields}`;
  it.each([
    ['a field nobody has defined', '  - location\n  - colour\n', /belysning\.yaml:5: "colour" is no field/],
    [
      'a needed answer that is never asked',
      '  - "location": { later: true }\n',
      /belysning\.yaml:4: "location" comes later/,
    ],
    ['the same field twice', '  - location\n  - "location?"\n', /belysning\.yaml:5: "location" stands here twice/],
    [
      'conditions in a circle',
      '  - location: { when: { district: bromma } }\n  - district: { when: { location: x } }\n',
      /belysning\.yaml:4: "location" waits for "district", which must stand before it/,
    ],
    ['a condition on itself', '  - district: { when: { district: bromma } }\n', /:4: "district" waits for "district"/],
    ['a condition on what is not asked', '  - contactPhone\n', /:4: "contactPhone" waits for "wantsReply"/],
    ['a type that does not exist', '  - location: { type: colour }\n', /belysning\.yaml:4: /],
    ['a rule that does not exist', '  - location: { colour: red }\n', /belysning\.yaml:4: /],
    [
      'a choice without options',
      '  - poleNumber: { type: choice }\n',
      /:4: "poleNumber" is a choice and needs options/,
    ],
    ['a pattern that is none', '  - poleNumber: { pattern: "(" }\n', /:4: .*is no regular expression/],
    ['no YAML', '  - [\n', /belysning\.yaml:\d+: /],
  ])('is refused with file, line and fault: %s', (_what, fields, fault) => {
    expect(() => loadCity(cityWith('forms/belysning.yaml', text(fields)))).toThrow(fault);
  });

  it('is refused when its topic has no category', () => {
    const wrong = 'topic: moon\nbecomes: case\nfields: [location]\n';
    expect(() => loadCity(cityWith('forms/moon.yaml', wrong))).toThrow(/moon\.yaml: topic moon is in no category/);
  });

  it('is refused when its topic has a form already', () => {
    const same = readFileSync(join(SHIPPED, 'forms', 'belysning.yaml'), 'utf8');
    expect(() => loadCity(cityWith('forms/lamp.yaml', same))).toThrow(/lamp\.yaml: topic belysning has the form/);
  });
});
