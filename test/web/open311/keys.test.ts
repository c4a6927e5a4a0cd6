import { type Open311, REPORT, say, startOpen311 } from '../../support/start-open311.js';

let open311: Open311;
let api_key: string;
beforeEach(async () => {
  open311 = await startOpen311();
  api_key = await open311.keyFor('FixMyStreet');
});
afterEach(() => open311.close());

describe('the key', () => {
  it.each([
    ['no key', '', 'open311.key.missing'],
    ['a wrong key', 'not-a-key', 'open311.key.wrong'],
  ])('is needed to send: %s', async (_, key, reason) => {
    const sent = await open311.post({ ...REPORT, ...(key && { api_key: key }) });
    expect([sent.status, sent.json]).toEqual([403, [{ code: 403, description: say(reason) }]]);
    expect(await open311.cases()).toEqual([]);
  });

  it('may stand in the address, and no longer works once it is taken away', async () => {
    const path = `requests.json?api_key=${api_key}`;
    expect((await open311.post(REPORT, { path })).status).toBe(201);
    const [kept] = await open311.keys.list();
    expect(await open311.keys.remove(kept?.id ?? '')).toBe(true);
    expect((await open311.post(REPORT, { path })).status).toBe(403);
    expect(open311.logged.join('\n')).not.toContain(api_key);
  });

  it('has a limit of its own', async () => {
    const key = await open311.keyFor('Slow', 2);
    const statuses = [];
    for (let count = 0; count < 3; count++)
      statuses.push((await open311.post({ ...REPORT, description: `Klotter nummer ${count}`, api_key: key })).status);
    expect(statuses).toEqual([201, 201, 429]);
    expect((await open311.post({ ...REPORT, api_key })).status).toBe(201);
  });

  it('is not needed to read', async () => {
    expect((await open311.get('requests.json')).status).toBe(200);
  });
});
