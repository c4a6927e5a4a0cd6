import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import svForm from '../../locales/sv/form.json';
import { consoleScreens, fillIn, said } from '../support/console-screens.js';
import { aWish } from '../support/registry.js';
import { until } from '../support/until.js';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.register;
const calls = sv.callBacks;

const codes = (page: Page): Promise<string[]> => page.locator('.registered-codes dd').allTextContents();
const button = (place: Page | Locator, name: string): Locator => place.getByRole('button', { name, exact: true });
const phoneBox = (page: Page): Locator => page.getByRole('textbox', { name: words.phone, exact: true });
const category = (page: Page): Locator => page.getByRole('combobox', { name: words.category });

async function atTheForm(username = 'anna', options?: BrowserContextOptions): Promise<Page> {
  const page = await screens.atWork(username, options);
  await page.keyboard.press('h');
  await category(page).waitFor();
  return page;
}

async function choose(page: Page, typed: string): Promise<void> {
  await category(page).fill(typed);
  await page.keyboard.press('Enter');
}

async function aCall(changes: { from?: number; phone?: string; category?: string; assignedTo?: string } = {}) {
  const { from = 0, phone = '+46701740605', category: code = 'ALL-HAN', assignedTo = '' } = changes;
  const today = screens.desk.clock.now().toISOString();
  screens.desk.clock.pass(from * 24 * 60);
  const { number } = await screens.desk.registry.openCase(
    aWish({
      handover: false,
      category: code,
      form: code === 'ALL-HAN' ? 'na-handlaggare' : 'hemtjanst',
      details: { callbackPhone: phone, callbackWindow: 'forenoon', callbackLanguage: 'fi', interpreter: 'yes' },
      assignedTo,
    }),
  );
  screens.desk.clock.set(today);
  return number;
}

describe('registering by hand', () => {
  it('makes a case that shows no conversation: there was none', async () => {
    await screens.desk.hire('anna');
    const page = await atTheForm();
    await choose(page, 'belys');
    await button(page, words.submit).click();
    await page.getByRole('link', { name: words.open }).click();
    await page.locator('.case-page .facts').waitFor();
    expect(await page.getByRole('heading', { name: sv.transcript.label }).count()).toBe(0);
  });

  it('takes a language that nobody here speaks, with an interpreter, and says so in the case', async () => {
    await screens.desk.hire('anna');
    const page = await atTheForm();
    await choose(page, 'belys');
    await page.getByLabel(words.language, { exact: true }).selectOption({ label: words.otherLanguage });
    await button(page, words.submit).click();
    const [number = ''] = await codes(page);
    expect((await screens.desk.registry.findCase(number))?.language).toBe('other');
    await page.getByRole('link', { name: words.open }).click();
    await page.locator('.case-page .facts').getByText(words.otherLanguage).waitFor();
  });

  it('takes 19 keystrokes from anywhere with category and telephone, and as many for the next', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    await page.getByText(sv.queue.emptyTitle).waitFor();
    let keystrokes = 0;
    const press = async (...keys: string[]) => {
      for (const key of keys) {
        keystrokes += 1;
        await page.keyboard.press(key);
      }
    };
    const type = (text: string) => press(...text);
    const focused = (name: string) =>
      page.locator(`:focus[role=combobox], :focus`).and(page.getByLabel(name)).waitFor();
    async function take(): Promise<string> {
      await focused(words.category);
      await type('belys');
      await press('Enter', 'Tab');
      await focused(words.phone);
      await type('0701740605');
      await press('Enter');
      await page.getByText(words.done).waitFor();
      return (await codes(page))[0] as string;
    }
    await press('h');
    const first = await take();
    expect(keystrokes).toBe(19);
    expect(await screens.desk.registry.lookUp(first, (await codes(page))[1] as string)).toMatchObject({
      status: 'registered',
      category: 'UTE-BEL',
      channel: 'phone',
      reach: { phone: '+46701740605' },
    });
    await button(page, words.another).and(page.locator(':focus')).waitFor();
    await press('Enter');
    const second = await take();
    expect(keystrokes).toBe(38);
    expect(second).not.toBe(first);
  });

  it('goes by keyboard to every field: channel, note, persona, reason and language', async () => {
    await screens.desk.hire('anna');
    const page = await atTheForm();
    const tab = async (times = 1) => {
      for (let nth = 0; nth < times; nth++) await page.keyboard.press('Tab');
    };
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await tab();
    await page.keyboard.type('klotter');
    await page.keyboard.press('Enter');
    await tab(4);
    await page.keyboard.type('Klotter på muren');
    await tab();
    await page.keyboard.type('Lät orolig');
    await tab();
    await page.keyboard.type('Engelska');
    await tab();
    await page.keyboard.type('F');
    await tab();
    await page.keyboard.type('Anm');
    await page.keyboard.press('Control+Enter');
    await page.getByText(words.done).waitFor();
    const [number = ''] = await codes(page);
    expect(await screens.desk.registry.findCase(number)).toMatchObject({
      channel: 'email',
      category: 'UTE-KLO',
      subject: 'Klotter på muren',
      language: 'en',
      persona: 'company',
      reason: 'report',
      timeline: [{ what: 'opened' }, { what: 'note', data: { text: 'Lät orolig' } }],
    });
    await page.keyboard.press('h');
    await category(page).waitFor();
    expect(await page.getByLabel(sv.channel.email, { exact: true }).first().isChecked()).toBe(true);
  });

  it('registers nothing without a category, and keeps what is written when the server is away', async () => {
    await screens.desk.hire('anna');
    const page = await atTheForm();
    await page.keyboard.press('Enter');
    await page.getByText(words.categoryMissing).waitFor();
    await choose(page, 'snoroj');
    await page.getByLabel(words.subject).fill('Oplogad gata');
    await screens.desk.down();
    await button(page, words.submit).click();
    await page.getByText(words.failed.split('{{why}}')[0] as string).waitFor();
    await screens.desk.up();
    await button(page, words.submit).click();
    await page.getByText(words.done).waitFor();
    const { items } = await screens.desk.registry.listCases({ roles: ['supervisor'], groups: [], boards: [] }, {});
    expect(items.map(({ subject }) => subject)).toEqual(['Oplogad gata']);
  });

  it('takes the form of the category, shows likely duplicates while the place is typed, and names what is missing', async () => {
    await screens.desk.hire('anna');
    const { number: known } = await screens.desk.registry.openCase(
      aWish({
        handover: false,
        form: 'belysning',
        details: { location: { text: 'Storgatan 4', address: 'Storgatan 4' } },
      }),
    );
    const page = await atTheForm();
    await choose(page, 'gatubelysning');
    await page.getByLabel(new RegExp(`^${svForm.field.location.label}`)).fill('Storgatan 4');
    const twin = page.getByRole('region', { name: words.duplicates }).getByRole('link', { name: known });
    await twin.waitFor();
    expect(await twin.getAttribute('target')).toBe('_blank');
    await page.getByLabel(svForm.field.poleNumber.label).fill('12');
    await button(page, words.submit).click();
    await page.getByText(words.refused).waitFor();
    const danger = page.getByLabel(new RegExp(`^${svForm.field.acuteDanger.label}`));
    await danger.and(page.locator(':focus')).waitFor();
    expect(await page.getByText(words.faults.missing).count()).toBe(2);
    await danger.selectOption('no');
    await page.getByLabel(new RegExp(`^${svForm.field.description.label}`)).fill('Lampan blinkar hela natten');
    await phoneBox(page).fill('070-174 06 05');
    await button(page, words.submit).click();
    await page.getByText(words.done).waitFor();
    const [number = ''] = await codes(page);
    expect(await screens.desk.registry.findCase(number)).toMatchObject({
      form: 'belysning',
      details: {
        location: { text: 'Storgatan 4' },
        acuteDanger: 'no',
        description: 'Lampan blinkar hela natten',
        wantsReply: 'yes',
        contactPhone: '+46701740605',
      },
    });
  });

  it('has no field for words where strong secrecy keeps none, and makes a call-back of the form, asking the district once', async () => {
    await screens.desk.hire('anna', { groups: ['ALD'] });
    const page = await atTheForm();
    await choose(page, 'hemtjänst');
    await page.getByText(words.secret).waitFor();
    expect(await page.getByLabel(words.note).count()).toBe(0);
    expect(await page.getByLabel(words.subject).count()).toBe(0);
    await phoneBox(page).fill('070-174 06 05');
    await page.getByLabel(new RegExp(`^${svForm.field.callbackWindow.label}`)).selectOption('forenoon');
    await button(page, words.submit).click();
    const district = page.getByLabel(words.district, { exact: true });
    await district.and(page.locator(':focus')).waitFor();
    await page.getByText(words.faults.missing).waitFor();
    await district.selectOption('bromma');
    await button(page, words.submit).click();
    await page.getByText(words.done).waitFor();
    const [number = ''] = await codes(page);
    expect(await screens.desk.registry.findCase(number)).toMatchObject({
      secrecy: 'strong',
      district: 'bromma',
      details: { district: 'bromma' },
      callBack: { state: 'due', phone: '+46701740605', window: 'forenoon' },
    });
  });
});

describe('call-backs', () => {
  const row = (page: Page, number: string): Locator => page.locator('.call-row', { hasText: number });
  async function atTheCalls(options?: BrowserContextOptions): Promise<Page> {
    const page = await screens.atWork('vera', options);
    await page.getByRole('link', { name: sv.views['call-backs'] }).click();
    return page;
  }

  it('lists the longest due first, with number, window, language and interpreter', async () => {
    await screens.desk.hire('vera', { groups: ['VAX'] });
    const fresh = await aCall();
    const late = await aCall({ from: -2 });
    const page = await atTheCalls();
    await row(page, fresh).waitFor();
    expect(await page.locator('.call-row .number').allTextContents()).toEqual([late, fresh]);
    const text = await row(page, late).innerText();
    for (const part of [said(calls.late_other, { count: 2 }), calls.windows.forenoon, 'Finska', calls.needsInterpreter])
      expect(text).toContain(part);
    const phone = row(page, late).getByRole('link', { name: said(calls.call, { phone: '+46701740605' }) });
    expect(await phone.getAttribute('href')).toBe('tel:+46701740605');
  });

  it('keeps how a call went with one keystroke, in the row where one is, and goes on with the next', async () => {
    await screens.desk.hire('vera', { groups: ['VAX'] });
    const first = await aCall({ from: -2 });
    const second = await aCall();
    const page = await atTheCalls();
    await row(page, second).waitFor();
    await page.keyboard.press('1');
    await page.getByText(calls.chooseFirst).waitFor();
    const callBack = async (number: string) => (await screens.desk.registry.findCase(number))?.callBack;
    expect((await callBack(first))?.attempts).toEqual([]);
    await page.keyboard.press('j');
    await page.keyboard.press('2');
    await row(page, first).getByText(`${calls.outcome['no-answer']} · Vera`).waitFor();
    await page.keyboard.press('1');
    await row(page, first).waitFor({ state: 'detached' });
    await until(async () => (await callBack(first))?.state === 'done');
    await row(page, second).locator(':focus').waitFor();
    await page.keyboard.press('3');
    await row(page, second).getByText(`${calls.outcome['wrong-number']} · Vera`).waitFor();
    expect((await callBack(second))?.state).toBe('due');
  });

  it('hides the number of a secret case from those it is not given to, and says why', async () => {
    await screens.desk.hire('vera', { groups: ['ALD'] });
    const number = await aCall({ category: 'ALD-HEM' });
    const page = await atTheCalls();
    await row(page, number).getByText(calls.hidden).waitFor();
    expect(await row(page, number).getByRole('button').count()).toBe(0);
    expect(await row(page, number).locator('[href^="tel:"]').count()).toBe(0);
  });

  it('says politely that somebody else has reached the citizen', async () => {
    const vera = await screens.desk.hire('vera', { groups: ['VAX'] });
    const number = await aCall();
    const page = await atTheCalls();
    await row(page, number).waitFor();
    await page.route('**/call-attempt', async (route) => {
      await screens.desk.registry.callAttempt(number, vera, 'reached');
      await route.continue();
    });
    await row(page, number).getByRole('button').first().click();
    await page.getByText(said(calls.gone, { number })).waitFor();
  });
});

describe('the views', () => {
  it('are there only for those who work in them', async () => {
    await screens.desk.hire('edit', { roles: ['editor'], groups: [] });
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const editor = await screens.screen();
    await fillIn(editor, 'edit', 'edit-password');
    await editor.getByRole('heading', { name: sv.views.unanswered }).waitFor();
    for (const place of ['register', 'call-backs', 'cases']) {
      await editor.goto(`${screens.desk.url}/console/#/${place}`);
      await editor.getByRole('heading', { name: sv.views.unanswered }).waitFor();
    }
    await editor.keyboard.press('h');
    expect(await category(editor).count()).toBe(0);
    const supervisor = await screens.atWork('siv');
    await supervisor.getByRole('link', { name: sv.views['call-backs'] }).waitFor();
    expect(await supervisor.getByRole('link', { name: sv.views.register, exact: true }).count()).toBe(0);
    await supervisor.goto(`${screens.desk.url}/console/#/register`);
    await supervisor.getByRole('heading', { name: sv.queue.waiting }).waitFor();
  });
});

describe('for everybody', () => {
  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResult>('axe.run(document)');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }
  const tooWide = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

  it.each([
    ['sv-SE', sv, 1280],
    ['sv-SE', sv, 360],
    ['en-GB', en, 1280],
    ['en-GB', en, 360],
  ])('has no fault of accessibility and never scrolls sideways (%s, %#)', async (locale, own, width) => {
    const anna = await screens.desk.hire('anna', { groups: ['TRA', 'ALD', 'VAX'], roles: ['agent', 'supervisor'] });
    const place = { text: 'شارع ستورغاتان 4', address: 'Storgatan 4' };
    const report = () =>
      screens.desk.registry.openCase(
        aWish({
          handover: false,
          language: 'ar',
          subject: 'المصباح معطل',
          form: 'belysning',
          details: { location: place, description: 'المصباح معطل', acuteDanger: 'no' },
          reach: { phone: '070-174 06 05' },
        }),
      );
    await report();
    const { number } = await report();
    await screens.desk.registry.note(number, anna, 'Ringde entreprenören');
    const later = screens.desk.clock.now();
    screens.desk.clock.pass(-10 * 24 * 60);
    const answerBy = new Date(later.getTime() - 2 * 86_400_000).toISOString().slice(0, 10);
    await screens.desk.registry.answer(number, anna, { why: 'سنصلح المصباح' });
    await screens.desk.registry.forward(number, anna, { to: { department: 'TRK' }, answerBy, why: 'Lampan' });
    screens.desk.clock.set(later.toISOString());
    const { number: secret } = await screens.desk.registry.openCase(aWish({ category: 'ALD-HEM', handover: false }));
    await aCall({ from: -2 });
    const page = await screens.screen({ locale, viewport: { width, height: 800 } });
    await fillIn(page, 'anna', 'anna-password', own);
    await page.getByRole('heading', { name: own.queue.waiting }).waitFor();
    const check = async () => {
      expect(await faultsOf(page)).toEqual([]);
      expect(await tooWide(page)).toBeLessThanOrEqual(0);
    };
    const go = (where: string) => page.goto(`${screens.desk.url}/console/#/${where}`);

    await go('cases');
    await page.locator('.case-row').first().waitFor();
    await check();
    await go(`cases/${number}`);
    await page.getByText(own.case.duplicates).waitFor();
    expect(await page.locator('.case-answer p').getAttribute('dir')).toBe('rtl');
    await check();
    for (const step of ['close', 'park', 'forward', 'note', 'link', 'assign'] as const) {
      await button(page, own.step[step]).click();
      await page.getByRole('dialog').waitFor();
      if (step === 'assign') await page.getByRole('dialog').getByRole('combobox').waitFor();
      await button(page.getByRole('dialog'), own.step.submit[step]).click();
      if (step !== 'park') {
        await page.getByRole('dialog').locator('.field-error').first().waitFor();
        await check();
        await page.keyboard.press('Escape');
      }
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await go(`cases/${secret}`);
    await page.getByText(own.case.notice.secretTitle).waitFor();
    await check();
    await button(page, own.step.breakGlass).click();
    await page.getByText(own.step.recorded).waitFor();
    await check();
    await page.keyboard.press('Escape');

    await go('call-backs');
    await page.locator('.call-row').first().waitFor();
    await check();
    await go('register');
    const box = page.getByRole('combobox', { name: own.register.category });
    await box.fill('UTE-BEL');
    await check();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: own.register.details }).waitFor();
    await page.locator('.register-details input').first().fill('Storgatan 4');
    await page.getByRole('heading', { name: own.register.duplicates }).waitFor();
    await check();
    await page.locator('.register-details input').first().fill('');
    await page.keyboard.press('Control+Enter');
    await page.getByText(own.register.done).waitFor();
    await check();
  });
});
