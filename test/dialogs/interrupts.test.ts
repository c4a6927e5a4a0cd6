import { newTalk } from '../../dialogs/turn.js';
import { kinds, locales, talkTo } from '../support/talk-to.js';

const CLEAR = 'hur söker jag boendeparkering';
const NONSENSE = 'kvantfluktuationer i blomkål';

describe('languages', () => {
  it('follows the citizen from Swedish to English (complaint 22)', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur söker jag boendeparkering');
    const [answer] = await chat.hears('How do I report a pothole on my street?');
    expect(answer).toMatchObject({ kind: 'answer', data: { article: 'felanmalan-gata', language: 'en' } });
  });

  it('stays in the language that was chosen', async () => {
    const chat = talkTo('sv');
    await chat.hears('English');
    const [answer] = await chat.hears('hur söker jag boendeparkering');
    expect(answer).toMatchObject({ kind: 'answer', data: { article: 'boendeparkering', language: 'en' } });
  });

  it('offers the languages there are, and a person, to somebody who writes in another', async () => {
    const chat = talkTo('sv');
    const [own, reply] = await chat.hears('Wo kann ich einen Personalausweis für mein Kind beantragen?');
    expect(own).toMatchObject({ kind: 'notice', language: 'de', text: locales.notServed('de') });
    expect(reply?.kind).toBe('notice');
    expect(reply?.choices?.map(({ label }) => label)).toEqual([
      ...locales.menu.map(({ name }) => name),
      locales.say('en', 'feedback.person'),
    ]);
  });
});

describe('what is no language at all', () => {
  it('changes none', async () => {
    const chat = talkTo('sv');
    await chat.hears('qwerty zxcvb');
    expect(chat.talk().language).toBe('sv');
  });
});

describe('what people write around a command', () => {
  it.each([
    ['ok tack', 'greeting.thanks', 'sv'],
    ['thank you very much!', 'greeting.thanks', 'en'],
    ['hejdå tack', 'greeting.goodbye', 'sv'],
    ['avbryt tack', 'notice.nothingToCancel', 'sv'],
    ['can we speak english please', 'notice.language', 'en'],
    ['kan vi ta det på engelska tack', 'notice.language', 'en'],
  ])('does not hide it: %s', async (text, key, language) => {
    const [reply] = await talkTo('sv').hears(text);
    expect(reply?.text).toBe(locales.say(language, key));
  });

  it('does not put somebody in a queue who does not want to be there', async () => {
    const chat = talkTo('sv');
    const [reply] = await chat.hears('jag vill inte prata med en människa');
    expect(reply?.data?.state).not.toBe('waiting');
    expect(chat.needs.opened).toEqual([]);
  });
});

describe('numbers', () => {
  it('still choose after a word in between, and one that chooses nothing is explained', async () => {
    const chat = talkTo('sv');
    await chat.hears('börja om');
    await chat.hears('hjälp');
    const [outside] = await chat.hears('99');
    expect(outside).toMatchObject({ kind: 'invalid', text: locales.say('sv', 'choose.outOfRange', { count: 6 }) });
    expect(kinds(await chat.hears('1'))).toEqual(['choose']);
  });

  it('without a list say that they say nothing', async () => {
    const [reply] = await talkTo('sv').hears('7');
    expect(reply?.text).toBe(locales.say('sv', 'choose.noMenu'));
  });
});

describe('no', () => {
  it('to the nearest topics is a miss, and the third miss offers a person', async () => {
    const chat = talkTo('sv');
    await chat.hears(CLEAR);
    await chat.hears('nej');
    await chat.hears('nej');
    expect(chat.talk().misses).toBe(2);
    const [third] = await chat.hears(NONSENSE);
    expect(third).toMatchObject({ kind: 'handover', data: { state: 'offered' } });
  });

  it('to the question how to be reached skips it', async () => {
    const chat = talkTo('sv', { open: false });
    await chat.hears(locales.say('sv', 'feedback.person'));
    expect((await chat.hears('nej'))[0]?.text).toBe(chat.says('case.unreachable', { number: 'KC-2026-000001' }));
  });
});

describe('an answer in one’s own words (complaint 24)', () => {
  const documents = { label: 'Begär ut', action: { do: 'form', topic: 'allman-handling' } as const };
  const asked = async () => {
    const chat = talkTo('sv', {}, { ...newTalk('sv'), menu: [documents] });
    await chat.hears('1');
    return chat;
  };

  it('may have the words of commands in it: only a command alone is one', async () => {
    const chat = await asked();
    const answer = 'hjälp barnen till skolan, avbryt inte projektet';
    await chat.hears(answer);
    expect(chat.talk().form).toMatchObject({ field: 'unitConcerned', details: { documentsSought: answer } });
  });

  it.each([
    ['hjälp', 'sv'],
    ['help', 'en'],
  ] as const)('is asked for again after "%s", in the language that was used', async (word, language) => {
    const chat = await asked();
    const [help, again] = await chat.hears(word);
    expect(help?.text).toBe(locales.say(language, 'form.step.help'));
    expect(again).toMatchObject({ kind: 'question', data: { field: 'documentsSought' } });
    expect(chat.talk().form).toMatchObject({ tries: 0 });
  });
});
