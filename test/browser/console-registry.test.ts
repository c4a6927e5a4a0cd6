import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { NewCase } from '../../cases/open-case.js';
import en from '../../locales/en/console.json';
import enForm from '../../locales/en/form.json';
import sv from '../../locales/sv/console.json';
import svForm from '../../locales/sv/form.json';
import { consoleScreens, said } from '../support/console-screens.js';
import { aWish } from '../support/registry.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.step;

/** A report of a street lamp as the guided dialog makes it. */
async function aReport(changes: Partial<NewCase> = {}): Promise<string> {
  const { number } = await screens.desk.registry.openCase(
    aWish({
      handover: false,
      form: 'belysning',
      details: {
        location: { text: 'Storgatan 4', address: 'Storgatan 4' },
        acuteDanger: 'no',
        description: 'Lampan blinkar',
        observedAt: '2026-11-01T18:30',
      },
      ...changes,
    }),
  );
  return number;
}

async function openedBy(page: Page, number: string): Promise<Page> {
  await page.goto(`${screens.desk.url}/console/#/cases/${number}`);
  await page.getByRole('heading', { name: said(sv.cases.title, { number }) }).waitFor();
  await page.locator('.case-page .facts').first().waitFor();
  return page;
}

const dialog = (page: Page): Locator => page.getByRole('dialog');
const button = (place: Page | Locator, name: string): Locator => place.getByRole('button', { name, exact: true });
const buttons = (page: Page): Promise<string[]> => page.locator('.case-buttons button').allTextContents();
const found = (number: string) => screens.desk.registry.findCase(number);
const submit = (page: Page, step: keyof typeof words.submit) => button(dialog(page), words.submit[step]).click();
/** A day so many days from the clock of the desk. */
const dayIn = (days: number) =>
  new Date(screens.desk.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

async function shows(number: string, status: string): Promise<void> {
  expect((await found(number))?.status).toBe(status);
}

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

describe('an officer’s day', () => {
  async function anOfficer(options?: BrowserContextOptions): Promise<Page> {
    await screens.desk.hire('olle', { roles: ['officer'], groups: [], boards: ['TRN'] });
    return screens.atWork('olle', options);
  }

  it('finds what was forwarded to the own board, with the day to answer by and overdue in words, and answers it', async () => {
    const anna = await screens.desk.hire('anna');
    const [late, soon, own] = [await aReport(), await aReport(), await aReport()];
    const forward = (number: string, answerBy: string) =>
      screens.desk.registry.forward(number, anna, { to: { department: 'TRK' }, answerBy, why: 'Lampan blinkar' });
    const today = screens.desk.clock.now();
    screens.desk.clock.pass(-10 * 24 * 60);
    await forward(late, dayIn(7));
    screens.desk.clock.set(today.toISOString());
    await forward(soon, dayIn(3));
    const page = await anOfficer();
    await page.locator('.case-row', { hasText: own }).waitFor();
    await page.getByLabel(sv.cases.whose).selectOption({ label: sv.cases.forwardedToMe });
    await page.locator('.case-row', { hasText: own }).waitFor({ state: 'detached' });
    expect(await page.locator('.case-row', { hasText: late }).innerText()).toContain(
      said(sv.case.overdue_other, { count: 3 }),
    );
    expect(await page.locator('.case-row', { hasText: soon }).innerText()).toContain('Svar senast');
    await page.getByLabel(sv.cases.due, { exact: true }).selectOption({ label: sv.cases.dueToday });
    await page.locator('.case-row', { hasText: soon }).waitFor({ state: 'detached' });
    await page.locator('.case-row', { hasText: late }).getByRole('link').click();
    await button(page, words.answer).click();
    await dialog(page)
      .getByLabel(/Svar till invånaren/)
      .fill('Lampan är lagad.');
    await submit(page, 'answer');
    await page.getByText(said(words.done.answer, { number: late })).waitFor();
    await shows(late, 'answered');
  });

  it('is offered to take what was sent to the own board, not to take it back', async () => {
    const anna = await screens.desk.hire('anna');
    const number = await aReport();
    const to = { department: 'TRK' };
    await screens.desk.registry.forward(number, anna, { to, answerBy: dayIn(3), why: 'Lampan blinkar' });
    const page = await openedBy(await anOfficer(), number);
    expect((await buttons(page))[0]).toBe(words.take);
  });

  it('lets somebody answer, ask or send back what they read only because it was sent to them, and nothing else', async () => {
    const anna = await screens.desk.hire('anna');
    await screens.desk.hire('sven', { roles: ['officer'], groups: [], boards: ['SBN'] });
    const number = await aReport();
    const to = { department: 'SBK' };
    await screens.desk.registry.forward(number, anna, { to, answerBy: dayIn(3), why: 'Lampan blinkar' });
    const page = await openedBy(await screens.atWork('sven'), number);
    expect(await buttons(page)).toEqual([words.answer, words.wait, words.forward, words.note, words.link]);
    await button(page, words.forward).click();
    await dialog(page).getByRole('combobox').fill('miljöförvaltningen');
    await dialog(page).getByText(sv.app.nothingFound).waitFor();
    await dialog(page).getByRole('combobox').fill('trafiknämnden');
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel(words.text.forward).fill('Hör till er');
    await submit(page, 'forward');
    await page.getByText(said(words.done.forward, { number })).waitFor();
    const own = await openedBy(await screens.atWork('anna'), number);
    expect((await buttons(own)).slice(0, 3)).toEqual([words.takeBack, words.answer, words.wait]);
  });

  it.each([
    ['InQueue', words.queued],
    ['Talking', words.othersTalk],
    ['SentHere', words.sentHere],
  ])('says in a sentence of its own why a step is refused: %s', async (code, sentence) => {
    const number = await aReport();
    const page = await openedBy(await anOfficer(), number);
    const status = code === 'SentHere' ? 403 : 409;
    await page.route('**/take', (route) => route.fulfill({ status, json: { code, message: '' } }));
    await button(page, words.take).click();
    await page.getByText(sentence).first().waitFor();
    await shows(number, 'registered');
  });

  it('narrows by board, category and whose, and clears every filter with one press', async () => {
    const anna = await screens.desk.hire('anna');
    const mine = await aReport();
    const others = await aReport({ category: 'UTE-SNO', form: '', details: {} });
    await screens.desk.registry.take(mine, anna, {});
    const page = await screens.atWork('anna');
    await page.getByRole('link', { name: sv.views.cases }).click();
    const row = (number: string) => page.locator('.case-row', { hasText: number });
    await row(others).waitFor();
    await page.getByLabel(sv.cases.whose).selectOption({ label: sv.cases.mineOnly });
    await row(others).waitFor({ state: 'detached' });
    expect(await row(mine).count()).toBe(1);
    await page.getByLabel(sv.case.category).selectOption('UTE-SNO');
    await page.getByText(sv.cases.noHitTitle).waitFor();
    await button(page, sv.cases.clear).first().click();
    await row(others).waitFor();
    await row(mine).waitFor();
    expect(await page.getByLabel(sv.cases.whose).locator('option').allTextContents()).toEqual([
      sv.cases.everybodys,
      sv.cases.mineOnly,
    ]);
  });
});

describe('a case of strong secrecy', () => {
  const SECRET = 'Vill bli uppringd';
  const aSecret = async () =>
    (
      await screens.desk.registry.openCase(
        aWish({
          handover: false,
          category: 'ALD-HEM',
          subject: SECRET,
          reach: { phone: '070-174 06 05' },
          form: 'hemtjanst',
          details: { callbackPhone: '+46701740605', interpreter: 'no' },
        }),
      )
    ).number;

  it('says why so little is seen, and opens only with a reason, which is recorded', async () => {
    await screens.desk.hire('anna', { groups: ['ALD'] });
    const number = await aSecret();
    const page = await openedBy(await screens.atWork('anna'), number);
    await page.getByText(sv.case.notice.secretTitle).waitFor();
    await page.getByText(sv.timeline.notYours).waitFor();
    expect(await page.getByText('+46701740605').count()).toBe(0);
    expect(await buttons(page)).toEqual([words.breakGlass]);
    await button(page, words.breakGlass).click();
    await dialog(page).getByText(words.recorded).waitFor();
    await dialog(page).getByLabel(words.text.breakGlass).fill('kort');
    await submit(page, 'breakGlass');
    await dialog(page).getByText(words.text.short).waitFor();
    await dialog(page).getByLabel(words.text.breakGlass).fill('Kollegan är sjuk och samtalet är lovat i dag');
    await submit(page, 'breakGlass');
    await page.getByText(sv.case.notice.broken.split('{{time}}')[0] as string).waitFor();
    await page.getByText('+46701740605').first().waitFor();
    const entry = page.locator('.event', { hasText: sv.timeline['glass-broken'] });
    await entry.getByText('Kollegan är sjuk och samtalet är lovat i dag').waitFor();
    expect((await found(number))?.timeline.at(-1)).toMatchObject({ what: 'glass-broken', who: { name: 'Anna' } });
    const recorded = await screens.desk.store.connection.collection('audit').findOne({ what: 'glass-broken', number });
    expect(recorded).toMatchObject({ who: { name: 'Anna' }, reason: 'Kollegan är sjuk och samtalet är lovat i dag' });
  });

  it('takes no words in any step, and is forwarded within its board only', async () => {
    const anna = await screens.desk.hire('anna', { groups: ['ALD'] });
    const number = await aSecret();
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    await screens.desk.registry.assign(number, siv, anna);
    const page = await openedBy(await screens.atWork('anna'), number);
    expect(await buttons(page)).not.toContain(words.note);
    await button(page, words.answer).click();
    await dialog(page).getByText(words.secret).waitFor();
    expect(await dialog(page).locator('textarea').count()).toBe(0);
    await page.keyboard.press('Escape');
    await button(page, words.forward).click();
    await dialog(page).getByText(words.secretForward).waitFor();
    await dialog(page).getByRole('combobox').fill('trafik');
    await dialog(page).getByText(sv.app.nothingFound).waitFor();
  });

  it('is given to somebody by a supervisor, who reads nothing of it', async () => {
    const anna = await screens.desk.hire('anna', { groups: ['ALD'] });
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const number = await aSecret();
    const page = await openedBy(await screens.atWork('siv'), number);
    expect(await buttons(page)).toEqual([words.assign, words.breakGlass]);
    await button(page, words.assign).click();
    await dialog(page).getByRole('combobox').fill('ann');
    await page.keyboard.press('Enter');
    await submit(page, 'assign');
    await page.getByText(said(words.done.assign, { number, name: 'Anna' })).waitFor();
    expect((await found(number))?.assignedTo).toBe(anna.id);
    expect(await page.getByText('+46701740605').count()).toBe(0);
  });
});

describe('whose case it is', () => {
  it('stands among the facts by name, also for who may see no more of it, and after a colleague took it from the queue', async () => {
    const anna = await screens.desk.hire('anna', { groups: ['TRA', 'SOC'] });
    await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
    const secret = await aReport({ category: 'EKO-EB', form: '', details: {} });
    const claimed = await screens.desk.wait();
    await screens.desk.desk.claim(claimed.handoverId, anna);
    const page = await openedBy(await screens.atWork('siri'), claimed.number);
    const whose = page.locator('.facts > div', { hasText: sv.case.assigned });
    expect(await whose.innerText()).toContain('Anna');
    await openedBy(page, secret);
    expect(await whose.innerText()).toContain(sv.case.nobody);

    await button(page, words.assign).click();
    await dialog(page).getByRole('combobox').fill('an');
    expect(await dialog(page).getByRole('option').allInnerTexts()).toEqual(['Anna']);
    await page.keyboard.press('Enter');
    await submit(page, 'assign');
    await whose.getByText('Anna').waitFor();
    expect(await page.locator('.timeline').count()).toBe(0);
  });
});
