import type { LoggedActivity } from '../../store/activity-log.js';
import { APP_ID, startConnector } from '../support/connector.js';
import { closeCentres, startCentre, type TestAgent, type TestCentre } from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';
import { until } from '../support/until.js';

let channel: Awaited<ReturnType<typeof startConnector>>;
beforeEach(async () => {
  channel = await startConnector();
});
afterEach(async () => {
  await closeCentres();
  await channel.close();
});

const env = { MicrosoftAppId: APP_ID, MicrosoftAppPassword: 'secret' };
const start = () => startCentre({ env, connector: channel.connector });
const say = (key: string, values?: object) => locales.say('sv', key, { ...values });

async function send(centre: TestCentre, activity: object) {
  const answer = await fetch(`${centre.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await channel.sign()}` },
    body: JSON.stringify(channel.activity(activity)),
  });
  return { status: answer.status, text: await answer.text() };
}

const said = [
  { type: 'message', from: { id: 'lisa', role: 'user' }, text: 'lampan är trasig, jag är 850101-1236', locale: 'sv' },
  { type: 'typing', from: { id: 'their-bot', role: 'bot' } },
  { type: 'message', from: { id: 'their-bot', role: 'bot', name: 'Skolbot' }, text: 'Det kan jag inte svara på.' },
];
const initiation = (more: object = {}) => ({
  type: 'event',
  id: 'i1',
  name: 'handoff.initiate',
  text: undefined,
  value: { category: 'UTE-BEL', language: 'sv' },
  attachments: [{ contentType: 'application/json', name: 'Transcript', content: { activities: said } }],
  ...more,
});

const told = () => channel.answers.map(({ activity }) => activity);
const states = () =>
  told().flatMap((one) => (one.name === 'handoff.status' ? [(one.value as { state: string }).state] : []));
const texts = () => told().flatMap(({ text }) => (text ? [text] : []));

const transcriptIn = (body: unknown) => (body as { transcript: { from: string; text: string }[] }).transcript;

async function first(agent: TestAgent) {
  const { body } = await until(
    () => agent.get('/api/handovers?state=waiting'),
    ({ body: { items } }) => items.length > 0,
  );
  return body.items[0] as Record<string, string>;
}

describe('another bot that hands its conversation to our people', () => {
  it('gets a registered case in the queue, and our agent sees what was said before, without personal numbers', async () => {
    const centre = await start();
    const agent = await centre.agent('sara', ['TRA']);
    expect((await send(centre, initiation())).status).toBe(200);
    const item = await first(agent);
    expect(item).toMatchObject({
      group: 'TRA',
      category: 'UTE-BEL',
      language: 'sv',
      caseNumber: expect.stringMatching(/^KC-/),
    });
    const { body } = await agent.get(`/api/handovers/${item.id}`);
    expect(transcriptIn(body).slice(0, 2)).toMatchObject([
      { from: 'citizen', text: 'lampan är trasig, jag är ******-****' },
      { from: 'bot', text: 'Det kan jag inte svara på.' },
    ]);
    await until(() => texts().length >= 2);
    expect(texts().join('\n')).toContain(item.caseNumber);
    expect(states()).toEqual([]);
    // Whoever has talked with a bot is not greeted by another.
    expect(texts().join()).not.toContain(say('greeting.welcome', { city: '' }).slice(0, 10));
  });

  it('is told that a person has it, and when it is over; both write to each other in between', async () => {
    const centre = await start();
    const agent = await centre.agent('sara', ['TRA']);
    await send(centre, initiation());
    const { id } = await first(agent);
    await agent.post(`/api/handovers/${id}/claim`);
    await until(() => states().length === 1);
    expect(told().find(({ name }) => name === 'handoff.status')).toMatchObject({
      type: 'event',
      conversation: { id: 'c1' },
      value: { state: 'accepted' },
    });
    await agent.post(`/api/handovers/${id}/messages`, { text: 'Vilken gata gäller det?' });
    await until(() => texts().includes('Vilken gata gäller det?'));
    await send(centre, { id: 'm2', text: 'Storgatan 5' });
    await until(async () => JSON.stringify((await agent.get(`/api/handovers/${id}`)).body).includes('Storgatan 5'));
    const closing = await agent.post(`/api/handovers/${id}/close`, { resolution: 'answered', category: 'UTE-BEL' });
    expect(closing).toMatchObject({ status: 200 });
    await until(() => states().length === 2);
    expect(states()).toEqual(['accepted', 'completed']);
  });

  it('is told that it failed when nobody is there; the case is registered all the same', async () => {
    const centre = await start();
    const boss = await centre.agent('eva', [], { roles: ['supervisor'] });
    await send(centre, initiation());
    await until(() => states().length === 1);
    expect(states()).toEqual(['failed']);
    const { body } = await boss.get('/api/cases?status=registered');
    expect(body.items).toEqual([expect.objectContaining({ category: 'UTE-BEL' })]);
  });

  it('is told that it failed when its citizen leaves our queue', async () => {
    const centre = await start();
    await first(await waited(centre));
    await send(centre, { id: 'm2', text: say('handover.leave') });
    await until(() => states().length === 1);
    expect(states()).toEqual(['failed']);
  });

  it('may ask again: the same wish makes one case and one transcript', async () => {
    const centre = await start();
    const agent = await centre.agent('sara', ['TRA']);
    await send(centre, initiation());
    await send(centre, initiation());
    const { id } = await first(agent);
    const { items } = (await agent.get('/api/handovers?state=waiting')).body;
    expect(items).toHaveLength(1);
    const { body } = await agent.get(`/api/handovers/${id}`);
    const lines = transcriptIn(body).map(({ text }) => text);
    expect(lines.filter((text) => text === 'Det kan jag inte svara på.')).toHaveLength(1);
  });

  it('needs no transcript, and a category that is none of ours is Other', async () => {
    const centre = await start();
    const agent = await centre.agent('sara', ['VAX']);
    await send(centre, initiation({ attachments: undefined, value: { category: 'unheard of' } }));
    expect(await first(agent)).toMatchObject({ group: 'VAX' });
  });

  it.each([
    ['a transcript that is a text', { attachments: [{ contentType: 'x', name: 'Transcript', content: 'said' }] }],
    [
      'a transcript of numbers',
      { attachments: [{ contentType: 'x', name: 'Transcript', content: { activities: [1] } }] },
    ],
    ['no id', { id: undefined }],
  ])('is refused with a clear word when it comes with %s', async (_what, more) => {
    const centre = await start();
    const answer = await send(centre, initiation(more));
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/transcript|id:/);
  });

  it('cannot be played by a citizen in our own chat', async () => {
    const centre = await start();
    const agent = await centre.agent('sara', ['TRA']);
    const citizen = await centre.citizen();
    const {
      channelId: _c,
      serviceUrl: _s,
      conversation: _v,
      ...event
    } = channel.activity(initiation()) as LoggedActivity;
    await citizen.sends({ ...event, from: { id: 'citizen' } });
    await citizen.says('hej');
    expect((await agent.get('/api/handovers?state=waiting')).body.items).toEqual([]);
  });
});

async function waited(centre: TestCentre): Promise<TestAgent> {
  const agent = await centre.agent('sara', ['TRA']);
  await send(centre, initiation());
  return agent;
}
