import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import svForm from '../../locales/sv/form.json';
import { button, consoleScreens, fillIn } from '../support/console-screens.js';
import { aWish } from '../support/registry.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.register;

const codes = (page: Page): Promise<string[]> => page.locator('.registered-codes dd').allTextContents();
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
