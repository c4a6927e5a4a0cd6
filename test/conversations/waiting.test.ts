import { waysFor } from '../../dialogs/waiting.js';
import { startMailServer, textOf } from '../support/mail-server.js';
import {
  buttonsOf,
  closeCentres,
  kindsOf,
  replyOf,
  startCentre,
  type TestAgent,
  type TestCentre,
  type TestCitizen,
} from '../support/start-centre.js';
import { city, locales } from '../support/talk-to.js';
import { until } from '../support/until.js';

const WORDS = {
  sv: { person: 'prata med en människa', where: 'hur länge till?', skip: 'hoppa över' },
  en: { person: 'talk to a person', where: 'how much longer?', skip: 'skip' },
} as const;

afterEach(closeCentres);

const idsIn = async (agent: TestAgent) => (await agent.get('/api/handovers?state=waiting')).body.items;

// Rows 9 and 10 of the complaints: the place, kept and told.
describe.each(['sv', 'en'] as const)('somebody who waits (%s)', (language) => {
  const words = WORDS[language];
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);
  let centre: TestCentre;
  let agent: TestAgent;
  let citizen: TestCitizen;

  async function open(env: Record<string, string> = {}) {
    centre = await startCentre({ env });
    agent = await centre.agent('anna', ['VAX']);
    citizen = await centre.citizen(language);
  }

  it('is offered what can be done instead, and without mail no letter', async () => {
    await open();
    const [waiting, registered] = await citizen.says(words.person);
    expect(replyOf(waiting)).toMatchObject({ kind: 'handover', state: 'waiting', position: 1 });
    expect(buttonsOf(registered)).toEqual([say('waiting.call'), say('handover.leave')]);
  });

  it('is told the place when they ask, with no figure when nobody has measured any (complaint 10)', async () => {
    await open();
    await citizen.says(words.person);
    const [told] = await citizen.says(words.where);
    expect(replyOf(told)).toMatchObject({ kind: 'handover', state: 'waiting', position: 1, reachBy: 'chat' });
    expect(told?.text).not.toMatch(/minut/);
    expect(buttonsOf(told)).toEqual([say('waiting.call'), say('handover.leave')]);
  });

  it('is called instead, keeps the place, and may come back to the chat', async () => {
    await open();
    const before = await centre.citizen(language);
    await before.says(words.person);
    await citizen.says(words.person);
    const [asked] = await citizen.says(say('waiting.call'));
    expect(replyOf(asked)).toMatchObject({ kind: 'question', form: 'reach' });
    const [refused] = await citizen.says('070-12');
    expect(refused?.text).toBe(say('waiting.notPhone'));
    const [kept] = await citizen.says('070-123 45 67');
    expect(kept?.text).toContain(say('waiting.willCall', { phone: '+46701234567', position: 2 }));
    expect(replyOf(kept)).toMatchObject({ state: 'waiting', position: 2, reachBy: 'call' });
    const items = (await idsIn(agent)) as unknown as { position: number; reachBy: string }[];
    expect(items.map(({ position, reachBy }) => [position, reachBy])).toEqual([
      [1, 'chat'],
      [2, 'call'],
    ]);
    const [stays] = await citizen.says(say('waiting.stay'));
    expect(replyOf(stays)).toMatchObject({ state: 'waiting', position: 2, reachBy: 'chat' });
  });

  it('may go on writing to the agent to come when a number was asked for, and is not asked again', async () => {
    await open();
    await citizen.says(words.person);
    await citizen.says(say('waiting.call'));
    expect(await citizen.says('The bus stop is dark')).toEqual([]);
    expect(await citizen.says('and it is late')).toEqual([]);
    const [place] = await citizen.says(words.where);
    expect(replyOf(place)).toMatchObject({ reachBy: 'chat' });
  });

  it('keeps waiting here when they skip the question', async () => {
    await open();
    await citizen.says(words.person);
    await citizen.says(say('waiting.call'));
    const [place] = await citizen.says(words.skip);
    expect(replyOf(place)).toMatchObject({ state: 'waiting', reachBy: 'chat' });
  });

  it('is written to by mail that they have an answer, once for each silence and without its words', async () => {
    const mail = await startMailServer();
    await open({ SMTP_URL: mail.url, MAIL_FROM: 'kontakt@example.org' });
    const [, registered] = await citizen.says(words.person);
    expect(buttonsOf(registered)).toEqual([say('waiting.write'), say('waiting.call'), say('handover.leave')]);
    await citizen.says(say('waiting.write'));
    const [kept] = await citizen.says('me@example.org');
    expect(replyOf(kept)).toMatchObject({ state: 'waiting', position: 1, reachBy: 'write' });
    const [item] = await idsIn(agent);
    const path = `/api/handovers/${item?.id}`;
    await agent.post(`${path}/claim`);
    await agent.post(`${path}/messages`, { text: 'Lampan lagas i morgon.' });
    await agent.post(`${path}/messages`, { text: 'Ha det bra.' });
    const [letter] = await until(
      () => mail.letters,
      ({ length }) => length > 0,
    );
    expect(letter?.to).toEqual(['me@example.org']);
    const text = textOf(letter as never);
    expect(text).toContain(item?.caseNumber);
    expect(text).toContain(`/case#${item?.caseNumber}`);
    expect(text).not.toMatch(/Lampan|Svarsson/);
    await citizen.says('thank you');
    await agent.post(`${path}/messages`, { text: 'Varsågod.' });
    await until(
      () => mail.letters,
      ({ length }) => length === 2,
    );
    expect(mail.letters).toHaveLength(2);
    await mail.close();
  });

  it('hears of the place when it moves up, and when somebody with an earlier place comes back (complaint 9)', async () => {
    await open();
    const first = await centre.citizen(language);
    await first.says(words.person);
    await citizen.says(words.person);
    const [item] = await idsIn(agent);
    await agent.post(`/api/handovers/${item?.id}/claim`);
    await citizen.seesAt({ state: 'waiting', position: 1 });
    expect((await citizen.sees()).at(-1)?.text).toContain(say('handover.moved', { position: 1 }));
    await agent.post(`/api/handovers/${item?.id}/release`);
    await first.seesAt({ state: 'waiting', position: 1 });
    await citizen.seesAt({ state: 'waiting', position: 2 });
    const told = (await citizen.sees()).at(-1);
    expect(told?.text).toContain(say('handover.movedBack', { position: 2 }));
    expect(buttonsOf(told)).toEqual([say('waiting.call'), say('handover.leave')]);
    await agent.post(`/api/handovers/${item?.id}/claim`);
    await citizen.seesAt({ state: 'waiting', position: 1 });
  });

  it('leaves by number, and what is pressed afterwards is no question to the robot', async () => {
    await open();
    await citizen.says(words.person);
    const [left] = await citizen.says('2');
    expect(replyOf(left)).toMatchObject({ kind: 'handover', state: 'closed' });
    for (const late of [say('handover.leave'), say('handover.stillHere')])
      expect((await citizen.says(late)).map(({ text }) => text)).toEqual([say('waiting.notWaiting')]);
  });
});

describe('a matter of strong secrecy', () => {
  it('is never answered by mail', async () => {
    const mail = await startMailServer();
    const centre = await startCentre({ env: { SMTP_URL: mail.url, MAIL_FROM: 'kontakt@example.org' } });
    await centre.agent('kim', Object.keys(city.groups));
    const citizen = await centre.citizen('sv');
    await citizen.says('hur ansöker man om hemtjänst');
    const shown = await citizen.says(locales.say('sv', 'feedback.person'));
    expect(kindsOf(shown)).toContain('case');
    const offered = shown.flatMap(buttonsOf);
    expect(offered).toContain(locales.say('sv', 'handover.leave'));
    expect(offered).not.toContain(locales.say('sv', 'waiting.write'));
    await mail.close();
  });
});

it.each([
  ['a matter like any other', { secrecy: 'none' }, ['write', 'call', 'leave']],
  ['strong secrecy', { secrecy: 'strong' }, ['call', 'leave']],
  ['somebody who may not be safe at home', { secrecy: 'strong', category: 'REFER' }, ['leave']],
  ['somebody who is called already', { secrecy: 'none', reachBy: 'call' }, ['stay', 'write', 'leave']],
  ['a channel we can write on', { secrecy: 'strong', channel: 'msteams' }, ['write', 'call', 'leave']],
] as const)('while waiting, what is open in %s', (_of, about, ways) => {
  const known = { channel: 'directline', category: 'ALL-OVR', reachBy: 'chat', ...about } as const;
  const categories = { ...city.categories, REFER: { ...city.categories['ALL-OVR'], intake: 'refer' } };
  expect(waysFor(known, { city: { categories } as never, mail: true })).toEqual(ways);
});
