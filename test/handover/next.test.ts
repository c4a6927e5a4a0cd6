import { aWish, type Office, openOffice } from '../support/registry.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const wish = (changes = {}) => office.registry.openCase(aWish({ district: '', ...changes }));

it('gives each of many who ask at once another conversation, and nobody a refusal', async () => {
  const agents = await Promise.all(Array.from({ length: 8 }, (_, n) => office.hire(`agent${n}`)));
  for (let n = 0; n < 8; n++) await wish();
  const taken = await Promise.all(agents.map((agent) => office.desk.claimNext(agent)));
  expect(new Set(taken.map((one) => one?.id)).size).toBe(8);
  expect(taken).not.toContain(undefined);
});

it('takes what was sent to me first, then what I can answer in its language, then the oldest', async () => {
  const anna = await office.hire('anna', { languages: ['sv', 'fi'] });
  const oldest = await wish({ language: 'ar' });
  office.clock.pass(1);
  const finnish = await wish({ language: 'fi' });
  office.clock.pass(1);
  const mine = await wish({ language: 'ar', wanted: anna.id });
  const numbers = [];
  for (let n = 0; n < 3; n++) numbers.push((await office.desk.claimNext(anna))?.caseNumber);
  expect(numbers).toEqual([mine, finnish, oldest].map(({ number }) => number));
  expect(await office.desk.claimNext(anna)).toBeUndefined();
});

it('gives whoever comes to their desk what has waited longest, though nobody was there when it came (complaint 5)', async () => {
  const anna = await office.hire('anna');
  await office.agents.setPresence(anna.id, 'away');
  const first = await wish();
  office.clock.pass(1);
  await wish();
  expect(await office.desk.availability('TRA')).toEqual({ open: false });
  await office.agents.setPresence(anna.id, 'free');
  expect((await office.desk.waiting(anna)).items).toHaveLength(2);
  expect((await office.desk.claimNext(anna))?.caseNumber).toBe(first.number);
});

it('says so when I have as many as I may', async () => {
  const anna = await office.hire('anna', { capacity: 1 });
  await wish();
  await wish();
  await office.desk.claimNext(anna);
  await expect(office.desk.claimNext(anna)).rejects.toMatchObject({ reason: 'full' });
});
