import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newTalk, type Reply } from '../../dialogs/turn.js';
import { readModel } from '../../knowledge/language-model.js';
import { kinds, locales, talkTo } from '../support/talk-to.js';

const ROOT = join(__dirname, '..', '..');
const model = readModel(join(ROOT, 'knowledge', 'language-model.bin'));
/** What each entry of the list of languages does. */
const MENU = locales.menu.map(() => 'language');
const articles = (replies: Reply[]) => replies.flatMap(({ data }) => data?.article ?? []);

/** "Where do I apply for an identity card for my child", or the like. */
const SENTENCES: Record<string, string> = {
  da: 'jeg forstår ikke hvorfor naboens høns altid skal gå løs ude på vejen',
  de: 'Ich möchte gerne wissen wann die Nachbarn endlich ihre Hühner einsperren',
  fr: 'Je voudrais savoir quand les voisins vont enfin enfermer leurs poules',
  no: 'jeg skjønner ikke hvorfor naboens høner alltid skal gå løse ute på veien',
  ru: 'Где я могу подать заявление на паспорт для моего ребёнка',
};

describe('a language that is recognised but not served', () => {
  const notServed = model.languages.filter((language) => !locales.live.includes(language));

  it.each(notServed)('has a sentence of its own (%s)', (language) => {
    expect(locales.notServed(language)?.length).toBeGreaterThan(40);
  });

  it('has one sentence, different from every other', () => {
    expect(new Set(notServed.map((language) => locales.notServed(language))).size).toBe(notServed.length);
    const file = readFileSync(join(ROOT, 'locales', 'other-languages.json'), 'utf8');
    expect(Object.keys(JSON.parse(file)).sort()).toEqual([...notServed].sort());
  });

  it('is written in its own letters (ru)', () => {
    const text = locales.notServed('ru') ?? '';
    expect(text).toMatch(/\p{Script=Cyrillic}{5}/u);
    expect(text).not.toMatch(/\p{Script=Latin}/u);
  });

  it.each(notServed)('is answered in itself, then with the languages there are and a person (%s)', async (language) => {
    const chat = talkTo('sv');
    const replies = await chat.hears(SENTENCES[language] ?? '');
    expect(kinds(replies)).toEqual(['notice', 'notice']);
    expect(replies[0]).toMatchObject({ language, text: locales.notServed(language) });
    expect(replies[1]).toMatchObject({ text: chat.says('notice.notServed') });
    expect(replies[1]?.choices?.map(({ action }) => action.do)).toEqual([...MENU, 'person']);
    expect(chat.talk().matter).toMatchObject({ language, outcome: 'unanswered' });
  });

  it('keeps Swedish for those who read it, and turns to English for others', async () => {
    const [dane, german] = [talkTo('sv'), talkTo('sv')];
    await dane.hears(SENTENCES.da ?? '');
    await german.hears(SENTENCES.de ?? '');
    expect([dane.talk().language, german.talk().language]).toEqual(['sv', 'en']);
  });

  it('goes on in the language that is then chosen', async () => {
    const chat = talkTo('sv');
    await chat.hears(SENTENCES.de ?? '');
    expect((await chat.hears('1'))[0]?.text).toBe(locales.say('sv', 'notice.language'));
    expect(articles(await chat.hears('trasig gatlampa'))).toContain('belysning');
  });

  it('is told by its letters alone, even in one word', async () => {
    expect((await talkTo('sv').hears('больница'))[0]).toMatchObject({ language: 'ru' });
  });
});

describe('a first message too short to tell its language', () => {
  const stranger = (language: string) => talkTo(language, {}, { ...newTalk(language), guessed: true });

  it('is asked about once, in both languages, with a way to say "another"', async () => {
    const chat = stranger('sv');
    const [question] = await chat.hears('ciao');
    expect(question).toMatchObject({ kind: 'question', data: { form: 'language' } });
    for (const language of ['sv', 'en'])
      expect(question?.text).toContain(locales.say(language, 'notice.chooseLanguage'));
    expect(question?.choices?.map(({ action }) => action.do)).toEqual([...MENU, 'otherLanguage']);
    expect(kinds(await chat.hears('ciao'))).toEqual(['unknown']);
  });

  it('by "another language" leads to the languages there are and a person', async () => {
    const chat = stranger('sv');
    await chat.hears('ciao');
    const [reply] = await chat.hears(String(MENU.length + 1));
    expect(reply).toMatchObject({ kind: 'notice', text: locales.say('en', 'notice.notServed') });
    expect(reply?.choices?.map(({ action }) => action.do)).toEqual([...MENU, 'person']);
  });

  it('is never asked about on a page that has a language', async () => {
    expect(kinds(await talkTo('sv').hears('ciao'))).toEqual(['unknown']);
  });

  it.each([
    'bygglov',
    'pass',
    'bibliotek',
    'hemtjänst',
    'simhall',
    'id-kort',
    'vatten',
  ])('is answered when the knowledge base knows it: %s', async (word) => {
    const [reply] = await stranger('sv').hears(word);
    expect(['answer', 'choose']).toContain(reply?.kind);
  });

  it.each(['hej', 'hello'])('is a greeting when it is one: %s', async (word) => {
    const chat = stranger('sv');
    expect(kinds(await chat.hears(word))).toEqual(['greeting']);
    expect(kinds(await chat.hears('ciao'))).toEqual(['unknown']);
  });

  it('is not asked about once the conversation has shown its language', async () => {
    const chat = stranger('sv');
    await chat.hears('när hämtas soporna');
    expect(kinds(await chat.hears('ciao'))).toEqual(['unknown']);
  });
});

describe('a talk that has its language', () => {
  it.each([
    ['tr', 'kütüphane kartı nasıl alınır', 'shukran', 'greeting.thanks'],
    ['so', 'baasaboor', 'gracias', 'greeting.thanks'],
  ])('keeps it when something is said in passing in another (%s)', async (language, question, word, key) => {
    const chat = talkTo(language);
    await chat.hears(question);
    const [reply] = await chat.hears(word);
    expect(reply?.text).toBe(chat.says(key));
    expect(chat.talk().language).toBe(language);
  });

  it('takes the language of a first greeting', async () => {
    const chat = talkTo('sv');
    await chat.hears('hola');
    expect(chat.talk().language).toBe('es');
  });

  it('in Ukrainian stays so when words of Russian are mixed in, and not otherwise', async () => {
    const russian = 'Где я могу подать заявление на паспорт для моего ребёнка';
    const chat = talkTo('uk');
    const replies = await chat.hears(russian);
    expect(replies.map(({ language }) => language)).not.toContain('ru');
    expect(chat.talk().language).toBe('uk');
    expect((await talkTo('tr').hears(russian))[0]?.language).toBe('ru');
  });
});

describe('words of two languages in one question', () => {
  it.each([
    ['var kan jag apply för parking permit', 'boendeparkering'],
    ['hur får jag library card', 'bibliotek'],
    ['where can I get hemtjänst for my mother', 'hemtjanst'],
    ['how do I ansöka om bygglov', 'bygglov'],
  ])('still find the article: %s', async (text, topic) => {
    const [reply] = await talkTo('sv').hears(text);
    const shown = reply?.kind === 'answer' ? articles([reply]) : (reply?.data?.articles as string[]);
    expect(shown[0]).toBe(topic);
  });

  it('do not turn what nobody knows into an answer', async () => {
    expect(kinds(await talkTo('sv').hears('kvantfluktuationer i cauliflower'))).toEqual(['unknown']);
  });
});
