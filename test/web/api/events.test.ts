import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { anArticleText } from '../../support/editorial.js';
import { aWish } from '../../support/registry.js';

let office: Console;
const streams: AbortController[] = [];
beforeEach(async () => {
  office = await startConsole();
});
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort();
  await office.close();
});

/** A console that listens. `until` waits for the next event of a kind. */
async function listen(caller: Caller) {
  const abort = new AbortController();
  streams.push(abort);
  const response = await fetch(`${office.url}/api/events`, {
    headers: { cookie: caller.cookie },
    signal: abort.signal,
  });
  const reader = response.body?.getReader();
  const heard: { what: string; id: string }[] = [];
  let raw = '';
  let ended = false;
  const wake = new Set<() => void>();
  const read = async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) break;
      raw += Buffer.from(value as Uint8Array).toString();
      const lines = raw.split('\n\n').filter((line) => line.startsWith('data: '));
      heard.splice(0, heard.length, ...lines.map((line) => JSON.parse(line.slice(6))));
      for (const go of wake) go();
    }
  };
  const finished = read().then(
    () => {
      ended = true;
      for (const go of wake) go();
    },
    () => undefined,
  );
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise<void>((resolve) => wake.add(resolve));
  };
  return {
    response,
    heard,
    until: (what: string) => until(() => heard.some((event) => event.what === what)),
    untilCount: (count: number) => until(() => heard.length >= count),
    comment: () => until(() => raw.includes(': still here')),
    end: () => until(() => ended),
    finished,
  };
}

const hired = async (username: string, person = {}) => {
  await office.hire(username, person);
  return office.signIn(username);
};

it('is a stream of events that nobody stores', async () => {
  const { response } = await listen(await hired('anna'));
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('cache-control')).toBe('no-store');
});

it('tells an agent of the group that somebody waits, and nothing of the matter (complaints 2 and 3)', async () => {
  const anna = await listen(await hired('anna'));
  const { number, handoverId } = await office.registry.openCase(aWish());
  await anna.until('handovers');
  expect(anna.heard).toEqual([
    { what: 'cases', id: number },
    { what: 'handovers', id: handoverId },
  ]);
});

it('tells nobody of what is behind their wall (complaint 19)', async () => {
  const [fiaSignedIn, annaSignedIn] = [await hired('fia', { groups: ['FSK'] }), await hired('anna')];
  const fia = await listen(fiaSignedIn);
  const anna = await listen(annaSignedIn);
  await office.registry.openCase(aWish());
  await anna.until('handovers');
  const { number } = await office.registry.openCase(aWish({ category: 'FSK-KO' }));
  await fia.until('handovers');
  expect(fia.heard.map(({ id }) => id)).toContain(number);
  expect(fia.heard).toHaveLength(2);
  expect(anna.heard).toHaveLength(2);
});

it('tells of messages in conversations that wait or have an agent, and of no others', async () => {
  const before = await office.registry.openCase(aWish({ conversationId: 'before' }));
  const caller = await hired('anna');
  const anna = await listen(caller);
  office.bus.publish({ what: 'activities', id: 'the bot’s own' });
  office.bus.publish({ what: 'activities', id: 'before' });
  await anna.until('messages');
  expect(anna.heard).toEqual([{ what: 'messages', id: before.handoverId }]);
  await caller.post(`/api/handovers/${before.handoverId}/claim`);
  await caller.post(`/api/handovers/${before.handoverId}/close`, { resolution: 'answered', category: 'UTE-BEL' });
  await anna.until('cases');
  const count = anna.heard.filter(({ what }) => what === 'messages').length;
  office.bus.publish({ what: 'activities', id: 'before' });
  await office.registry.openCase(aWish());
  await anna.until('handovers');
  expect(anna.heard.filter(({ what }) => what === 'messages')).toHaveLength(count);
});

it('counts as being at the desk as long as it is heard of, without prolonging the session', async () => {
  const caller = await hired('anna');
  const anna = await listen(caller);
  office.clock.pass(20);
  expect(await office.agents.signedIn('TRA')).toBe(false);
  await office.api.beat();
  // A closed lid leaves the stream open for a long time; a console that is there makes calls.
  expect(await office.agents.signedIn('TRA')).toBe(false);
  await caller.get('/api/handovers');
  await office.api.beat();
  await anna.comment();
  expect(await office.agents.signedIn('TRA')).toBe(true);
  office.clock.pass(2);
  expect(await office.agents.signedIn('TRA')).toBe(false);
  office.clock.pass(59);
  await office.api.beat();
  await anna.end();
});

it('ends with the session, and follows a change of roles', async () => {
  const caller = await hired('anna');
  const anna = await listen(caller);
  const account = (await office.agents.list())[0];
  await office.agents.change(account?.id as string, { groups: ['FSK'] });
  await office.api.beat();
  await office.registry.openCase(aWish());
  await office.registry.openCase(aWish({ category: 'FSK-KO' }));
  await anna.until('handovers');
  expect(anna.heard).toHaveLength(2);
  await caller.send('DELETE', '/api/session');
  await office.api.beat();
  await anna.end();
});

it('lets the server stop', async () => {
  const anna = await listen(await hired('anna'));
  office.api.close();
  await anna.end();
});

it('tells editors that the questions nobody answered changed, not which, and nothing else', async () => {
  const edit = await listen(await hired('edit', { roles: ['editor'] }));
  const anna = await listen(await hired('anna'));
  const supervisor = await listen(await hired('sam', { roles: ['supervisor'] }));
  await office.registry.openCase(aWish());
  const question = { text: 'får jag ha höns', language: 'sv', origin: 'c1|1', why: 'unknown', nearest: [] } as const;
  const id = await office.unanswered.keep(question);
  await edit.until('unanswered');
  await office.unanswered.resolve(id, { as: 'not-ours', by: 'x', version: 1 });
  await edit.untilCount(2);
  await office.registry.openCase(aWish());
  await anna.untilCount(4);
  await supervisor.untilCount(4);
  expect(edit.heard).toEqual([
    { what: 'unanswered', id: '' },
    { what: 'unanswered', id: '' },
  ]);
  for (const { heard } of [anna, supervisor]) expect(heard.map(({ what }) => what)).not.toContain('unanswered');
});

it('tells editors, and nobody else, which articles changed', async () => {
  const anna = await listen(await hired('anna'));
  const edit = await listen(await hired('edit', { roles: ['editor'] }));
  const place = { topic: 'elda', language: 'sv' };
  const draft = { ...place, text: anArticleText('eldning'), basedOn: 0, author: 'x', category: 'ALL-OVR' };
  await office.articles.saveDraft(draft);
  await edit.until('articles');
  await office.articles.publish({ ...place, n: 1, by: 'x' });
  await office.registry.openCase(aWish());
  await anna.until('cases');
  expect(new Set(edit.heard.map((event) => JSON.stringify(event)))).toEqual(
    new Set(['{"what":"articles","id":"sv/elda"}']),
  );
  expect(anna.heard.map(({ what }) => what)).not.toContain('articles');
});

it('is not for those who only administer', async () => {
  const caller = await hired('x', { roles: ['admin'] });
  expect((await caller.get('/api/events')).status).toBe(403);
});

it('tells those who answer and those who supervise that presence or the organisation changed, and no more', async () => {
  const caller = await hired('anna');
  const anna = await listen(caller);
  const edit = await listen(await hired('edit', { roles: ['editor'] }));
  const olle = await listen(await hired('olle', { roles: ['officer'], boards: ['TRN'] }));
  const chief = await hired('sam', { roles: ['supervisor'] });
  const sam = await listen(chief);
  await caller.put('/api/me/presence', { state: 'away', reason: 'läkarbesök' });
  const closing = { group: 'TRA', until: '2026-11-18T12:00:00Z', why: 'möte' };
  expect((await chief.post('/api/organisation/closed-desks', closing)).status).toBe(201);
  await anna.until('organisation');
  await sam.until('organisation');
  for (const { heard } of [anna, sam])
    expect(heard.slice(-2)).toEqual([
      { what: 'presence', id: '' },
      { what: 'organisation', id: '' },
    ]);
  await office.registry.openCase(aWish());
  await olle.until('cases');
  for (const { heard } of [edit, olle])
    expect(heard.filter(({ what }) => ['presence', 'organisation'].includes(what))).toEqual([]);
});
