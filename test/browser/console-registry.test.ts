import type { Locator } from 'playwright-core';
import en from '../../locales/en/console.json';
import enForm from '../../locales/en/form.json';
import sv from '../../locales/sv/console.json';
import svForm from '../../locales/sv/form.json';
import { buttons, caseScreens, submit } from '../support/case-screens.js';
import { button, dialog, said } from '../support/console-screens.js';

jest.setTimeout(60_000);

const { screens, aReport, openedBy, found, shows, dayIn } = caseScreens();
const words = sv.step;

describe('an agent’s day with a case', () => {
  it('takes it, forwards it with summary and day, answers and closes it, each in a small dialog', async () => {
    await screens.desk.hire('anna');
    const number = await aReport();
    const page = await openedBy(await screens.atWork('anna'), number);
    await button(page, words.take).click();
    await page.getByText(said(words.done.take, { number })).waitFor();
    await shows(number, 'in-progress');

    await button(page, words.forward).click();
    await submit(page, 'forward');
    await dialog(page).getByText(words.toMissing).waitFor();
    await dialog(page).getByText(words.text.missing).waitFor();
    await dialog(page).getByRole('combobox').fill('trafikkontoret');
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel(words.text.forward).fill('Lampan 12 blinkar sedan i går');
    await dialog(page).getByLabel(words.answerBy).fill(dayIn(3));
    await submit(page, 'forward');
    await page.locator('.event', { hasText: 'Till Trafikkontoret' }).getByText(sv.timeline.internal).waitFor();
    expect(await found(number)).toMatchObject({ forwarded: { department: 'TRK', board: 'TRN' }, dueOn: dayIn(3) });

    await button(page, words.answer).click();
    await dialog(page)
      .getByLabel(/Svar till invånaren/)
      .fill('Lampan lagas på fredag.');
    await submit(page, 'answer');
    await page.locator('.case-answer', { hasText: 'Lampan lagas på fredag.' }).waitFor();

    await button(page, words.close).click();
    await submit(page, 'close');
    await dialog(page).getByText(sv.close.resolutionMissing).waitFor();
    await dialog(page).getByLabel('Besvarad').check();
    await dialog(page).getByText(words.text.answered).waitFor();
    await submit(page, 'close');
    await page.getByText(said(words.done.close, { number })).waitFor();
    expect(await found(number)).toMatchObject({
      status: 'closed',
      resolution: 'answered',
      answer: 'Lampan lagas på fredag.',
    });
  });

  it('closes with a text that the citizen reads', async () => {
    await screens.desk.hire('anna');
    const number = await aReport();
    const page = await openedBy(await screens.atWork('anna'), number);
    await button(page, words.close).click();
    await dialog(page).getByLabel('Besvarad').check();
    await dialog(page)
      .getByLabel(/Text till invånaren/)
      .fill('Lampan lyser igen.');
    await submit(page, 'close');
    await page.getByText(said(words.done.close, { number })).waitFor();
    expect(await found(number)).toMatchObject({ status: 'closed', answer: 'Lampan lyser igen.' });
  });

  it('parks until a day to come, waits for the citizen, and opens again with a reason only', async () => {
    await screens.desk.hire('anna');
    const number = await aReport();
    const page = await openedBy(await screens.atWork('anna'), number);
    await button(page, words.park).click();
    await dialog(page).getByLabel(words.until).fill(dayIn(-1));
    await submit(page, 'park');
    await dialog(page).getByText(words.dayFault).waitFor();
    await dialog(page).getByLabel(words.until).fill(dayIn(10));
    await submit(page, 'park');
    await page.getByText(said(words.done.park, { number })).waitFor();
    await button(page, words.wait).click();
    await submit(page, 'wait');
    await page.getByText(said(words.done.wait, { number })).waitFor();
    await shows(number, 'waiting-for-citizen');
    await button(page, words.close).click();
    await dialog(page).getByLabel('Besvarad').check();
    await submit(page, 'close');
    await button(page, words.reopen).click();
    await submit(page, 'reopen');
    await dialog(page).getByText(words.text.missing).waitFor();
    await dialog(page).getByLabel(words.text.reopen).fill('Lampan slocknade igen');
    await submit(page, 'reopen');
    await page.getByText(said(words.done.reopen, { number })).waitFor();
    await shows(number, 'reopened');
  });

  it('offers only what the status allows, and nothing over the head of somebody who waits in the queue', async () => {
    const anna = await screens.desk.hire('anna');
    const closed = await aReport();
    await screens.desk.registry.close(closed, anna, { resolution: 'answered' });
    const page = await openedBy(await screens.atWork('anna'), closed);
    expect(await buttons(page)).toEqual([words.reopen, words.note, words.link]);
    const { number: queued } = await screens.desk.wait();
    await openedBy(page, queued);
    await page.getByText(words.queued).waitFor();
    expect(await buttons(page)).toEqual([words.note, words.link]);
  });

  it('keeps an internal note that looks like none of the citizen’s texts', async () => {
    await screens.desk.hire('anna');
    const number = await aReport();
    const page = await openedBy(await screens.atWork('anna'), number);
    await button(page, words.note).click();
    await submit(page, 'note');
    await dialog(page).getByText(words.text.missing).waitFor();
    await dialog(page).getByLabel(words.text.note).fill('Ringde entreprenören');
    await submit(page, 'note');
    const note = page.locator('.event-note', { hasText: 'Ringde entreprenören' });
    await note.waitFor();
    const styleOf = (place: Locator) =>
      place.evaluate((element: unknown) => {
        const shown = (
          globalThis as unknown as { getComputedStyle(of: unknown): Record<string, string> }
        ).getComputedStyle(element);
        return [shown.backgroundColor, shown.borderTopStyle];
      });
    expect(await styleOf(note)).toEqual(['rgb(255, 246, 207)', 'dashed']);
    await button(page, words.answer).click();
    expect(await dialog(page).locator('.note-box').count()).toBe(0);
  });
});

describe('when somebody else was faster', () => {
  it('says who and what, marks what is new, keeps the text and takes it the second time', async () => {
    await screens.desk.hire('anna');
    const bo = await screens.desk.hire('bo');
    const number = await aReport();
    const page = await openedBy(await screens.atWork('anna'), number);
    await button(page, words.answer).click();
    await dialog(page)
      .getByLabel(/Svar till invånaren/)
      .fill('Vi tittar på lampan.');
    await screens.desk.registry.park(number, bo, { until: dayIn(5), why: 'Väntar på delar' });
    await page.locator('.event-new').waitFor();
    await submit(page, 'answer');
    const problem = dialog(page).getByRole('alert');
    await problem.waitFor();
    expect(await problem.innerText()).toMatch(/^Bo hann före: parkerades, \d\d:\d\d\./);
    await shows(number, 'parked');
    await submit(page, 'answer');
    await page.getByText(said(words.done.answer, { number })).waitFor();
    expect(await found(number)).toMatchObject({ status: 'answered', answer: 'Vi tittar på lampan.' });
    expect(await page.locator('.event', { hasText: 'Väntar på delar' }).locator('.event-new').count()).toBe(1);
  });

  it('says that the step is gone when the case cannot go there any more', async () => {
    await screens.desk.hire('anna');
    const bo = await screens.desk.hire('bo');
    const number = await aReport();
    const page = await openedBy(await screens.atWork('anna'), number);
    await button(page, words.park).click();
    await screens.desk.registry.close(number, bo, { resolution: 'answered' });
    await submit(page, 'park');
    await dialog(page).getByText(words.fasterGone).waitFor();
    await shows(number, 'closed');
  });
});

describe('the page of a case', () => {
  it.each([
    ['sv-SE', sv, svForm],
    ['en-GB', en, enForm],
  ])('shows the answers of the form as labelled lines, pictures as links (%s)', async (locale, own, form) => {
    await screens.desk.hire('anna');
    const number = await aReport({
      details: {
        location: { text: 'شارع ستورغاتان ٤', position: { latitude: 59.33, longitude: 18.06 } },
        acuteDanger: 'yes',
        description: 'Lampan blinkar',
        photo: [{ id: 'p1', name: 'lampa.jpg', type: 'image/jpeg' }],
      },
    });
    const page = await screens.screen({ locale });
    await page.getByLabel(own.signIn.username).fill('anna');
    await page.getByLabel(own.signIn.password).fill('anna-password');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: own.queue.waiting }).waitFor();
    await page.goto(`${screens.desk.url}/console/#/cases/${number}`);
    const lines = page.getByRole('region', { name: own.case.details });
    await lines.waitFor();
    await lines.getByText(form.option.yesNo.yes).waitFor();
    expect(await lines.locator('dt').allTextContents()).toEqual([
      form.field.acuteDanger.label,
      form.field.location.label,
      form.field.description.label,
      form.field.photo.label,
    ]);
    const place = lines.getByText('شارع ستورغاتان ٤');
    expect(await place.getAttribute('dir')).toBe('auto');
    const picture = lines.getByRole('link', { name: said(own.case.photo, { name: 'lampa.jpg' }) });
    expect(await picture.getAttribute('href')).toBe('file:p1');
  });

  it('shows likely duplicates, and links one with one press; a number links any other', async () => {
    await screens.desk.hire('anna');
    const first = await aReport();
    const second = await aReport();
    const elsewhere = await aReport({ details: { location: { text: 'Kungsgatan 99' }, description: 'Annan lampa' } });
    const page = await openedBy(await screens.atWork('anna'), second);
    await button(page, said(sv.case.linkWith, { number: first })).click();
    const links = page.getByRole('region', { name: sv.case.links });
    await links.getByRole('link', { name: first }).waitFor();
    expect(await button(page, said(sv.case.linkWith, { number: first })).count()).toBe(0);
    await button(page, words.link).click();
    await dialog(page).getByLabel(words.other).fill('KC-2026-999999');
    await submit(page, 'link');
    await dialog(page).getByText(words.otherMissing).waitFor();
    await dialog(page).getByLabel(words.other).fill(elsewhere.toLowerCase());
    await submit(page, 'link');
    await links.getByRole('link', { name: elsewhere }).waitFor();
  });
});
