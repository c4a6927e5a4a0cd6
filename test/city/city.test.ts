import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCity } from '../../city/index.js';

const SHIPPED = join(__dirname, '..', '..', 'city');

function cityWith(file: string, text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'city-'));
  cpSync(SHIPPED, directory, { recursive: true });
  writeFileSync(join(directory, file), text);
  return directory;
}

describe('the city as data', () => {
  const city = loadCity(SHIPPED);

  it('gives every category an answer group and a board (complaint 8)', () => {
    expect(Object.keys(city.categories)).toHaveLength(99);
    for (const { group, board } of Object.values(city.categories)) {
      expect(city.groups[group]).toBeDefined();
      expect(city.boards[board]).toBeDefined();
    }
  });

  it('names the boards so that a sentence can have "the" before them', () => {
    const named = Object.values(city.boards).map(({ en }) => en);
    expect(named.filter((name) => /^the /i.test(name))).toEqual([]);
  });

  it('finds the category of a topic, and Other for a topic nobody knows', () => {
    expect(city.categoryOf('forskola-ko')).toBe('FSK-KO');
    expect(city.categoryOf('no-such-topic')).toBe('ALL-OVR');
  });

  it.each([
    ['öppen förskola i skärholmen', 'skarholmen'],
    ['bor i Rinkeby-Kista', 'jarva'],
    ['jag bor i spånga tensta', 'jarva'],
    ['gatlampan i norra angby', 'bromma'],
    ['hägersten liljeholmen', 'hagersten-alvsjo'],
    ['Norrmalm', 'norra-innerstaden'],
    ['farsta strand', 'farsta'],
    ['Örby slott', 'hagersten-alvsjo'],
    ['Örby', 'enskede-arsta-vantor'],
  ])('understands the district in "%s"', (text, district) => {
    expect(city.districtIn(text)).toBe(district);
  });

  it.each([
    'ingen plats alls',
    'från Farsta till Bromma',
    'kistan på vinden',
  ])('does not guess a district from "%s"', (text) => {
    expect(city.districtIn(text)).toBeUndefined();
  });

  it.each([
    [
      'hours.yaml',
      'timezone: Europe/Stockholm\ngroups: { TRA: { hours: { mon: ["8-12"] } } }',
      /hours\.yaml: groups\.TRA\.hours\.mon\.0/,
    ],
    [
      'hours.yaml',
      'timezone: Europe/Stockholm\ngroups: { TRA: { hours: { monday: ["08:00-12:00"] } } }',
      /hours\.yaml: groups\.TRA\.hours/,
    ],
    [
      'hours.yaml',
      'timezone: Europe/Stockholm\ngroups: { TRA: { hours: { mon: ["16:00-08:00"] } } }',
      /must end after it begins/,
    ],
    [
      'hours.yaml',
      'timezone: Europe/Stockholm\ngroups: { TRA: { hours: {}, exceptions: { "2026-13-40": [] } } }',
      /exceptions\.2026-13-40/,
    ],
    ['hours.yaml', 'timezone: Mars/Base\ngroups: {}', /Mars\/Base/],
    ['hours.yaml', 'timezone: Europe/Stockholm\ngroups: { XYZ: { hours: {} } }', /XYZ/],
    ['groups.yaml', 'VAX: { name: { sv: a, en: b } }', /answer group/],
    ['city.yaml', ': : :', /city\.yaml/],
  ])('stops with file and fault when %s is wrong (bad input: a wrong date in a holiday file)', (file, text, fault) => {
    expect(() => loadCity(cityWith(file, text))).toThrow(fault);
  });

  it('shows a report to everybody only where nothing can be secret and a form asks for it', () => {
    const shown = Object.values(city.categories).filter((category) => category.public);
    expect(shown.length).toBeGreaterThan(5);
    for (const { secrecy, topic } of shown) expect([secrecy, city.forms.get(topic)?.report]).toEqual(['none', true]);
  });

  it.each([
    ['MIL-BUL', 'its secrecy is possible'],
    ['KUL-SKO', 'its form is no report'],
  ])('refuses to show %s to everybody, because %s', (code) => {
    const categories = readFileSync(join(SHIPPED, 'categories.yaml'), 'utf8');
    const shown = categories.replace(new RegExp(`^(${code}: .*) }$`, 'm'), '$1, public: true }');
    expect(shown).not.toBe(categories);
    expect(() => loadCity(cityWith('categories.yaml', shown))).toThrow(`${code}: public needs secrecy none`);
  });
});
