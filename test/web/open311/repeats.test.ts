import { idOf, type Open311, problems, REPORT, say, startOpen311 } from '../../support/start-open311.js';

let open311: Open311;
let api_key: string;
beforeEach(async () => {
  open311 = await startOpen311();
  api_key = await open311.keyFor('FixMyStreet');
});
afterEach(() => open311.close());

describe('a report that is sent again', () => {
  it('is the same report for ten minutes, and a new one after', async () => {
    const first = idOf(await open311.post({ ...REPORT, api_key }));
    open311.clock.pass(9);
    expect(idOf(await open311.post({ ...REPORT, api_key }))).toBe(first);
    open311.clock.pass(2);
    expect(idOf(await open311.post({ ...REPORT, api_key }))).not.toBe(first);
    expect([(await open311.cases()).length, (await open311.contacts()).length]).toEqual([2, 2]);
  });

  it('is another report when place, words, service or sender differ', async () => {
    const other = await open311.keyFor('Other');
    const ids = [];
    for (const fields of [
      REPORT,
      { ...REPORT, address_string: 'Hornsgatan 7' },
      { ...REPORT, description: 'Små röda bokstäver på hela väggen.' },
      { ...REPORT, service_code: 'UTE-SKR' },
      { ...REPORT, api_key: other },
    ])
      ids.push(idOf(await open311.post({ api_key, ...fields })));
    expect(new Set(ids).size).toBe(5);
  });

  it('under the same Idempotency-Key is the same report, however much later', async () => {
    const headers = { 'idempotency-key': 'fms-4711' };
    const first = idOf(await open311.post({ ...REPORT, api_key }, { headers }));
    open311.clock.pass(60 * 24 * 7);
    expect(idOf(await open311.post({ ...REPORT, api_key }, { headers }))).toBe(first);
    const another = { headers: { 'idempotency-key': 'fms-4712' } };
    expect(idOf(await open311.post({ ...REPORT, api_key }, another))).not.toBe(first);
    const other = await open311.keyFor('Other');
    expect(idOf(await open311.post({ ...REPORT, api_key: other }, { headers }))).not.toBe(first);
    const long = await open311.post({ ...REPORT, api_key }, { headers: { 'idempotency-key': 'x'.repeat(201) } });
    expect([long.status, problems(long)]).toEqual([400, [say('open311.invalid.idempotencyKey', { max: 200 })]]);
  });

  it('ten times at the same moment is one case', async () => {
    const sent = await Promise.all(Array.from({ length: 10 }, () => open311.post({ ...REPORT, api_key })));
    expect(new Set(sent.map(idOf)).size).toBe(1);
    expect(await open311.cases()).toHaveLength(1);
  });
});
