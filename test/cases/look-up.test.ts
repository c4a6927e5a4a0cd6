import { randomBytes } from 'node:crypto';
import {
  createLookUp,
  type LookUp,
  numberAndSecretIn,
  readNumber,
  readSecret,
  withoutSecret,
} from '../../cases/look-up.js';
import { createLookUpLimits } from '../../cases/look-up-limits.js';
import { aWish, newId, type Office, openOffice } from '../support/registry.js';

describe('number and secret in what people write', () => {
  it.each([
    ['KC-2026-000123', { number: 'KC-2026-000123' }],
    ['kc 2026 000123', { number: 'KC-2026-000123' }],
    ['KC2026000123', { number: 'KC-2026-000123' }],
    ['hur går det med kc-2026-123?', { number: 'KC-2026-000123' }],
    ['KC–2026–000123, koden är 7KQ4-X2MD', { number: 'KC-2026-000123', secret: '7KQ4-X2MD' }],
    ['KC-2026-000123 7kq4 x2md', { number: 'KC-2026-000123', secret: '7kq4 x2md' }],
    ['7KQ4X2MD', { secret: '7KQ4X2MD' }],
    ['KC-2026-000123 what next', { number: 'KC-2026-000123' }],
    ['hej hallå', {}],
    ['ring mig på 070-174 06 05', {}],
    ['XKC-2026-000123', {}],
  ])('%s', (text, told) => expect(numberAndSecretIn(text)).toEqual(told));

  it('takes less where a number or a code was asked for', () => {
    expect(readNumber('2026-000123')).toBe('KC-2026-000123');
    expect(readNumber('vet inte')).toBeUndefined();
    expect(readSecret('abcd efgh')).toBe('abcd efgh');
    expect(readSecret('abc')).toBeUndefined();
  });
});

describe('a text that is kept', () => {
  it.each([
    ['koden är 7KQ4-X2MD, lampan är trasig', 'koden är ••••-••••, lampan är trasig'],
    ['7kq4 x2md', '••••-••••'],
    ['KC-2026-000123 ABCD-EFGH', 'KC-2026-000123 ••••-••••'],
    ['kc 2026 123: 7KQQ XMMD', 'kc 2026 123: ••••-••••'],
    ['7KQ4-X2MD och 9ABC-D3EF', '••••-•••• och ••••-••••'],
  ])('has no code in it: %s', (text, kept) => expect(withoutSecret(text)).toBe(kept));

  it.each([
    'stolpe12',
    'lamp 2026',
    '12345678',
    '2026-1234',
    'bord-stol',
    'KC-2026-000123',
    'ABC 123',
    'TRA12345',
  ])('keeps what only looks a little like a code: %s', (text) => expect(withoutSecret(text)).toBe(text));
});

describe('a look-up by number and secret (complaint 15)', () => {
  let office: Office;
  let lookUp: LookUp;
  let sweep: () => Promise<void>;
  let limitsOf: () => ReturnType<typeof createLookUpLimits>;
  beforeEach(async () => {
    office = await openOffice();
    limitsOf = () =>
      createLookUpLimits({ db: office.store.connection, now: office.clock.now, newId, random: randomBytes });
    const limits = limitsOf();
    lookUp = createLookUp({ limits, registry: office.registry });
    sweep = limits.sweep;
  });
  afterEach(() => office.close());

  const tries = () => office.store.connection.collection('wrong-look-ups').countDocuments({});

  it('finds the case, however the secret is typed, and as often as its citizen likes', async () => {
    const { number, secret } = await office.registry.openCase(aWish({ handover: false }));
    for (let time = 0; time < 30; time++) {
      const found = await lookUp({ number, secret: secret.toLowerCase().replace('-', ' ') }, 'address a');
      expect(found).toMatchObject({ kind: 'found', case: { _id: number } });
    }
    expect(await tries()).toBe(0);
  });

  it('answers a wrong number like a wrong secret, and counts both', async () => {
    const { number, secret } = await office.registry.openCase(aWish({ handover: false }));
    const wrongSecret = await lookUp({ number, secret: 'AAAA-AAAA' }, 'address a');
    const wrongNumber = await lookUp({ number: 'KC-2026-999999', secret }, 'address a');
    expect(wrongSecret).toEqual({ kind: 'wrong' });
    expect(wrongNumber).toEqual(wrongSecret);
    expect(await tries()).toBe(2);
  });

  it('does the same work for a wrong number as for a wrong secret', async () => {
    const { number, secret } = await office.registry.openCase(aWish({ handover: false }));
    await lookUp({ number, secret }, 'address first');
    const asked: string[] = [];
    office.store.connection.set('debug', (collection: string, method: string) => {
      asked.push(`${collection} ${method}`);
    });
    await lookUp({ number, secret: 'AAAA-AAAA' }, 'address a');
    const ofSecret = asked.splice(0);
    await lookUp({ number: 'KC-2026-999999', secret }, 'address a');
    expect(asked).toEqual(ofSecret);
    expect(asked).toContain('cases findOne');
  });

  it('gives nothing away to somebody who guesses a secret 1,000 times, not even with the right one at last', async () => {
    const { number, secret } = await office.registry.openCase(aWish({ handover: false }));
    const answers = new Map<string, number>();
    for (let guess = 0; guess < 1000; guess++) {
      const wrong = guess.toString(32).toUpperCase().padStart(8, 'Z');
      const { kind } = await lookUp({ number, secret: wrong }, `address ${guess}`);
      answers.set(kind, (answers.get(kind) ?? 0) + 1);
    }
    expect(Object.fromEntries(answers)).toEqual({ wrong: 10, later: 990 });
    expect(await lookUp({ number, secret }, 'address of the citizen')).toEqual({ kind: 'later' });
    office.clock.pass(61);
    expect(await lookUp({ number, secret }, 'address of the citizen')).toMatchObject({ kind: 'found' });
  }, 120_000);

  it('lets no more than ten get past when fifty come at the same moment', async () => {
    const { number } = await office.registry.openCase(aWish({ handover: false }));
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, one) => lookUp({ number, secret: 'AAAA-AAAA' }, `address ${one}`)),
    );
    expect(all.filter(({ kind }) => kind === 'wrong').length).toBeLessThanOrEqual(10);
  });

  it('stops one sender after twenty wrong ones, whatever the numbers, and nobody else', async () => {
    const { number, secret } = await office.registry.openCase(aWish({ handover: false }));
    const kinds: string[] = [];
    for (let guess = 1; guess <= 21; guess++) {
      const made = `KC-2026-9${String(guess).padStart(5, '0')}`;
      kinds.push((await lookUp({ number: made, secret }, 'address a')).kind);
    }
    expect(kinds.slice(0, 20)).toEqual(Array(20).fill('wrong'));
    expect(kinds[20]).toBe('later');
    expect(await lookUp({ number, secret }, 'address a')).toEqual({ kind: 'later' });
    expect(await lookUp({ number, secret }, 'address b')).toMatchObject({ kind: 'found' });
  });

  it('remembers wrong tries over a restart, forgives them after the hour, and keeps neither number nor address', async () => {
    const { number, secret } = await office.registry.openCase(aWish({ handover: false }));
    for (let guess = 0; guess < 10; guess++) await lookUp({ number, secret: 'AAAA-AAAA' }, `address 192.0.2.${guess}`);
    const restarted = createLookUp({ limits: limitsOf(), registry: office.registry });
    expect(await restarted({ number, secret }, 'address c')).toEqual({ kind: 'later' });
    const kept = JSON.stringify(await office.store.connection.collection('wrong-look-ups').find({}).toArray());
    expect(kept).not.toContain(number);
    expect(kept).not.toContain('192.0.2');
    office.clock.pass(61);
    await sweep();
    expect(await tries()).toBe(0);
    expect(await restarted({ number, secret }, 'address c')).toMatchObject({ kind: 'found' });
  });
});
