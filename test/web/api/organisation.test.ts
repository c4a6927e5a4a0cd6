import type { Organisation } from '../../../city/organisation.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

const UNTIL = '2026-11-18T15:00:00.000Z';
const TRAFFIC_AT_BROMMA = { group: 'TRA', centre: 'bromma', until: UNTIL, why: 'Utbildning' };

let office: Console;
let chief: Caller;
let anna: Caller;

beforeEach(async () => {
  office = await startConsole();
  await office.hire('chief', { name: 'Siri', roles: ['supervisor'], groups: [] });
  await office.hire('anna', { centre: 'bromma' });
  chief = await office.signIn('chief');
  anna = await office.signIn('anna');
});
afterEach(() => office.close());

const read = async () => (await chief.get('/api/organisation')).body;
const now = async (): Promise<Organisation> => structuredClone((await read()).organisation);

/** What a supervisor sends after changing something in what they read. */
async function change(alter: (organisation: Organisation) => void, as = chief) {
  const { version, organisation } = await read();
  alter(organisation);
  return as.put('/api/organisation', { version, organisation });
}

const waiting = async (caller = anna) => (await caller.get('/api/handovers?state=waiting')).body.items;
const wish = (changes = {}) => office.registry.openCase(aWish({ centre: 'bromma', ...changes }));

describe('the organisation', () => {
  it('is what the city’s files say until somebody changes it', async () => {
    const found = await read();
    expect(found).toMatchObject({ version: 0, byName: '', at: null, closed: [] });
    expect(found.organisation.centres.map(({ code }: { code: string }) => code)).toEqual([
      'bromma',
      'hasselby-vallingby',
    ]);
    expect(found.history).toEqual([{ version: 0, byName: '', at: null, changes: [] }]);
  });

  it('holds from the moment it is changed, and says who changed what', async () => {
    const { status, body } = await change(({ hours, desks }) => {
      hours.groups.TRA = { hours: { wed: ['08:00-16:30'] }, exceptions: { '2026-12-24': [] } };
      desks.capacity = 3;
    });
    expect([status, body.version, body.byName]).toEqual([200, 1, 'Siri']);
    expect((await read()).history[0]).toEqual({
      version: 1,
      byName: 'Siri',
      at: '2026-11-18T09:00:00.000Z',
      changes: [
        { what: 'hours', group: 'TRA', centre: '' },
        { what: 'capacity', group: '', centre: '' },
      ],
    });
  });

  it('has no centre that is called like somebody’s personal number', async () => {
    const called = (name: string) => change(({ centres }) => void Object.assign(centres[0] ?? {}, { name }));
    const { status, body } = await called('Bromma 811218-9876');
    expect([status, body.message]).toEqual([400, 'organisation.centres: holds a personal number']);
    expect((await read()).version).toBe(0);
    expect((await called('Bromma 2')).status).toBe(200);
  });

  it('closes a group at once when its hours are over, and opens it when they are lengthened', async () => {
    expect(await office.desk.availability('TRA')).toEqual({ open: true });
    await change(({ hours }) => {
      hours.groups.TRA = { hours: { wed: ['08:00-09:00'] }, exceptions: {} };
    });
    expect((await office.desk.availability('TRA')).open).toBe(false);
    await change(({ hours }) => {
      hours.groups.TRA = { hours: { wed: ['08:00-11:00'] }, exceptions: {} };
    });
    expect(await office.desk.availability('TRA')).toEqual({ open: true });
  });

  it('holds for the next claim: how many conversations one agent has', async () => {
    const [first, second] = [await wish(), await wish()];
    await change(({ desks }) => {
      desks.capacity = 1;
    });
    expect((await anna.post(`/api/handovers/${first.handoverId}/claim`)).status).toBe(200);
    const full = await anna.post(`/api/handovers/${second.handoverId}/claim`);
    expect([full.status, full.body.code]).toEqual([409, 'TooMany']);
    await change(({ desks }) => {
      desks.capacity = 2;
    });
    expect((await anna.post(`/api/handovers/${second.handoverId}/claim`)).status).toBe(200);
  });

  it('gives a new centre to accounts and to every console at once', async () => {
    await change(({ centres }) => void centres.push({ code: 'kista', name: 'Kista', districts: [] }));
    const { centres } = (await anna.get('/api/me')).body.city;
    expect(centres.map(({ name }: { name: string }) => name)).toEqual(['Bromma', 'Hässelby-Vällingby', 'Kista']);
    await office.hire('adam', { roles: ['admin'], groups: [] });
    const admin = await office.signIn('adam');
    const account = { username: 'eva', name: 'Eva', password: 'eva-password', roles: ['agent'], centre: 'kista' };
    expect((await admin.post('/api/agents', account)).status).toBe(201);
    const nowhere = await admin.post('/api/agents', { ...account, username: 'bo', centre: 'lund' });
    expect([nowhere.status, nowhere.body.message]).toEqual([400, 'centre: is no centre of this city']);
  });

  it('is changed by one of two who have read the same, and the other is told', async () => {
    const { version, organisation } = await read();
    await office.hire('second', { roles: ['supervisor'], groups: [] });
    const second = await office.signIn('second');
    const answers = await Promise.all(
      [chief, second].map((caller) => caller.put('/api/organisation', { version, organisation })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await read()).version).toBe(1);
  });

  it('is what it was when somebody goes back to an earlier revision', async () => {
    const before = await now();
    await change(({ desks }) => {
      desks.idle.askAfterMinutes = 99;
    });
    const { body } = await chief.get('/api/organisation/revisions/0');
    expect(body.organisation).toEqual(before);
    expect((await chief.put('/api/organisation', { version: 1, organisation: body.organisation })).status).toBe(200);
    expect(await now()).toEqual(before);
    expect((await chief.get('/api/organisation/revisions/77')).status).toBe(404);
    expect((await chief.get('/api/organisation/revisions/x')).status).toBe(404);
  });
});

describe('what is wrong', () => {
  it.each<[string, (organisation: Organisation) => void, RegExp]>([
    [
      'a day that does not exist',
      ({ hours }) => {
        hours.groups.TRA = { hours: {}, exceptions: { '2026-02-30': [] } };
      },
      /hours\.groups\.TRA\.exceptions\.2026-02-30: is a day that does not exist/,
    ],
    [
      'a date that is none',
      ({ hours }) => {
        hours.groups.TRA = { hours: {}, exceptions: { julafton: [] } };
      },
      /hours\.groups\.TRA\.exceptions\.julafton: must be a date such as/,
    ],
    [
      'a time that ends before it begins',
      ({ hours }) => {
        hours.groups.TRA = { hours: { mon: ['16:00-08:00'] }, exceptions: {} };
      },
      /hours\.groups\.TRA\.hours\.mon\.0: must end after it begins/,
    ],
    [
      'a centre nobody knows in the hours',
      ({ hours }) => {
        hours.groups.TRA = { hours: {}, exceptions: {}, centres: { lund: { hours: {}, exceptions: {} } } };
      },
      /hours\.groups\.TRA\.centres: there is no centre lund/,
    ],
    [
      'a centre nobody knows in the overflow',
      ({ desks }) => {
        desks.overflow.to = ['lund'];
      },
      /desks\.overflow\.to: there is no centre lund/,
    ],
    [
      'a group nobody knows',
      ({ desks }) => {
        desks.groups.NIX = {};
      },
      /desks\.groups\.NIX: NIX is no answer group/,
    ],
    [
      'a district of two centres',
      ({ centres }) => {
        centres[1]?.districts.push('bromma');
      },
      /centres\.hasselby-vallingby: bromma belongs to another centre already/,
    ],
    [
      'a district nobody knows',
      ({ centres }) => {
        centres[1]?.districts.push('lund');
      },
      /centres\.hasselby-vallingby: there is no district lund/,
    ],
    [
      'two centres of one code',
      ({ centres }) => {
        centres.push({ code: 'bromma', name: 'Bromma 2', districts: [] });
      },
      /centres: two centres have the same code/,
    ],
    [
      'no centre at all',
      ({ centres }) => {
        centres.splice(0);
      },
      /centres: there must be at least one/,
    ],
    [
      'supervisors told before the group',
      ({ desks }) => {
        desks.alarm = { groupAfterMinutes: 10, supervisorAfterMinutes: 3 };
      },
      /desks\.alarm: the group hears of it before the supervisor/,
    ],
    [
      'no minutes',
      ({ desks }) => {
        desks.idle.askAfterMinutes = 0;
      },
      /desks\.idle\.askAfterMinutes: /,
    ],
    [
      'a zone of nowhere',
      ({ hours }) => {
        hours.timezone = 'Bromma';
      },
      /hours\.timezone: "Bromma" is no IANA zone/,
    ],
  ])('is said with its place, and nothing is changed: %s', async (_what, alter, message) => {
    const { status, body } = await change(alter);
    expect([status, body.code]).toEqual([400, 'BadRequest']);
    expect(body.message).toMatch(message);
    expect((await read()).version).toBe(0);
  });

  it.each([
    {},
    { version: -1 },
    { version: 0 },
    { version: 0, organisation: null },
    { version: 'x', organisation: {} },
  ])('is refused without breaking anything: %j', async (body) => {
    expect((await chief.put('/api/organisation', body)).status).toBe(400);
    expect((await read()).version).toBe(0);
  });
});

describe('taking a centre away', () => {
  it('is refused while accounts belong to it, and names them', async () => {
    const { status, body } = await change(({ centres }) => void centres.shift());
    expect([status, body.code, body.centre, body.agents]).toEqual([409, 'CentreInUse', 'bromma', ['Anna']]);
    expect((await read()).version).toBe(0);
  });

  it('leaves nobody behind: its waiting conversations are offered to every desk that is left', async () => {
    const { handoverId } = await wish({ centre: 'hasselby-vallingby' });
    expect((await waiting())[0].offers).toContainEqual({ centre: 'bromma', why: 'empty' });
    expect((await read()).belongings).toEqual([
      { centre: 'bromma', agents: ['Anna'], conversations: 0 },
      { centre: 'hasselby-vallingby', agents: [], conversations: 1 },
    ]);
    expect((await change(({ centres }) => void centres.pop())).status).toBe(200);
    expect(await waiting()).toMatchObject([{ id: handoverId, offers: [{ centre: 'bromma', why: '' }] }]);
    expect((await anna.post(`/api/handovers/${handoverId}/claim`)).status).toBe(200);
  });
});

describe('a desk closed by hand', () => {
  const close = (body: object, as = chief) => as.post('/api/organisation/closed-desks', body);
  const open = (query: string, as = chief) => as.send('DELETE', `/api/organisation/closed-desks?${query}`);

  it('is closed at once until the time, with the reason and the name of who did it', async () => {
    expect((await close(TRAFFIC_AT_BROMMA)).status).toBe(201);
    expect((await read()).closed).toEqual([{ ...TRAFFIC_AT_BROMMA, byName: 'Siri' }]);
    expect(await office.desk.availability('TRA', { district: 'bromma' })).toMatchObject({ open: false });
    expect((await read()).history[0].changes).toEqual([{ what: 'closed', group: 'TRA', centre: 'bromma' }]);
    office.clock.set(UNTIL);
    expect((await office.desk.availability('TRA', { district: 'bromma' })).open).toBe(false);
    await office.desk.present((await office.agents.list())[0]?.id as string);
    await office.agents.setPresence((await office.agents.list())[0]?.id as string, 'free');
    expect(await office.desk.availability('TRA', { district: 'bromma' })).toEqual({ open: true });
  });

  it('opens again at once, and only what was closed can be opened', async () => {
    await close(TRAFFIC_AT_BROMMA);
    expect((await open('group=TRA&centre=bromma')).status).toBe(200);
    expect(await office.desk.availability('TRA', { district: 'bromma' })).toEqual({ open: true });
    expect((await read()).history[0].changes).toEqual([{ what: 'opened', group: 'TRA', centre: 'bromma' }]);
    expect((await open('group=TRA&centre=bromma')).status).toBe(404);
    expect((await open('group=NIX')).status).toBe(404);
    expect((await open('')).status).toBe(400);
  });

  it('may be all desks of a group', async () => {
    await close({ ...TRAFFIC_AT_BROMMA, centre: '' });
    expect((await office.desk.availability('TRA')).open).toBe(false);
    expect((await open('group=TRA')).status).toBe(200);
    expect((await office.desk.availability('TRA')).open).toBe(true);
  });

  it('stays closed when somebody changes something else meanwhile', async () => {
    const { version, organisation } = await read();
    await close(TRAFFIC_AT_BROMMA);
    expect((await chief.put('/api/organisation', { version, organisation })).status).toBe(409);
    await change(({ desks }) => {
      desks.capacity = 5;
    });
    expect((await read()).closed).toHaveLength(1);
  });

  it('is closed for two desks when two supervisors close one each at the same time', async () => {
    await Promise.all([close(TRAFFIC_AT_BROMMA), close({ ...TRAFFIC_AT_BROMMA, group: 'SOC' })]);
    const groups = (await read()).closed.map(({ group }: { group: string }) => group);
    expect(groups.sort()).toEqual(['SOC', 'TRA']);
  });

  it('keeps no personal number that somebody writes as the reason', async () => {
    await close({ ...TRAFFIC_AT_BROMMA, why: 'möte om 811218-9876' });
    expect((await read()).closed[0].why).toBe('möte om […]');
  });

  it.each([
    ['a group nobody knows', { group: 'NIX' }],
    ['a centre nobody knows', { centre: 'lund' }],
    ['a time that has passed', { until: '2026-11-18T08:00:00Z' }],
    ['a time far ahead', { until: '2027-11-18T08:00:00Z' }],
    ['no time', { until: 'snart' }],
    ['no reason', { why: ' ' }],
    ['a very long reason', { why: 'x'.repeat(201) }],
  ])('is refused for %s', async (_what, wrong) => {
    expect((await close({ ...TRAFFIC_AT_BROMMA, ...wrong })).status).toBe(400);
    expect((await read()).version).toBe(0);
  });
});

describe('who may', () => {
  it.each(['agent', 'officer', 'editor', 'admin', 'supervisor'] as const)('do what, as %s', async (role) => {
    await office.hire('someone', { roles: [role], groups: ['TRA'], boards: ['TRN'] });
    const caller = await office.signIn('someone');
    const { version, organisation } = await read();
    const allowed = (yes: boolean, status: number) => (yes ? status : 403);
    const changes = role === 'supervisor';
    const reads = changes || role === 'admin';
    expect((await caller.get('/api/organisation')).status).toBe(allowed(reads, 200));
    expect((await caller.get('/api/organisation/revisions/0')).status).toBe(allowed(reads, 200));
    expect((await caller.put('/api/organisation', { version, organisation })).status).toBe(allowed(changes, 200));
    expect((await caller.post('/api/organisation/closed-desks', TRAFFIC_AT_BROMMA)).status).toBe(allowed(changes, 201));
    const opened = await caller.send('DELETE', '/api/organisation/closed-desks?group=TRA&centre=bromma');
    expect(opened.status).toBe(allowed(changes, 200));
    expect((await read()).version).toBe(changes ? 3 : 0);
  });

  it('is nobody who is not signed in', async () => {
    for (const [method, path] of [
      ['GET', '/api/organisation'],
      ['PUT', '/api/organisation'],
      ['POST', '/api/organisation/closed-desks'],
      ['DELETE', '/api/organisation/closed-desks'],
      ['GET', '/api/board'],
    ] as const)
      expect((await office.stranger.send(method, path)).status).toBe(401);
  });
});
