import type { Clerk } from '../../cases/access.js';
import type { Place } from '../../cases/details.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

const anna: Clerk = { id: 'anna', name: 'Anna', roles: ['agent'], groups: ['TRA'], boards: [] };
/** About 111 m north for each 0.001. */
const at = (north: number) => ({ latitude: 59.33 + north, longitude: 17.95 });

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const report = (location: Place, changes = {}) =>
  office.registry.openCase(
    aWish({ handover: false, details: { location }, reach: { phone: '0701740605' }, ...changes }),
  );
const near = async (place: Place, changes = {}) =>
  (await office.registry.likelyDuplicates({ category: 'UTE-BEL', place, ...changes }))
    .map(({ number }) => number.slice(-1))
    .join('');

describe('likely duplicates', () => {
  it('are on the same street, the same number first', async () => {
    await report({ text: 'Storgatan 7' });
    await report({ text: 'storgatan 5' });
    await report({ text: 'Lillgatan 5' });
    expect(await near({ text: 'Storgatan 5' })).toBe('21');
  });

  it('lie within 150 metres where positions are known', async () => {
    await report({ text: '', position: at(0.001) });
    await report({ text: '', position: at(0.0014) });
    expect(await near({ text: '', position: at(0) })).toBe('1');
    expect(await near({ text: '', position: at(0.0025) })).toBe('2');
  });

  it('are not two ends of one long street', async () => {
    await report({ text: 'Storgatan', position: at(0.02) });
    expect(await near({ text: 'Storgatan', position: at(0) })).toBe('');
  });

  it('are of the same category, open, not older than 30 days and in the same district', async () => {
    const place = { text: 'Storgatan 5' };
    const { number } = await report(place);
    expect(await near(place, { category: 'UTE-GAT' })).toBe('');
    expect(await near(place, { district: 'farsta' })).toBe('');
    expect(await near(place, { district: 'bromma' })).toBe('1');
    office.clock.pass(30 * 24 * 60 + 1);
    expect(await near(place)).toBe('');
    office.clock.pass(-24 * 60);
    expect(await near(place)).toBe('1');
    await office.registry.close(number, anna, { resolution: 'answered' });
    expect(await near(place)).toBe('');
  });

  it('are never a matter with any secrecy, and at most five', async () => {
    const place = { text: 'Storgatan 5' };
    await report(place, { category: 'PAR-FLY' });
    expect(await near(place, { category: 'PAR-FLY' })).toBe('');
    for (let index = 0; index < 7; index++) await report(place);
    expect(await near(place)).toHaveLength(5);
  });

  it('tell a citizen what, where, since when and how it stands, and nothing of who reported it', async () => {
    await report({ text: 'Storgatan 5' });
    const [found] = await office.registry.likelyDuplicates({ category: 'UTE-BEL', place: { text: 'Storgatan 5' } });
    expect(found?.known).toEqual({
      category: 'UTE-BEL',
      street: 'storgatan',
      since: office.clock.now(),
      status: 'registered',
    });
  });

  it('are whole for an agent of the group and not there for another', async () => {
    await report({ text: 'Storgatan 5' });
    const asked = { category: 'UTE-BEL', place: { text: 'Storgatan 5' } };
    expect(await office.registry.duplicatesFor(anna, asked)).toMatchObject([{ reach: { phone: '+46701740605' } }]);
    expect(await office.registry.duplicatesFor({ ...anna, groups: ['FSK'] }, asked)).toEqual([]);
  });
});

describe('following a report of somebody else', () => {
  it('is kept once, and the change is told', async () => {
    const { number } = await report({ text: 'Storgatan 5' });
    office.bus.events.length = 0;
    await office.registry.follow(number, { conversationId: 'c', email: 'Eva@Example.org' });
    await office.registry.follow(number, { conversationId: 'c' });
    const found = await office.registry.findCase(number);
    expect(found?.followers).toMatchObject([{ conversationId: 'c', email: 'eva@example.org', phone: '' }]);
    expect(office.bus.events).toEqual([{ what: 'cases', id: number }]);
  });

  it('shows an agent how many follow, not who', async () => {
    const { number } = await report({ text: 'Storgatan 5' });
    await office.registry.follow(number, { conversationId: 'c', email: 'eva@example.org' });
    const seen = await office.registry.readCase(number, anna);
    expect(seen?.detail.followers).toBe(1);
    expect(JSON.stringify(seen?.detail)).not.toContain('eva@');
  });

  it('is refused for what is closed, secret or not there', async () => {
    const { number } = await report({ text: 'Storgatan 5' });
    await office.registry.close(number, anna, { resolution: 'answered' });
    const secret = await office.registry.openCase(aWish({ category: 'EKO-EB', handover: false }));
    for (const asked of [number, secret.number, 'KC-2026-999999'])
      await expect(office.registry.follow(asked, { conversationId: 'c' })).rejects.toMatchObject({
        reason: 'not-found',
      });
  });
});
