import type { Locator, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { faultsOf } from '../support/accessibility.js';
import { consoleScreens, fillIn, said } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.organisation;
const SIZES = [
  { width: 1280, height: 900 },
  { width: 360, height: 740 },
];

async function organisation(viewport = SIZES[0], username = 'siri'): Promise<Page> {
  const there = (await screens.desk.agents.list()).some((one) => one.username === username);
  if (!there) await screens.desk.hire(username, { name: 'Siri Holm', roles: ['supervisor'], groups: [] });
  const page = await screens.atWork(username, { viewport });
  await page.getByRole('button', { name: sv.app.menu }).click();
  await page.getByRole('link', { name: sv.views.organisation }).click();
  await page.getByRole('heading', { name: words.history }).waitFor();
  return page;
}

/** A button of one of several: what it does is followed by what it is about, for those who cannot see where it stands. */
const button = (page: Page, does: string, about: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${does} ?: ${about}$`) });
const save = (page: Page) => page.getByRole('button', { name: words.save }).click();
const done = (page: Page) => page.getByText(words.saved).waitFor();
const holds = async () => (await screens.desk.desk.organisation.current()).organisation;

describe.each(SIZES)('the organisation at $width pixels', (size) => {
  it('is changed in plain words: hours and a day that is different; it holds at once', async () => {
    await screens.desk.hire('anna');
    const page = await organisation(size);
    expect((await screens.desk.desk.availability('TRA')).open).toBe(true);
    await page.getByLabel(words.chooseGroup).selectOption('TRA');
    await page.getByLabel(words.byHours).check();
    await page.getByLabel(words.day.mon, { exact: true }).fill('8-12; 13–16.30');
    await page.getByRole('button', { name: words.addException }).click();
    await page.getByLabel(words.exceptionDay, { exact: true }).fill('2026-12-24');
    await save(page);
    await done(page);
    expect((await holds()).hours.groups.TRA).toEqual({
      hours: { mon: ['08:00-12:00', '13:00-16:30'] },
      exceptions: { '2026-12-24': [] },
    });
    await page
      .getByRole('listitem')
      .getByText(said(words.change.hours, { group: 'Trafik och utemiljö' }))
      .waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width);
  });

  it('has nothing that keeps people with disabilities from using it, with faults shown, too', async () => {
    const page = await organisation(size);
    await page.getByLabel(words.chooseGroup).selectOption('TRA');
    await page.getByLabel(words.byHours).check();
    await page.getByLabel(words.day.mon, { exact: true }).fill('fel');
    await page.getByRole('button', { name: words.addException }).click();
    await page.getByLabel(words.toSome).check();
    await save(page);
    await page.getByText(words.fault.day).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('the organisation', () => {
  it('says at the field what is wrong, goes there, and saves nothing', async () => {
    const page = await organisation();
    await page.getByLabel(words.figure.groupAfter).fill('20');
    await page.getByLabel(words.figure.askAfter).fill('snart');
    await page.getByLabel(words.figure.capacity).fill('0');
    await page.getByLabel(words.chooseGroup).selectOption('TRA');
    await page.getByLabel(words.byHours).check();
    await page.getByLabel(words.day.tue, { exact: true }).fill('16-8');
    await page.getByLabel(words.chooseGroup).selectOption('SOC');
    await save(page);
    await page.getByText(words.fault.order).waitFor();
    await page.getByText(said(words.fault.minutes, { most: 1440 })).waitFor();
    await page.getByText(said(words.fault.capacity, { most: 50 })).waitFor();
    expect(await page.evaluate("document.activeElement.getAttribute('aria-invalid')")).toBe('true');
    await page.getByLabel(words.figure.groupAfter).fill('3');
    await page.getByLabel(words.figure.askAfter).fill('15');
    await page.getByLabel(words.figure.capacity).fill('');
    await save(page);
    await page.getByText(words.fault.times).waitFor();
    expect(await page.getByLabel(words.chooseGroup).inputValue()).toBe('TRA');
    expect((await screens.desk.desk.organisation.current()).version).toBe(0);
  });

  it('gets a new centre with its districts; accounts can be given to it at once', async () => {
    await screens.desk.hire('adam', { roles: ['admin', 'supervisor'], groups: [] });
    const page = await organisation(SIZES[0], 'adam');
    await page.getByLabel(words.newCentre).fill('Skärholmen Södra');
    await page.getByRole('button', { name: words.addCentre, exact: true }).click();
    const districts = page.getByRole('group', { name: said(words.districts, { centre: 'Skärholmen Södra' }) });
    await districts.getByLabel('Skärholmen').check();
    await button(page, words.moveUp, 'Hässelby-Vällingby').click();
    await save(page);
    await done(page);
    expect((await holds()).centres).toEqual([
      { code: 'hasselby-vallingby', name: 'Hässelby-Vällingby', districts: ['hasselby-vallingby'] },
      { code: 'bromma', name: 'Bromma', districts: ['bromma'] },
      { code: 'skarholmen-sodra', name: 'Skärholmen Södra', districts: ['skarholmen'] },
    ]);
    await page.getByRole('link', { name: sv.views.staff }).click();
    await page.getByRole('link', { name: sv.staff.add }).click();
    await page.getByLabel(sv.staff.centre).selectOption('Skärholmen Södra');
  });

  it('does not let a centre go while somebody belongs to it, and says who', async () => {
    await screens.desk.hire('anna', { name: 'Anna Berg', centre: 'bromma' });
    await screens.desk.wait({ centre: 'hasselby-vallingby' });
    const page = await organisation();
    await page.getByText(said(words.belong, { agents: 'Anna Berg' })).waitFor();
    await page.getByText(words.openHere_one.replace('{{count}}', '1')).waitFor();
    await button(page, words.removeCentre, 'Bromma').click({ force: true });
    expect(await page.getByLabel(words.name).count()).toBe(2);
    await button(page, words.removeCentre, 'Hässelby-Vällingby').click();
    await screens.desk.hire('vera', { name: 'Vera Ek', centre: 'hasselby-vallingby' });
    await save(page);
    await page.getByText(said(words.centreInUse, { centre: 'Hässelby-Vällingby', agents: 'Vera Ek' })).waitFor();
    expect((await holds()).centres).toHaveLength(2);
  });

  it('has rules of its own for a group: where its desks are and who helps, in which order', async () => {
    const page = await organisation();
    await page.getByLabel(words.chooseGroup).selectOption('SOC');
    await page.getByRole('group', { name: words.at }).getByLabel('Hässelby-Vällingby').uncheck();
    await page.getByLabel(words.ruleOwn).check();
    await page.getByLabel(words.after).first().fill('');
    await page.getByLabel(words.toSome).first().check();
    await button(page, words.moveUp, 'Hässelby-Vällingby').last().click();
    await button(page, words.remove, 'Bromma').click();
    await save(page);
    await done(page);
    expect((await holds()).desks.groups.SOC).toEqual({
      centres: ['bromma'],
      overflow: { to: ['hasselby-vallingby'], secret: false },
    });
  });

  it('tells whoever is behind that somebody else has changed it, loses no word, and saves nothing over theirs', async () => {
    const page = await organisation();
    await page.getByLabel(words.figure.askAfter).fill('20');
    const { organisation: is, version } = await screens.desk.desk.organisation.current();
    const changed = { ...is, desks: { ...is.desks, capacity: 7 } };
    await screens.desk.desk.organisation.change(changed, version, { id: 'x', name: 'Olle' });
    await page.getByText(said(words.behind, { name: 'Olle' })).waitFor();
    await save(page);
    await page.getByText(words.conflict).waitFor();
    expect((await holds()).desks).toMatchObject({ capacity: 7, idle: { askAfterMinutes: 15 } });
    expect(await page.getByLabel(words.figure.askAfter).inputValue()).toBe('20');
    await page.getByRole('button', { name: words.latest }).click();
    expect(await page.getByLabel(words.figure.capacity).inputValue()).toBe('7');
    await page.getByLabel(words.figure.askAfter).fill('20');
    await save(page);
    await done(page);
    expect((await holds()).desks).toMatchObject({ capacity: 7, idle: { askAfterMinutes: 20 } });
  });

  it('is saved although a desk was closed meanwhile, and shows what others change while nothing is begun', async () => {
    const page = await organisation();
    await screens.desk.desk.organisation.closeDesk({
      group: 'TRA',
      centre: 'bromma',
      until: new Date(screens.desk.clock.now().getTime() + 3_600_000),
      why: 'Möte',
      by: { id: 'x', name: 'Olle' },
    });
    await page.getByText(said(words.change.closed, { group: 'Trafik och utemiljö', centre: 'Bromma' })).waitFor();
    await page.getByLabel(words.figure.capacity).fill('4');
    await screens.desk.desk.organisation.openDesk({ group: 'TRA', centre: 'bromma' }, { id: 'x', name: 'Olle' });
    await save(page);
    await done(page);
    expect((await holds()).desks.capacity).toBe(4);
  });

  it('goes back to what the city’s files say when somebody takes that into the form and saves', async () => {
    const page = await organisation();
    await page.getByLabel(words.figure.capacity).fill('4');
    await save(page);
    await done(page);
    await button(page, words.goBack, words.fromFiles).click();
    await page.getByText(words.wentBack).waitFor();
    expect(await page.getByLabel(words.figure.capacity).inputValue()).toBe('');
    expect((await holds()).desks.capacity).toBe(4);
    await save(page);
    await done(page);
    expect((await holds()).desks.capacity).toBeUndefined();
  });

  it('is read, and not changed, by an administrator', async () => {
    await screens.desk.hire('adam', { roles: ['admin'], groups: [] });
    const page = await screens.screen();
    await fillIn(page, 'adam', 'adam-password');
    await page.getByRole('heading', { name: sv.views.staff }).waitFor();
    await page.getByRole('button', { name: sv.app.menu }).click();
    await page.getByRole('link', { name: sv.views.organisation }).click();
    await page.getByText(words.readOnly).waitFor();
    expect(await page.getByLabel(words.figure.askAfter).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: words.save }).count()).toBe(0);
  });
});

describe('an account', () => {
  it('may have fewer conversations at a time than others, and that holds at the next claim', async () => {
    await screens.desk.hire('adam', { roles: ['admin'], groups: [] });
    const anna = await screens.desk.hire('anna', { name: 'Anna Berg' });
    const page = await screens.screen();
    await fillIn(page, 'adam', 'adam-password');
    await page.getByRole('link', { name: /Anna Berg/ }).click();
    await page.getByLabel(words.figure.capacity).fill('99');
    await page.getByRole('button', { name: sv.staff.save }).click();
    await page.getByText(said(words.fault.capacity, { most: 50 })).waitFor();
    await page.getByLabel(words.figure.capacity).fill('1');
    await page.getByRole('button', { name: sv.staff.save }).click();
    await page.getByText(said(sv.staff.changed, { name: 'Anna Berg' })).waitFor();
    const limited = await screens.desk.agents.find(anna.id);
    expect(limited?.capacity).toBe(1);
    const [first, second] = [await screens.desk.wait(), await screens.desk.wait()];
    await screens.desk.desk.claim(first.handoverId, limited as NonNullable<typeof limited>);
    await expect(
      screens.desk.desk.claim(second.handoverId, limited as NonNullable<typeof limited>),
    ).rejects.toMatchObject({ reason: 'full' });
  });
});
