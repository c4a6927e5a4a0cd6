import type { Clerk } from '../../cases/access.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

const vera: Clerk = { id: 'vera', name: 'Vera', roles: ['agent'], groups: ['DEM', 'VAX'], boards: [] };
const chief: Clerk = { id: 'chief', name: 'Chief', roles: ['supervisor'], groups: [], boards: [] };

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const callBacks = async (reader: Clerk, query: { group?: string; due?: string } = {}) =>
  (await office.registry.callBacks(reader, query)).items;

const CALL = { callbackPhone: '+46701740605', callbackWindow: 'forenoon', callbackLanguage: 'fi', interpreter: 'yes' };
const promised = (category: string, form: string, details = {}) =>
  office.registry.openCase(aWish({ handover: false, category, form, details: { ...CALL, ...details } }));

describe('a form that becomes a call-back', () => {
  it('is on the list with number, window, language and interpreter', async () => {
    const { number } = await promised('ALL-HAN', 'na-handlaggare');
    const group = (await office.registry.findCase(number))?.group as string;
    expect(await callBacks({ ...vera, groups: [group] }, {})).toEqual([
      {
        number,
        category: 'ALL-HAN',
        group,
        secrecy: expect.any(String),
        from: '2026-11-18',
        window: 'forenoon',
        language: 'fi',
        interpreter: true,
        phone: '+46701740605',
        attempts: [],
      },
    ]);
  });

  it('shows no telephone number of a strictly secret matter before it is assigned', async () => {
    const alma = { ...vera, groups: ['ALD'] };
    const { number } = await promised('ALD-HEM', 'hemtjanst');
    const [closed] = await callBacks(alma, {});
    expect(closed).toMatchObject({ number, window: 'forenoon' });
    expect(closed).not.toHaveProperty('phone');
    await office.registry.assign(number, chief, alma);
    const audited = () => office.store.connection.collection('audit').find({}).toArray();
    expect(await audited()).toEqual([]);
    expect(await callBacks(alma, {})).toMatchObject([{ phone: '+46701740605' }]);
    expect(await audited()).toMatchObject([{ what: 'read', number, who: { id: alma.id } }]);
  });
});

describe('the list of call-backs', () => {
  const closeWithCall = async (conversation: string) => {
    const eva = await office.hire(conversation, { groups: ['TRA'] });
    const { handoverId, number } = await office.registry.openCase(
      aWish({ conversationId: conversation, reach: { phone: '0701740605' } }),
    );
    await office.desk.claim(handoverId, eva);
    await office.desk.close(handoverId, eva, { resolution: 'call-back', category: 'UTE-BEL' });
    return { number, eva };
  };

  it('has what an agent ended with the promise to call, until somebody is reached', async () => {
    const { number, eva } = await closeWithCall('eva');
    expect(await callBacks(eva, {})).toMatchObject([{ number, phone: '+46701740605' }]);
    await office.registry.callAttempt(number, eva, 'no-answer');
    office.clock.pass(5);
    expect(await callBacks(eva, {})).toMatchObject([{ attempts: [{ outcome: 'no-answer', who: { name: 'Eva' } }] }]);
    await office.registry.callAttempt(number, eva, 'reached');
    expect(await callBacks(eva, {})).toEqual([]);
    expect(await office.registry.findCase(number)).toMatchObject({
      callBack: { state: 'done', attempts: [{}, { outcome: 'reached' }] },
    });
    await expect(office.registry.callAttempt(number, eva, 'reached')).rejects.toMatchObject({ reason: 'changed' });
  });

  it('is filtered by group and day, the longest due first', async () => {
    const first = await closeWithCall('eva');
    office.clock.pass(24 * 60);
    const second = await closeWithCall('eli');
    const numbers = async (query: object) => (await callBacks(first.eva, query)).map(({ number }) => number);
    expect(await numbers({})).toEqual([first.number, second.number]);
    expect(await numbers({ due: '2026-11-18' })).toEqual([first.number]);
    expect(await numbers({ group: 'FSK' })).toEqual([]);
  });

  it('is behind the walls, as its attempts are', async () => {
    const { number } = await closeWithCall('eva');
    expect(await callBacks(vera, {})).toEqual([]);
    await expect(office.registry.callAttempt(number, vera, 'reached')).rejects.toMatchObject({ reason: 'not-found' });
  });
});
