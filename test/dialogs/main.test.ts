import { aDesk, city, kinds, locales, talkTo } from '../support/talk-to.js';

/** What sets Latin words apart in a text from right to left. */
const withoutIsolates = (text = '') => text.replace(/[\u2066-\u2069]/g, '');

const QUESTION = {
  sv: {
    clear: 'hur söker jag boendeparkering',
    other: 'hur skaffar jag lånekort på biblioteket',
    nonsense: 'kvantfluktuationer i blomkål',
  },
  en: {
    clear: 'how do I get a resident parking permit',
    other: 'how do I get a library card',
    nonsense: 'quantum cauliflower fluctuations',
  },
  fi: {
    clear: 'miten haen asukaspysäköintilupaa',
    other: 'miten saan kirjastokortin',
    nonsense: 'kukkakaalin kvanttiheilahtelut',
  },
  ar: {
    clear: 'كيف أحصل على تصريح مواقف السكان',
    other: 'كيف أحصل على بطاقة مكتبة',
    nonsense: 'تقلبات كمومية في القرنبيط',
  },
  fa: {
    clear: 'چطور مجوز پارکینگ ساکنان بگیرم',
    other: 'چطور کارت کتابخانه بگیرم',
    nonsense: 'نوسانات کوانتومی گل‌کلم',
  },
  so: {
    clear: 'sideen u codsadaa boendeparkering, baarkinka deganayaasha',
    other: 'sideen ku helaa kaarka maktabadda',
    nonsense: 'kuwaantamka kaliifloorka',
  },
  pl: {
    clear: 'jak uzyskać zezwolenie na parkowanie mieszkańców',
    other: 'jak wyrobić kartę biblioteczną',
    nonsense: 'kwantowe fluktuacje kalafiora',
  },
  es: {
    clear: 'cómo solicito aparcamiento de residentes',
    other: 'cómo saco el carné de biblioteca',
    nonsense: 'fluctuaciones cuánticas de la coliflor',
  },
  uk: {
    clear: 'як отримати паркування для мешканців',
    other: 'як отримати читацький квиток',
    nonsense: 'квантові флуктуації цвітної капусти',
  },
  tr: {
    clear: 'ikamet park izni nasıl alınır',
    other: 'kütüphane kartı nasıl alınır',
    nonsense: 'karnabaharda kuantum dalgalanmaları',
  },
};

describe.each(locales.live as (keyof typeof QUESTION)[])('a conversation with the bot (%s)', (language) => {
  const words = QUESTION[language];
  const button = (key: string) => locales.say(language, key);

  it('answers a question with the article and asks whether it helped (complaint 25)', async () => {
    const chat = talkTo(language);
    const [answer, feedback] = await chat.hears(words.clear);
    expect(answer).toMatchObject({ kind: 'answer', data: { article: 'boendeparkering', language, version: 1 } });
    expect(feedback).toMatchObject({ kind: 'feedback', text: chat.says('feedback.ask') });
  });

  it('registers what was answered under its category, without the text', async () => {
    const chat = talkTo(language);
    await chat.hears(words.clear);
    expect(chat.talk().matter).toMatchObject({ category: 'PAR-BOE', outcome: 'answered', language, firstSeq: 1 });
    expect(JSON.stringify(chat.talk().matter)).not.toContain(words.clear);
  });

  it.each([1, 'feedback.yes'])('takes yes as %s', async (yes) => {
    const chat = talkTo(language);
    await chat.hears(words.clear);
    const [reply] = await chat.hears(typeof yes === 'number' ? String(yes) : button(yes));
    expect(reply?.text).toBe(chat.says('feedback.glad'));
    expect(chat.talk().matter?.helped).toBe('yes');
  });

  it('offers the next nearest topics and a person when the answer did not help', async () => {
    const chat = talkTo(language);
    await chat.hears(words.clear);
    const [reply] = await chat.hears(button('feedback.no'));
    expect(reply?.kind).toBe('choose');
    expect(reply?.data?.articles).not.toContain('boendeparkering');
    expect(reply?.choices?.at(-1)?.action).toEqual({ do: 'person' });
    expect(chat.talk().matter).toMatchObject({ outcome: 'unanswered', helped: 'no' });
  });

  it('opens a new contact when the next question is about something else', async () => {
    const chat = talkTo(language);
    await chat.hears(words.clear);
    const first = chat.talk().matter?.id;
    await chat.hears(words.other);
    expect(chat.talk().matter).toMatchObject({ category: 'KUL-BIB', firstSeq: 2 });
    expect(chat.talk().matter?.id).not.toBe(first);
  });

  it('asks for other words, then offers the nearest topics, then a person (complaint 24)', async () => {
    const chat = talkTo(language);
    expect(kinds(await chat.hears(words.nonsense))).toEqual(['unknown']);
    expect(kinds(await chat.hears(words.nonsense))).toEqual(['choose']);
    const [third] = await chat.hears(words.nonsense);
    expect(third).toMatchObject({ kind: 'handover', data: { state: 'offered' } });
    expect(chat.talk().matter).toMatchObject({ category: 'ALL-OVR', outcome: 'unanswered', misses: 3 });
    expect(kinds(await chat.hears(button('handover.offerYes')))).toEqual(['handover', 'case']);
  });

  it('hands over with a registered case when a person is asked for', async () => {
    const chat = talkTo(language);
    await chat.hears(words.clear);
    const [waiting, registered] = await chat.hears(button('feedback.person'));
    expect(waiting).toMatchObject({ kind: 'handover', data: { state: 'waiting', position: 1 } });
    expect(registered).toMatchObject({ kind: 'case', data: { caseNumber: 'KC-2026-000001' } });
    expect(registered?.text).toContain('sommar-båt-sju');
    expect(registered?.text).toContain('https://city.example/case#KC-2026-000001');
    expect(chat.needs.opened).toEqual([
      expect.objectContaining({ category: 'PAR-BOE', handover: true, language, fromSeq: 1, origin: 'c1|2' }),
    ]);
    expect(chat.talk().matter).toMatchObject({ outcome: 'handed-over', caseNumber: 'KC-2026-000001' });
  });

  it('opens no second case while somebody already waits (complaint 8)', async () => {
    const chat = talkTo(language);
    await chat.hears(button('feedback.person'));
    expect(kinds(await chat.hears(button('feedback.person')))).toEqual(['handover']);
    expect(chat.needs.opened).toHaveLength(1);
  });

  it('never pretends when nobody is there: other ways, a case, and how to be reached (complaint 1)', async () => {
    const chat = talkTo(language, { open: false });
    const [closed, registered, question] = await chat.hears(button('feedback.person'));
    expect(closed).toMatchObject({ kind: 'handover', data: { state: 'unavailable' } });
    expect(withoutIsolates(closed?.text)).toContain('<phone.trafikFelanmalan>');
    expect(registered?.kind).toBe('case');
    expect(question).toMatchObject({ kind: 'question', data: { form: 'reach', field: 'contact' } });
    expect(kinds(await chat.hears('jag vet inte'))).toEqual(['invalid']);
    expect(kinds(await chat.hears('ring 070-123 45 67'))).toEqual(['case']);
    expect(chat.needs.reached).toEqual([{ number: 'KC-2026-000001', phone: '+46701234567' }]);
  });

  it('answers a question asked aside and goes on with its own', async () => {
    const chat = talkTo(language, { open: false });
    await chat.hears(button('feedback.person'));
    expect(kinds(await chat.hears(words.clear))).toEqual(['answer', 'question']);
    expect(kinds(await chat.hears('namn@exempel.se'))).toEqual(['case']);
    expect(chat.needs.reached).toEqual([{ number: 'KC-2026-000001', email: 'namn@exempel.se' }]);
  });

  it('keeps the case when the citizen skips the question', async () => {
    const chat = talkTo(language, { open: false });
    await chat.hears(button('feedback.person'));
    const [reply] = await chat.hears(button('reach.skip'));
    expect(reply?.text).toBe(chat.says('case.unreachable', { number: 'KC-2026-000001' }));
  });

  it('says when the desk opens next, in the city’s own time', async () => {
    const opensAt = new Date('2026-11-23T07:00:00Z');
    const chat = talkTo(language, {
      desk: aDesk({ availability: async () => ({ open: false, opensAt }) }),
    });
    const [closed] = await chat.hears(button('feedback.person'));
    expect(closed?.text).toMatch(/8[:.]00|08[:.]00/);
  });

  it('understands help, thanks, goodbye, start over and greetings', async () => {
    const chat = talkTo(language);
    const first = (command: string) =>
      (locales.file(language, 'words') as Record<string, string[]>)[command]?.[0] ?? '';
    for (const [command, key] of [
      ['help', 'greeting.help'],
      ['thanks', 'greeting.thanks'],
      ['goodbye', 'greeting.goodbye'],
      ['startOver', 'notice.startOver'],
      ['greeting', 'greeting.hello'],
    ] as const) {
      const [reply] = await chat.hears(first(command));
      expect(reply?.text).toBe(chat.says(key, { city: locales.name(language, city.name) }));
    }
  });

  it('says politely that it saw no text', async () => {
    expect(kinds(await talkTo(language).hears('??? …'))).toEqual(['invalid']);
  });
});
