import { join } from 'node:path';
import { loadLocales } from '../../locales/index.js';

const { meaning, withoutGreeting } = loadLocales(join(__dirname, '..', '..', 'locales'));

describe('a command with words of politeness around it', () => {
  it.each([
    ['tack snälla', 'thanks'],
    ['hej tack', 'greeting'],
    ['شكرا الله يعطيكم العافية', 'thanks'],
    ['mahadsanid walaal', 'thanks'],
    ['qof baan rabaa inaan la hadlo', 'human'],
    ['missä mun asia menee', 'status'],
    ['پرونده ام به کجا رسید', 'status'],
    ['не поняла', 'confused'],
    ['i want english', 'name'],
  ])('"%s" is %s', (text, command) => expect(meaning(text)[0]?.command).toBe(command));

  it('is none when a word of its own remains', () => expect(meaning('tack snälla mamma')).toEqual([]));
});

describe('a message without its greeting', () => {
  it.each([
    ['Hej! Jag vill anmäla att det är råttor.', 'Jag vill anmäla att det är råttor.'],
    ['السلام عليكم، بدي بيت', 'بدي بيت'],
    ['asc walaal guri baan raadinayaa', 'guri baan raadinayaa'],
    ['dzień dobry, cześć, szukam mieszkania', 'szukam mieszkania'],
    ['hej', 'hej'],
    ['hejarklack i parken', 'hejarklack i parken'],
  ])('"%s"', (text, rest) => expect(withoutGreeting(text)).toBe(rest));
});
