import { locales, talkTo } from '../support/talk-to.js';

describe('an answer in a language the city does not write in itself', () => {
  it('says that it is translated, not yet checked, and that the Swedish text counts', async () => {
    const [answer] = await talkTo('en').hears('How do I get a library card?');
    expect(answer).toMatchObject({ kind: 'answer', data: { article: 'bibliotek', language: 'en', reviewed: false } });
    expect(answer?.text).toContain(locales.say('en', 'answer.translated'));
  });

  it('has the Swedish original one press away, and goes on in the citizen’s language', async () => {
    const chat = talkTo('en');
    const [, asked] = await chat.hears('How do I get a library card?');
    const original = locales.say('en', 'answer.original');
    expect(asked?.choices?.map(({ label }) => label)).toContain(original);
    const [swedish, again] = await chat.hears(original);
    expect(swedish).toMatchObject({ kind: 'answer', language: 'sv', data: { article: 'bibliotek', language: 'sv' } });
    expect(swedish?.text).not.toContain(locales.say('sv', 'answer.translated'));
    expect(again?.text).toBe(locales.say('en', 'feedback.ask'));
    expect(chat.talk().language).toBe('en');
  });

  it('is no translation in Swedish', async () => {
    const [answer, asked] = await talkTo('sv').hears('Hur skaffar jag lånekort?');
    expect(answer?.text).not.toContain(locales.say('sv', 'answer.translated'));
    expect(answer?.data).not.toHaveProperty('reviewed');
    expect(asked?.choices?.map(({ label }) => label)).not.toContain(locales.say('sv', 'answer.original'));
  });
});
