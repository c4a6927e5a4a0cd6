import { startMailServer, textOf } from '../support/mail-server.js';
import {
  buttonsOf,
  closeCentres,
  codesIn,
  kindsOf,
  type Shown,
  startCentre,
  type TestCentre,
  type TestCitizen,
} from '../support/start-centre.js';
import { kinds, locales, talkTo } from '../support/talk-to.js';
import { until } from '../support/until.js';

const WORDS = {
  sv: {
    person: 'prata med en människa',
    skip: 'hoppa över',
    status: 'hur går det med mitt ärende',
    yes: 'ja',
    no: 'nej',
  },
  en: { person: 'talk to a person', skip: 'skip', status: 'what is the status of my case', yes: 'yes', no: 'no' },
} as const;

afterEach(closeCentres);

/** Registers a case through the bot while nobody is at work: the number and the code that the citizen is told. */
async function registered(citizen: TestCitizen, language: keyof typeof WORDS) {
  const codes = codesIn(await citizen.says(WORDS[language].person));
  await citizen.says(WORDS[language].skip);
  return codes;
}

const replyOf = (shown: Shown[], kind: string) => shown.find(({ channelData }) => channelData?.reply?.kind === kind);

describe.each(['sv', 'en'] as const)('following a case in the chat (%s)', (language) => {
  const words = WORDS[language];
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);
  let centre: TestCentre;
  let citizen: TestCitizen;
  beforeEach(async () => {
    centre = await startCentre();
    citizen = await centre.citizen(language);
  });

  it('asks for no code where the case was registered, and says how it stands and what happens next', async () => {
    const { number } = await registered(citizen, language);
    const status = replyOf(await citizen.says(words.status), 'status');
    expect(status?.channelData?.reply).toMatchObject({ caseNumber: number, status: 'registered' });
    for (const sentence of [say('status.now.registered'), say('status.next.registered'), `/case#${number}`])
      expect(status?.text).toContain(sentence);
    expect(status?.text).toMatch(/ \d{1,2} \p{L}+ \d{4}\./u);
    expect(buttonsOf(status)).toEqual([
      say('status.choice.more'),
      say('status.choice.withdraw'),
      say('status.choice.transcript'),
      say('status.choice.erase'),
      say('status.choice.person'),
    ]);
  });

  it('asks for the half that is missing, and keeps no code that was typed', async () => {
    const { number, secret } = await registered(await centre.citizen(language), language);
    const [asked] = await citizen.says(number.replaceAll('-', ' ').toLowerCase());
    expect(asked?.channelData?.reply).toMatchObject({ kind: 'question', field: 'secret' });
    expect(kindsOf(await citizen.says(secret.replace('-', ' ')))).toEqual(['status']);

    const other = await centre.citizen(language);
    const [byCode] = await other.says(secret);
    expect(byCode?.channelData?.reply).toMatchObject({ kind: 'question', field: 'number' });
    expect(kindsOf(await other.says(number.replaceAll('-', '')))).toEqual(['status']);

    const third = await centre.citizen(language);
    const [both] = await third.says(words.status);
    expect(both?.channelData?.reply).toMatchObject({ kind: 'question', field: 'both' });
    expect(kindsOf(await third.says(`${number}, ${secret}`))).toEqual(['status']);

    for (const one of [citizen, other, third]) {
      const seen = JSON.stringify(await one.sees());
      expect(seen).not.toContain(secret);
      expect(seen).not.toContain(secret.replace('-', ' '));
    }
    expect(centre.logged.join('\n')).not.toContain(secret);
  });

  it('asks for the number when a code stands in a sentence', async () => {
    const [asked] = await citizen.says(language === 'sv' ? 'min kod är 7KQ4-X2MD' : 'my code is 7KQ4-X2MD');
    expect(asked?.channelData?.reply).toMatchObject({ kind: 'question', field: 'number' });
    expect(JSON.stringify(await citizen.sees())).not.toContain('7KQ4');
  });

  it('takes a number after its question for no choice of an earlier list', async () => {
    await citizen.says(words.status);
    const [reply] = await citizen.says('1');
    expect(reply?.text).toBe(say('status.notNumber'));
  });

  it('keeps no code that was typed in a form, to an agent or beside something else, but all other words', async () => {
    const { number, secret } = await registered(await centre.citizen(language), language);
    const agent = await centre.agent('anna', ['VAX', 'TRA']);
    const [inForm, withAgent] = [await centre.citizen(language), citizen];
    await inForm.says(
      { sv: 'gatlampan på Storgatan 5 är trasig', en: 'the street light at Storgatan 5 is broken' }[language],
    );
    const [aside] = await inForm.says(`${number} ${secret}`);
    expect(aside?.text).toBe(say('form.step.noCode'));
    await inForm.says(say('form.option.yesNo.no'));
    await inForm.says(`17, ${secret}`);
    await withAgent.says(words.person);
    await withAgent.says(`Rosengatan ${secret}`);
    const { body } = await agent.get('/api/handovers?state=waiting');
    const { body: handover } = await agent.get(`/api/handovers/${body.items[0]?.id}`);
    expect(JSON.stringify(handover)).toContain('Rosengatan ••••-••••');
    for (const shown of [await inForm.sees(), await withAgent.sees(), handover])
      expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it('answers a wrong number like a wrong code, and offers a person at the second time', async () => {
    const { number, secret } = await registered(await centre.citizen(language), language);
    const [wrongCode] = await citizen.says(`${number} AAAA-AAAA`);
    const [wrongNumber] = await (await centre.citizen(language)).says(`KC-2026-999999 ${secret}`);
    expect(wrongCode?.text).toBe(say('status.wrong'));
    expect({ ...wrongCode?.channelData, text: wrongCode?.text }).toEqual({
      ...wrongNumber?.channelData,
      text: wrongNumber?.text,
    });
    const [again] = await citizen.says('BBBB-BBBB');
    expect(buttonsOf(again)).toEqual([say('feedback.person')]);
    expect(kindsOf(await citizen.says(secret))).toEqual(['status']);
  });

  it('says to come back later after ten wrong codes, to everybody', async () => {
    const { number, secret } = await registered(await centre.citizen(language), language);
    for (let guess = 0; guess < 10; guess++) await citizen.says(`${number} AAAA-AAA${guess}`);
    const [guesser] = await citizen.says(`${number} ${secret}`);
    const [owner] = await (await centre.citizen(language)).says(`${number} ${secret}`);
    expect(guesser?.text).toBe(say('status.later'));
    expect(owner?.text).toBe(say('status.later'));
  });

  it('adds, withdraws only when asked twice, contests and goes on', async () => {
    const { number } = await registered(citizen, language);
    await citizen.says(words.status);
    await citizen.says(say('status.choice.more'));
    const [added] = await citizen.says('Stolpe 17, Storgatan');
    expect(added?.text).toBe(say('status.done.more', { number }));
    await citizen.says(words.status);
    await citizen.says(say('status.choice.withdraw'));
    const [kept] = await citizen.says(words.no);
    expect(kept?.text).toBe(say('status.done.nothing', { number }));
    await citizen.says('status');
    await citizen.says(say('status.choice.withdraw'));
    const [withdrawn] = await citizen.says(words.yes);
    expect(withdrawn?.text).toBe(say('status.done.withdraw', { number }));
    const closed = replyOf(await citizen.says('status'), 'status');
    expect(closed?.channelData?.reply).toMatchObject({ status: 'closed' });
    expect(buttonsOf(closed)).toContain(say('status.choice.contest'));
    await citizen.says(say('status.choice.contest'));
    const [contested] = await citizen.says(words.skip);
    expect(contested?.text).toBe(say('status.done.contest', { number }));
    const open = replyOf(await citizen.says('status'), 'status');
    expect(open?.channelData?.reply).toMatchObject({ status: 'contested' });
  });

  it('is told in the conversation when somebody of the city has done something', async () => {
    const { number } = await registered(citizen, language);
    const agent = await centre.agent('anna', ['VAX']);
    await agent.post(`/api/cases/${number}/take`, {});
    await citizen.seesAt({ kind: 'status', caseNumber: number });
    const told = (await citizen.sees()).at(-1);
    expect(told?.text).toBe(say('status.changed', { number, status: say('status.now.in-progress') }));
    expect(told?.text).not.toContain('anna');
    await agent.post(`/api/cases/${number}/answer`, { why: 'Lampan byts på måndag.' });
    await until(async () => ((await citizen.sees()).at(-1)?.text ?? '').includes(say('status.now.answered')));
    const status = replyOf(await citizen.says('status'), 'status');
    expect(status?.text).toContain('Lampan byts på måndag.');
  });

  it('shows the conversation, erases the chat and keeps the case', async () => {
    await citizen.says(language === 'sv' ? 'var kan man simma' : 'where can I swim');
    const { number, secret } = await registered(citizen, language);
    await citizen.says('status');
    const [shown] = await citizen.says(say('status.choice.transcript'));
    expect(shown?.text).toContain(say('status.transcript.head', { number }));
    expect(buttonsOf(shown)).toContain(say('status.choice.erase'));
    expect(shown?.text).not.toContain(secret);
    await citizen.says('status');
    await citizen.says(say('status.choice.erase'));
    const [erased] = await citizen.says(words.yes);
    expect(erased?.text).toBe(say('status.done.erase', { numbers: number }));
    expect(kindsOf(await citizen.says('status'))).toEqual(['status']);
  });

  it('leaves what was asked when the citizen cancels, and answers a question aside', async () => {
    const [asked] = await citizen.says(words.status);
    expect(asked?.channelData?.reply).toMatchObject({ kind: 'question', form: 'case' });
    const aside = await citizen.says(
      language === 'sv' ? 'hur ansöker jag om bygglov?' : 'how do I apply for a building permit?',
    );
    expect(kindsOf(aside)).toEqual(['answer', 'question']);
    const [left] = await citizen.says(language === 'sv' ? 'avbryt' : 'cancel');
    expect(left?.text).toBe(say('notice.cancelled'));
  });

  it('hands over to a person about the case, who sees its number', async () => {
    const { number } = await registered(citizen, language);
    const agent = await centre.agent('anna', ['VAX']);
    await citizen.says('status');
    const said = await citizen.says(say('status.choice.person'));
    expect(kindsOf(said)).toContain('handover');
    const { body } = await agent.get('/api/cases?status=waiting');
    expect(body.items).toMatchObject([{ subject: locales.say('sv', 'status.about', { number }) }]);
  });
});

it('is told by mail as well when the city sends any, with a link that has the number and no code (complaint 15)', async () => {
  const server = await startMailServer();
  const env = { SMTP_URL: server.url, MAIL_FROM: 'kontakt@example.org', PUBLIC_URL: 'https://kontakt.example.org' };
  const centre = await startCentre({ env });
  const citizen = await centre.citizen('sv');
  const told = replyOf(await citizen.says(WORDS.sv.person), 'case');
  const number = String(told?.channelData?.reply?.caseNumber);
  await citizen.says('anna@exempel.se');
  const agent = await centre.agent('anna', ['VAX']);
  await agent.post(`/api/cases/${number}/take`, {});
  await until(async () => server.letters.length > 0);
  const [letter] = server.letters;
  expect(letter?.to).toEqual(['anna@exempel.se']);
  const link = `https://kontakt.example.org/case#${number}`;
  expect(letter && textOf(letter).replaceAll('\r\n', '\n').trim()).toBe(
    locales.say('sv', 'mail.case.text', { number, link }),
  );
  expect(centre.logged.join('\n')).not.toContain('anna@exempel.se');
  await centre.close();
  await server.close();
});

describe('somebody who has no code', () => {
  it.each([
    ['sv', 'jag har ingen kod'],
    ['en', "I don't have the code"],
    ['fi', 'mulla ei oo koodia'],
    ['ar', 'ما عندي الرمز'],
    ['fa', 'کد ندارم'],
    ['so', 'koodka ma hayo'],
    ['pl', 'nie mam kodu'],
    ['es', 'no tengo el código'],
    ['uk', 'нема коду'],
    ['tr', 'kodum yok'],
  ])('is told why it is needed and offered a person (%s)', async (language, text) => {
    const chat = talkTo(language);
    await chat.hears('KC-2026-000123');
    const replies = await chat.hears(text);
    expect(kinds(replies)).toEqual(['handover']);
    expect(replies[0]?.text).toBe(chat.says('status.noSecret'));
    expect(chat.talk().asking).toBeNull();
  });
});
