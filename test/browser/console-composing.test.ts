import type { Page, Request } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf, tooWide } from '../support/accessibility.js';
import { card, claim, fillIn, log, replyBox, said } from '../support/console-screens.js';
import { until } from '../support/until.js';
import { kept, onItsWay, typed, write, writingScreens } from '../support/writing-screens.js';

jest.setTimeout(60_000);

const { screens, arrived, atTheDesk } = writingScreens();
const words = sv.outgoing;

/** The messages a page posts, by their keys. */
function posted(page: Page): { key: string; text: string }[] {
  const bodies: { key: string; text: string }[] = [];
  page.on('request', (request: Request) => {
    if (request.method() === 'POST' && request.url().endsWith('/messages')) bodies.push(request.postDataJSON());
  });
  return bodies;
}

describe('a reply that was sent', () => {
  it('waits five seconds, says so, and then reaches the citizen once', async () => {
    const { page } = await atTheDesk();
    await write(page, 'Vi lagar lampan.');
    await onItsWay(page).getByText(words.waiting).waitFor();
    expect(await typed(page)).toBe('');
    await page.clock.fastForward(4_000);
    expect(arrived()).toEqual([]);
    await page.clock.fastForward(1_500);
    await log(page).getByText('Vi lagar lampan.').waitFor();
    await onItsWay(page).waitFor({ state: 'detached' });
    expect(arrived()).toEqual(['Vi lagar lampan.']);
  });

  it.each([
    ['Escape in the empty box', (page: Page) => page.keyboard.press('Escape')],
    ['Ctrl+Z in the empty box', (page: Page) => page.keyboard.press('Control+z')],
    ['the button', (page: Page) => page.getByRole('button', { name: words.undo }).press('Enter')],
    [
      'Escape at the button',
      async (page: Page) => {
        await page.getByRole('button', { name: words.undo }).focus();
        await page.keyboard.press('Escape');
      },
    ],
  ])('is taken back with %s, and the box has it and the focus', async (_, undo) => {
    const { page } = await atTheDesk();
    await write(page, 'Fel person');
    await undo(page);
    await until(
      () => typed(page),
      (text) => text === 'Fel person',
    );
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.clock.fastForward(6_000);
    expect([await onItsWay(page).count(), arrived()]).toEqual([0, []]);
  });

  it('comes back before what was begun after it', async () => {
    const { page } = await atTheDesk();
    await write(page, 'Först');
    await replyBox(page).fill('sedan');
    await page.getByRole('button', { name: words.undo }).click();
    await until(
      () => typed(page),
      (text) => text === 'Först\n\nsedan',
    );
  });

  it('goes at once, and first, when another one follows', async () => {
    const { page } = await atTheDesk();
    await write(page, 'Ett');
    await replyBox(page).fill('Två');
    await page.keyboard.press('Enter');
    await onItsWay(page).getByText('Två').waitFor();
    expect(arrived()).toEqual(['Ett']);
    await page.clock.fastForward(5_500);
    await log(page).getByText('Två').waitFor();
    expect(arrived()).toEqual(['Ett', 'Två']);
  });

  it('is a draft again after a reload, and has reached nobody', async () => {
    const { page } = await atTheDesk();
    await write(page, 'Halvt tänkt');
    await page.reload();
    await until(
      () => typed(page),
      (text) => text === 'Halvt tänkt',
    );
    expect([await onItsWay(page).count(), arrived()]).toEqual([0, []]);
  });

  it('is posted once more under the same name when the page was reloaded before the answer came', async () => {
    const { page } = await atTheDesk();
    const bodies = posted(page);
    let first = () => {};
    const begun = new Promise<void>((resolve) => {
      first = resolve;
    });
    await page.route('**/messages', () => first(), { times: 1 });
    await write(page, 'På väg');
    await page.clock.fastForward(5_500);
    await begun;
    await page.reload();
    await log(page).getByText('På väg').waitFor();
    expect(bodies.map(({ text }) => text)).toEqual(['På väg', 'På väg']);
    expect(bodies[0]?.key).toBe(bodies[1]?.key);
    expect([await typed(page), arrived()]).toEqual(['', ['På väg']]);
  });

  it('goes at once when the agent goes on to another conversation', async () => {
    const { page } = await atTheDesk();
    const other = await screens.desk.wait({ conversationId: 'snow' });
    await write(page, 'Vi lagar lampan.');
    await card(page, other.number).getByRole('link').click();
    await until(() => arrived().length > 0);
    expect(arrived()).toEqual(['Vi lagar lampan.']);
  });

  it('goes before the conversation is closed', async () => {
    const { page } = await atTheDesk();
    await write(page, 'Det är klart.');
    await page.getByRole('button', { name: sv.close.open }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Besvarad').check();
    await dialog.getByRole('button', { name: sv.close.submit, exact: true }).click();
    await page.getByText(sv.queue.mineEmpty).waitFor();
    expect(screens.desk.told.map(({ what }) => what).slice(-2)).toEqual(['agentSays', 'closed']);
  });

  it('goes before the agent signs out', async () => {
    const { page } = await atTheDesk();
    await write(page, 'Hej då');
    await page.getByRole('button', { name: sv.app.menu }).click();
    await page.getByRole('button', { name: sv.app.signOut }).click();
    await page.getByRole('button', { name: sv.shift.submit }).click();
    await page.getByLabel(sv.signIn.username).waitFor();
    expect(arrived()).toEqual(['Hej då']);
  });

  it('is never forgotten unasked: whoever signs out with something begun is told first', async () => {
    const { page } = await atTheDesk();
    await replyBox(page).fill('Halvfärdigt');
    await page.getByRole('button', { name: sv.app.menu }).click();
    await page.getByRole('button', { name: sv.app.signOut }).click();
    await page.getByRole('button', { name: sv.shift.submit }).click();
    await page.getByText(said(sv.signOut.unsaved_one, { count: 1 })).waitFor();
    await page.getByRole('button', { name: sv.signOut.stay }).click();
    expect(await kept(page).inputValue()).toBe('Halvfärdigt');
  });

  it('stays on the screen when it did not arrive, and is sent again under the same name', async () => {
    const { page } = await atTheDesk();
    const bodies = posted(page);
    await screens.desk.down();
    await write(page, 'Vi tittar på lampan.');
    await page.clock.fastForward(5_500);
    await page.getByText(sv.reply.failed.split('{{why}}')[0] as string).waitFor();
    await replyBox(page).fill('Och en sak till');
    await screens.desk.up();
    await page.getByRole('button', { name: sv.reply.retry }).click();
    await log(page).getByText('Vi tittar på lampan.').waitFor();
    expect(new Set(bodies.map(({ key }) => key)).size).toBe(1);
    expect([arrived(), await typed(page)]).toEqual([['Vi tittar på lampan.'], 'Och en sak till']);
  });

  it('goes at once for those who have turned the waiting off', async () => {
    const { page } = await atTheDesk();
    await page.locator('.conversation-number').click();
    await page.keyboard.press('?');
    await page.getByLabel(said(words.setting, { seconds: 5 })).uncheck();
    await page.getByRole('button', { name: sv.app.ready }).click();
    await replyBox(page).fill('Genast');
    await replyBox(page).press('Enter');
    await log(page).getByText('Genast').waitFor();
    expect(arrived()).toEqual(['Genast']);
  });
});

describe('bad input', () => {
  it('shows HTML that an agent pastes as the text it is (bad input: HTML from an agent)', async () => {
    const { page } = await atTheDesk();
    const evil = '<img src=x onerror="document.title=1"><b>fet</b> [länk](javascript:alert(1))';
    await write(page, evil);
    await page.clock.fastForward(5_500);
    await log(page).getByText(evil).waitFor();
    expect(arrived()).toEqual([evil]);
    expect(await page.locator('main img, .message b, .message-text a').count()).toBe(0);
  });

  it.each([
    ['4,001 characters', 'å'.repeat(4_001), said(sv.reply.tooLong_one, { count: 1 })],
    ['only blanks', ' \n  ', sv.reply.empty],
  ])('refuses %s with a clear word', async (_, text, sentence) => {
    const { page } = await atTheDesk();
    await replyBox(page).fill(text);
    await page.keyboard.press('Enter');
    await page.getByText(sentence).waitFor();
    expect([await onItsWay(page).count(), await typed(page)]).toEqual([0, text]);
  });

  it('says that a personal number was hidden, in a reply and in a note', async () => {
    const { page } = await atTheDesk();
    await write(page, 'Är det 811218-9876?');
    await page.clock.fastForward(5_500);
    await page.getByText(sv.reply.masked).waitFor();
    expect(arrived()).toEqual(['Är det […]?']);
    await page.getByRole('button', { name: sv.note.open }).click();
    await page.getByLabel(sv.note.label).fill('811218-9876');
    await page.getByRole('button', { name: sv.note.save }).click();
    await page.getByText(sv.note.masked).waitFor();
  });
});

// Row 23, at the desk: what is new here is for everybody.
describe('the parts for writing', () => {
  it.each([
    ['1280 pixels', sv, { width: 1280, height: 800 }, 'sv-SE'],
    ['360 pixels', en, { width: 360, height: 740 }, 'en-GB'],
  ] as const)('have no fault that axe finds, and fit, on %s', async (_, own, viewport, locale) => {
    const reach = { phone: '070-174 06 05' };
    await screens.desk.hire('anna');
    await screens.desk.wait({ reach, category: 'UTE-SNO', handover: false });
    const { number, handoverId } = await screens.desk.wait({ reach, conversationId: 'lamp' });
    const page = await screens.screen({ viewport, locale });
    await fillIn(page, 'anna', 'anna-password', own);
    await claim(page, number);
    await page.clock.install();
    const sound = async () => {
      expect(await faultsOf(page)).toEqual([]);
      expect(await tooWide(page)).toBeLessThanOrEqual(0);
    };
    await page.locator('.previous').waitFor();
    await page.keyboard.type('/');
    await page.getByRole('listbox').waitFor();
    await sound();
    await replyBox(page).fill('x '.repeat(200));
    await page.keyboard.press('Enter');
    await page.locator('.on-its-way').waitFor();
    await page.getByRole('button', { name: own.note.open }).click();
    await replyBox(page).fill(`{{citizenName}} ${'å'.repeat(3_990)}`);
    await page.getByText(own.templates.fillIn).waitFor();
    await sound();
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    await screens.desk.desk.takeBack(handoverId, siv);
    await page.getByLabel(own.lost.draft).waitFor();
    await sound();
  });
});
