import { startMailServer, textOf } from '../support/mail-server.js';
import {
  closeCentres,
  startCentre,
  type TestAgent,
  type TestCentre,
  type TestCitizen,
} from '../support/start-centre.js';
import { city, locales } from '../support/talk-to.js';
import { until } from '../support/until.js';

afterEach(closeCentres);

const AGENT = 'anna Svarsson';
const human = (language: string) => (locales.file(language, 'words') as { human: string[] }).human[0] ?? '';

let centre: TestCentre;
let agent: TestAgent;
let citizen: TestCitizen;

async function open(language: string, parts: Parameters<typeof startCentre>[0] = {}): Promise<void> {
  centre = await startCentre(parts);
  agent = await centre.agent('anna', ['VAX']);
  citizen = await centre.citizen(language);
}

/** Anna has taken the conversation; its path and the number of the case. */
async function claimed(): Promise<{ path: string; number: string }> {
  const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
  const path = `/api/handovers/${item?.id}`;
  await agent.post(`${path}/claim`);
  return { path, number: String(item?.caseNumber) };
}

const close = (path: string, more: object = {}) =>
  agent.post(`${path}/close`, { resolution: 'not-ours', category: 'ALL-OVR', ...more });

/** What the citizen was told when it was closed. */
async function ending(): Promise<string> {
  const closed = async () =>
    (await citizen.sees()).findLast(({ channelData }) => channelData?.reply?.state === 'closed')?.text ?? '';
  return until(closed);
}

/** Row 25: the sentence without its day and its link, which are the city's. */
function howClosed(language: string): RegExp {
  const resolution = locales.name(language, city.resolutions['not-ours'] ?? { sv: '', en: '' });
  const text = locales.say(language, 'handover.closedHow', { resolution, day: '§', link: '§' });
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\u2068?§\u2069?/g, '.+'));
}

describe.each(locales.live)('a case that is closed without a word to the citizen (%s)', (language) => {
  it('tells how it was closed, its number, until when that can be contested and where (complaint 25)', async () => {
    await open(language);
    await citizen.says(human(language));
    const { path, number } = await claimed();
    expect((await close(path)).status).toBe(200);
    const told = await ending();
    expect(told).toContain(locales.say(language, 'handover.closed', { name: AGENT, number }));
    expect(told).toMatch(howClosed(language));
    expect(told).toContain('/case');
  });
});

describe('a case that is closed', () => {
  it('says no more than that when the agent has written, or writes at the end (complaint 25)', async () => {
    for (const written of ['before', 'at the end']) {
      await open('sv');
      await citizen.says(human('sv'));
      const { path, number } = await claimed();
      if (written === 'before') await agent.post(`${path}/messages`, { text: 'Ring regionen.' });
      await close(path, written === 'at the end' ? { text: 'Ring regionen.' } : {});
      expect(await ending()).toBe(locales.say('sv', 'handover.closed', { name: AGENT, number }));
    }
  });

  it('is contested in the way that was told (complaint 25)', async () => {
    await open('sv');
    await citizen.says(human('sv'));
    const { path, number } = await claimed();
    await close(path);
    await ending();
    const shown = (await citizen.says('status')).at(-1);
    expect(shown?.suggestedActions?.actions.map(({ title }) => title)).toContain(
      locales.say('sv', 'status.choice.contest'),
    );
    await citizen.says(locales.say('sv', 'status.choice.contest'));
    await citizen.says('hoppa över');
    expect((await agent.get(`/api/cases/${number}`)).body).toMatchObject({ status: 'contested' });
  });

  it('says so again when it was asked about again and nobody wrote that time either (complaint 25)', async () => {
    let at = Date.now();
    await open('sv', { now: () => new Date(at) });
    await citizen.says(human('sv'));
    const { path } = await claimed();
    await agent.post(`${path}/messages`, { text: 'Hej!' });
    await close(path);
    at += 60_000;
    await citizen.says(locales.say('sv', 'survey.no'));
    await citizen.says(locales.say('sv', 'survey.again'));
    await claimed();
    await close(path);
    await until(async () => howClosed('sv').test(await ending()));
  });

  it('is told by mail to whoever has left an address, with where to read and contest it (complaint 25)', async () => {
    const mail = await startMailServer();
    try {
      await open('sv', { env: { SMTP_URL: mail.url, MAIL_FROM: 'kontaktcenter@city.example' } });
      await citizen.says(human('sv'));
      await citizen.says(locales.say('sv', 'waiting.write'));
      await citizen.says('lo@city.example');
      const { path, number } = await claimed();
      await close(path);
      const [letter] = await until(
        async () => mail.letters.map((one) => textOf(one)).filter((text) => text.includes(number)),
        (letters) => letters.length > 0,
      );
      expect(letter).toContain('/case');
    } finally {
      await mail.close();
    }
  });
});
