import type { Locator, Page } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf } from '../support/accessibility.js';
import { claim, consoleScreens, log, replyBox, said } from '../support/console-screens.js';
import { anArticleText } from '../support/editorial.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.suggestions;
const LAMP = 'Lampan på Storgatan 4 är trasig';

async function publish(topic: string, about: string, askedAs: readonly string[], answer?: string): Promise<void> {
  const place = { topic, language: 'sv' };
  const text = anArticleText(about, { askedAs, ...(answer && { answer }) });
  const { n } = await screens.desk.articles.saveDraft({
    ...place,
    category: 'UTE-BEL',
    text,
    basedOn: 0,
    author: 'kim',
  });
  await screens.desk.articles.publish({ ...place, n, by: 'kim' });
}
const ten = (phrasing: string) => Array.from('abcdefghij', (letter) => `${phrasing} ${letter}`);

async function twoArticles(): Promise<void> {
  await publish('lampa', 'trasig lampa', ten('lampan på gatan är trasig'), '**Anmäl lampan** med stolpens nummer.');
  await publish('hons', 'höns', ten('får jag ha höns hemma'));
}

const panel = (page: Page): Locator => page.locator('.suggestions');
const suggestion = (page: Page, title: string): Locator => panel(page).locator('.suggestion', { hasText: title });
const button = (place: Page | Locator, name: string): Locator => place.getByRole('button', { name });

async function withLamp(): Promise<{ page: Page }> {
  await twoArticles();
  await screens.desk.hire('anna');
  const { number } = await screens.desk.wait({ conversationId: 'lamp' });
  const page = await screens.atWork('anna');
  await claim(page, number);
  await suggestion(page, 'Om trasig lampa').waitFor();
  return { page };
}

describe('the suggestions beside a conversation', () => {
  it('are seen, doubted, inserted, edited and sent with the keyboard alone', async () => {
    const { page } = await withLamp();
    const first = suggestion(page, 'Om trasig lampa');
    expect(await panel(page).locator('q').first().textContent()).toBe(LAMP);
    await first.getByText(/^(Säkert|Troligt|Osäkert), \d+\s%$/).waitFor();
    await button(first, words.why).press('Enter');
    const word = (text: string) => first.locator('.why-words li', { hasText: text });
    expect(await word('lampan').textContent()).toContain(words.field['asked-as']);
    expect(await word('storgatan').locator('s').textContent()).toBe('storgatan');
    expect(await word('storgatan').textContent()).toContain(words.unknownWord);
    await first.getByText(words.nearest).waitFor();
    expect(await first.locator('.why-parts dt').allTextContents()).toContain(words.part.lead);
    await replyBox(page).fill('Hej!');
    await button(first, words.insert).press('Enter');
    expect(await replyBox(page).inputValue()).toMatch(/^Hej!\n\nAnmäl lampan med stolpens nummer\./);
    expect(screens.desk.told.filter(({ what }) => what === 'agentSays')).toEqual([]);
    await page.keyboard.press('Control+z');
    expect(await replyBox(page).inputValue()).toBe('Hej!');
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Tack!');
    await page.keyboard.press('Enter');
    await log(page).getByText('Anmäl lampan med stolpens nummer.').waitFor();
    const [sent] = screens.desk.told.filter(({ what }) => what === 'agentSays');
    expect(sent?.text).toMatch(/^Hej!\n\nAnmäl lampan[\s\S]*Tack!$/);
  });

  it('go where the cursor is and leave what was written around it', async () => {
    const { page } = await withLamp();
    await replyBox(page).fill('Hej! Hälsningar Anna');
    await page.keyboard.press('Home');
    for (let step = 0; step < 'Hej! '.length; step++) await page.keyboard.press('ArrowRight');
    await button(suggestion(page, 'Om trasig lampa'), words.insert).click();
    expect(await replyBox(page).inputValue()).toMatch(/^Hej!\n\nAnmäl lampan[\s\S]*\n\nHälsningar Anna$/);
  });

  it('give only their link where that is enough', async () => {
    const link = 'Läs [om katter]({{link.sfi}}), [igen]({{link.sfi}}).';
    await publish('katt', 'katt', ten('får jag ha katt hemma'), link);
    const { page } = await withLamp();
    await page.getByLabel(words.search).fill('katt');
    await page.keyboard.press('Enter');
    const found = suggestion(page, 'Om katt');
    await found.waitFor();
    await replyBox(page).fill('Se här:');
    const { insertLink } = words;
    await button(found, said(insertLink, { title: 'om katter' })).press('Enter');
    expect(await replyBox(page).inputValue()).toMatch(/^Se här:\n\nhttps:\/\/\S+sfi$/);
    expect(await button(found, said(insertLink, { title: 'igen' })).count()).toBe(0);
  });

  it('follow what the citizen asks next', async () => {
    const { page } = await withLamp();
    screens.desk.says('lamp', 'får jag ha höns hemma');
    await until(
      () => panel(page).locator('.suggestion h3').first().textContent(),
      (title) => title === 'Om höns',
    );
    expect(await panel(page).locator('q').first().textContent()).toBe('får jag ha höns hemma');
  });

  it('come for a search as well, which / begins and Escape ends', async () => {
    const { page } = await withLamp();
    await page.locator('.suggestions h2').evaluate('document.activeElement.blur()');
    await page.keyboard.press('/');
    await page.keyboard.type('?');
    await page.keyboard.press('Enter');
    await page.getByText(words.searchEmpty).waitFor();
    await page.getByLabel(words.search).fill('höns');
    await page.keyboard.press('Enter');
    await button(page, words.back).waitFor();
    expect(await panel(page).locator('.suggestion h3').first().textContent()).toBe('Om höns');
    await page.keyboard.press('Escape');
    await until(
      () => panel(page).locator('.suggestion h3').first().textContent(),
      (title) => title === 'Om trasig lampa',
    );
  });

  it('let an agent tell the editors that an answer is missing, once, and the editors find it', async () => {
    const { page } = await withLamp();
    screens.desk.says('lamp', 'får min orm bo i tvättstugan');
    await panel(page).getByText('får min orm bo i tvättstugan').waitFor();
    await button(panel(page), words.missing).press('Enter');
    await page.getByText(words.missingDone).waitFor();
    await button(panel(page), words.missing).press('Enter');
    const { items } = await screens.desk.unanswered.clusters();
    expect(items).toMatchObject([{ text: 'får min orm bo i tvättstugan', why: ['rejected'], count: 1 }]);
  });

  it('say that the question could not be sent, and send it when the server is back', async () => {
    const { page } = await withLamp();
    await screens.desk.down();
    await button(panel(page), words.missing).click();
    await page.getByText(words.missingFailed.split('{{why}}')[0] as string).waitFor();
    await screens.desk.up();
    await button(panel(page), words.missing).click();
    await page.getByText(words.missingDone).waitFor();
  });

  it('send nothing to the editors from a matter of strong secrecy', async () => {
    await twoArticles();
    await screens.desk.hire('anna', { groups: ['ALD'] });
    const { number } = await screens.desk.wait({ category: 'ALD-HEM' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByText(words.missingSecret).waitFor();
    expect(await button(page, words.missing).count()).toBe(0);
  });

  it('are not inserted by somebody who only reads', async () => {
    await twoArticles();
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('siv');
    await page.locator('.queue-item', { hasText: number }).getByRole('link').click();
    await suggestion(page, 'Om trasig lampa').waitFor();
    expect(await button(page, words.insert).count()).toBe(0);
  });

  it.each([
    ['a wide screen', sv, { width: 1400, height: 900 }],
    ['360 pixels', en, { width: 360, height: 740 }],
  ])('have no fault that axe finds, and fit, on %s, in right-to-left too', async (_, own, viewport) => {
    const steps = 'أبلغ عن المصباح المكسور برقم العمود.\n\n1. اكتب رقم العمود.\n2. أرسل البلاغ.';
    await publish('lampa-ar', 'مصباح', ten('المصباح مكسور lampan'), steps);
    await twoArticles();
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ conversationId: 'lamp' });
    const page = await screens.screen({ viewport, locale: own === sv ? 'sv-SE' : 'en-GB' });
    await page.getByLabel(own.signIn.username).fill('anna');
    await page.getByLabel(own.signIn.password).fill('anna-password');
    await page.keyboard.press('Enter');
    await claim(page, number);
    screens.desk.says('lamp', 'المصباح مكسور lampan', 'citizen', 'ar');
    await panel(page).getByText('المصباح مكسور lampan').waitFor();
    const first = panel(page).locator('.suggestion').first();
    await button(first, own.suggestions.why).click();
    await first.locator('.why-parts').waitFor();
    const directionOf = (place: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${place}')).direction`);
    for (const place of ['.suggestions q', '.suggestion .preview p', '.suggestion .preview ol'])
      expect(await directionOf(place)).toBe('rtl');
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });
});
