import { createMail, Undeliverable } from '../../bot/mail.js';
import { createDelivery, type DeliveryNeeds } from '../../bot/outbox.js';
import { createAnswerTellings } from '../../bot/tell-answers.js';
import { createOutbox } from '../../cases/outbox.js';
import { createCaseTellings } from '../../cases/to-tell.js';
import { headerOf, type MailServer, startMailServer, textOf } from '../support/mail-server.js';
import { aWish, newId, type Office, openOffice } from '../support/registry.js';
import { locales } from '../support/talk-to.js';

const LINK = 'https://kontakt.example/case#';
const CHAT = 'https://kontakt.example/';

describe('telling citizens', () => {
  let office: Office;
  let server: MailServer;
  let mail: ReturnType<typeof createMail>;
  let told: { conversationId: string; key: string; text: string }[];
  let titles: Record<string, string>;
  let givenUp: string[];
  beforeEach(async () => {
    office = await openOffice();
    server = await startMailServer();
    mail = createMail({ smtpUrl: server.url, from: 'kontakt@example.org' });
    [told, titles, givenUp] = [[], {}, []];
  });
  afterEach(async () => {
    mail.close();
    await server.close();
    await office.close();
  });

  function delivery(over: Partial<DeliveryNeeds> = {}) {
    const db = office.store.connection;
    const outbox = createOutbox({ db, now: office.clock.now, newId });
    const titleOf = (topic: string, language: string) => titles[`${topic}/${language}`];
    return createDelivery({
      outbox,
      collect: [
        createCaseTellings({ db, outbox, mail: true }),
        createAnswerTellings({ unanswered: office.unanswered, outbox, titleOf }),
      ],
      findCase: office.registry.findCase,
      // As the channels do: what has a key is written once.
      async tell(conversationId, made) {
        for (const { key, reply } of made((name, values) => locales.say('sv', name, values)))
          if (!told.some((one) => one.key === key)) told.push({ conversationId, key, text: reply.text });
        return [];
      },
      locales,
      mail,
      domain: 'example.org',
      titleOf,
      chatText: async () => undefined,
      links: { chat: () => CHAT, case: (number) => `${LINK}${number}` },
      onError: () => undefined,
      onGivenUp: async ({ _id }) => void givenUp.push(_id),
      ...over,
    });
  }

  const open = (changes = {}) =>
    office.registry.openCase(
      aWish({ handover: false, conversationId: 'c', reach: { email: 'anna@example.org' }, ...changes }),
    );
  const answered = async (number: string) =>
    office.registry.answer(number, await office.hire('karin'), { why: 'Lampan är lagad.' });

  it.each([
    'sv',
    'en',
  ])('by mail in their language (%s): number and link, nothing of the matter, no secret', async (language) => {
    const { number, secret } = await open({ language });
    await answered(number);
    await delivery().run();
    const [letter] = server.letters;
    if (!letter) throw new Error('no letter came');
    expect(letter.to).toEqual(['anna@example.org']);
    expect(headerOf(letter, 'Content-Language')).toBe(language);
    expect(headerOf(letter, 'Auto-Submitted')).toBe('auto-generated');
    expect(textOf(letter).replace(/\r\n/g, '\n').trim()).toBe(
      locales.say(language, 'mail.case.text', { number, link: `${LINK}${number}` }),
    );
    expect(letter.raw).toContain(number);
    expect(letter.raw + textOf(letter)).not.toMatch(new RegExp(`${secret}|Lampan|Gatlampan|karin`, 'i'));
  });

  it('in the conversation at once, also while the mail server refuses everybody; the letter comes when it is back', async () => {
    const { number } = await open();
    await answered(number);
    server.refuse(451);
    await delivery().run();
    expect(told).toMatchObject([{ conversationId: 'c', text: expect.stringContaining(number) }]);
    expect(server.letters).toEqual([]);
    await delivery().run();
    server.refuse(undefined);
    await delivery().run();
    expect(server.letters).toEqual([]);
    office.clock.pass(1);
    await delivery().run();
    expect(server.letters).toHaveLength(1);
    office.clock.pass(600);
    await delivery().run();
    expect([server.letters.length, told.length, givenUp.length]).toEqual([1, 1, 0]);
  });

  it('also when nobody answers at the address of the mail server for a while', async () => {
    const { number } = await open();
    await answered(number);
    const nowhere = createMail({ smtpUrl: 'smtp://127.0.0.1:1', from: 'kontakt@example.org' });
    await delivery({ mail: nowhere }).run();
    nowhere.close();
    office.clock.pass(1);
    await delivery().run();
    expect(server.letters).toHaveLength(1);
  });

  it('gives up at once on an address that the server refuses for good, and says so', async () => {
    const { number } = await open();
    await answered(number);
    server.refuse(550);
    await delivery().run();
    expect(givenUp).toEqual([expect.stringContaining(`case/${number}/1/email/`)]);
    office.clock.pass(600);
    server.refuse(undefined);
    await delivery().run();
    expect(server.letters).toEqual([]);
    const letter = {
      to: 'a@example.org',
      subject: 's',
      text: 't',
      language: 'sv',
      dir: 'ltr',
      messageId: '<a@b>',
    } as const;
    const gone = mail.send(letter);
    await expect(gone).resolves.toBeUndefined();
    server.refuse(550);
    const refused = mail.send(letter);
    await expect(refused).rejects.toThrow(Undeliverable);
  });

  it('says the same under the same name again when the process died between sending and marking', async () => {
    const { number } = await open();
    await answered(number);
    const db = office.store.connection;
    const outbox = createOutbox({ db, now: office.clock.now, newId });
    const dying = {
      ...outbox,
      sent: () => Promise.reject(new Error('the process ends here')),
      failed: async () => 'later' as const,
    };
    await delivery({ outbox: dying }).run();
    expect([server.letters.length, told.length]).toEqual([1, 1]);
    office.clock.pass(6);
    await delivery().run();
    expect(told).toHaveLength(1);
    const names = server.letters.map((letter) => headerOf(letter, 'Message-ID'));
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
    expect(names[1]).toBe(names[0]);
    office.clock.pass(600);
    await delivery().run();
    expect(server.letters).toHaveLength(2);
  });

  it('two processes tell once', async () => {
    const { number } = await open();
    await answered(number);
    await Promise.all([delivery().run(), delivery().run()]);
    expect([server.letters.length, told.length]).toEqual([1, 1]);
  });

  it('leaves out what is no news any more', async () => {
    const { number } = await open();
    const karin = await office.hire('karin');
    await office.registry.take(number, karin, {});
    server.refuse(451);
    await delivery().run();
    await office.registry.answer(number, karin, { why: 'Lagad.' });
    server.refuse(undefined);
    office.clock.pass(1);
    await delivery().run();
    expect(server.letters).toHaveLength(1);
    expect(told.map(({ text }) => text.includes(locales.say('sv', 'status.now.answered')))).toEqual([false, true]);
  });

  describe('that their question has an answer', () => {
    const ask = async (n: number, reach: { email?: string; phone?: string }) => {
      const text = 'Hur anmäler jag en drake till takfesten';
      const cluster = await office.unanswered.keep({
        text,
        language: 'sv',
        nearest: [],
        why: 'unknown',
        origin: `q|${n}`,
      });
      await office.unanswered.remember(`q|${n}`, reach);
      return cluster;
    };

    it('with its title and a link, once, as soon as citizens get it; then the address is forgotten', async () => {
      const cluster = await ask(1, { email: 'bo@example.org' });
      await delivery().run();
      await office.unanswered.resolve(cluster, { as: 'draft', article: 'drakar', by: 'eva', version: 1 });
      await delivery().run();
      expect(server.letters).toEqual([]);
      titles['drakar/sv'] = 'Drakar på tak';
      await delivery().run();
      await delivery().run();
      const [letter] = server.letters;
      expect(server.letters).toHaveLength(1);
      expect(letter?.to).toEqual(['bo@example.org']);
      expect(letter && textOf(letter)).toContain('Drakar på tak');
      expect(letter && textOf(letter)).toContain(CHAT);
      expect(letter?.raw).not.toContain('takfesten');
      expect(await office.unanswered.toTell(cluster)).toEqual([]);
      const db = office.store.connection;
      const kept = await Promise.all(
        ['outbox', 'unanswered-questions', 'unanswered-clusters'].map((name) => db.collection(name).find({}).toArray()),
      );
      expect(JSON.stringify(kept)).not.toContain('bo@example.org');
    });

    it('nothing when an editor finds that it is not for the city', async () => {
      const cluster = await ask(1, { email: 'bo@example.org' });
      await office.unanswered.resolve(cluster, { as: 'not-ours', by: 'eva', version: 1 });
      titles['/sv'] = 'Nothing';
      await delivery().run();
      expect(server.letters).toEqual([]);
    });
  });
});
