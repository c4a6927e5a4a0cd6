import type { Clerk } from '../../cases/access.js';
import type { Case } from '../../cases/case.js';
import { movesOf } from '../../cases/conditions.js';
import { TRANSITIONS } from '../../cases/status.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

const anna: Clerk = { id: 'anna', name: 'Anna', roles: ['agent'], groups: ['TRA'], boards: [] };
const omar: Clerk = { id: 'omar', name: 'Omar', roles: ['officer'], groups: [], boards: ['TRN'] };
const sonja: Clerk = { id: 'sonja', name: 'Sonja', roles: ['officer'], groups: [], boards: ['SBN'] };
const nora: Clerk = { id: 'nora', name: 'Nora', roles: ['agent'], groups: ['FSK'], boards: [] };
const chief: Clerk = { id: 'chief', name: 'Chief', roles: ['supervisor'], groups: [], boards: [] };
const SOON = '2026-12-01';

let office: Office;
let number: string;
beforeEach(async () => {
  office = await openOffice();
  ({ number } = await office.registry.openCase(aWish({ handover: false })));
});
afterEach(() => office.close());

const found = async (asked = number): Promise<Case> => (await office.registry.findCase(asked)) as Case;
const lastOf = async () => (await found()).timeline.at(-1);
const forwarded = () =>
  office.registry.forward(number, anna, { to: { department: 'SBK' }, why: 'Lampan står på tomtmark', answerBy: SOON });

const sentOn = (board: string) =>
  office.registry.forward(number, sonja, { to: { board }, why: 'Inte vår mark', answerBy: SOON });

describe('a case that is forwarded', () => {
  it('shows where to, by when and the summary, and is then due', async () => {
    await forwarded();
    expect(await found()).toMatchObject({
      status: 'forwarded',
      forwarded: { board: 'SBN', department: 'SBK' },
      dueOn: SOON,
    });
    expect(await lastOf()).toMatchObject({
      what: 'forwarded',
      who: { kind: 'agent', id: 'anna', name: 'Anna' },
      data: { department: 'SBK', answerBy: SOON, text: 'Lampan står på tomtmark' },
    });
  });

  it('is seen and answered by the officers of that board, who saw nothing before', async () => {
    expect(await office.registry.readCase(number, sonja)).toBeUndefined();
    await forwarded();
    expect((await office.registry.listCases(sonja, { status: 'forwarded' })).items).toHaveLength(1);
    expect((await office.registry.readCase(number, sonja))?.detail.access).toBe('full');
    await office.registry.answer(number, sonja, { why: 'Vi lagar den i morgon' });
    expect(await found()).toMatchObject({ status: 'answered', answer: 'Vi lagar den i morgon', dueOn: '9999-12-31' });
  });

  it('is no longer theirs when the agent takes it back', async () => {
    await forwarded();
    await office.registry.take(number, anna, {});
    expect(await office.registry.readCase(number, sonja)).toBeUndefined();
    expect(await found()).toMatchObject({ status: 'in-progress', assignedTo: 'anna' });
  });

  it.each([
    ['be taken', () => office.registry.take(number, sonja, {})],
    ['rest', () => office.registry.park(number, sonja, { until: SOON })],
    ['be closed', () => office.registry.close(number, sonja, { resolution: 'answered' })],
    ['go on to a third board', () => sentOn('SDN')],
  ])('cannot %s by officers of the board it was only sent to', async (_what, step) => {
    await forwarded();
    const before = await found();
    await expect(step()).rejects.toMatchObject({ reason: 'sent-here' });
    expect(await found()).toEqual(before);
  });

  it('cannot be opened again by the board it was sent to, once the conversation has closed it', async () => {
    await forwarded();
    await office.registry.changeStatus(number, { to: 'closed', who: { kind: 'bot', id: 'bot', name: '' } });
    await expect(office.registry.reopen(number, sonja, {})).rejects.toMatchObject({ reason: 'sent-here' });
    await office.registry.reopen(number, anna, {});
  });

  it('is sent back by them with a summary, and then no longer theirs', async () => {
    await forwarded();
    await sentOn('TRN');
    expect(await found()).toMatchObject({ status: 'forwarded', forwarded: { board: 'TRN', department: '' } });
    expect(await office.registry.readCase(number, sonja)).toBeUndefined();
  });

  it('stays with the board it was sent to while it rests', async () => {
    await forwarded();
    await office.registry.park(number, anna, { until: '2026-12-24' });
    expect(await found()).toMatchObject({ status: 'parked', forwarded: { board: 'SBN' }, dueOn: '2026-12-24' });
    await office.registry.answer(number, sonja, { why: 'Lagad' });
    expect((await found()).answer).toBe('Lagad');
  });

  it('offers whoever it was sent to only what they may do with it', async () => {
    await forwarded();
    const moves = async (clerk: Clerk) => movesOf(clerk, await found(), office.clock.now()).sort();
    expect(await moves(sonja)).toEqual(['answered', 'forwarded', 'waiting-for-citizen']);
    expect(await moves(anna)).toEqual([...TRANSITIONS.forwarded].sort());
  });

  it.each([
    ['a department the city has not', { to: { department: 'constructor' }, why: 'x', answerBy: SOON }],
    ['a board the city has not', { to: { board: '__proto__' }, why: 'x', answerBy: SOON }],
    ['no summary', { to: { board: 'SBN' }, answerBy: SOON }],
    ['a day that has gone', { to: { board: 'SBN' }, why: 'x', answerBy: '2026-11-17' }],
    ['a day that does not exist', { to: { board: 'SBN' }, why: 'x', answerBy: '2027-02-29' }],
  ])('needs more than %s', async (_what, step) => {
    await expect(office.registry.forward(number, anna, step)).rejects.toMatchObject({ reason: 'not-valid' });
    expect((await found()).status).toBe('registered');
  });

  it('stays forwarded when only the conversation ends', async () => {
    const person = await office.hire('eva');
    const wish = await office.registry.openCase(aWish());
    await office.desk.claim(wish.handoverId, person);
    await office.registry.forward(wish.number, person, { to: { board: 'SBN' }, why: 'Se samtalet', answerBy: SOON });
    await office.desk.close(wish.handoverId, person, { resolution: 'forwarded', category: 'UTE-BEL' });
    expect(await found(wish.number)).toMatchObject({
      status: 'forwarded',
      resolution: '',
      handover: { state: 'closed' },
    });
  });
});

describe('a case whose conversation waits in the queue', () => {
  it('is not taken beside the queue: whoever wants it claims the conversation', async () => {
    const person = await office.hire('eva');
    const wish = await office.registry.openCase(aWish());
    const before = await found(wish.number);
    await expect(office.registry.take(wish.number, person, {})).rejects.toMatchObject({ reason: 'in-queue' });
    expect(await found(wish.number)).toEqual(before);
    await office.desk.claim(wish.handoverId, person);
    expect(await found(wish.number)).toMatchObject({ status: 'in-progress', assignedTo: person.id });
  });

  it('is taken by nobody else while somebody is in conversation about it', async () => {
    const person = await office.hire('eva');
    const wish = await office.registry.openCase(aWish());
    await office.desk.claim(wish.handoverId, person);
    await office.registry.wait(wish.number, person, {});
    await expect(office.registry.take(wish.number, anna, {})).rejects.toMatchObject({ reason: 'talking' });
    await office.registry.take(wish.number, person, {});
    expect(await found(wish.number)).toMatchObject({ status: 'in-progress', assignedTo: person.id });
  });
});

describe('waiting and resting', () => {
  it('waits for the citizen', async () => {
    await office.registry.wait(number, anna, { why: 'Vilken stolpe?' });
    expect(await found()).toMatchObject({ status: 'waiting-for-citizen' });
  });

  it('rests until a day and is due from that day on', async () => {
    await office.registry.park(number, anna, { until: SOON });
    const due = async (day: string) => (await office.registry.listCases(anna, { due: day })).items.length;
    expect(await due('2026-11-30')).toBe(0);
    expect(await due(SOON)).toBe(1);
    expect((await office.registry.listCases(nora, { due: SOON })).items).toEqual([]);
  });

  it('does not rest until yesterday', async () => {
    await expect(office.registry.park(number, anna, { until: '2026-11-18' })).rejects.toMatchObject({
      reason: 'not-valid',
    });
  });
});

describe('the end of a case', () => {
  const closed = () => office.registry.close(number, anna, { resolution: 'answered' });

  it('has a resolution of the city', async () => {
    await closed();
    expect(await found()).toMatchObject({ status: 'closed', resolution: 'answered', closedAt: office.clock.now() });
  });

  it.each([
    'solved',
    'toString',
    'withdrawn',
  ])('is not "%s", which nobody of the city may choose', async (resolution) => {
    await expect(office.registry.close(number, anna, { resolution })).rejects.toMatchObject({ reason: 'not-valid' });
  });

  it('does not come while somebody talks about it', async () => {
    const person = await office.hire('eva');
    const wish = await office.registry.openCase(aWish());
    await office.desk.claim(wish.handoverId, person);
    const end = office.registry.close(wish.number, person, { resolution: 'answered' });
    await expect(end).rejects.toMatchObject({ reason: 'talking' });
    await expect(office.registry.withdraw(wish.number, {})).rejects.toMatchObject({ reason: 'changed' });
  });

  it('can be contested by the citizen for 14 days, and not a minute longer', async () => {
    await closed();
    office.clock.pass(14 * 24 * 60);
    await office.registry.contest(number, { why: 'Den är fortfarande trasig' });
    expect(await found()).toMatchObject({ status: 'contested', resolution: '', closedAt: null });
    expect(await lastOf()).toMatchObject({ who: { kind: 'citizen' }, data: { text: 'Den är fortfarande trasig' } });
    await closed();
    office.clock.pass(14 * 24 * 60 + 1);
    await expect(office.registry.contest(number, {})).rejects.toMatchObject({ reason: 'not-valid' });
  });

  it('is undone by opening it again', async () => {
    await closed();
    await office.registry.reopen(number, anna, { why: 'Fel stolpe' });
    expect(await found()).toMatchObject({ status: 'reopened', resolution: '', closedAt: null });
  });

  it('comes when the citizen takes it back', async () => {
    await office.registry.withdraw(number, {});
    expect(await found()).toMatchObject({ status: 'closed', resolution: 'withdrawn' });
    await expect(office.registry.withdraw(number, {})).rejects.toMatchObject({ reason: 'transition' });
  });
});

describe('two cases that belong together', () => {
  it('are linked both ways, once', async () => {
    const other = await office.registry.openCase(aWish({ handover: false }));
    await office.registry.link(number, anna, other.number);
    await office.registry.link(other.number, anna, number);
    expect((await found()).links).toEqual([other.number]);
    expect((await found(other.number)).links).toEqual([number]);
    expect((await found()).timeline.filter(({ what }) => what === 'linked')).toHaveLength(1);
  });

  it('do not tell of each other to those who see only one', async () => {
    const both: Clerk = { ...anna, groups: ['TRA', 'FSK'] };
    const school = await office.registry.openCase(aWish({ handover: false, category: 'FSK-KO' }));
    await office.registry.link(number, both, school.number);
    expect((await office.registry.readCase(number, both))?.detail.links).toEqual([school.number]);
    const seen = await office.registry.readCase(number, anna);
    expect(seen?.detail.links).toEqual([]);
    expect(JSON.stringify(seen?.detail)).not.toContain(school.number);
  });

  it('are both seen by whoever links them', async () => {
    const school = await office.registry.openCase(aWish({ handover: false, category: 'FSK-KO' }));
    await expect(office.registry.link(number, anna, school.number)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(office.registry.link(school.number, anna, number)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(office.registry.link(number, anna, number)).rejects.toMatchObject({ reason: 'not-valid' });
    expect((await found()).links).toEqual([]);
  });
});

describe('a step', () => {
  const steps = (clerk: Clerk) => [
    () => office.registry.take(number, clerk, {}),
    () => office.registry.wait(number, clerk, {}),
    () => office.registry.forward(number, clerk, { to: { board: 'SBN' }, why: 'x', answerBy: SOON }),
    () => office.registry.answer(number, clerk, { why: 'x' }),
    () => office.registry.park(number, clerk, { until: SOON }),
    () => office.registry.close(number, clerk, { resolution: 'answered' }),
    () => office.registry.reopen(number, clerk, {}),
  ];

  it.each([
    ['an agent of another group', nora],
    ['an officer of another board', sonja],
    ['an editor', { ...anna, roles: ['editor'] } as Clerk],
    ['somebody without roles', { ...anna, roles: [] } as Clerk],
  ])('is not there for %s', async (_who, clerk) => {
    for (const step of steps(clerk)) await expect(step()).rejects.toMatchObject({ reason: 'not-found' });
    expect((await found()).version).toBe(1);
  });

  it('is free to the officer of the case’s own board', async () => {
    await office.registry.answer(number, omar, { why: 'Klart' });
    expect((await found()).answer).toBe('Klart');
  });

  it('is refused when the case has changed since it was read (complaint 20)', async () => {
    await office.registry.wait(number, anna, { version: 1 });
    const late = office.registry.answer(number, anna, { why: 'x', version: 1 });
    await expect(late).rejects.toMatchObject({ reason: 'changed' });
  });

  it('keeps no word about a matter of strong secrecy, and forwards it to no other board', async () => {
    const alma: Clerk = { ...anna, id: 'alma', groups: ['ALD'] };
    const secret = await office.registry.openCase(aWish({ category: 'ALD-HEM', handover: false }));
    await office.registry.assign(secret.number, chief, alma);
    await expect(office.registry.answer(secret.number, alma, { why: 'hemtjänst' })).rejects.toThrow('no free text');
    const to = (board: string) => office.registry.forward(secret.number, alma, { to: { board }, answerBy: SOON });
    await expect(to('SON')).rejects.toMatchObject({ reason: 'not-valid' });
    await to('SDN');
    const stored = JSON.stringify(await found(secret.number));
    expect(stored).not.toContain('hemtjänst');
    expect(await found(secret.number)).toMatchObject({ status: 'forwarded', answer: '' });
  });

  it('leaves no words behind when the matter turns out to be strictly secret', async () => {
    const person = await office.hire('eva');
    const wish = await office.registry.openCase(aWish());
    await office.desk.claim(wish.handoverId, person);
    await office.registry.note(wish.number, person, 'mamma ramlade');
    const entries = (await found(wish.number)).timeline.length;
    await office.desk.close(wish.handoverId, person, { resolution: 'answered', category: 'ALD-HEM' });
    const after = await found(wish.number);
    expect(JSON.stringify(after)).not.toContain('ramlade');
    expect(after.timeline).toHaveLength(entries + 1);
  });
});
