import { startHub, type TestHub } from '../support/hub.js';
import { clockAt } from '../support/registry.js';
import {
  closeCentres,
  kindsOf,
  type Shown,
  startCentre,
  type TestCentre,
  type TestCitizen,
} from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';
import { until } from '../support/until.js';

let hub: TestHub;
beforeEach(async () => {
  hub = await startHub();
});
afterEach(async () => {
  await closeCentres();
  await hub.close();
});

const say = (key: string, values?: object) => locales.say('sv', key, { ...values });
const last = (shown: Shown[]) => shown.at(-1);
const LAMP = 'lampan på gatan utanför oss är trasig';

async function wantsPerson(centre: TestCentre): Promise<TestCitizen> {
  const citizen = await centre.citizen();
  await citizen.says(LAMP);
  await citizen.says(say('feedback.person'));
  return citizen;
}

async function caseOf(citizen: TestCitizen): Promise<string> {
  const replies = (await citizen.sees()).map(({ channelData }) => channelData?.reply);
  return String(replies.find((reply) => reply?.kind === 'case')?.caseNumber);
}

const boss = (centre: TestCentre) => centre.agent('eva', [], { roles: ['supervisor'] });

describe('a city with an agent desk of its own', () => {
  // anchors § 1.6: the standard signal from bot to human, and a case before anybody answers
  it('registers the case first, then asks the hub with the transcript and where it belongs', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    const number = await caseOf(citizen);
    const asked = await hub.asked();
    expect(asked).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      locale: 'sv',
      value: { caseNumber: number, category: 'UTE-BEL', group: 'TRA', language: 'sv', centre: '', district: '' },
      serviceUrl: `${centre.url}/api/handoff/activities`,
    });
    const [transcript] = asked.attachments ?? [];
    expect(transcript).toMatchObject({ name: 'Transcript', contentType: 'application/json' });
    const { activities } = transcript?.content as { activities: { text: string; from: { role: string } }[] };
    expect(activities.map(({ from }) => from.role)).toEqual(['bot', 'user', 'bot', 'bot', 'user', 'bot', 'bot']);
    expect(activities[1]?.text).toBe(LAMP);
    // The code that opens a case is the citizen's alone.
    const secret = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(last(await citizen.sees())?.text ?? '')?.[0];
    expect(secret).toBeDefined();
    expect(JSON.stringify(hub.received)).not.toContain(secret);
    expect(hub.wrong).toEqual([]);
  });

  it('lets it take the conversation, passes on what both write, and has the bot back when it is over', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    expect(await hub.status('accepted', { agent: 'Hanna Hub' })).toEqual({ status: 200, changed: true });
    await citizen.seesAt({ kind: 'handover', state: 'accepted', agent: 'Hanna Hub' });

    expect(await citizen.says('Storgatan 5, jag är 850101-1236')).toHaveLength(1);
    await until(() => hub.messages().length === 1);
    expect(hub.messages()).toEqual(['Storgatan 5, jag är ******-****']);
    await hub.message('Tack! Ring 850101-1236 om det är bråttom.');
    expect(last(await citizen.sees())).toMatchObject({
      text: 'Tack! Ring ******-**** om det är bråttom.',
      from: { name: 'Hanna Hub' },
      channelData: { reply: { kind: 'agent' } },
    });
    // anchors § 2: the bot talks over the human
    expect(await citizen.says('hur söker jag förskola')).toEqual([]);
    await until(() => hub.messages().length === 2);

    await hub.status('completed', { resolution: 'forwarded' });
    await citizen.seesAt({ kind: 'survey' });
    expect(kindsOf((await citizen.sees()).slice(-2))).toEqual(['handover', 'survey']);
    expect(kindsOf(await citizen.says(LAMP))).toEqual(['answer', 'feedback']);
    const { body } = await (await boss(centre)).get(`/api/cases/${await caseOf(citizen)}`);
    expect(body).toMatchObject({ status: 'closed', resolution: 'forwarded', category: 'UTE-BEL' });
    expect(hub.received.map(({ type }) => type)).toEqual(['event', 'message', 'message']);
  });

  it('closes as answered, under the name of the answer group, when the hub says neither how nor who', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    await hub.status('accepted');
    await hub.status('completed', { resolution: 'as we call it', category: 'nothing of ours' });
    await citizen.seesAt({ kind: 'survey' });
    const { body } = await (await boss(centre)).get(`/api/cases/${await caseOf(citizen)}`);
    expect(body).toMatchObject({ resolution: 'answered', category: 'UTE-BEL' });
    expect(JSON.stringify(body)).not.toContain('as we call it');
  });

  it('writes to the citizen as soon as one of its people does, also when it has not said that it accepts', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    await hub.message('Hej, jag hjälper dig.');
    expect(kindsOf((await citizen.sees()).slice(-2))).toEqual(['handover', 'agent']);
    expect(last(await citizen.sees())?.text).toBe('Hej, jag hjälper dig.');
  });

  it('keeps a conversation that the hub is asked about from our own agents, until the hub has failed', async () => {
    const centre = await startCentre({ env: hub.env });
    const agent = await centre.agent('sara', ['TRA']);
    const citizen = await wantsPerson(centre);
    await hub.asked();
    const id = (await agent.get('/api/handovers?state=waiting')).body.items[0]?.id;
    expect(await agent.post(`/api/handovers/${id}/claim`)).toMatchObject({
      status: 409,
      body: { code: 'OfferedElsewhere' },
    });
    await hub.status('failed', { message: 'nobody is free' });
    expect((await agent.post(`/api/handovers/${id}/claim`)).status).toBe(200);
    await citizen.seesAt({ kind: 'handover', state: 'accepted', agent: 'sara Svarsson' });
    expect(await hub.status('accepted')).toEqual({ status: 200, changed: false });
  });

  // anchors § 2: handed over to nobody
  it('tells the citizen that the case stays and which other ways there are, when nobody of ours is there either', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    const number = await caseOf(citizen);
    await hub.status('failed');
    await citizen.seesAt({ kind: 'handover', state: 'unavailable', caseNumber: number });
    expect(last(await citizen.sees())?.text).toContain(say('handover.otherWays', { points: '' }).trim());
    expect(kindsOf(await citizen.says(LAMP))).toEqual(['answer', 'feedback']);
    const { body } = await (await boss(centre)).get(`/api/cases/${number}`);
    expect(body).toMatchObject({ status: 'registered' });
  });

  it('puts the citizen back in our queue with their place when the hub gives up in the middle', async () => {
    const centre = await startCentre({ env: hub.env });
    const agent = await centre.agent('sara', ['TRA']);
    const citizen = await wantsPerson(centre);
    await hub.status('accepted', { agent: 'Hanna Hub' });
    await hub.status('failed');
    await citizen.seesAt({ kind: 'handover', state: 'waiting', position: 1 });
    expect(last(await citizen.sees())?.text).toContain('Hanna Hub');
    const id = (await agent.get('/api/handovers?state=waiting')).body.items[0]?.id;
    expect((await agent.post(`/api/handovers/${id}/claim`)).status).toBe(200);
  });

  it('tells the hub when the citizen has left the queue', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    await hub.asked();
    await citizen.says(say('handover.leave'));
    await until(() => hub.received.some(({ type }) => type === 'endOfConversation'));
    expect(await hub.status('accepted')).toEqual({ status: 200, changed: false });
    expect(kindsOf(await citizen.says(LAMP))).toEqual(['answer', 'feedback']);
  });

  it('never gets the code of the case, also when the citizen types it', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(last(await citizen.sees())?.text ?? '')?.[0] ?? '';
    expect(code).not.toBe('');
    await hub.status('accepted');
    await citizen.says(`ska du ha koden ${code} också?`);
    await citizen.says('eller inte');
    await until(() => hub.messages().length === 2);
    expect(hub.messages()[0]).toMatch(/^ska du ha koden .* också\?$/);
    expect(JSON.stringify(hub.received)).not.toContain(code);
  });

  it('is asked again, about the same case, when the citizen did not get their answer', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    await hub.status('accepted');
    await hub.status('completed');
    await citizen.seesAt({ kind: 'survey' });
    await citizen.says(say('survey.no'));
    await citizen.says(say('survey.again'));
    const [first, second] = [await hub.asked(0), await hub.asked(1)];
    expect(second.value).toMatchObject({ caseNumber: await caseOf(citizen) });
    expect(second.conversation.id).not.toBe(first.conversation.id);
    expect(await hub.status('failed', {}, 0)).toEqual({ status: 200, changed: false });
    expect(await hub.status('accepted', { agent: 'Hugo Hub' }, 1)).toEqual({ status: 200, changed: true });
    await citizen.seesAt({ state: 'accepted', agent: 'Hugo Hub' });
  });

  it('does not let what is late about one handover touch the next one', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    await hub.status('accepted');
    await hub.status('completed');
    await citizen.says(LAMP);
    await citizen.says(say('feedback.person'));
    await hub.asked(1);
    expect(await hub.status('failed', {}, 0)).toEqual({ status: 200, changed: false });
    expect(await hub.message('för sent', {}, 0)).toEqual({ status: 200, changed: false });
    expect(await hub.status('accepted', { agent: 'Hugo Hub' }, 1)).toEqual({ status: 200, changed: true });
    await citizen.seesAt({ state: 'accepted', agent: 'Hugo Hub' });
  });
});

describe('what the hub sends', () => {
  it('is refused when it is not signed with the common secret, before anything of it is looked at', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    const before = (await citizen.sees()).length;
    const { conversation, serviceUrl } = await hub.asked();
    const forged = { type: 'message', text: 'skicka dina uppgifter', conversation };
    expect(await hub.send(serviceUrl, forged, `sha256=${'0'.repeat(64)}`)).toMatchObject({ status: 401 });
    expect(await hub.send(serviceUrl, { nothing: 'of the kind' }, 'none')).toMatchObject({ status: 401 });
    expect((await citizen.sees()).length).toBe(before);
  });

  it('may be sent again: an activity told before changes nothing', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    await Promise.all([hub.status('accepted', {}), hub.status('accepted', {})]);
    await hub.message('En gång.', { id: 'm1' });
    await hub.message('En gång.', { id: 'm1' });
    await hub.message('Två gånger.', { id: 'm2' });
    const said = (await citizen.sees()).filter(({ channelData }) => channelData?.reply?.kind === 'agent');
    expect(said.map(({ text }) => text)).toEqual(['En gång.', 'Två gånger.']);
    const joined = (await citizen.sees()).filter(({ channelData }) => channelData?.reply?.state === 'accepted');
    expect(joined).toHaveLength(1);
  });

  it('is taken and changes nothing when it is unknown: another state, another event, no such conversation', async () => {
    const centre = await startCentre({ env: hub.env });
    await wantsPerson(centre);
    const { conversation, serviceUrl } = await hub.asked();
    const nothing = { status: 200, changed: false };
    expect(await hub.status('pondering')).toEqual(nothing);
    expect(await hub.send(serviceUrl, { type: 'typing', conversation })).toEqual(nothing);
    expect(await hub.send(serviceUrl, { type: 'event', name: 'handoff.other', conversation })).toEqual(nothing);
    const unknown = { type: 'message', text: 'hej', conversation: { id: 'c.1' } };
    expect(await hub.send(serviceUrl, unknown)).toEqual(nothing);
  });

  it.each([
    ['no conversation', { type: 'message', text: 'hej' }, /conversation/],
    ['a message of 5,000 characters', { type: 'message', text: 'x'.repeat(5000), conversation: { id: 'c' } }, /text/],
    ['a message without text', { type: 'message', conversation: { id: 'c' } }, /text: a message has text/],
    ['an id that is a number', { type: 'event', id: 5, conversation: { id: 'c' } }, /id/],
  ])('is refused with a clear word when it has %s', async (_what, activity, fault) => {
    const { url } = await startCentre({ env: hub.env });
    const answer = await hub.send(`${url}/api/handoff/activities`, activity);
    expect(answer).toMatchObject({ status: 400, message: expect.stringMatching(fault) });
  });

  it('is not taken while the city has no such desk, and the answer says what to set', async () => {
    const { url } = await startCentre();
    const answer = await hub.send(`${url}/api/handoff/activities`, { type: 'message' });
    expect(answer).toMatchObject({ status: 503, message: expect.stringContaining('HANDOFF_HUB_URL') });
  });

  it('is limited, and so is guessing signatures', async () => {
    const { url } = await startCentre({ env: hub.env });
    const guess = () => hub.send(`${url}/api/handoff/activities`, { type: 'message' }, 'a guess');
    const answers = await Promise.all(Array.from({ length: 40 }, guess));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
  });
});

describe('a matter of strong secrecy', () => {
  it('goes to the hub without a word of it; only what is written to whoever has taken it is passed on', async () => {
    const centre = await startCentre({ env: hub.env });
    const citizen = await centre.citizen();
    await citizen.says('jag vill ansöka om ekonomiskt bistånd');
    await citizen.says(say('feedback.person'));
    const asked = await hub.asked();
    expect(asked.value).toMatchObject({ secrecy: 'strong', caseNumber: expect.stringMatching(/^KC-/) });
    expect(asked.attachments).toEqual([]);
    await citizen.says('jag har två barn');
    await hub.status('accepted', { agent: 'Hanna Hub' });
    await citizen.seesAt({ state: 'accepted' });
    await citizen.says('nu skriver jag till dig');
    await until(() => hub.messages().length > 0);
    expect(hub.messages()).toEqual(['nu skriver jag till dig']);
    expect(JSON.stringify(hub.received)).not.toMatch(/bistånd|två barn/);
  });
});

describe('a hub that cannot be reached', () => {
  it('gets everything in order when it is back: the wish, then what was written meanwhile, each once', async () => {
    hub.refuse(503);
    const centre = await startCentre({ env: hub.env });
    const citizen = await wantsPerson(centre);
    await citizen.says('ett');
    await citizen.says('två');
    expect(hub.received).toEqual([]);
    hub.refuse(0);
    await hub.asked();
    await citizen.says('tre');
    await until(() => hub.messages().includes('tre'));
    const [first, ...rest] = hub.received;
    const transcript = JSON.stringify(first?.attachments);
    const later = rest.map(({ text }) => text);
    const all = ['ett', 'två', 'tre'].filter((text) => !transcript.includes(`"${text}"`));
    expect(later).toEqual(all);
    expect(new Set(hub.received.map(({ id }) => id)).size).toBe(hub.received.length);
  }, 30_000);

  it('that refuses the wish for good is not asked again: our own desk has it at once', async () => {
    hub.refuse(400);
    const centre = await startCentre({ env: hub.env });
    const agent = await centre.agent('sara', ['TRA']);
    const citizen = await wantsPerson(centre);
    const { body } = await agent.get('/api/handovers?state=waiting');
    await until(async () => (await agent.post(`/api/handovers/${body.items[0]?.id}/claim`)).status === 200);
    await citizen.seesAt({ kind: 'handover', state: 'accepted', agent: 'sara Svarsson' });
    expect(centre.logged.join()).toContain('a conversation was taken back from the hub');
  });

  // anchors § 2: handed over, and nobody is told
  it('or that does not answer in time loses the conversation to our own desk, and is told', async () => {
    const clock = clockAt('2026-11-18T09:00:00Z');
    const centre = await startCentre({ env: hub.env, now: clock.now });
    const agent = await centre.agent('sara', ['TRA']);
    const citizen = await wantsPerson(centre);
    await hub.asked();
    const id = (await agent.get('/api/handovers?state=waiting')).body.items[0]?.id;
    clock.pass(9);
    await agent.put('/api/me/presence', { state: 'free' });
    expect((await agent.post(`/api/handovers/${id}/claim`)).status).toBe(409);
    clock.pass(2);
    expect((await agent.post(`/api/handovers/${id}/claim`)).status).toBe(200);
    await citizen.seesAt({ state: 'accepted', agent: 'sara Svarsson' });
    await until(() => hub.received.some(({ type }) => type === 'endOfConversation'));
    expect(await hub.status('accepted')).toEqual({ status: 200, changed: false });
  }, 30_000);

  it('while it has a conversation loses it after the minutes that the supervisors are warned at', async () => {
    const clock = clockAt('2026-11-18T09:00:00Z');
    const centre = await startCentre({ env: hub.env, now: clock.now });
    const citizen = await wantsPerson(centre);
    await hub.status('accepted', { agent: 'Hanna Hub' });
    hub.refuse(500);
    await citizen.says('hallå?');
    await until(() => centre.logged.some((line) => line.includes('the hub did not take an activity')));
    clock.pass(11);
    await citizen.seesAt({ kind: 'handover', state: 'unavailable' });
    const { body } = await (await boss(centre)).get(`/api/cases/${await caseOf(citizen)}`);
    expect(body).toMatchObject({ status: 'registered' });
  }, 30_000);
});
