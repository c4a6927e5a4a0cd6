import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { seriousFaultsOf } from '../support/accessibility.js';
import { browserPages } from '../support/browser.js';
import { cityBot } from '../support/city-bot.js';
import { type OtherSite, startOtherSite } from '../support/other-site.js';
import { closeCentres, startCentre, type TestAgent, type TestCentre } from '../support/start-centre.js';
import { startChat } from '../support/start-chat.js';
import { closeWebs } from '../support/start-web.js';
import { city, locales } from '../support/talk-to.js';

jest.setTimeout(60_000);

/** `SCREENSHOTS=folder` keeps the pictures of this test, so that somebody can look at them. */
const PICTURES = process.env.SCREENSHOTS;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 360, height: 740 };
const AGENT = 'Åsa Öberg';
/** "The street light is broken". */
const BROKEN: Record<string, string> = { ar: 'مصباح الشارع معطل', fa: 'چراغ خیابان خراب است' };

let centre: TestCentre;
let agent: TestAgent;
const sites: OtherSite[] = [];

beforeAll(async () => {
  centre = await startCentre();
  agent = await centre.agent('asa', Object.keys(city.groups), { name: AGENT });
});
const pages = browserPages({
  close: async () => {
    await Promise.all(sites.splice(0).map((site) => site.close()));
    await closeWebs();
  },
  faultless: true,
});
afterAll(closeCentres);

async function visit(path: string, viewport: { width: number; height: number }): Promise<Page> {
  const watched = await pages.open({ own: [centre.url], viewport });
  await watched.page.goto(centre.url + path);
  return watched.page;
}

/** The chat in a language, greeted. */
async function chatIn(language: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await visit(`/?lang=${language}`, viewport);
  await page.locator('.webchat__suggested-action').first().waitFor();
  return page;
}

const robot = (page: Page) => page.locator('.said-robot');
const tongue = (page: Page) => page.evaluate<string[]>('[document.documentElement.lang, document.documentElement.dir]');

async function ask(page: Page, text: string): Promise<void> {
  const box = page.locator('[data-id="webchat-sendbox-input"]');
  await box.fill(text);
  await box.press('Enter');
}

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

interface Place {
  left: number;
  top: number;
}

/** Runs in the page, where a text's letters are spread over several nodes. */
const findPlaces = new Function(
  'element',
  'wanted',
  `const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters = [];
  while (walker.nextNode())
    for (let at = 0; at < walker.currentNode.length; at += 1) letters.push({ node: walker.currentNode, at });
  const text = letters.map(({ node, at }) => node.data[at]).join('');
  let end = 0;
  return wanted.map((part) => {
    const start = text.indexOf(part, end);
    if (start < 0) throw new Error(part + ' is not in ' + text.slice(end));
    end = start + part.length;
    const range = document.createRange();
    range.setStart(letters[start].node, letters[start].at);
    range.setEnd(letters[end - 1].node, letters[end - 1].at + 1);
    const [{ left, top }] = range.getClientRects();
    return { left, top };
  });`,
) as (element: unknown, wanted: string[]) => Place[];

/** Where the parts of a text lie on the screen, each looked for after the one before it. */
function placesOf(within: Locator, parts: readonly string[]): Promise<Place[]> {
  return within.first().evaluate(findPlaces, [...parts]);
}

/** Whether the parts stand in one line, each to the right of the one before. */
async function runsFromLeft(within: Locator, parts: readonly string[]): Promise<boolean> {
  const places = await placesOf(within, parts);
  return places.every(
    ({ left, top }, nth) =>
      nth === 0 || (left > (places[nth - 1]?.left ?? 0) && Math.abs(top - (places[0]?.top ?? 0)) < 8),
  );
}

/** What is wider than the place it has: the page itself, or a label of a button. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['the page: ' + document.documentElement.scrollWidth] : [];
    const pressed = [...document.querySelectorAll('button, summary, a, .webchat__suggested-action__text')];
    const seen = pressed.filter((one) => one.checkVisibility({ visibilityProperty: true }));
    return wide.concat(seen.filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      const cut = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline';
      return !one.closest('.skip') && (cut || left < -1 || right > innerWidth + 1);
    }).map((one) => one.className + ': ' + one.textContent));
  })()`);
}

describe.each(['ar', 'fa'])('the chat page in a language from right to left (%s)', (language) => {
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);

  it.each([
    WIDE,
    NARROW,
  ])('reads rightly from the greeting to a person, without a serious fault ($width px)', async (viewport) => {
    const page = await chatIn(language, viewport);
    const name = (what: string) => `${language}-${viewport.width}-${what}`;
    expect(await tongue(page)).toEqual([language, 'rtl']);
    expect(await seriousFaultsOf(page)).toEqual([]);
    await picture(page, name('1-greeting'));

    await ask(page, BROKEN[language] ?? '');
    const answer = page.locator(`.said-robot[lang=${language}]`, { hasText: 'Tyck till' });
    await answer.waitFor();
    expect(await answer.getAttribute('data-dir')).toBe('rtl');
    expect(await runsFromLeft(answer, ['Tyck', 'till'])).toBe(true);
    expect(await runsFromLeft(answer, ['08', '651', '00'])).toBe(true);
    const call = answer.locator('a[href="tel:086510000"]').first();
    expect(await call.innerText()).toBe('08-651 00 00');
    expect(await answer.locator('a[href^=https]').first().getAttribute('rel')).toContain('noopener');
    await page.locator('.webchat__suggested-action', { hasText: say('answer.original') }).waitFor();
    expect(await seriousFaultsOf(page)).toEqual([]);
    await picture(page, name('2-answer'));

    await page.click('#languages summary');
    expect(await seriousFaultsOf(page)).toEqual([]);
    await picture(page, name('3-languages'));
    await page.keyboard.press('Escape');

    await page.click('#person');
    await page.waitForSelector('#standing[data-with=queue]');
    const registered = page.locator('.said-robot', { hasText: /KC-\d{4}-\d{6}/ }).last();
    const number = /KC-\d{4}-\d{6}/.exec((await registered.textContent()) ?? '')?.[0] ?? '';
    // The link ends where the address ends, whatever sign the sentence goes on with.
    expect(await registered.locator('a[href*="/case"]').getAttribute('href')).toBe(`${centre.url}/case#${number}`);
    expect(await runsFromLeft(page.locator('#case-number'), ['KC', '2026', number.slice(-6)])).toBe(true);
    expect(await seriousFaultsOf(page)).toEqual([]);
    await picture(page, name('4-queue'));

    const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
    const path = `/api/handovers/${item?.id}`;
    await agent.post(`${path}/claim`);
    await agent.post(`${path}/messages`, { text: 'Hej! Ring 08-651 00 00.\nLampan på Storgatan 5 är anmäld.' });
    const typed = page.locator('.said-agent .typed');
    await typed.waitFor();
    await page.waitForSelector('#standing[data-with=person]');
    expect(await runsFromLeft(typed, ['Hej!', 'Ring', '08', '651', '00.'])).toBe(true);
    for (const said of [page.locator('.said-agent .author'), page.locator('#standing-text')])
      expect(await runsFromLeft(said, AGENT.split(' '))).toBe(true);
    const words = say('chat.agentName', { name: AGENT })
      .replace(/[\u2066-\u2069]/g, '')
      .split(' ');
    const [surname, after] = await placesOf(page.locator('.said-agent .author'), [words[1] ?? '', words[2] ?? '']);
    expect(after?.left).toBeLessThan(surname?.left ?? 0);
    expect(await seriousFaultsOf(page)).toEqual([]);
    await picture(page, name('5-person'));
    await agent.post(`${path}/close`, { resolution: 'answered', category: 'UTE-BEL' });
  });

  it('has every control on its mirrored side', async () => {
    const page = await chatIn(language, WIDE);
    const left = async (selector: string) => (await page.locator(selector).first().boundingBox())?.x ?? Number.NaN;
    expect(await left('#languages')).toBeLessThan(await left('h1'));
    expect(await left('.webchat__send-button')).toBeLessThan(await left('[data-id="webchat-sendbox-input"]'));
    expect(await left('#new')).toBeLessThan(await left('#standing'));
    await ask(page, BROKEN[language] ?? '');
    await robot(page).nth(1).waitFor();
    const bubble = ' .webchat__bubble';
    expect(await left(`.said-citizen${bubble}`)).toBeLessThan(await left(`.said-robot${bubble}`));
  });

  it('shows nothing of Web Chat in another language', async () => {
    const page = await chatIn(language, NARROW);
    await ask(page, BROKEN[language] ?? '');
    await page.locator('.said-robot', { hasText: 'Tyck till' }).waitFor();
    const labels = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('#web-chat [aria-label], #web-chat [title]')]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .flatMap((one) => [one.getAttribute('aria-label') ?? '', one.getAttribute('title') ?? ''])`);
    expect(labels.join(' ')).toContain(say('chat.sendBox'));
    expect(labels.filter((label) => /^[\p{Script=Latin}\s.,;]{4,}$/u.test(label))).toEqual([]);
  });
});

describe.each(locales.live)('on a small phone in %s', (language) => {
  it('nothing is cut off and nothing scrolls sideways: greeting, buttons, menus, questions', async () => {
    const page = await chatIn(language, NARROW);
    expect(await tongue(page)).toEqual([language, locales.dir(language)]);
    expect(await overflowing(page)).toEqual([]);
    await page.click('#languages summary');
    expect(await overflowing(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.click('#points summary');
    expect(await overflowing(page)).toEqual([]);
    await page.click('#points summary');
    await page.click('#person');
    await page.waitForSelector('#standing[data-with=queue]');
    await page.click('#new');
    expect(await overflowing(page)).toEqual([]);
    await page.click('#confirm-new button[value=no]');
    await ask(page, locales.say(language, 'handover.leave'));
    await page.waitForSelector('#standing[data-with=closed]');
    expect(await overflowing(page)).toEqual([]);
  });

  it('the page of a case has room for its words and its languages', async () => {
    const page = await visit(`/case?lang=${language}`, NARROW);
    expect(await tongue(page)).toEqual([language, locales.dir(language)]);
    expect(await page.locator('.languages a').count()).toBe(locales.live.length);
    expect(await overflowing(page)).toEqual([]);
  });
});

describe('the list of languages', () => {
  it('has first those that are served, then those in which a person helps, all in sight on a small phone', async () => {
    const page = await chatIn('sv', NARROW);
    await page.click('#languages summary');
    const codes = (list: Locator) =>
      list.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('lang')));
    const [served, helped] = [page.locator('.list ul').first(), page.locator('.list ul').last()];
    expect(await codes(served)).toEqual(['sv', 'sv-x-latt', ...locales.live.slice(1)]);
    expect(await codes(helped)).toEqual(['fit', 'se', 'smj', 'sma', 'ku', 'ti']);
    expect(await page.locator('#by-person').innerText()).toBe(locales.say('sv', 'chat.languagesByPerson'));
    for (const link of await page.locator('.list a').all()) {
      const { y = 0, height = 0 } = (await link.boundingBox()) ?? {};
      expect(height).toBeGreaterThanOrEqual(44);
      expect(y + height).toBeLessThanOrEqual(NARROW.height);
    }
    await picture(page, 'sv-360-languages');
  });

  it('is gone through by keyboard, also to a language without texts: rights, and a person', async () => {
    const page = await chatIn('sv', NARROW);
    await page.locator('#languages summary').focus();
    await page.keyboard.press('Enter');
    const chosen = () => page.evaluate<string>('document.activeElement.lang');
    for (let presses = 0; presses < 20 && (await chosen()) !== 'fit'; presses += 1) await page.keyboard.press('Tab');
    expect(await chosen()).toBe('fit');
    await page.keyboard.press('Enter');
    const said = robot(page).last();
    await page
      .locator('.said-robot', { hasText: locales.say('fi', 'rights.minority', { language: 'meänkieli' }) })
      .waitFor();
    expect(await said.textContent()).toContain(locales.say('fi', 'rights.noText', { language: 'meänkieli' }));
    expect(await tongue(page)).toEqual(['fi', 'ltr']);
    expect(await page.locator('#language-name').textContent()).toBe('meänkieli');
    expect(await page.locator('#languages a[aria-current]').getAttribute('lang')).toBe('fit');
    await picture(page, 'fit-360-rights');
    await page.getByRole('button', { name: locales.say('fi', 'handover.offerYes') }).click();
    await page.waitForSelector('#standing[data-with=queue]');
    const [item] = (await agent.get('/api/handovers?state=waiting')).body.items as unknown as { id: string }[];
    await agent.post(`/api/handovers/${item?.id}/claim`);
    const { body } = await agent.get(`/api/handovers/${item?.id}`);
    expect(body).toMatchObject({ language: 'fit' });
    await agent.post(`/api/handovers/${item?.id}/close`, { resolution: 'answered', category: 'ALL-OVR' });
  });
});

describe('the widget on a page in Arabic', () => {
  it('opens the chat in Arabic, on the page’s mirrored side', async () => {
    const trustedOrigins: string[] = [];
    const web = await startChat({ logic: cityBot(), trustedOrigins });
    const site = await startOtherSite({ script: `${web.url}/widget.js`, lang: 'ar', dir: 'rtl' });
    sites.push(site);
    trustedOrigins.push(site.url);
    const watched = await pages.open({ own: [web.url, site.url], viewport: WIDE });
    const { page } = watched;
    await page.goto(site.url);
    const opener = page.locator('.opener');
    expect(await opener.textContent()).toBe(locales.say('ar', 'chat.open'));
    expect((await opener.boundingBox())?.x).toBe(16);
    await opener.click();
    const chat = page.frameLocator('iframe');
    await chat.locator('.said-robot').first().waitFor();
    const html = chat.locator('html');
    expect([await html.getAttribute('lang'), await html.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    expect((await page.locator('.panel').boundingBox())?.x).toBe(16);
    await picture(page, 'ar-1280-widget');
  });
});

describe('the page of a case in Arabic', () => {
  it('keeps the number in order and says how the case stands, without a fault that axe sees', async () => {
    const citizen = await centre.citizen('ar');
    const said = await citizen.says('أريد التحدث مع موظف');
    const told = said.find(({ channelData }) => channelData?.reply?.kind === 'case');
    const number = String(told?.channelData?.reply?.caseNumber);
    const secret = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(told?.text ?? '')?.[0] ?? '';
    const page = await visit(`/case?lang=ar#${number}`, NARROW);
    await picture(page, 'ar-360-case-1');
    expect(await seriousFaultsOf(page)).toEqual([]);
    await page.fill('#secret', secret);
    await page.locator('#secret').press('Enter');
    await page.getByText(locales.say('ar', 'status.now.waiting')).waitFor();
    expect(await tongue(page)).toEqual(['ar', 'rtl']);
    expect(await runsFromLeft(page.locator('#standing-of-case'), ['KC', '2026', number.slice(-6)])).toBe(true);
    expect(await overflowing(page)).toEqual([]);
    expect(await seriousFaultsOf(page)).toEqual([]);
    await picture(page, 'ar-360-case-2');
    await page.setViewportSize(WIDE);
    await picture(page, 'ar-1280-case');
  });
});
