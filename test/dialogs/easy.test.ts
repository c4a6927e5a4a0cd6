import type { Reply } from '../../dialogs/turn.js';
import { kinds, knowledge, locales, services, talkTo } from '../support/talk-to.js';

const LIBRARY = 'Hur skaffar jag lånekort?';
const HOME_HELP = 'Hur ansöker jag om hemtjänst?';
/** A topic without an easy text. */
const WEDDING = 'Hur bokar jag borgerlig vigsel?';
const CONFUSED = 'jag förstår inte';

const article = (id: string) => {
  const known = knowledge.article(id, 'sv');
  if (!known) throw new Error(`no article ${id}`);
  return known;
};
const easyOf = (id: string) => {
  const { easy } = article(id);
  if (!easy) throw new Error(`${id} has no easy text`);
  return locales.written('sv', easy);
};
/** As it stands in the article: without the blanks by which Markdown keeps a line. */
const asWritten = (text: string) => text.replace(/ +\n/g, '\n');
const answerOf = (id: string) => locales.written('sv', article(id).answer);
const labels = (replies: Reply[]) => replies.flatMap(({ choices = [] }) => choices.map(({ label }) => label));
const given = (replies: Reply[]) => {
  const reply = replies.find(({ kind }) => kind === 'answer');
  return reply && { ...reply, text: asWritten(reply.text) };
};
const person = (language: string) => locales.say(language, 'feedback.person');

describe('an answer in easy Swedish', () => {
  it('is one press away from the ordinary one', async () => {
    const chat = talkTo('sv');
    const ordinary = await chat.hears(LIBRARY);
    expect(given(ordinary)?.text).toContain(answerOf('bibliotek'));
    expect(labels(ordinary)).toContain(locales.say('sv', 'answer.easy'));
    const replies = await chat.hears(locales.say('sv', 'answer.easy'));
    expect(replies[0]?.text).toBe(locales.say('sv', 'easy.begun'));
    expect(given(replies)?.text).toContain(easyOf('bibliotek'));
  });

  it('stands in place of the ordinary answer, and keeps the service, the other way and the source', async () => {
    const chat = talkTo('sv');
    await chat.hears(LIBRARY);
    const text = given(await chat.hears(locales.say('sv', 'answer.easy')))?.text ?? '';
    const { eService, withoutInternet, responsible, checkedOn } = article('bibliotek');
    expect(text.startsWith(easyOf('bibliotek'))).toBe(true);
    expect(text).not.toContain(answerOf('bibliotek'));
    for (const part of [eService, withoutInternet, responsible, checkedOn]) expect(text).toContain(part);
  });

  it('is not offered again to somebody who reads it, nor said to be what they just heard', async () => {
    const chat = talkTo('sv');
    await chat.hears(LIBRARY);
    const replies = await chat.hears(locales.say('sv', 'answer.easy'));
    expect(labels(replies)).not.toContain(locales.say('sv', 'answer.easy'));
    expect(given(replies)?.text).not.toContain(chat.says('answer.again', { title: article('bibliotek').title }));
  });

  it('is not offered where there is none, or in another language', async () => {
    expect(labels(await talkTo('sv').hears(WEDDING))).not.toContain(locales.say('sv', 'answer.easy'));
    expect(labels(await talkTo('en').hears('How do I get a library card?'))).not.toContain(
      locales.say('en', 'answer.easy'),
    );
  });
});

describe('“Lätt svenska” in the list of languages', () => {
  const inEasySwedish = async (language: string) => {
    const chat = talkTo(language);
    const asked = await chat.hears(language === 'sv' ? 'byt språk' : 'change language');
    expect(labels(asked)).toContain('Lätt svenska');
    const [said] = await chat.hears('Lätt svenska');
    expect(said?.text).toBe(locales.say('sv', 'easy.begun'));
    return chat;
  };

  it.each(['sv', 'en'])('answers easily from then on (from %s)', async (language) => {
    const chat = await inEasySwedish(language);
    expect(given(await chat.hears(LIBRARY))?.text).toContain(easyOf('bibliotek'));
    expect(given(await chat.hears(HOME_HELP))?.text).toContain(easyOf('hemtjanst'));
  });

  it('gives the ordinary text where there is no easy one', async () => {
    const chat = await inEasySwedish('sv');
    expect(given(await chat.hears(WEDDING))?.text).toContain(answerOf('vigsel'));
  });

  it('ends with “Svenska”, said or chosen', async () => {
    for (const word of ['Svenska', 'svenska', 'svenska tack']) {
      const chat = await inEasySwedish('sv');
      const [said] = await chat.hears(word);
      expect(said?.text).toBe(locales.say('sv', 'notice.language'));
      expect(given(await chat.hears(LIBRARY))?.text).toContain(answerOf('bibliotek'));
    }
    const chat = await inEasySwedish('sv');
    await chat.hears('byt språk');
    await chat.hears('Svenska');
    expect(given(await chat.hears(LIBRARY))?.text).toContain(answerOf('bibliotek'));
  });

  it('ends with another language, which is then answered in', async () => {
    const chat = await inEasySwedish('sv');
    await chat.hears('English');
    expect(chat.talk()).toMatchObject({ language: 'en', easy: false });
    expect(given(await chat.hears('How do I get a library card?'))?.language).toBe('en');
  });
});

describe('“I do not understand”', () => {
  it.each([CONFUSED, 'lättläst', 'Det är svårt att förstå.'])('gives the easy text (%s)', async (words) => {
    const chat = talkTo('sv');
    await chat.hears(HOME_HELP);
    const replies = await chat.hears(words);
    expect(replies[0]?.text).toBe(locales.say('sv', 'easy.begun'));
    expect(given(replies)?.text).toContain(easyOf('hemtjanst'));
    expect(given(await chat.hears(LIBRARY))?.text).toContain(easyOf('bibliotek'));
  });

  it('gives the easy text of the answer before, not of the one before that', async () => {
    const chat = talkTo('sv');
    await chat.hears(HOME_HELP);
    await chat.hears(LIBRARY);
    expect(given(await chat.hears(CONFUSED))?.data).toMatchObject({ article: 'bibliotek' });
  });

  it('offers a person where there is no easy text, and one comes', async () => {
    const chat = talkTo('sv');
    await chat.hears(WEDDING);
    const replies = await chat.hears(CONFUSED);
    expect(given(replies)).toBeUndefined();
    expect(replies[0]?.text).toBe(locales.say('sv', 'easy.none'));
    await chat.hears(locales.say('sv', 'handover.offerYes'));
    expect(chat.needs.opened).toHaveLength(1);
  });

  it('before any answer says that answers will be easy, and they are', async () => {
    const chat = talkTo('sv');
    const replies = await chat.hears(CONFUSED);
    expect(replies.map(({ text }) => text)).toEqual([locales.say('sv', 'easy.begun')]);
    expect(given(await chat.hears(LIBRARY))?.text).toContain(easyOf('bibliotek'));
  });

  it('about an easy text is answered with the way to a person', async () => {
    const chat = talkTo('sv');
    await chat.hears(LIBRARY);
    await chat.hears(CONFUSED);
    const replies = await chat.hears(CONFUSED);
    expect(replies.map(({ text }) => text)).toEqual([locales.say('sv', 'easy.hard')]);
    expect(labels(replies)).toEqual([person('sv')]);
  });

  it('in English says that it was hard, with the way to a person, and stays in English', async () => {
    const chat = talkTo('en');
    await chat.hears('How do I get a library card?');
    const replies = await chat.hears("I don't understand");
    expect(kinds(replies)).toEqual(['notice']);
    expect(replies[0]?.text).toBe(locales.say('en', 'easy.hard'));
    expect(labels(replies)).toEqual([person('en')]);
    expect(chat.talk()).toMatchObject({ language: 'en', easy: false });
    await chat.hears(person('en'));
    expect(chat.needs.opened).toHaveLength(1);
  });

  it('inside a form helps with the question and changes no answers', async () => {
    const chat = talkTo('sv');
    await chat.hears('lampan är trasig utanför Sveavägen 10');
    expect(chat.talk().form).not.toBeNull();
    const replies = await chat.hears(CONFUSED);
    expect(replies[0]?.text).toBe(locales.say('sv', 'form.step.help'));
    expect(chat.talk()).toMatchObject({ easy: false, form: { topic: 'belysning' } });
  });

  it('inside a question is a question, not the command', async () => {
    const chat = talkTo('sv');
    await chat.hears('jag förstår inte hur jag skaffar lånekort');
    expect(chat.talk().easy).toBe(false);
  });
});

describe('an easy text that the editors take away', () => {
  it('leaves the ordinary one', async () => {
    const { easy: _easy, ...ordinary } = article('bibliotek');
    const { article: find } = services();
    const chat = talkTo('sv', { article: (id, language) => (id === 'bibliotek' ? ordinary : find(id, language)) });
    await chat.hears('lätt svenska');
    expect(given(await chat.hears(LIBRARY))?.text).toContain(answerOf('bibliotek'));
  });
});
