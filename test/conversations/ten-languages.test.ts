import {
  buttonsOf,
  closeCentres,
  kindsOf,
  replyOf,
  type Shown,
  startCentre,
  type TestAgent,
  type TestCentre,
} from '../support/start-centre.js';
import { city, knowledge, locales } from '../support/talk-to.js';

/** What somebody who speaks the language writes; each report is about a street of its own, so that none is known already. */
const WORDS: Record<string, { hello: string; question: string; broken: string; street: string; person: string }> = {
  sv: {
    hello: 'hejsan',
    question: 'hur skaffar jag ett bibliotekskort?',
    broken: 'gatlampan är trasig',
    street: 'Storgatan 5',
    person: 'jag vill prata med en människa',
  },
  en: {
    hello: 'hello',
    question: 'how do I get a library card?',
    broken: 'the street light is broken',
    street: 'Ringvägen 12',
    person: 'I want to talk to a person',
  },
  fi: {
    hello: 'hei',
    question: 'miten saan kirjastokortin?',
    broken: 'katuvalo on rikki',
    street: 'Hornsgatan 40',
    person: 'haluan puhua ihmisen kanssa',
  },
  ar: {
    hello: 'السلام عليكم',
    question: 'كيف أحصل على بطاقة المكتبة؟',
    broken: 'مصباح الشارع معطل',
    street: 'Odengatan 7',
    person: 'أريد التحدث مع موظف',
  },
  fa: {
    hello: 'سلام خسته نباشید',
    question: 'چطور کارت کتابخانه بگیرم؟',
    broken: 'چراغ خیابان خراب است',
    street: 'Folkungagatan 61',
    person: 'می‌خواهم با یک نفر صحبت کنم',
  },
  so: {
    hello: 'iska warran',
    question: 'sidee ayaan ku helaa kaarka maktabadda?',
    broken: 'iftiinka waddada ma shaqeynayo',
    street: 'Hässelby torg 3',
    person: 'waxaan rabaa inaan qof la hadlo',
  },
  pl: {
    hello: 'dzień dobry',
    question: 'jak wyrobić kartę biblioteczną?',
    broken: 'latarnia uliczna nie działa',
    street: 'Vasagatan 22',
    person: 'chcę rozmawiać z człowiekiem',
  },
  es: {
    hello: 'buenos días',
    question: '¿cómo consigo el carné de la biblioteca?',
    broken: 'la farola no funciona',
    street: 'Drottninggatan 50',
    person: 'quiero hablar con una persona',
  },
  uk: {
    hello: 'добрий день',
    question: 'як отримати читацький квиток у бібліотеці?',
    broken: 'вуличний ліхтар не працює',
    street: 'Bergslagsvägen 18',
    person: 'хочу поговорити з людиною',
  },
  tr: {
    hello: 'merhaba',
    question: 'kütüphane kartını nasıl alırım?',
    broken: 'sokak lambası bozuk',
    street: 'Spångavägen 29',
    person: 'bir insanla konuşmak istiyorum',
  },
};
const AGENT = 'anna Svarsson';

let centre: TestCentre;
let agent: TestAgent;
beforeAll(async () => {
  centre = await startCentre();
  agent = await centre.agent('anna', Object.keys(city.groups));
});
afterAll(closeCentres);

it('every language that is served is spoken here', () => {
  expect(Object.keys(WORDS)).toEqual(locales.live);
});

/** The conversation of somebody who opens the Swedish page and writes in a language of their own. */
async function open(language: string) {
  const words = WORDS[language] as (typeof WORDS)[string];
  const own = locales.file(language, 'words') as Record<'no' | 'skip' | 'send' | 'status', string[]>;
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);
  const translated = language !== 'sv';
  const citizen = await centre.citizen('sv');

  /** What is said to a message, all of it in the citizen's language. */
  async function hears(text = ''): Promise<Shown[]> {
    const shown = await citizen.says(text);
    expect([text, shown.map(({ locale }) => locale)]).toEqual([text, shown.map(() => language)]);
    return shown;
  }
  const asked = (shown: Shown | undefined) => [replyOf(shown)?.field, shown?.text];
  const question = (field: string) => [field, say(`form.field.${field}.ask`)];

  return {
    async isGreeted() {
      const [hello] = await hears(words.hello);
      expect(hello?.text).toBe(say('greeting.hello'));
    },

    async isAnswered() {
      const [answer, helped] = await hears(words.question);
      expect(replyOf(answer)).toMatchObject({ kind: 'answer', article: 'bibliotek', language });
      expect(replyOf(answer)?.reviewed).toBe(translated ? false : undefined);
      expect(answer?.text.includes(say('answer.translated'))).toBe(translated);
      expect(buttonsOf(helped).includes(say('answer.original'))).toBe(translated);
      if (!translated) return;
      const [original, again] = await citizen.says(say('answer.original'));
      expect(original).toMatchObject({ locale: 'sv' });
      expect(replyOf(original)).toMatchObject({ kind: 'answer', article: 'bibliotek', language: 'sv' });
      expect(again).toMatchObject({ locale: language, text: say('feedback.ask') });
    },

    /** A broken lamp, in a few words; the number and the code of the case. */
    async reports() {
      const [answer, helped] = await hears(words.broken);
      expect(replyOf(answer)).toMatchObject({ kind: 'answer', article: 'belysning' });
      expect(buttonsOf(helped)).toContain(say('form.start.offer'));
      const [begun, danger] = await hears(say('form.start.offer'));
      // Nothing but that the lamp is broken has been said by then.
      expect(begun?.text).not.toContain(say('form.start.understood'));
      expect(asked(danger)).toEqual(question('acuteDanger'));
      expect((await hears(own.no[0])).map(asked)).toEqual([question('location')]);
      expect((await hears(words.street)).map(asked)).toEqual([question('poleNumber')]);
      expect((await hears(own.skip[0])).map(asked)).toEqual([question('wantsReply')]);
      const [summary] = await hears(own.no[0]);
      expect(replyOf(summary)).toMatchObject({ kind: 'summary', form: 'belysning' });
      const place = { label: say('form.field.location.label'), value: words.street };
      for (const line of [say('form.summary.line', place), words.broken, say('form.summary.anonymous')])
        expect(summary?.text).toContain(line);

      const [registered] = await hears(own.send[0]);
      const number = String(replyOf(registered)?.caseNumber);
      const secret = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(registered?.text ?? '')?.[0] ?? '';
      const link = `${centre.url}/case#${number}`;
      expect(registered?.text).toBe(say('form.done.case', { number, secret, link }));
      expect((await agent.get(`/api/cases/${number}`)).body).toMatchObject({ category: 'UTE-BEL', language });
      return { number, secret };
    },

    /** Here without a code, and elsewhere with it. */
    async follows({ number, secret }: { number: string; secret: string }) {
      const [here] = await hears(own.status[0]);
      const [there] = await (await centre.citizen(language)).says(`${number} ${secret}`);
      for (const told of [here, there]) {
        expect(replyOf(told)).toMatchObject({ kind: 'status', caseNumber: number, status: 'registered' });
        expect(told?.locale).toBe(language);
        expect(told?.text).toContain(say('status.now.registered'));
      }
    },

    /** Somebody who sees which language they speak. */
    async isHelpedByAgent() {
      const [waiting] = await hears(words.person);
      expect(replyOf(waiting)).toMatchObject({ kind: 'handover', state: 'waiting', position: 1 });
      const group = locales.name(language, city.groups.TRA?.name ?? { sv: '', en: '' });
      expect(waiting?.text).toContain(say('handover.waiting', { group, position: 1 }));
      const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
      expect(item).toMatchObject({ language });
      const path = `/api/handovers/${item?.id}`;
      await agent.post(`${path}/claim`);
      await agent.post(`${path}/messages`, { text: 'Lampan lagas i morgon.' });
      await agent.post(`${path}/close`, { resolution: 'answered', category: 'UTE-BEL' });
      await citizen.seesAt({ kind: 'survey' });
      const seen = (await citizen.sees()).slice(-4);
      expect(kindsOf(seen)).toEqual(['handover', 'agent', 'handover', 'survey']);
      const [accepted, , closed, survey] = seen;
      expect([accepted, closed, survey].map((shown) => [shown?.locale, shown?.text])).toEqual([
        [language, say('handover.accepted', { name: AGENT })],
        [language, say('handover.closed', { name: AGENT, number: item?.caseNumber })],
        [language, say('survey.ask')],
      ]);
    },

    /** Somebody else, about the same lamp: what is known of it is told in the language, too. */
    async isToldOfTheReport() {
      const neighbour = await centre.citizen(language);
      await neighbour.says(words.broken);
      await neighbour.says(say('form.start.offer'));
      await neighbour.says(own.no[0] ?? '');
      const [known] = await neighbour.says(words.street);
      expect(replyOf(known)).toMatchObject({ kind: 'question', field: 'known' });
      expect(known?.text).toContain(locales.written(language, knowledge.article('belysning', language)?.title ?? '-'));
    },

    async saysThatItHelped() {
      const [glad] = await hears(say('survey.yes'));
      expect(glad?.text).toBe(say('survey.glad'));
    },
  };
}

describe.each(Object.keys(WORDS))('somebody who speaks %s', (language) => {
  it('is understood, answered, registered and helped by a person, from the first word to the last', async () => {
    const citizen = await open(language);
    await citizen.isGreeted();
    await citizen.isAnswered();
    const registered = await citizen.reports();
    await citizen.follows(registered);
    await citizen.isToldOfTheReport();
    await citizen.isHelpedByAgent();
    await citizen.saysThatItHelped();
  });

  it('reads how many minutes there are left in the form that their grammar asks for', () => {
    const grammar = new Intl.PluralRules(language);
    const sentences = locales.file(language, 'handover') as Record<string, string>;
    for (const count of [1, 2, 3, 5, 11, 21, 22, 25, 100, 101]) {
      const values = { count, number: 'KC-2026-000001' };
      const form = sentences[`idle_${grammar.select(count)}`] ?? '';
      const sentence = form.replace('{{count}}', String(count)).replace('{{number}}', values.number);
      expect(locales.say(language, 'handover.idle', values)).toBe(locales.written(language, sentence));
    }
  });
});
