import { kinds, locales, talkTo } from '../support/talk-to.js';

const NONSENSE = {
  sv: ['kvantfluktuationer i blomkål', 'blomkål med fluktuationer', 'fluktuerande kvantblomkål'],
  en: ['quantum cauliflower fluctuations', 'cauliflower with fluctuations', 'fluctuating quantum cauliflower'],
};

describe.each(['sv', 'en'] as const)('to be told when there is an answer (%s)', (language) => {
  const say = (key: string) => locales.say(language, key);

  async function askedInVain(times: number) {
    const chat = talkTo(language);
    let replies = await chat.hears(NONSENSE[language][0] ?? '');
    for (const text of NONSENSE[language].slice(1, times)) replies = await chat.hears(text);
    return { chat, replies };
  }
  const labels = (replies: { choices?: { label: string }[] }[]) =>
    replies.flatMap(({ choices = [] }) => choices.map(({ label }) => label));

  it('is not offered yet when other words may help', async () => {
    const { replies } = await askedInVain(1);
    expect(labels(replies)).not.toContain(say('tell.offer'));
  });

  it('is offered beside other words and a person from the second time on', async () => {
    const second = await askedInVain(2);
    expect(labels(second.replies)).toEqual(expect.arrayContaining([say('tell.offer'), say('feedback.person')]));
    const third = await askedInVain(3);
    expect(labels(third.replies)).toContain(say('tell.offer'));
    expect(third.replies[0]?.text).toContain(say('tell.hint'));
  });

  it('is offered when an answer did not help, or none of the topics was meant', async () => {
    const chat = talkTo(language);
    await chat.hears(language === 'sv' ? 'hur överklagar jag en p-bot' : 'how do I appeal a parking ticket');
    expect(labels(await chat.hears(say('feedback.no')))).toContain(say('tell.offer'));
    const { chat: other } = await askedInVain(2);
    expect(labels(await other.hears(say('choose.none')))).toContain(say('tell.offer'));
  });

  it('keeps the address with the question, says what for, and leaves it nowhere else', async () => {
    const given = 'anna@exempel.se';
    const { chat } = await askedInVain(2);
    const [question] = await chat.hears(say('tell.offer'));
    expect(question).toMatchObject({
      kind: 'question',
      text: say('tell.ask'),
      data: { form: 'tell', field: 'contact' },
    });
    const replies = await chat.hears(given);
    expect(replies.map(({ text }) => text)).toEqual([say('tell.kept')]);
    expect(chat.needs.remembered).toEqual([{ seq: 2, email: given }]);
    expect(chat.forgotten).toEqual([4]);
    expect(JSON.stringify([chat.talk(), replies])).not.toContain(given);
    expect(chat.needs.opened).toEqual([]);
  });

  it('can be asked for in words', async () => {
    const { chat } = await askedInVain(3);
    const [word] = (locales.file(language, 'words') as { tell: string[] }).tell;
    expect((await chat.hears(word ?? ''))[0]?.text).toBe(say('tell.ask'));
  });

  it.each(['reach.skip', 'no', 'cancel'])('ends with nothing kept: %s', async (way) => {
    const { chat } = await askedInVain(2);
    await chat.hears(say('tell.offer'));
    const words = locales.file(language, 'words') as Record<string, string[]>;
    const [reply] = await chat.hears(way.includes('.') ? say(way) : (words[way]?.[0] ?? ''));
    expect(reply?.text).toBe(say('tell.skipped'));
    expect(chat.needs.remembered).toEqual([]);
    expect(chat.talk().asking).toBeNull();
  });

  it('asks again for what is no address, and does not keep those words either', async () => {
    const { chat } = await askedInVain(2);
    await chat.hears(say('tell.offer'));
    expect((await chat.hears('anna@exempel'))[0]).toMatchObject({ kind: 'invalid', text: say('tell.invalid') });
    expect((await chat.hears('anna@exempel'))[0]?.text).toBe(say('tell.invalidAgain'));
    expect(chat.forgotten).toEqual([4, 5]);
    expect(chat.needs.remembered).toEqual([]);
  });

  it('takes no telephone number: nobody rings about it', async () => {
    const { chat } = await askedInVain(2);
    await chat.hears(say('tell.offer'));
    expect((await chat.hears('070-123 45 69'))[0]).toMatchObject({ kind: 'invalid', text: say('tell.invalid') });
    expect(chat.needs.remembered).toEqual([]);
  });

  it('is not offered in a city that sends no mail', async () => {
    const chat = talkTo(language, { mail: false });
    for (const text of NONSENSE[language]) {
      const replies = await chat.hears(text);
      expect(labels(replies)).not.toContain(say('tell.offer'));
      expect(JSON.stringify(replies)).not.toContain(say('tell.hint'));
    }
  });

  it('is open about a question that is no longer there', async () => {
    const chat = talkTo(language, { remember: async () => false });
    for (const text of NONSENSE[language].slice(0, 2)) await chat.hears(text);
    await chat.hears(say('tell.offer'));
    expect((await chat.hears('anna@exempel.se'))[0]?.text).toBe(say('tell.gone'));
  });

  it('gives way to a person, who is the better answer', async () => {
    const { chat } = await askedInVain(2);
    await chat.hears(say('tell.offer'));
    expect(kinds(await chat.hears(say('feedback.person')))).toEqual(['handover', 'case']);
    expect(chat.talk().asking).toBeNull();
  });
});

describe('a matter of strong secrecy', () => {
  it('is never offered to be kept with an address', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur ansöker man om hemtjänst');
    const replies = await chat.hears(locales.say('sv', 'feedback.no'));
    expect(JSON.stringify(replies)).not.toContain(locales.say('sv', 'tell.offer'));
    expect(await chat.hears('säg till')).not.toContainEqual(
      expect.objectContaining({ text: locales.say('sv', 'tell.ask') }),
    );
  });
});
