import type { Organisation } from '../../city/organisation.js';
import { createOrganisations } from '../../handover/organisation.js';
import { aWish, CITY, desksWith, type Office, openOffice } from '../support/registry.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const CHIEF = { id: 'chief', name: 'Chief' };
const FILES: Organisation = { centres: CITY.centres, hours: CITY.hours, desks: CITY.desks };
const organisation = () => office.desk.organisation;
const change = (changes: Partial<Organisation>, version = 0) =>
  organisation().change({ ...FILES, ...changes }, version, CHIEF);

describe('how the city works', () => {
  it('is what its files say until somebody changes it', async () => {
    expect(await organisation().current()).toMatchObject({ version: 0, organisation: FILES, closed: [], at: null });
    expect(await organisation().history()).toHaveLength(1);
  });

  it('is what was changed last, at once, and everybody is told that it changed', async () => {
    office.bus.events.length = 0;
    await change({ desks: desksWith({ capacity: 2 }) });
    expect(await organisation().current()).toMatchObject({
      version: 1,
      organisation: { desks: { capacity: 2 } },
      by: CHIEF,
      at: office.clock.now(),
    });
    expect(office.bus.events).toContainEqual({ what: 'organisation', id: '1' });
  });

  it('remembers who changed it and how it was before, newest first', async () => {
    await change({ desks: desksWith({ capacity: 2 }) });
    await change({ desks: desksWith({ capacity: 3 }) }, 1);
    const history = await organisation().history();
    expect(history.map(({ version, organisation: { desks } }) => [version, desks.capacity])).toEqual([
      [2, 3],
      [1, 2],
      [0, undefined],
    ]);
    expect(await organisation().history(1)).toHaveLength(1);
  });

  it('outlives a restart', async () => {
    await change({ desks: desksWith({ capacity: 2 }) });
    const { connection: db } = await office.store.reopen();
    const again = createOrganisations({ db, city: CITY, bus: office.bus, now: office.clock.now });
    expect(await again.current()).toMatchObject({ version: 1, organisation: { desks: { capacity: 2 } } });
  });

  it('is not changed by somebody who saw an older state', async () => {
    await change({ desks: desksWith({ capacity: 2 }) });
    await expect(change({ desks: desksWith({ capacity: 9 }) })).rejects.toMatchObject({ reason: 'conflict' });
    expect((await organisation().current()).organisation.desks.capacity).toBe(2);
  });

  it('is changed by one of two who save at the same moment', async () => {
    const both = await Promise.allSettled([
      change({ desks: desksWith({ capacity: 2 }) }),
      change({ desks: desksWith({ capacity: 3 }) }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await organisation().current()).version).toBe(1);
  });

  const bromma = { code: 'bromma', name: 'Bromma', districts: ['bromma'] };
  const hours = (group: string, more: object) => ({
    timezone: 'Europe/Stockholm',
    groups: { [group]: { hours: {}, exceptions: {}, ...more } },
  });
  it.each<[string, object, RegExp]>([
    ['no centre at all', { centres: [] }, /centres/],
    ['a centre twice', { centres: [bromma, { ...bromma, districts: [] }] }, /centres: .*same code/],
    ['a district that is not there', { centres: [{ ...bromma, districts: ['atlantis'] }] }, /atlantis/],
    [
      'a district of two centres',
      { centres: [bromma, { code: 'kista', name: 'Kista', districts: ['bromma'] }] },
      /kista.*bromma belongs to another/,
    ],
    [
      'a centre with a code that no address can hold',
      { centres: [{ ...bromma, code: 'Bromma!' }] },
      /centres\.0\.code/,
    ],
    ['a centre without a name', { centres: [{ ...bromma, name: '' }] }, /centres\.0\.name/],
    ['a time zone that is not there', { hours: { timezone: 'Europe/Bromma', groups: {} } }, /Europe\/Bromma/],
    ['hours of a group that is not there', { hours: hours('XXX', {}) }, /XXX is no answer group/],
    [
      'hours of a centre that is not there',
      { hours: hours('TRA', { centres: { gone: { hours: {}, exceptions: {} } } }) },
      /TRA.*no centre gone/,
    ],
    ['a day that does not exist', { hours: hours('TRA', { exceptions: { '2026-02-30': [] } }) }, /2026-02-30/],
    ['a date written another way', { hours: hours('TRA', { exceptions: { '24/12': [] } }) }, /24\/12/],
    ['an hour that does not exist', { hours: hours('TRA', { hours: { mon: ['08:00-25:00'] } }) }, /mon\.0/],
    ['hours that end before they begin', { hours: hours('TRA', { hours: { mon: ['16:00-08:00'] } }) }, /ends? after/],
    ['a weekday that does not exist', { hours: hours('TRA', { hours: { monday: [] } }) }, /monday/],
    ['no room for a single conversation', { desks: desksWith({ capacity: 0 }) }, /desks\.capacity/],
    [
      'an alarm to the supervisors before the group',
      { desks: desksWith({ alarm: { groupAfterMinutes: 10, supervisorAfterMinutes: 3 } }) },
      /desks\.alarm.*before the supervisor/,
    ],
    [
      'silence of no minutes',
      { desks: desksWith({ idle: { askAfterMinutes: 0, closeAfterMinutes: 1 } }) },
      /desks\.idle\.askAfterMinutes/,
    ],
    ['overflow to nowhere', { desks: desksWith({ overflow: { to: ['gone'], secret: false } }) }, /overflow\.to.*gone/],
    ['a rule for a group that is not there', { desks: desksWith({ groups: { XXX: {} } }) }, /XXX is no answer group/],
    ['a desk at a centre that is not there', { desks: desksWith({ groups: { TRA: { centres: ['gone'] } } }) }, /gone/],
    ['a group without any desk', { desks: desksWith({ groups: { TRA: { centres: [] } } }) }, /TRA\.centres/],
    [
      'overflow of a group to nowhere',
      { desks: desksWith({ groups: { TRA: { overflow: { to: ['gone'], secret: false } } } }) },
      /TRA\.overflow\.to.*gone/,
    ],
    ['something nobody knows', { desks: { ...desksWith({}), lunch: true } }, /lunch/],
  ])('is not changed to %s, and the fault is named (bad input: a wrong date in a holiday file)', async (_, changes, named) => {
    const refused = change(changes as Partial<Organisation>);
    await expect(refused).rejects.toMatchObject({ reason: 'not-valid', message: expect.stringMatching(named) });
    expect((await organisation().current()).version).toBe(0);
  });

  it.each([undefined, null, 'TRA', 7, []])('is not changed to %p', async (wanted) => {
    await expect(organisation().change(wanted, 0, CHIEF)).rejects.toMatchObject({ reason: 'not-valid' });
  });

  it('may have any number of centres; an agent of one that is closed down answers everywhere', async () => {
    const many = Array.from({ length: 20 }, (_, n) => ({ code: `centre-${n}`, name: `Centre ${n}`, districts: [] }));
    const anna = await office.hire('anna', { centre: 'bromma' });
    const { handoverId } = await office.registry.openCase(aWish({ centre: 'bromma' }));
    await change({ centres: many });
    expect(await office.desk.availability('TRA')).toEqual({ open: true });
    expect((await office.desk.waiting(anna)).items).toMatchObject([{ id: handoverId }]);
    expect(await office.desk.claim(handoverId, anna)).toMatchObject({ agentId: anna.id });
  });

  it('counts for the queue at once (complaint 13)', async () => {
    await office.hire('anna', { centre: 'bromma' });
    expect(await office.desk.availability('TRA', { district: 'hasselby-vallingby' })).toEqual({ open: true });
    await change({ desks: desksWith({ overflow: { to: [], secret: false } }) });
    expect(await office.desk.availability('TRA', { district: 'hasselby-vallingby' })).toEqual({ open: false });
  });
});

describe('a desk closed by hand', () => {
  const until = () => new Date(office.clock.now().getTime() + 60 * 60_000);
  const close = (group: string, centre: string, more = {}) =>
    organisation().closeDesk({ group, centre, until: until(), why: 'branch is short of people', by: CHIEF, ...more });
  const open = (centre: string) => organisation().openDesk({ group: 'TRA', centre }, CHIEF);
  const answers = async (district: string) => (await office.desk.availability('TRA', { district })).open;

  beforeEach(async () => {
    await office.hire('anna', { centre: 'bromma' });
  });

  it('does not answer until it is opened again or the time has passed', async () => {
    await close('TRA', 'bromma');
    expect(await office.desk.availability('TRA', { district: 'bromma' })).toEqual({ open: false, opensAt: until() });
    await open('bromma');
    expect(await answers('bromma')).toBe(true);
    await close('TRA', 'bromma');
    office.clock.pass(60);
    await office.agents.setPresence((await office.agents.list())[0]?.id ?? '', 'free');
    expect(await answers('bromma')).toBe(true);
  });

  it('stays with its reason and whoever did it', async () => {
    await close('TRA', 'bromma');
    expect((await organisation().current()).closed).toMatchObject([
      { group: 'TRA', centre: 'bromma', why: 'branch is short of people', by: CHIEF },
    ]);
  });

  it('is closed once, until the later word', async () => {
    await close('TRA', 'bromma');
    await close('TRA', 'bromma', { why: 'fire drill' });
    expect((await organisation().current()).closed).toMatchObject([{ why: 'fire drill' }]);
  });

  it('may be all desks of the group, of which one is opened before the others', async () => {
    await close('TRA', '');
    expect(await answers('bromma')).toBe(false);
    await open('bromma');
    expect(await answers('bromma')).toBe(true);
    expect((await organisation().current()).closed).toMatchObject([{ group: 'TRA', centre: 'hasselby-vallingby' }]);
  });

  it('may be all desks, which are opened together', async () => {
    await close('TRA', 'bromma');
    await close('TRA', '');
    await open('');
    expect((await organisation().current()).closed).toEqual([]);
  });

  it('leaves other groups open', async () => {
    await close('FSK', '');
    expect(await answers('bromma')).toBe(true);
  });

  it('is kept when the rules are changed meanwhile', async () => {
    await close('TRA', 'bromma');
    await change({ desks: desksWith({ capacity: 2 }) }, 1);
    expect((await organisation().current()).closed).toHaveLength(1);
  });

  it('is forgotten when its time has passed and something else is changed', async () => {
    await close('TRA', 'bromma');
    office.clock.pass(61);
    await close('FSK', '');
    expect((await organisation().current()).closed).toMatchObject([{ group: 'FSK' }]);
  });

  it.each([
    ['a group that is not there', { group: 'XXX' }, /XXX/],
    ['a centre that is not there', { centre: 'gone' }, /gone/],
    ['a time that has passed', { until: new Date('2020-01-01') }, /until/],
  ])('is refused for %s', async (_, wrong, named) => {
    await expect(close('TRA', 'bromma', wrong)).rejects.toMatchObject({
      reason: 'not-valid',
      message: expect.stringMatching(named),
    });
  });

  it('is never lost when many are closed and opened at the same moment', async () => {
    const groups = Object.keys(CITY.groups);
    await close('TRA', 'hasselby-vallingby');
    await Promise.all([...groups.map((group) => close(group, 'bromma')), open('hasselby-vallingby')]);
    const { closed } = await organisation().current();
    expect(closed.map(({ group, centre }) => `${group} ${centre}`).sort()).toEqual(
      groups.map((group) => `${group} bromma`).sort(),
    );
  });
});
