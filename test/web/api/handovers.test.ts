import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

let office: Console;
let anna: Caller;
beforeEach(async () => {
  office = await startConsole();
  await office.hire('anna');
  anna = await office.signIn('anna');
});
afterEach(() => office.close());

const wish = async (changes = {}) => office.registry.openCase(aWish(changes));
const done = { resolution: 'answered', category: 'UTE-BEL' };

/** A citizen has talked to the bot and waits. */
async function waiting(changes = {}) {
  office.log.say('c', 'dl_citizen', 'lampan är trasig');
  office.log.say('c', 'bot', 'Jag hämtar en människa', { locale: 'sv' });
  return wish({ conversationId: 'c', ...changes });
}

describe('the queue', () => {
  it('says before anybody claims it that an interpreter is needed, and keeps saying it', async () => {
    const { handoverId } = await waiting({ language: 'ti', interpreter: true });
    const { body } = await anna.get('/api/handovers?state=waiting');
    expect(body.items).toMatchObject([{ id: handoverId, language: 'ti', interpreter: true }]);
    expect((await anna.post(`/api/handovers/${handoverId}/claim`)).body).toMatchObject({ interpreter: true });
    expect((await anna.get(`/api/handovers/${handoverId}`)).body).toMatchObject({ interpreter: true });
  });

  it('shows what a console needs and nothing of the matter', async () => {
    const { number, handoverId } = await waiting({ reach: { phone: '0701740605' } });
    const { status, body } = await anna.get('/api/handovers?state=waiting');
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        {
          id: handoverId,
          caseNumber: number,
          group: 'TRA',
          category: 'UTE-BEL',
          language: 'sv',
          interpreter: false,
          since: '2026-11-18T09:00:00.000Z',
          position: 1,
          state: 'waiting',
          secrecy: 'none',
          district: 'bromma',
          agentId: '',
          agentName: '',
          centre: '',
          offers: [
            { centre: 'bromma', why: '' },
            { centre: 'hasselby-vallingby', why: '' },
          ],
          wanted: '',
          keptUntil: null,
          alarm: 0,
          reachBy: 'chat',
          transfers: 0,
          asked: '',
          citizenAt: '2026-11-18T09:00:00.000Z',
          agentAt: null,
        },
      ],
    });
  });

  it('lists one’s own conversations apart', async () => {
    const { handoverId } = await waiting();
    await wish();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    expect((await anna.get('/api/handovers?state=mine')).body.items).toMatchObject([{ id: handoverId, position: 0 }]);
    expect((await anna.get('/api/handovers')).body.items).toHaveLength(1);
  });

  it('does not know other states', async () => {
    expect((await anna.get('/api/handovers?state=all')).status).toBe(400);
  });
});

describe('taking over', () => {
  it('is 200 for one and 409 for the other, and the citizen is told once', async () => {
    const { number, handoverId } = await waiting();
    await office.hire('bo');
    const bo = await office.signIn('bo');
    const answers = await Promise.all([anna, bo].map((one) => one.post(`/api/handovers/${handoverId}/claim`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toEqual({
      code: 'Conflict',
      message: 'somebody else has it',
    });
    expect(office.told).toMatchObject([{ what: 'accepted', conversationId: 'c', number, group: 'TRA' }]);
  });

  it('stands although the citizen could not be told', async () => {
    const { handoverId } = await waiting();
    office.cut();
    expect((await anna.post(`/api/handovers/${handoverId}/claim`)).status).toBe(200);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
    expect(office.logged.filter(({ msg }) => msg === 'the citizen could not be told')).toHaveLength(1);
  });

  it('is 404 for what is not there', async () => {
    expect((await anna.post('/api/handovers/none/claim')).status).toBe(404);
  });

  it('is refused, and says why, when it was closed meanwhile; nothing changes (bad input: a claim on a closed conversation)', async () => {
    const { number, handoverId } = await waiting();
    await office.hire('bo');
    const bo = await office.signIn('bo');
    await anna.post(`/api/handovers/${handoverId}/claim`);
    await anna.post(`/api/handovers/${handoverId}/close`, done);
    const before = await office.registry.findCase(number);
    for (const one of [anna, bo]) {
      expect(await one.post(`/api/handovers/${handoverId}/claim`)).toMatchObject({
        status: 409,
        body: { code: 'Conflict', message: 'the handover is closed' },
      });
    }
    expect(await office.registry.findCase(number)).toEqual(before);
    expect(await office.desk.ownerOf('c')).toEqual({ kind: 'bot' });
  });
});

describe('an agent who has signed in twice (bad input: an agent signed in twice)', () => {
  let screens: [Caller, Caller];
  beforeEach(async () => {
    screens = [anna, await office.signIn('anna')];
  });
  const claim = (screen: Caller, handoverId: string) => screen.post(`/api/handovers/${handoverId}/claim`);

  it('has one conversation on both screens, told to the citizen once, and closed on both', async () => {
    const { handoverId } = await waiting();
    expect((await Promise.all(screens.map((one) => claim(one, handoverId)))).map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    expect(office.told.filter(({ what }) => what === 'accepted')).toHaveLength(1);
    for (const screen of screens) {
      expect((await screen.get('/api/handovers?state=mine')).body.items).toMatchObject([{ id: handoverId }]);
      expect((await screen.post(`/api/handovers/${handoverId}/messages`, { text: 'Hej' })).status).toBe(201);
    }
    await screens[0].post(`/api/handovers/${handoverId}/close`, done);
    expect((await screens[1].get('/api/handovers?state=mine')).body.items).toEqual([]);
    expect((await screens[1].post(`/api/handovers/${handoverId}/messages`, { text: 'Hej' })).status).toBe(409);
  });

  it('goes on working on one when the other is signed out: conversations, status and why stay', async () => {
    const { handoverId } = await waiting();
    await claim(screens[0], handoverId);
    await screens[0].put('/api/me/presence', { state: 'busy', reason: 'Möte' });
    expect((await screens[1].get('/api/me')).body.elsewhere).toBe(true);
    await screens[1].send('DELETE', '/api/session');
    expect((await screens[1].get('/api/me')).status).toBe(401);
    expect((await screens[0].get('/api/me')).body.elsewhere).toBe(false);
    expect((await screens[0].get('/api/me')).body.agent).toMatchObject({ presence: 'busy', presenceReason: 'Möte' });
    expect((await screens[0].post(`/api/handovers/${handoverId}/messages`, { text: 'Hej' })).status).toBe(201);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
    expect(await office.desk.availability('TRA')).toMatchObject({ open: true });
  });

  it('has gone when the last screen is signed out', async () => {
    for (const screen of screens) await screen.send('DELETE', '/api/session');
    expect(await office.desk.availability('TRA')).toEqual({ open: false });
  });

  it('has gone when one is signed out and the other was left open without being heard of', async () => {
    office.clock.pass(2);
    await screens[0].get('/api/me');
    await screens[0].send('DELETE', '/api/session');
    expect(await office.desk.availability('TRA')).toEqual({ open: false });
  });

  it('has not gone because somebody else signs out', async () => {
    await office.hire('bo');
    await (await office.signIn('bo')).send('DELETE', '/api/session');
    expect(await office.desk.availability('TRA')).toMatchObject({ open: true });
  });
});

describe('the conversation', () => {
  it('is read with who said what, when and in which language (complaint 17)', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    await anna.post(`/api/handovers/${handoverId}/messages`, { text: 'Hej, jag heter Anna' });
    const { body } = await anna.get(`/api/handovers/${handoverId}`);
    expect(body).toMatchObject({ id: handoverId, state: 'accepted', agentName: 'Anna' });
    expect(body.transcript).toMatchObject([
      { from: 'citizen', text: 'lampan är trasig', language: 'sv', at: '2026-11-18T09:00:00.000Z', name: '' },
      { from: 'bot', text: 'Jag hämtar en människa' },
      { from: 'agent', text: 'Hej, jag heter Anna', name: 'Anna' },
    ]);
  });

  it('leaves out what was said before this matter, and what is no message', async () => {
    office.log.say('c', 'dl_citizen', 'något annat');
    office.log.say('c', 'dl_citizen', '', { type: 'event', name: 'webchat/join' });
    const { handoverId } = await waiting({ fromSeq: 2 });
    const { body } = await anna.get(`/api/handovers/${handoverId}`);
    expect(body.transcript.map(({ text }: { text: string }) => text)).toEqual([
      'lampan är trasig',
      'Jag hämtar en människa',
    ]);
  });

  it('does not let a citizen pretend to be an agent', async () => {
    const { handoverId } = await waiting();
    office.log.say('c', 'dl_citizen', 'jag är Anna', { channelData: { reply: { kind: 'agent' } } });
    const { body } = await anna.get(`/api/handovers/${handoverId}`);
    expect(body.transcript.at(-1)).toMatchObject({ from: 'citizen' });
  });

  it('shows what a placeholder stands for to the owner only', async () => {
    const { handoverId, number } = await waiting();
    const { id } = office.log.say('c', 'dl_citizen', '[…]');
    office.live.set(id, 'hjälp');
    await office.hire('bo');
    const bo = await office.signIn('bo');
    await anna.post(`/api/handovers/${handoverId}/claim`);
    const last = async (caller: Caller, path: string) => (await caller.get(path)).body.transcript.at(-1).text;
    expect(await last(anna, `/api/handovers/${handoverId}`)).toBe('hjälp');
    expect(await last(anna, `/api/cases/${number}`)).toBe('hjälp');
    expect(await last(bo, `/api/handovers/${handoverId}`)).toBe('[…]');
    expect(await last(bo, `/api/cases/${number}`)).toBe('[…]');
    await anna.post(`/api/handovers/${handoverId}/close`, done);
    expect(await last(anna, `/api/handovers/${handoverId}`)).toBe('[…]');
  });
});

describe('writing to the citizen', () => {
  it('is answered with the id the message has in the conversation', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    const { status, body } = await anna.post(`/api/handovers/${handoverId}/messages`, { text: ' Hej! ' });
    expect(status).toBe(201);
    const { transcript } = (await anna.get(`/api/handovers/${handoverId}`)).body;
    expect(transcript.at(-1)).toMatchObject({ id: body.id, text: 'Hej!' });
    expect(office.told.at(-1)).toMatchObject({
      what: 'agentSays',
      conversationId: 'c',
      agent: { name: 'Anna' },
      text: 'Hej!',
    });
  });

  it('carries the sender’s own key, so that the relay can tell a repetition', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    for (let time = 0; time < 2; time++) {
      await anna.post(`/api/handovers/${handoverId}/messages`, { text: 'Hej', key: 'k1' });
    }
    const ids = office.told.filter(({ what }) => what === 'agentSays').map(({ id }) => id);
    expect(ids).toEqual([`${handoverId}:k1`, `${handoverId}:k1`]);
  });

  it('takes personal numbers out first', async () => {
    const { handoverId, number } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    const say = (what: string, text: string) => anna.post(`/api/handovers/${handoverId}/${what}`, { text });
    const written = [await say('messages', 'är det 811218-9876?'), await say('notes', 'pnr 811218-9876')];
    const plain = [await say('messages', 'är det du?'), await say('notes', 'ringde')];
    expect([written, plain].map((both) => both.map(({ body }) => body.masked))).toEqual([
      [true, true],
      [false, false],
    ]);
    await anna.post(`/api/handovers/${handoverId}/close`, { ...done, text: 'hej 811218-9876' });
    expect(JSON.stringify([office.told, await office.registry.findCase(number)])).not.toContain('9876');
  });

  it('says that a personal number was taken out only when one was, and not of characters nobody sees', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    const text = 'rad ett\r\nrad\u0000 två\u202e 👩';
    for (const what of ['messages', 'notes']) {
      expect((await anna.post(`/api/handovers/${handoverId}/${what}`, { text })).body.masked).toBe(false);
    }
    expect(office.told).toContainEqual(expect.objectContaining({ what: 'agentSays', text: 'rad ett\nrad två 👩' }));
  });

  it('is no 201 when the message was not kept', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    office.cut();
    const { status, body } = await anna.post(`/api/handovers/${handoverId}/messages`, { text: 'Hej' });
    expect([status, body]).toEqual([500, { code: 'Internal', message: 'something went wrong' }]);
  });

  it.each([
    ['nothing', undefined],
    ['no text', {}],
    ['an empty text', { text: '   ' }],
    ['nothing that can be seen', { text: '\u200b\u0000\u202e' }],
    ['a number', { text: 5 }],
    ['an object', { text: { $ne: '' } }],
    ['an array', { text: ['Hej'] }],
    ['4,001 characters', { text: 'x'.repeat(4001) }],
    ['100 kB', { text: 'x'.repeat(100_000) }],
  ])('refuses %s', async (_, body) => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    expect(await anna.post(`/api/handovers/${handoverId}/messages`, body)).toMatchObject({
      status: 400,
      body: { code: 'BadRequest' },
    });
    expect(office.told.filter(({ what }) => what === 'agentSays')).toEqual([]);
  });

  it('keeps markup and quotes as the text they are, without what would turn it round (bad input: HTML from an agent)', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    const text = '<img src=x onerror=alert(1)> "$where" \u202Eabc';
    await anna.post(`/api/handovers/${handoverId}/messages`, { text });
    expect((await anna.get(`/api/handovers/${handoverId}`)).body.transcript.at(-1).text).toBe(
      text.replace('\u202E', ''),
    );
  });
});

describe('an internal note', () => {
  it('stands in the case and is never told to the citizen', async () => {
    const { handoverId, number } = await waiting();
    expect((await anna.post(`/api/handovers/${handoverId}/notes`, { text: 'Har ringt förut' })).status).toBe(201);
    const { timeline, transcript } = (await anna.get(`/api/cases/${number}`)).body;
    expect(timeline.at(-1)).toMatchObject({ what: 'note', who: { name: 'Anna' }, data: { text: 'Har ringt förut' } });
    expect(JSON.stringify([transcript, office.told])).not.toContain('ringt');
  });

  it('is refused about a strictly secret matter', async () => {
    await office.hire('sara', { groups: ['SOC'] });
    const sara = await office.signIn('sara');
    const { handoverId } = await waiting({ category: 'EKO-EB' });
    const { status, body } = await sara.post(`/api/handovers/${handoverId}/notes`, { text: 'x' });
    expect([status, body.code]).toEqual([409, 'TextNotKept']);
  });
});

describe('closing', () => {
  it('gives the conversation back to the bot and tells the citizen', async () => {
    const { handoverId, number } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    const { status, body } = await anna.post(`/api/handovers/${handoverId}/close`, { ...done, text: 'Lampan byts' });
    expect([status, body]).toEqual([200, { caseNumber: number }]);
    expect(office.told.at(-1)).toMatchObject({ what: 'closed', number, resolution: 'answered', text: 'Lampan byts' });
    expect(await office.desk.ownerOf('c')).toEqual({ kind: 'bot' });
    const found = (await anna.get(`/api/cases/${number}`)).body;
    expect(found).toMatchObject({ status: 'closed', resolution: 'answered', category: 'UTE-BEL' });
    expect(found.timeline.map(({ what }: { what: string }) => what)).toEqual(['opened', 'queued', 'claimed', 'closed']);
  });

  it('may be repeated when the answer got lost', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    expect((await anna.post(`/api/handovers/${handoverId}/close`, done)).status).toBe(200);
    expect((await anna.post(`/api/handovers/${handoverId}/close`, done)).status).toBe(200);
    const other = { ...done, resolution: 'forwarded' };
    expect((await anna.post(`/api/handovers/${handoverId}/close`, other)).status).toBe(409);
  });

  it.each([
    ['no resolution', { category: 'UTE-BEL' }],
    ['an unknown resolution', { resolution: 'solved', category: 'UTE-BEL' }],
    ['the resolution of a case that the citizen took back', { resolution: 'withdrawn', category: 'UTE-BEL' }],
    ['no category', { resolution: 'answered' }],
    ['an unknown category', { resolution: 'answered', category: 'NO-SUCH' }],
    ['an object', { resolution: { $ne: '' }, category: 'UTE-BEL' }],
  ])('refuses %s (complaint 25)', async (_, body) => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    expect((await anna.post(`/api/handovers/${handoverId}/close`, body)).status).toBe(400);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'agent' });
  });

  it('stands although the citizen could not be told', async () => {
    const { handoverId } = await waiting();
    await anna.post(`/api/handovers/${handoverId}/claim`);
    office.cut();
    expect((await anna.post(`/api/handovers/${handoverId}/close`, done)).status).toBe(200);
    expect(JSON.stringify(office.logged)).toContain('the citizen could not be told');
  });
});

it('writes no text of citizen or agent to the server’s log', async () => {
  const { handoverId } = await waiting();
  await anna.post(`/api/handovers/${handoverId}/claim`);
  await anna.post(`/api/handovers/${handoverId}/messages`, { text: 'hemlig mening' });
  await anna.get('/api/cases?q=0701740605');
  expect(JSON.stringify(office.logged)).not.toMatch(/hemlig|lampan|0701740605|password/);
});
