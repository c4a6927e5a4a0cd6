import { waitSentence } from '../../dialogs/waiting.js';
import { locales } from '../support/talk-to.js';

// Row 9: an interval, never a single minute; nothing when nobody has measured.
describe.each(locales.live)('how long others have waited (%s) (complaint 9)', (language) => {
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);

  it('is an interval', () => expect(waitSentence(say, { from: 3, to: 9 })).toMatch(/\b3\b\D+\b9\b/));
  it('is what most did not exceed when both ends are the same', () =>
    expect(waitSentence(say, { from: 4, to: 4 })).toMatch(/\b4\b/));
  it('is not told when too little was measured', () => expect(waitSentence(say, undefined)).toBe(''));
});
