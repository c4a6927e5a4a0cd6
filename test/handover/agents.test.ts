import { type Office, openOffice } from '../support/registry.js';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

describe('the first account', () => {
  it('gets a password that is told once and must be changed', async () => {
    const password = await office.agents.addFirstAdmin();
    expect(password).toHaveLength(16);
    expect(await office.agents.addFirstAdmin()).toBeUndefined();
    expect(await office.agents.checkPassword('admin', password as string)).toMatchObject({
      roles: ['admin'],
      mustChange: true,
    });
  });

  it('keeps the password it was given, and nothing must be changed', async () => {
    expect(await office.agents.addFirstAdmin('given-by-the-city')).toBeUndefined();
    expect(await office.agents.checkPassword('admin', 'given-by-the-city')).toMatchObject({ mustChange: false });
  });

  it('is not made again when there are others', async () => {
    await office.hire('anna');
    expect(await office.agents.addFirstAdmin('given-by-the-city')).toBeUndefined();
    expect(await office.agents.checkPassword('admin', 'given-by-the-city')).toBeUndefined();
  });
});

describe('an account', () => {
  it('is found by its user name in any spelling of letters and by its password only', async () => {
    await office.hire('åsa', { password: 'löv-på-ån' });
    expect(await office.agents.checkPassword(' ÅSA ', 'löv-på-ån'.normalize('NFD'))).toMatchObject({ username: 'åsa' });
    expect(await office.agents.checkPassword('åsa', 'Löv-på-ån')).toBeUndefined();
    expect(await office.agents.checkPassword('nobody', 'löv-på-ån')).toBeUndefined();
    expect(await office.agents.checkPassword('åsa', '')).toBeUndefined();
  });

  it('shows its password hash to nobody', async () => {
    const anna = await office.hire('anna');
    const seen = [anna, await office.agents.find(anna.id), await office.agents.checkPassword('anna', 'anna-password')];
    expect(JSON.stringify([seen, await office.agents.list()])).not.toMatch(/hash|scrypt/i);
  });

  it('does not share its user name', async () => {
    await office.hire('anna');
    await expect(office.hire('Anna')).rejects.toMatchObject({ reason: 'conflict' });
  });

  it('lets nobody in once it is switched off', async () => {
    const anna = await office.hire('anna');
    await office.agents.change(anna.id, { active: false });
    expect(await office.agents.checkPassword('anna', 'anna-password')).toBeUndefined();
    expect(await office.agents.signedIn('TRA')).toBe(false);
  });

  it('has the new password and not the old one after a change', async () => {
    const password = (await office.agents.addFirstAdmin()) as string;
    const admin = await office.agents.checkPassword('admin', password);
    await office.agents.setPassword(admin?.id as string, 'a-new-password');
    expect(await office.agents.checkPassword('admin', password)).toBeUndefined();
    expect(await office.agents.checkPassword('admin', 'a-new-password')).toMatchObject({ mustChange: false });
  });

  it('takes about as long for an unknown user as for a wrong password', async () => {
    await office.hire('anna');
    const time = async (username: string) => {
      const begun = performance.now();
      for (let index = 0; index < 3; index++) await office.agents.checkPassword(username, 'wrong-password');
      return performance.now() - begun;
    };
    await time('anna');
    const [known, unknown] = [await time('anna'), await time('nobody')];
    // Without a hash to check, the second would take next to nothing.
    expect(unknown).toBeGreaterThan(known / 4);
  });
});

describe('somebody of the group is at work', () => {
  it.each([
    ['free', true],
    ['busy', true],
    ['back-soon', true],
    ['away', false],
    ['off', false],
  ] as const)('when present as "%s": %s', async (presence, expected) => {
    const anna = await office.hire('anna');
    await office.agents.setPresence(anna.id, presence);
    expect(await office.agents.signedIn('TRA')).toBe(expected);
  });

  it('only for the groups one belongs to and only as an agent', async () => {
    await office.hire('anna');
    await office.hire('olle', { roles: ['officer', 'supervisor', 'admin'], groups: ['FSK'] });
    expect(await office.agents.signedIn('TRA')).toBe(true);
    expect(await office.agents.signedIn('FSK')).toBe(false);
  });

  it('until nothing was heard of them for a quarter of an hour', async () => {
    const anna = await office.hire('anna');
    office.clock.pass(14);
    await office.agents.seen(anna.id);
    office.clock.pass(14);
    expect(await office.agents.signedIn('TRA')).toBe(true);
    office.clock.pass(2);
    expect(await office.agents.signedIn('TRA')).toBe(false);
  });

  it('not when the console that listened is not heard of any more, until they come back (complaint 1)', async () => {
    const anna = await office.hire('anna');
    await office.agents.seen(anna.id);
    await office.agents.seen(anna.id, true);
    office.clock.pass(1.5);
    expect(await office.agents.signedIn('TRA')).toBe(true);
    office.clock.pass(0.1);
    expect(await office.agents.signedIn('TRA')).toBe(false);
    await office.agents.seen(anna.id);
    expect(await office.agents.signedIn('TRA')).toBe(true);
  });
});
