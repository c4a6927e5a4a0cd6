import { caseModel } from '../../cases/case.js';
import type { Following } from '../../cases/following.js';
import { createFollowing } from '../../cases/following.js';
import { standingOf } from '../../cases/standing.js';
import { memoryLog } from '../support/log.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

const DAYS = 24 * 60;

describe('a citizen and their case', () => {
  let office: Office;
  let log: ReturnType<typeof memoryLog>;
  let following: Following;
  beforeEach(async () => {
    office = await openOffice();
    log = memoryLog(office.clock.now);
    const db = office.store.connection;
    following = createFollowing({ db, bus: office.bus, log, now: office.clock.now, placeholder: '[…]' });
  });
  afterEach(() => office.close());

  const open = (changes = {}) => office.registry.openCase(aWish({ handover: false, ...changes }));
  const standing = async (number: string) => {
    const found = await office.registry.findCase(number);
    if (!found) throw new Error(`no ${number}`);
    return standingOf(found, office.clock.now());
  };
  const anna = () => office.hire('anna', { groups: ['TRA'] });

  it('adds to it, once however often it is sent, and work that waited for it goes on', async () => {
    const { number } = await open();
    await office.registry.wait(number, await anna(), {});
    await following.tellMore(number, 'Den står vid nummer 7', 'm1');
    await following.tellMore(number, 'Den står vid nummer 7', 'm1');
    const found = await office.registry.findCase(number);
    expect(found?.status).toBe('in-progress');
    expect(found?.timeline.filter(({ what }) => what === 'information')).toEqual([
      expect.objectContaining({ who: expect.objectContaining({ kind: 'citizen' }) }),
    ]);
    expect(JSON.stringify(found?.timeline)).toContain('nummer 7');
    await following.tellMore(number, 'Och en till', 'm2');
    expect(
      (await office.registry.findCase(number))?.timeline.filter(({ what }) => what === 'information'),
    ).toHaveLength(2);
  });

  it('cannot fill it up with words without end', async () => {
    const { number } = await open();
    await caseModel(office.store.connection).updateOne({ _id: number }, { $set: { version: 998 } });
    await following.tellMore(number, 'en till', 'm1');
    expect((await standing(number)).mayTellMore).toBe(true);
    await following.tellMore(number, 'och en till', 'm2');
    expect((await standing(number)).mayTellMore).toBe(false);
    await expect(following.tellMore(number, 'och ännu en', 'm3')).rejects.toMatchObject({ reason: 'transition' });
  });

  it('cannot add to what is closed, unknown, or of strong secrecy', async () => {
    const { number } = await open();
    await office.registry.close(number, await anna(), { resolution: 'answered' });
    await expect(following.tellMore(number, 'mer', 'm1')).rejects.toMatchObject({ reason: 'transition' });
    await expect(following.tellMore('KC-2026-999999', 'mer', 'm1')).rejects.toMatchObject({ reason: 'not-found' });
    const secret = await open({ category: 'EKO-EB' });
    await expect(following.tellMore(secret.number, 'mer', 'm1')).rejects.toThrow(/no free text/);
    expect((await standing(secret.number)).mayTellMore).toBe(false);
  });

  it('may contest a closing for 14 days, to the minute (complaint 25)', async () => {
    const { number } = await open();
    await office.registry.close(number, await anna(), { resolution: 'answered' });
    office.clock.pass(14 * DAYS);
    expect((await standing(number)).contestUntil).toEqual(new Date('2026-12-02T09:00:00Z'));
    office.clock.pass(1);
    expect((await standing(number)).contestUntil).toBeUndefined();
    await expect(office.registry.contest(number, {})).rejects.toMatchObject({ reason: 'not-valid' });
    office.clock.pass(-1);
    expect((await office.registry.contest(number, { why: 'Lampan lyser inte' })).status).toBe('contested');
    expect((await standing(number)).contestUntil).toBeUndefined();
  });

  it('may withdraw while it is open, and not while it is talked about', async () => {
    const { number } = await open();
    expect((await standing(number)).mayWithdraw).toBe(true);
    await office.registry.withdraw(number, {});
    expect(await standing(number)).toMatchObject({ status: 'closed', mayWithdraw: false, mayTellMore: false });
    const talked = await open({ handover: true });
    expect((await standing(talked.number)).mayWithdraw).toBe(false);
  });

  it('sees no name of staff, no note and nothing of what only staff do', async () => {
    const { number } = await open();
    const clerk = await anna();
    await office.registry.note(number, clerk, 'ringde grannen');
    await office.registry.take(number, clerk, { why: 'mitt bord' });
    await office.registry.answer(number, clerk, { why: 'Lampan är lagad.' });
    const shown = await standing(number);
    expect(shown.happened.map(({ what }) => what)).toEqual(['opened', 'in-progress', 'answered']);
    expect(shown.answer).toBe('Lampan är lagad.');
    expect(JSON.stringify(shown)).not.toMatch(/Anna|grannen|mitt bord/);
  });

  it('is told since when it stands there, and by which day there is an answer', async () => {
    const { number } = await open();
    office.clock.pass(60);
    const clerk = await anna();
    await office.registry.park(number, clerk, { until: '2027-01-31' });
    office.clock.pass(60);
    await office.registry.note(number, clerk, 'väntar');
    expect(await standing(number)).toMatchObject({ since: new Date('2026-11-18T10:00:00Z'), due: '2027-01-31' });
  });

  it('erases what belongs to no case and keeps what does', async () => {
    for (const text of ['hej', 'var simmar man', 'lampan är trasig', 'skicka', 'en annan fråga'])
      log.say('c', 'citizen', text);
    const { number } = await open({ conversationId: 'c', contactId: 'c/1', fromSeq: 3 });
    await office.registry.keepContact({ id: 'c/1', conversationId: 'c', firstSeq: 3, lastSeq: 4 });
    expect(await following.eraseChat(number, 'c')).toEqual([number]);
    expect(log.texts('c')).toEqual(['[…]', '[…]', 'lampan är trasig', 'skicka', '[…]']);
    const found = await office.registry.findCase(number);
    const texts = found ? (await following.transcript(found)).map(({ text }) => text) : [];
    expect(texts).toEqual(['lampan är trasig', 'skicka']);
  });

  it('erases nothing of a conversation that somebody is having with them now', async () => {
    for (const text of ['hej', 'människa', 'det gäller lampan']) log.say('c', 'citizen', text);
    const { number } = await open({ conversationId: 'c', contactId: 'c/1', fromSeq: 2, handover: true });
    await following.eraseChat(number, 'c');
    expect(log.texts('c')).toEqual(['[…]', 'människa', 'det gäller lampan']);
  });

  it('erases the chat it is asked in too, when the case came another way', async () => {
    for (const text of ['hej', 'hur går det för lampan']) log.say('later', 'citizen', text);
    const { number } = await open({ conversationId: 'hand/anna/1', contactId: 'hand/anna/1', fromSeq: 0 });
    expect(await following.eraseChat(number, 'later')).toEqual([number]);
    expect(log.texts('later')).toEqual(['[…]', '[…]']);
  });

  it('keeps the agent’s last words, which came right after the conversation had ended', async () => {
    for (const text of ['hej', 'människa']) log.say('c', 'citizen', text);
    const { number } = await open({ conversationId: 'c', contactId: 'c/1', fromSeq: 2 });
    await caseModel(office.store.connection).updateOne({ _id: number }, { $set: { 'transcript.toSeq': 2 } });
    log.say('c', 'agent', 'lampan lagas på måndag');
    log.say('c', 'citizen', 'en annan fråga');
    await following.eraseChat(number, 'c');
    expect(log.texts('c')).toEqual(['[…]', 'människa', 'lampan lagas på måndag', '[…]']);
  });

  it('keeps what belongs to every case of the chat, however many there are', async () => {
    for (let said = 1; said <= 22; said++) {
      log.say('c', 'citizen', `lampa ${said}`);
      await open({ conversationId: 'c', contactId: `c/${said}`, origin: `c|${said}`, fromSeq: said });
    }
    const { number } = await open({ conversationId: 'c', contactId: 'c/23', origin: 'c|23', fromSeq: 22 });
    expect(await following.eraseChat(number, 'c')).toHaveLength(23);
    expect(log.texts('c')).not.toContain('[…]');
  });
});
