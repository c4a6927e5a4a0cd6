import { newTalk } from '../../dialogs/turn.js';
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
    await chat.hears(QUESTION.sv.clear);
    await chat.hears('nej');
    await chat.hears('nej');
    expect(chat.talk().misses).toBe(2);
    const [third] = await chat.hears(QUESTION.sv.nonsense);
    expect(third).toMatchObject({ kind: 'handover', data: { state: 'offered' } });
  });

  it('to the question how to be reached skips it', async () => {
    const chat = talkTo('sv', { open: false });
    await chat.hears(locales.say('sv', 'feedback.person'));
    expect((await chat.hears('nej'))[0]?.text).toBe(chat.says('case.unreachable', { number: 'KC-2026-000001' }));
  });
});

describe('asking for a person again', () => {
  it('while nobody is there registers nothing twice and stays with the same group', async () => {
    const chat = talkTo('sv', { open: false });
    await chat.hears(QUESTION.sv.clear);
    await chat.hears(locales.say('sv', 'feedback.person'));
    expect(kinds(await chat.hears('människa'))).toEqual(['handover', 'question']);
    await chat.hears('070-123 45 69');
    expect(kinds(await chat.hears('prata med en människa'))).toEqual(['handover']);
    expect(chat.needs.opened).toHaveLength(1);
    expect(chat.needs.reached).toEqual([{ number: 'KC-2026-000001', phone: '+46701234569' }]);
  });
});

describe('what is no language at all', () => {
  it('changes none', async () => {
    const chat = talkTo('sv');
    await chat.hears('qwerty zxcvb');
    expect(chat.talk().language).toBe('sv');
  });
});

describe('what nobody answered', () => {
  it('is left to the editors when it was not understood, not helpful, or not meant', async () => {
    const chat = talkTo('sv');
    await chat.hears(QUESTION.sv.nonsense);
    await chat.hears(QUESTION.sv.nonsense);
    await chat.hears(locales.say('sv', 'choose.none'));
    expect(chat.left.map(({ why, seq }) => ({ why, seq }))).toEqual([
      { why: 'unknown', seq: 1 },
      { why: 'unknown', seq: 2 },
      { why: 'rejected', seq: 2 },
    ]);
    await chat.hears(QUESTION.sv.clear);
    await chat.hears(locales.say('sv', 'feedback.no'));
    expect(chat.left.at(-1)).toMatchObject({ why: 'not-helped', seq: 4, language: 'sv' });
    expect(JSON.stringify([chat.talk(), chat.left])).not.toContain(QUESTION.sv.nonsense);
  });

  it('is not left when the matter is strictly secret', async () => {
    const chat = talkTo('sv');
    await chat.hears('hur ansöker man om hemtjänst');
    await chat.hears(locales.say('sv', 'feedback.no'));
    expect(chat.left).toEqual([]);
  });
});

describe('asking for a person in other words', () => {
  it('only offers one while it is a guess', async () => {
    const found = {
      verdict: { kind: 'answer' as const, article: 'manniska' },
      language: 'sv',
      languageSure: true,
      ranking: [],
    };
    const find = (confidence: number) => () => ({ ...found, confidence }) as never;
    const [guess] = await talkTo('sv', { find: find(0.6) }).hears('tack för hjälpen du är snäll');
    expect(guess).toMatchObject({ kind: 'handover', data: { state: 'offered' } });
    const [sure] = await talkTo('sv', { find: find(0.95) }).hears('jag skulle vilja tala med någon riktig');
    expect(sure).toMatchObject({ kind: 'handover', data: { state: 'waiting' } });
  });
});

describe('a report that may be one of several', () => {
  const chat = (margin: number) =>
    talkTo('sv', {
      find: () =>
        ({
          verdict: { kind: 'choose', articles: ['felanmalan-gata', 'park-trad'] },
          language: 'sv',
          languageSure: true,
          ranking: [],
          reasons: { margin },
        }) as never,
    });
  const place = 'det är trasigt på Storgatan 5 i Bromma';

  it('begins as the nearest, when that leads and the place is told', async () => {
    const leading = chat(0.06);
    await leading.hears(place);
    expect(leading.talk().form?.topic).toBe('felanmalan-gata');
  });

  it.each([
    ['two are as near', 0.04, place],
    ['no place is told', 0.06, 'det är trasigt'],
  ])('is asked which it is when %s', async (_why, margin, text) => {
    const asking = chat(margin);
    expect((await asking.hears(text))[0]).toMatchObject({ kind: 'choose' });
    expect(asking.talk().form).toBeNull();
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

describe('local knowledge', () => {
  it('remembers the district that was named, old names too', async () => {
    const chat = talkTo('sv');
    await chat.hears('öppen förskola i Rinkeby-Kista');
    expect(chat.talk().district).toBe('jarva');
  });
});

describe('crisis', () => {
  it('does not ask somebody who lives with violence for a number that might be unsafe', async () => {
    const chat = talkTo('sv', { open: false });
    await chat.hears('hjälp för kvinnor som blir slagna');
    expect(chat.talk().matter).toMatchObject({ category: 'SOC-VAL', outcome: 'emergency' });
    expect(kinds(await chat.hears('Prata med en människa'))).toEqual(['handover', 'case']);
  });

  it('takes a yes for the person that was offered', async () => {
    const chat = talkTo('sv');
    await chat.hears('hjälp för kvinnor som blir slagna');
    expect(kinds(await chat.hears('ja tack'))).toEqual(['handover', 'case']);
  });
});
