import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { faultsOf, tooWide } from '../support/accessibility.js';
import { openBrowser, openPage, type WatchedPage } from '../support/browser.js';
import { claim, fillIn, log, replyBox, said } from '../support/console-screens.js';
import { closeCentres, startCentre, type TestCentre, type TestCitizen } from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';
import { startTranslator, type TestTranslator } from '../support/translator.js';

jest.setTimeout(90_000);

/** `SCREENSHOTS=folder` keeps the pictures of this test. */
const PICTURES = process.env.SCREENSHOTS;

const LAMP = { ar: 'المصباح في شارعنا لا يعمل منذ أسبوع', sv: 'Lampan på vår gata har inte fungerat på en vecka' };
const THANKS = { sv: 'Tack, vi lagar den i morgon.', ar: 'شكراً، سنصلحه غداً.' };
const LOST = 'رقمي 070-123 45 67';
const PERSON = (locales.file('ar', 'words').human as string[])[0] ?? '';

let browser: Browser;
let centre: TestCentre;
let translator: TestTranslator;
let citizen: TestCitizen;
let opened: WatchedPage | undefined;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  translator = await startTranslator();
  centre = await startCentre({ env: translator.env });
});
afterEach(async () => {
  await opened?.context.close();
  await closeCentres();
  await translator.close();
  expect(opened?.faults ?? []).toEqual([]);
});

/** An agent who speaks no Arabic has taken a citizen who writes it. */
async function talking(width: number): Promise<Page> {
  await centre.agent('anna', ['VAX'], { languages: ['sv'] });
  citizen = await centre.citizen('ar');
  const [, registered] = await citizen.says(PERSON);
  const own = { own: [centre.url], expected: /status of 401/, viewport: { width, height: 800 }, locale: 'sv-SE' };
  opened = await openPage(browser, own);
  const { page } = opened;
  await page.goto(`${centre.url}/console/`);
  await fillIn(page, 'anna', 'a-good-password');
  await claim(page, String(registered?.channelData?.reply?.caseNumber));
  return page;
}

/** The groups of a telephone number in the order in which they stand on the screen, from the left. */
function placesOf(page: Page, number: string): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const isIt = { acceptNode: ({ data }) => data.includes('${number}') ? 1 : 2 };
    const text = document.createTreeWalker(document.querySelector('[role=log]'), NodeFilter.SHOW_TEXT, isIt).nextNode();
    const begin = text.data.indexOf('${number}');
    const groups = [...'${number}'.matchAll(/\\d+/g)].map((group) => {
      const range = document.createRange();
      range.setStart(text, begin + group.index);
      range.setEnd(text, begin + group.index + group[0].length);
      return { group: group[0], x: range.getBoundingClientRect().x };
    });
    return groups.sort((a, b) => a.x - b.x).map(({ group }) => group);
  })()`);
}

async function says(text: string, answer: Parameters<TestTranslator['answer']>[0]): Promise<void> {
  translator.answer(answer);
  await citizen.says(text);
}

describe.each([1280, 360])('a translated conversation in the console, %i pixels wide', (width) => {
  it('shows the words first and the machine’s below them, marked, in its own language and direction', async () => {
    const page = await talking(width);
    const languages = { spoken: 'arabiska', read: 'svenska' };
    await page.getByRole('note').getByText(said(sv.conversation.translated, languages)).waitFor();

    await says(LAMP.ar, { translatedText: LAMP.sv });
    const message = log(page).locator('.message', { hasText: LAMP.ar });
    await message.getByText(LAMP.sv).waitFor();
    const mark = said(sv.transcript.translated, { language: 'svenska' });
    expect((await message.innerText()).split('\n').filter(Boolean).slice(-3)).toEqual([LAMP.ar, mark, LAMP.sv]);
    expect(await message.getByText(LAMP.ar).getAttribute('lang')).toBe('ar');
    expect(await message.getByText(LAMP.sv).getAttribute('lang')).toBe('sv');

    await says(LOST, 'losing marks');
    const lost = log(page).locator('.message', { hasText: /070-123 45 67/ });
    await lost.getByText(sv.transcript.notTranslated).waitFor();
    expect(await placesOf(page, '070-123 45 67')).toEqual(['070', '123', '45', '67']);

    translator.answer({ translatedText: THANKS.ar });
    await replyBox(page).fill(THANKS.sv);
    await replyBox(page).press('Enter');
    const own = log(page).locator('.message-agent', { hasText: THANKS.sv });
    const arabic = own.getByText(THANKS.ar);
    await arabic.waitFor();
    expect([await arabic.getAttribute('lang'), await arabic.getAttribute('dir')]).toEqual(['ar', 'rtl']);

    expect(await faultsOf(page)).toEqual([]);
    expect(await tooWide(page)).toBe(0);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `console-translation-${width}.png`) });
  });
});
