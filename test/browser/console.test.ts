import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { seriousFaultsOf } from '../support/accessibility.js';
import { card, claim, consoleScreens, fillIn, log, replyBox, said } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();

describe('signing in', () => {
  it('lets an agent in and refuses a wrong password without saying what was wrong', async () => {
    await screens.desk.hire('anna');
    const page = await screens.screen();
    await fillIn(page, 'anna', 'not this one');
    await page.getByText(sv.signIn.wrong).waitFor();
    await fillIn(page, 'nobody', 'anna-password');
    await page.getByText(sv.signIn.wrong).waitFor();
    await fillIn(page, 'anna', 'anna-password');
    await page.getByText(sv.queue.emptyTitle).waitFor();
    expect(await page.getByText('Anna', { exact: true }).isVisible()).toBe(true);
  });

  it('says how long to wait after too many attempts, and that the server is away', async () => {
    await screens.desk.hire('anna');
    const page = await screens.screen();
    for (let attempt = 0; attempt < 6; attempt++) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/session'));
      await fillIn(page, 'anna', `guess ${attempt}`);
      await answered;
    }
    await page.getByText(said(sv.signIn.throttledFor_other, { count: 15 })).waitFor();
    await screens.desk.down();
    await fillIn(page, 'anna', 'anna-password');
    await page.getByText(sv.signIn.noConnection).waitFor();
    await screens.desk.up();
  });

  it('makes the first administrator choose a password and then shows the first steps', async () => {
    const given = (await screens.desk.agents.addFirstAdmin()) as string;
    const page = await screens.screen();
    await fillIn(page, 'admin', given);
    await page.getByRole('heading', { name: sv.password.title }).waitFor();
    await page.getByLabel(sv.password.current).fill(given);
    await page.getByLabel(sv.password.new, { exact: true }).fill('kort');
    await page.getByRole('button', { name: sv.password.submit }).click();
    await page.getByText(said(sv.password.tooShort, { count: 8 })).waitFor();
    await page.getByLabel(sv.password.new, { exact: true }).fill('en lång mening');
    await page.getByLabel(sv.password.repeat).fill('en lång mening');
    await page.getByRole('button', { name: sv.password.submit }).click();
    await page.getByRole('heading', { name: sv.steps.title }).waitFor();
    expect(await page.getByRole('link', { name: sv.views.desk }).count()).toBe(0);
  });

  it('signs out only after the open conversations are handed over (complaint 4)', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.app.menu }).click();
    await page.getByRole('button', { name: sv.app.signOut }).click();
    await page.getByRole('dialog').getByRole('button', { name: sv.shift.stay }).click();
    expect(await replyBox(page).isVisible()).toBe(true);
    await page.getByRole('button', { name: sv.app.signOut }).click();
    await page.getByRole('dialog').getByRole('button', { name: sv.shift.submit }).click();
    await page.getByRole('heading', { name: sv.signIn.title }).waitFor();
    expect((await screens.desk.registry.findCase(number))?.status).toBe('waiting');
  });
});

describe('staff', () => {
  it('lets an administrator add an agent, who then sees only the own groups', async () => {
    await screens.desk.agents.addFirstAdmin('admin-password');
    const own = await screens.desk.wait({ category: 'UTE-BEL' });
    const others = await screens.desk.wait({ category: 'PAR-BOE' });
    const page = await screens.screen();
    await fillIn(page, 'admin', 'admin-password');
    await page.getByRole('link', { name: sv.steps.button }).click();
    await page.getByRole('button', { name: sv.staff.create }).click();
    await page.getByText(sv.staff.nameFault).waitFor();
    expect(await page.getByLabel(sv.staff.name, { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel(sv.staff.name, { exact: true }).fill('Åsa Berg');
    await page.getByLabel(sv.signIn.username).fill('asa');
    await page.getByLabel(sv.signIn.password).fill('asa-password');
    await page.getByRole('button', { name: sv.staff.create }).click();
    await page.getByText(sv.staff.groupsFault).waitFor();
    await page.getByLabel('Trafik och utemiljö').check();
    await page.getByRole('button', { name: sv.staff.create }).click();
    await page.locator('.agent-row', { hasText: 'Åsa Berg' }).waitFor();

    const asa = await screens.atWork('asa');
    await card(asa, own.number).waitFor();
    expect(await card(asa, others.number).count()).toBe(0);
    await asa.goto(`${screens.desk.url}/console/#/desk/${others.handoverId}`);
    await asa.getByText(sv.conversation.missingTitle).waitFor();
    expect(await asa.getByRole('link', { name: sv.views.staff }).count()).toBe(0);
  });

  it('lets an administrator take somebody out of a centre again', async () => {
    await screens.desk.agents.addFirstAdmin('admin-password');
    const { id } = await screens.desk.hire('bo', { centre: 'bromma' });
    const page = await screens.screen();
    await fillIn(page, 'admin', 'admin-password');
    await page.locator('.agent-row', { hasText: 'Bo' }).getByRole('link').click();
    await page.getByLabel(sv.staff.centre).selectOption({ label: sv.staff.noCentre });
    await page.getByRole('button', { name: sv.staff.save }).click();
    await page.getByText(sv.staff.changed.replace('{{name}}', 'Bo')).waitFor();
    expect((await screens.desk.agents.find(id))?.centre).toBe('');
  });

  it('names a user name that is taken at its field', async () => {
    await screens.desk.agents.addFirstAdmin('admin-password');
    await screens.desk.hire('bo');
    const page = await screens.screen();
    await fillIn(page, 'admin', 'admin-password');
    await page.getByRole('link', { name: sv.staff.add }).click();
    await page.getByLabel(sv.staff.name, { exact: true }).fill('Bo Två');
    await page.getByLabel(sv.signIn.username).fill('bo');
    await page.getByLabel(sv.signIn.password).fill('bo-password');
    await page.getByLabel('Parkering').check();
    await page.getByRole('button', { name: sv.staff.create }).click();
    await page.getByText(sv.staff.usernameTaken).waitFor();
  });
});

describe('the page', () => {
  it('comes with a policy that lets nothing foreign in, and is never kept', async () => {
    const page = await fetch(`${screens.desk.url}/console/`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/);
    expect(policy).not.toContain('unsafe');
    const html = await page.text();
    expect(html).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
    const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html)?.[1];
    const kept = await fetch(screens.desk.url + script);
    expect(kept.headers.get('cache-control')).toContain('immutable');
  });

  it('is found without the slash at its end, too', async () => {
    const moved = await fetch(`${screens.desk.url}/console`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/console/']);
    expect((await fetch(`${screens.desk.url}/console/assets/none.js`)).status).toBe(404);
  });
});

describe('for everybody', () => {
  it.each([
    ['sv-SE', sv],
    ['en-GB', en],
  ])('has no serious fault of accessibility on any view (%s)', async (locale, words) => {
    await screens.desk.hire('anna', { groups: ['TRA', 'ALD'], roles: ['agent', 'admin'] });
    await screens.desk.wait({ category: 'ALD-HEM' }, 5);
    const { number } = await screens.desk.wait({}, 20);
    const page = await screens.screen({ locale });
    expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
    expect(await seriousFaultsOf(page)).toEqual([]);
    await page.getByLabel(words.signIn.username).fill('anna');
    await page.getByLabel(words.signIn.password).fill('anna-password');
    await page.keyboard.press('Enter');
    await card(page, number).waitFor();
    expect(await seriousFaultsOf(page)).toEqual([]);
    await claim(page, number);
    await page.getByRole('button', { name: words.note.open }).click();
    await page.getByLabel(words.note.label).waitFor();
    expect(await seriousFaultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: words.close.open }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: words.close.category }).click();
    expect(await seriousFaultsOf(page)).toEqual([]);
    await page.goto(`${screens.desk.url}/console/#/cases/${number}`);
    await page.getByRole('heading', { name: number }).waitFor();
    expect(await seriousFaultsOf(page)).toEqual([]);
    await page.goto(`${screens.desk.url}/console/#/staff/new`);
    await page.getByRole('button', { name: words.staff.create }).click();
    await page.getByText(words.staff.nameFault).waitFor();
    expect(await seriousFaultsOf(page)).toEqual([]);
  });

  it('fits a width of 360 without scrolling sideways', async () => {
    await screens.desk.hire('anna', { groups: ['TRA', 'ALD'], roles: ['agent', 'admin'] });
    const { number } = await screens.desk.wait({ category: 'ALD-HEM' }, 15);
    const page = await screens.atWork('anna', { viewport: { width: 360, height: 740 } });
    const tooWide = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    await card(page, number).waitFor();
    expect(await tooWide()).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: sv.app.menu }).click();
    expect(await tooWide()).toBeLessThanOrEqual(0);
    await claim(page, number);
    screens.desk.says('x', 'y');
    expect(await tooWide()).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: sv.close.open }).click();
    await page.getByRole('dialog').waitFor();
    expect(await tooWide()).toBeLessThanOrEqual(0);
    for (const place of ['cases', `cases/${number}`, 'staff', 'staff/new']) {
      await page.goto(`${screens.desk.url}/console/#/${place}`);
      await page.getByRole('heading').first().waitFor();
      expect(await tooWide()).toBeLessThanOrEqual(0);
    }
  });

  it('can be used with the keyboard alone: take over, answer, close', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.screen();
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('anna');
    await page.keyboard.press('Tab');
    await page.keyboard.type('anna-password');
    await page.keyboard.press('Enter');
    await card(page, number).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: sv.keys.title }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await replyBox(page).waitFor();
    await page.keyboard.type('Hej? Vi tittar på det.');
    await page.keyboard.press('Enter');
    await log(page).getByText('Hej? Vi tittar på det.').waitFor();
    // Past the ways to send it, to note something, and to give it away.
    for (let tabs = 0; tabs < 7; tabs++) await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain(sv.close.open);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(sv.queue.mineEmpty).waitFor();
    expect((await screens.desk.registry.findCase(number))?.status).toBe('closed');
  });

  it('tells the desk whether an agent takes conversations', async () => {
    const { id } = await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    const kept = page.waitForResponse((response) => response.url().endsWith('/api/me/presence'));
    await page.getByLabel(sv.presence.label).selectOption({ label: sv.presence['back-soon'] });
    await kept;
    expect((await screens.desk.agents.find(id))?.presence).toBe('back-soon');
  });

  it('asks the browser for notifications only when somebody wants them', async () => {
    await screens.desk.hire('anna');
    const page = await screens.screen();
    await page.addInitScript(
      'asked = 0; Notification.requestPermission = () => { asked += 1; return Promise.resolve("denied"); };',
    );
    await page.reload();
    await fillIn(page, 'anna', 'anna-password');
    await page.getByRole('button', { name: sv.app.menu }).click();
    await page.getByRole('button', { name: sv.alerts.open }).click();
    expect(await page.evaluate('asked')).toBe(0);
    await page.getByLabel(sv.alerts.desktop).click();
    await page.getByText(sv.alerts.refused).waitFor();
    expect(await page.evaluate('asked')).toBe(1);
  });

  it('remembers the language somebody has chosen', async () => {
    const page = await screens.screen();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: en.signIn.title }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: en.signIn.title }).waitFor();
  });
});
