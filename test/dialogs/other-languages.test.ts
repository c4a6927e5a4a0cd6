import { locales, talkTo } from '../support/talk-to.js';

describe.each([
  ['meänkieli', 'fit', 'fi', 'minority'],
  ['davvisámegiella', 'se', 'sv', 'minority'],
  ['Kurmancî', 'ku', 'en', 'interpreter'],
  ['ትግርኛ', 'ti', 'en', 'interpreter'],
])('somebody who asks for %s', (name, code, reads, right) => {
  const say = (key: string) => locales.say(reads, key, { language: name });

  it('is told their right and offered a person, in a language they may read', async () => {
    const chat = talkTo('sv');
    const [reply] = await chat.hears(name);
    expect(reply).toMatchObject({ kind: 'handover', data: { state: 'offered' } });
    expect(reply?.text).toContain(say('rights.noText'));
    expect(reply?.text.includes(say('rights.minority'))).toBe(right === 'minority');
    expect(reply?.choices?.map(({ label }) => label)).toContain(say('handover.offerYes'));
    expect(chat.talk()).toMatchObject({ language: reads, wished: code });
  });

  it('gets a case that says which language they want, and that an interpreter is needed', async () => {
    const chat = talkTo('sv');
    await chat.hears(name);
    const replies = await chat.hears(say('handover.offerYes'));
    expect(chat.needs.opened).toMatchObject([{ language: code, interpreter: true }]);
    expect(replies.map(({ text }) => text)).toContain(say('rights.noted'));
  });

  it('may choose a language that the bot writes in instead', async () => {
    const chat = talkTo('sv');
    await chat.hears(name);
    await chat.hears('English');
    expect(chat.talk()).toMatchObject({ language: 'en', wished: '' });
  });
});

it.each([
  ['ku', 'Rojbaş, ez dixwazim alîkariyê ji bo zarokên xwe'],
  ['se', 'Bures, mun dáhtun oažžut veahki mánáid skuvlii'],
  ['fit', 'Mie tahon praatata meänkieltä teän kansa'],
  ['ti', 'ሰላም፡ ቆልዓይ ቤት ትምህርቲ ክሰርሕ እደሊ ኣለኹ'],
])('somebody who writes in %s is offered a person unasked', async (code, text) => {
  const chat = talkTo('sv');
  await chat.hears(text);
  expect(chat.talk().wished).toBe(code);
});
