import { locales, talkTo } from '../support/talk-to.js';

const CLEAR = 'hur söker jag boendeparkering';
const NONSENSE = 'kvantfluktuationer i blomkål';

describe('what nobody answered', () => {
  it('is left to the editors when it was not understood, not helpful, or not meant', async () => {
    const chat = talkTo('sv');
    await chat.hears(NONSENSE);
    await chat.hears(NONSENSE);
    await chat.hears(locales.say('sv', 'choose.none'));
    expect(chat.left.map(({ why, seq }) => ({ why, seq }))).toEqual([
      { why: 'unknown', seq: 1 },
      { why: 'unknown', seq: 2 },
      { why: 'rejected', seq: 2 },
    ]);
    await chat.hears(CLEAR);
    await chat.hears(locales.say('sv', 'feedback.no'));
    expect(chat.left.at(-1)).toMatchObject({ why: 'not-helped', seq: 4, language: 'sv' });
    expect(JSON.stringify([chat.talk(), chat.left])).not.toContain(NONSENSE);
  });

  it('is not left when the matter is strictly secret', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur ansöker man om hemtjänst');
    await chat.hears(locales.say('sv', 'feedback.no'));
    expect(chat.left).toEqual([]);
  });
});

describe('a report that may be one of several', () => {
  const chat = (margin: number) =>
    talkTo('sv', {
      find: () =>
        ({
          verdict: { kind: 'choose', articles: ['felanmalan-gata', 'park-trad'] },
          language: 'sv',
          languageSure: true,
          ranking: [],
          reasons: { margin },
        }) as never,
    });
  const place = 'det är trasigt på Storgatan 5 i Bromma';

  it('begins as the nearest, when that leads and the place is told', async () => {
    const leading = chat(0.06);
    await leading.hears(place);
    expect(leading.talk().form?.topic).toBe('felanmalan-gata');
  });

  it.each([
    ['two are as near', 0.04, place],
    ['no place is told', 0.06, 'det är trasigt'],
  ])('is asked which it is when %s', async (_why, margin, text) => {
    const asking = chat(margin);
    expect((await asking.hears(text))[0]).toMatchObject({ kind: 'choose' });
    expect(asking.talk().form).toBeNull();
  });
});

describe('local knowledge', () => {
  it('remembers the district that was named, old names too', async () => {
    const chat = talkTo('sv');
    await chat.hears('öppen förskola i Rinkeby-Kista');
    expect(chat.talk().district).toBe('jarva');
  });
});
