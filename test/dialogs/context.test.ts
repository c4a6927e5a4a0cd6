import type { Reply } from '../../dialogs/turn.js';
import { kinds, knowledge, talkTo } from '../support/talk-to.js';

const articles = (replies: Reply[]) => replies.filter(({ kind }) => kind === 'answer').map(({ data }) => data?.article);

describe('a question about the last answer', () => {
  it.each([
    ['sv', 'hur söker jag bygglov', 'och vad kostar det?', 'bygglov'],
    ['sv', 'hur söker jag plats i förskola', 'hur lång tid tar det', 'forskola-ko'],
    ['en', 'how do I apply for a building permit', 'and what does it cost?', 'bygglov'],
  ])('is read with its topic (%s: %s – %s)', async (language, question, followUp, topic) => {
    const chat = talkTo(language);
    expect(articles(await chat.hears(question))).toEqual([topic]);
    expect(articles(await chat.hears(followUp))).toEqual([topic]);
    expect(chat.talk().matter?.articles.map(({ id }) => id)).toEqual([topic, topic]);
  });

  it.each([
    ['sv', 'hur söker jag plats i förskola', 'och vad kostar det?', 'forskola-avgift'],
    ['sv', 'hur söker jag plats i förskola', 'hur mycket kostar det', 'forskola-avgift'],
    ['en', 'how do I apply for preschool', 'how much is it', 'forskola-avgift'],
    ['sv', 'hur får jag boendeparkering', 'vad kostar det', 'boendeparkering'],
    ['en', 'how do I get a resident parking permit', 'and what does it cost', 'boendeparkering'],
  ])('about the price finds the fees, or the topic that tells its own (%s: %s – %s)', async (...given) => {
    const [language, question, followUp, topic] = given;
    const chat = talkTo(language);
    await chat.hears(question);
    expect(articles(await chat.hears(followUp))).toEqual([topic]);
  });

  it.each([
    ['sv', 'hur söker jag plats i förskola', 'vart ringer jag'],
    ['en', 'how do I apply for preschool', 'who do I call'],
  ])('that its article answers, or nothing does, gets what is known and a person (%s)', async (...given) => {
    const [language, question, followUp] = given;
    const chat = talkTo(language);
    await chat.hears(question);
    const [answer, feedback] = await chat.hears(followUp);
    const title = knowledge.article('forskola-ko', language)?.title;
    expect(answer?.text.startsWith(chat.says('answer.again', { title }))).toBe(true);
    expect(feedback?.choices?.map(({ action }) => action.do)).toContain('person');
  });

  it('is not what a question with a topic of its own is read as', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur får jag boendeparkering');
    expect(articles(await chat.hears('vad kostar förskolan'))).toEqual(['forskola-avgift']);
  });

  it('is not answered from thin air when nothing was answered before', async () => {
    expect(articles(await talkTo('sv').hears('hur lång tid tar det'))).toEqual([]);
  });

  it('that names another topic is answered with that one', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur söker jag bygglov');
    expect(articles(await chat.hears('när hämtas soporna'))).toEqual(['sophamtning']);
  });

  it('is no longer about it once something else was asked', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur söker jag bygglov');
    await chat.hears('xyzzy qwerty');
    expect(articles(await chat.hears('hur lång tid tar det'))).toEqual([]);
  });
});

describe('the name of a district', () => {
  it('says where and changes nothing about what is asked', async () => {
    const [plain, inBromma] = [talkTo('sv'), talkTo('sv')];
    const without = await plain.hears('hur söker jag plats i förskola');
    const within = await inBromma.hears('hur söker jag plats i förskola i Norra Ängby');
    expect(articles(within)).toEqual(articles(without));
    expect(inBromma.talk().district).toBe('bromma');
  });

  it('alone is no question', async () => {
    expect(articles(await talkTo('sv').hears('Kista'))).toEqual([]);
  });

  it('alone after an answer asks for the same in that district', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur söker jag plats i förskola');
    expect(articles(await chat.hears('och i Kista?'))).toEqual(['forskola-ko']);
    expect(chat.talk().district).toBe('jarva');
  });
});

describe('two questions in one message', () => {
  it.each([
    ['sv', 'hur söker jag plats i förskola och var betalar jag p-boten?', ['forskola-ko', 'parkeringsanmarkning']],
    ['en', 'how do I apply for preschool and where do I pay my parking fine', ['forskola-ko', 'parkeringsanmarkning']],
  ])('are both answered, and whether it helped is asked once (%s)', async (language, text, topics) => {
    const chat = talkTo(language);
    const replies = await chat.hears(text);
    expect(articles(replies)).toEqual(topics);
    expect(kinds(replies)).toEqual(['answer', 'answer', 'feedback']);
    expect(chat.talk().matter?.articles.map(({ id }) => id)).toEqual(topics);
  });

  it('are not made of one question in two sentences', async () => {
    const replies = await talkTo('sv').hears('Jag har fått en p-bot. Kan jag överklaga?');
    expect(articles(replies)).toEqual(['parkeringsanmarkning']);
  });
});
