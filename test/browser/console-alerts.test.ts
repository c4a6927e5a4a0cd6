import type { Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { card, claim, consoleScreens } from '../support/console-screens.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const screens = consoleScreens();

/** Writes down what would be heard, note by note, instead of playing it. */
const LISTENING = `
  heard = [];
  AudioContext = class {
    currentTime = 0;
    destination = {};
    resume() { return Promise.resolve(); }
    createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (to) => to }; }
    createOscillator() {
      const frequency = {};
      return { frequency, connect: (to) => to, start() { heard.push(frequency.value); }, stop() {} };
    }
  };`;
const NEWS = [659, 880];
const ALARM = [988, 587, 988, 587];

const heard = (page: Page) => page.evaluate('heard') as Promise<number[]>;
const hears = (page: Page, notes: readonly number[]) =>
  until(
    () => heard(page),
    (all) => all.join() === notes.join(),
  );

async function listening(username: string): Promise<Page> {
  const page = await screens.atWork(username);
  await page.clock.install();
  await page.evaluate(LISTENING);
  await page.getByRole('button', { name: sv.app.menu }).click();
  await page.getByRole('button', { name: sv.alerts.open }).click();
  await page.getByLabel(sv.alerts.sound).check();
  await page.getByRole('button', { name: sv.app.ready }).click();
  return page;
}

/** So long that the group, or the supervisors too, are told. */
async function raise(handoverId: string, alarm: 1 | 2): Promise<void> {
  const cases = screens.desk.store.connection.collection('cases');
  await cases.updateOne({ 'handover.id': handoverId }, { $set: { 'handover.alarm': alarm } });
  screens.desk.bus.publish({ what: 'handovers', id: handoverId });
}

// Rows 2 and 21: somebody hears of it, and of what is worse by another sound.
describe('the signs for somebody who waits (complaints 2 and 21)', () => {
  it('can be tried, the sound and the alarm', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    await page.evaluate(LISTENING);
    await page.getByRole('button', { name: sv.app.menu }).click();
    await page.getByRole('button', { name: sv.alerts.open }).click();
    await page.getByRole('button', { name: sv.alerts.test }).click();
    await page.getByRole('button', { name: sv.alerts.testAlarm }).click();
    expect(await heard(page)).toEqual([...NEWS, ...ALARM]);
  });

  it('are a sound for somebody new, another when nobody comes, and that again as long as it lasts', async () => {
    await screens.desk.hire('anna');
    const page = await listening('anna');
    const { number, handoverId } = await screens.desk.wait();
    await hears(page, NEWS);
    await raise(handoverId, 1);
    await hears(page, [...NEWS, ...ALARM]);
    expect(await page.title()).toBe(`⚠ (1) ${sv.app.title}`);
    await page.clock.runFor(121_000);
    await hears(page, [...NEWS, ...ALARM, ...ALARM]);
    await raise(handoverId, 2);
    await hears(page, [...NEWS, ...ALARM, ...ALARM, ...ALARM]);
    await claim(page, number);
    await page.clock.runFor(241_000);
    expect(await heard(page)).toEqual([...NEWS, ...ALARM, ...ALARM, ...ALARM]);
    expect(await page.title()).toBe(sv.app.title);
  });

  it('alarm supervisors only when the group has not come', async () => {
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const page = await listening('siv');
    const { handoverId } = await screens.desk.wait();
    await hears(page, NEWS);
    await raise(handoverId, 1);
    await page.locator('.tag-alarm').waitFor();
    expect(await heard(page)).toEqual(NEWS);
    await raise(handoverId, 2);
    await hears(page, [...NEWS, ...ALARM]);
  });

  it('are each agent’s own choice in a browser that several use', async () => {
    await screens.desk.hire('anna');
    await screens.desk.hire('bo');
    const page = await listening('anna');
    await page.getByRole('button', { name: sv.app.signOut }).click();
    await page.getByLabel(sv.signIn.username).fill('bo');
    await page.getByLabel(sv.signIn.password).fill('bo-password');
    await page.keyboard.press('Enter');
    await page.getByText(sv.queue.emptyTitle).waitFor();
    const { number } = await screens.desk.wait();
    await card(page, number).waitFor();
    expect(await heard(page)).toEqual([]);
  });
});

// Row 3: nobody has to reload to see who is there.
describe('the list of those who wait (complaint 3)', () => {
  it('shows a new handover within a second', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    await page.getByText(sv.queue.emptyTitle).waitFor();
    const times: number[] = [];
    for (let nth = 0; nth < 5; nth++) {
      const { number } = await screens.desk.wait();
      const begun = performance.now();
      await card(page, number).waitFor();
      times.push(performance.now() - begun);
    }
    expect(Math.max(...times)).toBeLessThan(1_000);
  });

  it('finds what no event told of, within half a minute', async () => {
    await screens.desk.hire('anna');
    const page = await screens.screen();
    // The stream says nothing.
    await page.route('**/api/events', () => undefined);
    await page.clock.install();
    await page.reload();
    await page.getByLabel(sv.signIn.username).fill('anna');
    await page.getByLabel(sv.signIn.password).fill('anna-password');
    await page.keyboard.press('Enter');
    await page.getByText(sv.queue.emptyTitle).waitFor();
    const { number } = await screens.desk.wait();
    await page.clock.runFor(20_000);
    expect(await card(page, number).count()).toBe(0);
    await page.clock.runFor(11_000);
    await card(page, number).waitFor();
  });
});
