import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import arabicTemplates from '../../locales/ar/templates.json';
import sv from '../../locales/sv/console.json';
import { tooWide } from '../support/accessibility.js';
import { button, card, claim, fillIn, log, replyBox, said } from '../support/console-screens.js';
import { editorScreens, field, HENS, pane } from '../support/editor-screens.js';
import { anArticleText } from '../support/editorial.js';

jest.setTimeout(60_000);

const { screens, published: publish } = editorScreens();
const words = sv.articles;
const SERVED = [
  'Arabiska',
  'Engelska',
  'Finska',
  'Persiska',
  'Polska',
  'Somaliska',
  'Spanska',
  'Svenska',
  'Turkiska',
  'Ukrainska',
];
const OF_RIGHT = ['Kurmanji (nordkurdiska)', 'Lulesamiska', 'Meänkieli', 'Nordsamiska', 'Sydsamiska', 'Tigrinja'];

async function as(role: 'editor' | 'admin', path: string, options?: BrowserContextOptions): Promise<Page> {
  await screens.desk.hire(role, { roles: [role], groups: [], name: 'Maria Ek' });
  const page = await screens.screen(options);
  await fillIn(page, role, `${role}-password`);
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  await page.goto(`${screens.desk.url}/console/#/${path}`);
  return page;
}

const published = (text: string, language: string) => publish(text, { ...HENS, language });
const offered = (page: Page): Locator => page.getByRole('listbox', { name: sv.templates.title }).getByRole('option');
const runsFrom = (place: Locator, dir: 'rtl' | 'ltr', page: Page) => place.and(page.locator(`:dir(${dir})`)).waitFor();
const options = (select: Locator) => select.locator('option').allTextContents();

describe('a translation', () => {
  const newest = async () => (await screens.desk.articles.read({ topic: 'hons', language: 'ar' }))?.revision.text;
  beforeEach(async () => {
    await published(anArticleText('höns'), 'sv');
    await published(anArticleText('الدجاج', { answer: 'يمكنك تربية الدجاج.' }), 'ar');
  });

  it('is said not to be reviewed until somebody has put their name below it, in the list and on its page', async () => {
    const page = await as('editor', 'articles');
    const row = page.locator('.article-row');
    await row.locator('li', { hasText: 'Arabiska' }).getByText(words.notReviewed).waitFor();
    expect(await row.locator('li', { hasText: 'Svenska' }).innerText()).not.toContain(words.notReviewed);
    await field(page, words.show).selectOption({ label: words.filter.unreviewed });
    await field(page, words.inLanguage).selectOption({ label: 'Arabiska' });
    await row.getByRole('link').click();

    await page.goto(`${screens.desk.url}/console/#/articles/hons/ar/sv`);
    const arabic = pane(page, 'Arabiska');
    await arabic.locator('.pane-head', { hasText: words.notReviewed }).waitFor();
    await button(arabic, words.myName).click();
    expect(await field(arabic, words.section['Reviewed by']).inputValue()).toBe('Maria Ek');
    await button(arabic, words.publish).click();
    await button(page.getByRole('dialog'), words.publishNow).click();
    await arabic.locator('.pane-head', { hasText: words.notReviewed }).waitFor({ state: 'detached' });
    expect(await newest()).toMatch(/## Reviewed by\nMaria Ek\n$/);

    await page.getByRole('link', { name: words.back }).click();
    await page.getByText(words.noHitTitle).waitFor();
  });

  it('whose words are changed has to be reviewed again, and says so', async () => {
    await published(`${await newest()}\n## Reviewed by\nLo Berg\n`, 'ar');
    const page = await as('editor', 'articles/hons/ar');
    const arabic = pane(page, 'Arabiska');
    await field(arabic, words.section.Answer).fill('لا يمكنك تربية الدجاج.');
    expect(await field(arabic, words.section['Reviewed by']).inputValue()).toBe('Lo Berg');
    await button(arabic, words.save).click();
    await arabic.getByText(words.reviewAgain).waitFor();
    expect(await field(arabic, words.section['Reviewed by']).inputValue()).toBe('');
    await arabic.getByText(words.isSaved).waitFor();
    await button(arabic, words.myName).click();
    await button(arabic, words.save).click();
    await arabic.getByText(words.reviewAgain).waitFor({ state: 'detached' });
    expect(await newest()).toMatch(/لا يمكنك[\s\S]*## Reviewed by\nMaria Ek\n$/);
  });

  it('stands beside the Swedish text, each in its own direction, with the fields of its own', async () => {
    const page = await as('editor', 'articles/hons/ar/sv');
    const [arabic, swedish] = [pane(page, 'Arabiska'), pane(page, 'Svenska')];
    for (const label of [words.section.title, words.section.Answer, words.section.Responsible]) {
      await field(swedish, label).and(page.locator('[lang=sv]:dir(ltr)')).waitFor();
      await field(arabic, label).and(page.locator('[lang=ar]')).waitFor();
    }
    await runsFrom(field(arabic, words.section.Answer), 'rtl', page);
    await field(arabic, words.section.Answer).fill('BankID لا يعمل');
    await runsFrom(field(arabic, words.section.Answer), 'rtl', page);
    await field(arabic, words.section.Answer).fill('');
    await runsFrom(field(arabic, words.section.Answer), 'rtl', page);
    expect(await field(arabic, words.section['In easy Swedish']).count()).toBe(0);
    expect(await field(swedish, words.section['Reviewed by']).count()).toBe(0);
    await field(swedish, words.section['In easy Swedish']).fill('Du får ha höns.');
    await button(swedish, words.save).click();
    await page.locator('.notice', { hasText: words.saved }).waitFor();
    expect((await screens.desk.articles.read({ topic: 'hons', language: 'sv' }))?.revision.text).toContain(
      '## In easy Swedish\nDu får ha höns.\n\n## Without',
    );
  });

  it('shows what is new in Arabic from the right, although the word for it is Swedish', async () => {
    const text = (await newest()) ?? '';
    const draft = text.replace('يمكنك تربية', 'لا يمكنك تربية');
    await screens.desk.articles.saveDraft({ topic: 'hons', language: 'ar', text: draft, basedOn: 1, author: 'kim' });
    const page = await as('editor', 'articles/hons/ar');
    await button(pane(page, 'Arabiska'), words.newSincePublished).click();
    await runsFrom(page.locator('.diff-added'), 'rtl', page);
  });

  it('is one line of the list with all that stand alike, and fits a width of 360 in ten languages', async () => {
    for (const language of ['en', 'fi', 'fa', 'so', 'pl', 'es', 'uk', 'tr'])
      await published(anArticleText(`hons ${language}`), language);
    const page = await as('editor', 'articles', { viewport: { width: 360, height: 740 } });
    const lines = page.locator('.article-row-texts li');
    await lines.first().waitFor();
    expect(await lines.count()).toBe(2);
    expect(await lines.last().locator('strong').innerText()).toBe(said(words.otherLanguages, { number: 9 }));
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.locator('.article-row').getByRole('link').click();
    await page.locator('.pane-language:visible').first().waitFor();
    expect(await options(page.locator('.pane-language:visible').first())).toEqual([
      'Svenska',
      ...SERVED.filter((name) => name !== 'Svenska'),
    ]);
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
  });
});

describe('a conversation', () => {
  it('shows each message in its own direction', async () => {
    const { desk } = screens;
    await desk.hire('anna');
    const { number } = await desk.wait({ conversationId: 'lamp', language: 'ar' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    desk.says('lamp', 'BankID لا يعمل منذ أمس');
    desk.says('lamp', 'چراغ خیابان ما خاموش است');
    desk.says('lamp', 'Lampan är trasig');
    const message = (text: string) => log(page).locator('.message-text', { hasText: text });
    await message('BankID').and(page.locator('[lang=ar]:dir(rtl)')).waitFor();
    await runsFrom(message('چراغ'), 'rtl', page);
    await runsFrom(message('Lampan är trasig'), 'ltr', page);
    await runsFrom(replyBox(page), 'rtl', page);
  });

  it('has the ready-made replies in the citizen’s language, with the group’s name in it', async () => {
    await screens.desk.hire('anna', { name: 'Anna Ek' });
    const { number } = await screens.desk.wait({ language: 'ar' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.keyboard.type('/hälsning');
    await offered(page).first().click();
    const text = await replyBox(page).inputValue();
    expect(arabicTemplates.halsning).toContain('{{group}}');
    expect(text).not.toMatch(/\{\{group|Trafik/);
    expect(text).toContain('\u2068Anna Ek\u2069');
    await runsFrom(replyBox(page), 'rtl', page);
  });

  it('says before it is taken that an interpreter is needed, and in which language', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ language: 'sma', interpreter: true });
    const page = await screens.atWork('anna');
    await card(page, number).getByText(sv.queue.interpreter).waitFor();
    await card(page, number).getByText('Sydsamiska').waitFor();
    await claim(page, number);
    await page.locator('.conversation-head').getByText(sv.queue.interpreter).waitFor();
    await page.getByText(said(sv.case.withInterpreter, { language: 'Sydsamiska' })).waitFor();
    // What is written meets somebody who reads Swedish meanwhile.
    await page.getByText(said(sv.reply.label, { language: 'svenska' })).waitFor();
    await page.keyboard.type('/något');
    await offered(page).getByText('Är det något mer').waitFor();
    expect(await offered(page).count()).toBe(1);
  });
});

describe('the languages to choose from', () => {
  it('are all that people may speak where an account is made', async () => {
    const page = await as('admin', 'staff/new');
    const group = page.getByRole('group', { name: sv.staff.languages, exact: true });
    await group.waitFor();
    const names = await group.locator('label').allTextContents();
    expect(names).toEqual([...SERVED, ...OF_RIGHT].sort((a, b) => a.localeCompare(b, 'sv')));
  });

  it('are all that people may speak, or another one, where a call is taken down', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    await page.goto(`${screens.desk.url}/console/#/register`);
    const names = await options(field(page, sv.register.language));
    expect(names.slice(0, -1)).toEqual([...SERVED, ...OF_RIGHT].sort((a, b) => a.localeCompare(b, 'sv')));
  });

  it('are those with texts where texts are looked for', async () => {
    const page = await as('editor', 'articles');
    expect(await options(field(page, words.inLanguage))).toEqual([words.anyLanguage, ...SERVED]);
    await page.goto(`${screens.desk.url}/console/#/unanswered`);
    expect(await options(field(page, sv.unanswered.language))).toEqual([sv.unanswered.allLanguages, ...SERVED]);
  });
});
