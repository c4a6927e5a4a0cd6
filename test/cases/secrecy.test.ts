import { randomBytes } from 'node:crypto';
import type { Clerk } from '../../cases/access.js';
import { createAuditLog } from '../../cases/audit.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

const sara: Clerk = { id: 'sara', name: 'Sara', roles: ['agent'], groups: ['SOC'], boards: [] };
const sam: Clerk = { ...sara, id: 'sam', name: 'Sam' };
const anna: Clerk = { ...sara, id: 'anna', name: 'Anna', groups: ['TRA'] };
const chief: Clerk = { id: 'chief', name: 'Chief', roles: ['supervisor'], groups: [], boards: [] };
const REASON = 'Ringer om sitt beslut i dag';

let office: Office;
let number: string;
beforeEach(async () => {
  office = await openOffice();
  ({ number } = await office.registry.openCase(
    aWish({ category: 'EKO-EB', reach: { phone: '0701740605' }, handover: false }),
  ));
});
afterEach(() => office.close());

const accessOf = async (clerk: Clerk) => (await office.registry.readCase(number, clerk))?.detail.access ?? 'nothing';
const audit = () => createAuditLog({ db: office.store.connection, now: office.clock.now, random: randomBytes });
const audited = () => office.store.connection.collection('audit').find({}).toArray() as Promise<object[]>;

describe('a case of strong secrecy', () => {
  it('is opened by assignment, not by belonging to the group', async () => {
    expect(await accessOf(sara)).toBe('metadata');
    await office.registry.assign(number, chief, sara);
    expect(await accessOf(sara)).toBe('full');
    expect(await accessOf(sam)).toBe('metadata');
  });

  it('is not opened by a supervisor who gives it to themselves: for that there is the glass, with a reason', async () => {
    const both: Clerk = { ...chief, roles: ['supervisor', 'agent'] };
    await expect(office.registry.assign(number, both, both)).rejects.toMatchObject({ reason: 'not-valid' });
    expect(await accessOf(both)).toBe('metadata');
  });

  it('is opened to whoever takes the conversation', async () => {
    const person = await office.hire('eva', { groups: ['SOC'] });
    const wish = await office.registry.openCase(aWish({ category: 'EKO-EB' }));
    await office.desk.claim(wish.handoverId, person);
    expect((await office.registry.readCase(wish.number, person))?.detail.access).toBe('full');
  });

  it('is given by supervisors only', async () => {
    await expect(office.registry.assign(number, sara, sara)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(office.registry.take(number, sara, {})).rejects.toMatchObject({ reason: 'not-found' });
  });

  it('opens to who breaks the glass, for an hour, and to nobody else', async () => {
    const { until } = await office.registry.breakGlass(number, sara, REASON);
    expect(until).toEqual(new Date('2026-11-18T10:00:00Z'));
    expect(await accessOf(sara)).toBe('full');
    expect(await accessOf(sam)).toBe('metadata');
    office.clock.pass(60);
    expect(await accessOf(sara)).toBe('metadata');
    const answered = office.registry.answer(number, sara, {});
    await expect(answered).rejects.toMatchObject({ reason: 'not-found' });
  });

  it('keeps the reason on its timeline and in the audit log', async () => {
    await office.registry.breakGlass(number, sara, REASON);
    expect((await office.registry.findCase(number))?.timeline.at(-1)).toMatchObject({
      what: 'glass-broken',
      who: { id: 'sara' },
      data: { reason: REASON },
    });
    expect(await audited()).toMatchObject([{ what: 'glass-broken', number, who: { id: 'sara' }, reason: REASON }]);
  });

  it.each([
    ['without a reason', () => office.registry.breakGlass(number, sara, '  vill se  '), 'not-valid'],
    ['by somebody of another group', () => office.registry.breakGlass(number, anna, REASON), 'not-found'],
    [
      'by an administrator',
      () => office.registry.breakGlass(number, { ...sara, roles: ['admin'] }, REASON),
      'not-found',
    ],
  ])('does not open %s', async (_how, breaking, reason) => {
    await expect(breaking()).rejects.toMatchObject({ reason });
    expect(await audited()).toEqual([]);
  });

  it('is not found by the citizen’s number, nor shows it in lists, while it is closed', async () => {
    const found = async (clerk: Clerk) => (await office.registry.listCases(clerk, { q: '0701740605' })).items;
    expect(await found(sara)).toEqual([]);
    await office.registry.breakGlass(number, sara, REASON);
    expect(await found(sara)).toMatchObject([{ number }]);
    expect(JSON.stringify(await found(sara))).not.toContain('46701740605');
  });
});

describe('cover for another desk', () => {
  const until = new Date('2026-11-18T17:00:00Z');

  it('opens that desk’s cases until its time, by the clock and nothing else', async () => {
    const lamp = await office.registry.openCase(aWish());
    const eva = await office.hire('eva', { groups: ['FSK'] });
    expect(await office.registry.readCase(lamp.number, eva)).toBeUndefined();
    const covering = await office.agents.giveCover(eva.id, { group: 'TRA', until, by: 'chief' });
    expect((await office.registry.readCase(lamp.number, covering as Clerk))?.detail.access).toBe('full');
    expect((await office.desk.waiting(covering as never)).items.map(({ caseNumber }) => caseNumber)).toEqual([
      lamp.number,
    ]);
    office.clock.set('2026-11-18T17:00:00Z');
    expect(await office.registry.readCase(lamp.number, covering as Clerk)).toBeUndefined();
  });

  it('makes the desk open for citizens as long as it lasts', async () => {
    const eva = await office.hire('eva', { groups: [] });
    expect(await office.agents.signedIn('SOC')).toBe(false);
    await office.agents.giveCover(eva.id, { group: 'SOC', until, by: 'chief' });
    expect(await office.agents.signedIn('SOC')).toBe(true);
    await office.agents.endCover(eva.id);
    expect(await office.agents.signedIn('SOC')).toBe(false);
  });

  it('ends for one desk and stays for the other; given again for a desk, the new time counts', async () => {
    const eva = await office.hire('eva', { groups: [] });
    await office.agents.giveCover(eva.id, { group: 'SOC', until, by: 'chief' });
    await office.agents.giveCover(eva.id, { group: 'TRA', until, by: 'chief' });
    expect(await office.agents.endCover(eva.id, 'SOC')).toBe(true);
    expect((await office.agents.find(eva.id))?.cover).toEqual([{ group: 'TRA', until, by: 'chief' }]);
    const sooner = new Date('2026-11-18T10:00:00Z');
    await office.agents.giveCover(eva.id, { group: 'TRA', until: sooner, by: 'boss' });
    expect((await office.agents.find(eva.id))?.cover).toEqual([{ group: 'TRA', until: sooner, by: 'boss' }]);
    expect(await office.agents.endCover('nobody', 'TRA')).toBe(false);
  });

  it('loses nothing when several supervisors give and end it at once', async () => {
    const eva = await office.hire('eva', { groups: [] });
    await office.agents.giveCover(eva.id, { group: 'SOC', until, by: 'chief' });
    const given = ['TRA', 'FSK', 'MIL', 'PAR'].map((group) =>
      office.agents.giveCover(eva.id, { group, until, by: 'chief' }),
    );
    await Promise.all([...given, office.agents.endCover(eva.id, 'SOC')]);
    const groups = (await office.agents.find(eva.id))?.cover.map(({ group }) => group).sort();
    expect(groups).toEqual(['FSK', 'MIL', 'PAR', 'TRA']);
  });

  it('takes no strictly secret conversation unless a supervisor has assigned it', async () => {
    const eva = await office.hire('eva', { groups: [] });
    const covering = (await office.agents.giveCover(eva.id, { group: 'SOC', until, by: 'chief' })) as typeof eva;
    const wish = await office.registry.openCase(aWish({ category: 'EKO-EB' }));
    await expect(office.desk.claim(wish.handoverId, covering)).rejects.toMatchObject({ reason: 'not-yours' });
    await office.registry.assign(wish.number, chief, covering);
    expect(await office.desk.claim(wish.handoverId, covering)).toMatchObject({ caseNumber: wish.number });
  });
});

describe('the audit log', () => {
  it('has every full read of a strictly secret case, and no other', async () => {
    const lamp = await office.registry.openCase(aWish({ handover: false }));
    await office.registry.readCase(lamp.number, anna);
    await office.registry.readCase(number, sara);
    expect(await audited()).toEqual([]);
    await office.registry.assign(number, chief, sara);
    await office.registry.readCase(number, sara);
    await office.registry.readCase(number, sara);
    expect(await audited()).toMatchObject([
      { _id: '000000000001', what: 'read', number, who: { id: 'sara', name: 'Sara' } },
      { _id: '000000000002', what: 'read' },
    ]);
  });

  it('is one unbroken chain when two processes write into it at once', async () => {
    const both = [audit(), audit()];
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        both[index % 2]?.append({ what: 'read', number: `n${index}`, who: { id: 'a', name: 'A' }, reason: '' }),
      ),
    );
    expect(await audited()).toHaveLength(40);
    expect(await audit().firstFault()).toBeUndefined();
  });

  describe('with five entries', () => {
    beforeEach(async () => {
      const log = audit();
      for (let index = 0; index < 5; index++)
        await log.append({ what: 'read', number, who: { id: `a${index}`, name: 'A' }, reason: '' });
    });
    const entries = () => office.store.connection.collection<{ _id: string; hash?: string; who?: object }>('audit');

    it('names the first that was changed', async () => {
      await entries().updateOne({ _id: '000000000003' }, { $set: { who: { id: 'x', name: 'A' } } });
      expect(await audit().firstFault()).toContain('000000000003 is not as it was written');
    });

    it('names the first that is missing', async () => {
      await entries().deleteOne({ _id: '000000000002' });
      expect(await audit().firstFault()).toContain('000000000002 is missing');
    });

    it('notices a chain that was forged without the key', async () => {
      await entries().updateOne({ _id: '000000000005' }, { $set: { hash: 'f'.repeat(64) } });
      expect(await audit().firstFault()).toContain('000000000005');
    });

    it('lets nothing be changed or removed through its model', async () => {
      const model = office.store.connection.model('AuditEntry');
      await expect(model.updateOne({ _id: '000000000001' }, { $set: { reason: 'x' } })).rejects.toThrow(
        'only added to',
      );
      await expect(model.deleteMany({})).rejects.toThrow('only added to');
    });
  });

  it('keeps what was said about it from the next case of the same conversation, also when only its agent found that it was one', async () => {
    const sven = await office.hire('sven', { groups: ['TRA'] });
    const wish = await office.registry.openCase(aWish({ category: 'UTE-BEL', conversationId: 'c7', fromSeq: 1 }));
    await office.desk.claim(wish.handoverId, sven);
    await office.desk.close(wish.handoverId, sven, { resolution: 'answered', category: 'SOC-VAL', text: 'Tack.' });
    const cases = office.store.connection.collection('cases');
    await cases.updateOne({ _id: wish.number } as never, { $set: { 'transcript.toSeq': 9 } });
    const more = { category: 'UTE-GAT', origin: 'c7|0000012', fromSeq: 1 };
    const next = await office.registry.openCase(aWish({ ...more, conversationId: 'c7' }));
    expect(await cases.findOne({ _id: next.number } as never)).toMatchObject({ transcript: { fromSeq: 10 } });
    const elsewhere = await office.registry.openCase(aWish({ ...more, origin: 'c8|0000003', conversationId: 'c8' }));
    expect(await cases.findOne({ _id: elsewhere.number } as never)).toMatchObject({ transcript: { fromSeq: 1 } });
  });
});
