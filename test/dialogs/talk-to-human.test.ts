import { kinds, locales, talkTo } from '../support/talk-to.js';

const CLEAR = 'hur söker jag boendeparkering';

describe('asking for a person again', () => {
  it('while nobody is there registers nothing twice and stays with the same group', async () => {
    const chat = talkTo('sv', { open: false });
    await chat.hears(CLEAR);
    await chat.hears(locales.say('sv', 'feedback.person'));
    expect(kinds(await chat.hears('människa'))).toEqual(['handover', 'question']);
    await chat.hears('070-123 45 69');
    expect(kinds(await chat.hears('prata med en människa'))).toEqual(['handover']);
    expect(chat.needs.opened).toHaveLength(1);
    expect(chat.needs.reached).toEqual([{ number: 'KC-2026-000001', phone: '+46701234569' }]);
  });
});

describe('asking for a person in other words', () => {
  it('only offers one while it is a guess', async () => {
    const found = {
      verdict: { kind: 'answer' as const, article: 'manniska' },
      language: 'sv',
      languageSure: true,
      ranking: [],
    };
    const find = (confidence: number) => () => ({ ...found, confidence }) as never;
    const [guess] = await talkTo('sv', { find: find(0.6) }).hears('tack för hjälpen du är snäll');
    expect(guess).toMatchObject({ kind: 'handover', data: { state: 'offered' } });
    const [sure] = await talkTo('sv', { find: find(0.95) }).hears('jag skulle vilja tala med någon riktig');
    expect(sure).toMatchObject({ kind: 'handover', data: { state: 'waiting' } });
  });
});

describe('crisis', () => {
  it('does not ask somebody who lives with violence for a number that might be unsafe', async () => {
    const chat = talkTo('sv', { open: false });
    await chat.hears('hjälp för kvinnor som blir slagna');
    expect(chat.talk().matter).toMatchObject({ category: 'SOC-VAL', outcome: 'emergency' });
    expect(kinds(await chat.hears('Prata med en människa'))).toEqual(['handover', 'case']);
  });

  it('takes a yes for the person that was offered', async () => {
    const chat = talkTo('sv');
    await chat.hears('hjälp för kvinnor som blir slagna');
    expect(kinds(await chat.hears('ja tack'))).toEqual(['handover', 'case']);
  });
});
