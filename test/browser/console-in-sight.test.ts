import type { Locator, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { card, claim, consoleScreens, log, replyBox, said } from '../support/console-screens.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const PHONE = { viewport: { width: 360, height: 740 } };
const LOW = { viewport: { width: 1280, height: 600 } };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function isOnScreen(page: Page, wanted: Locator): Promise<boolean> {
  const box = await wanted.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= (page.viewportSize()?.height ?? 0);
}

/** Inside the part of the talk that is shown now. */
const isReadable = (page: Page, text: string): Promise<boolean> =>
  log(page)
    .getByText(text)
    .evaluate((message) => {
      const shown = message.closest('[role=log]')?.getBoundingClientRect();
      const { top, bottom } = message.getBoundingClientRect();
      return shown !== undefined && top >= shown.top && bottom <= shown.bottom;
    });

/** Anna has a long conversation. */
async function atTheDesk(changes = {}, options = {}): Promise<Page> {
  await screens.desk.hire('anna');
  const { number } = await screens.desk.wait({ conversationId: 'lamp', ...changes });
  for (let nth = 1; nth <= 20; nth++) screens.desk.says('lamp', `Rad ${nth} av en lång berättelse`);
  const page = await screens.atWork('anna', options);
  await claim(page, number);
  screens.desk.says('lamp', 'Det sista jag skriver');
  await log(page).getByText('Det sista jag skriver').waitFor();
  return page;
}

describe('on the screen is what an agent needs next', () => {
  it.each([
    ['the list of templates is open', (page: Page) => replyBox(page).press('/')],
    ['a note is being written', (page: Page) => button(page, sv.note.open).click()],
    [
      'a reply is on its way',
      async (page: Page) => {
        await replyBox(page).fill('Vi lagar lampan.');
        await replyBox(page).press('Enter');
        await page.getByText(sv.outgoing.waiting).waitFor();
      },
    ],
  ])('the newest message stays readable while %s', async (_, act) => {
    const page = await atTheDesk();
    await act(page);
    await until(() => isReadable(page, 'Det sista jag skriver'));
  });

  it('but whoever has scrolled up to read stays where they read', async () => {
    const page = await atTheDesk();
    const first = log(page).getByText('Rad 1 av en lång berättelse');
    await first.scrollIntoViewIfNeeded();
    await replyBox(page).press('/');
    await page.getByRole('listbox').waitFor();
    expect(await isReadable(page, 'Rad 1 av en lång berättelse')).toBe(true);
  });

  it('the page itself does not scroll, however much has been said', async () => {
    const page = await atTheDesk();
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(800);
  });

  it('the number to call stands at the head of the conversation, ready to be called', async () => {
    const reach = { name: 'Ali', phone: '+46701234567', email: 'ali@example.org' };
    const page = await atTheDesk({ reach });
    const head = page.locator('.conversation-head').getByRole('link', { name: `Ring ${reach.phone}` });
    expect(await head.getAttribute('href')).toBe(`tel:${reach.phone}`);
    expect(await isOnScreen(page, head)).toBe(true);
    const facts = page.getByRole('complementary', { name: sv.case.label });
    expect(await facts.getByRole('link', { name: `Ring ${reach.phone}` }).count()).toBe(1);
    await facts.getByText(reach.email).waitFor();
  });

  it('what the citizen has filled in stands beside the conversation, so that nobody asks for it again', async () => {
    const details = { location: { text: 'Storgatan 4' }, description: 'Lampan blinkar' };
    const page = await atTheDesk({ form: 'belysning', details });
    const told = page
      .getByRole('complementary', { name: sv.case.label })
      .getByRole('region', { name: sv.case.details });
    await told.getByText('Storgatan 4').waitFor();
    await told.getByText('Lampan blinkar').waitFor();
  });

  it('the button that sends a conversation on, also where the dialog is longer than the screen', async () => {
    const page = await atTheDesk({}, LOW);
    await button(page, sv.transfer.open).click();
    const submit = page.getByRole('dialog').getByRole('button', { name: sv.transfer.submit });
    await page.getByRole('dialog').getByText(sv.transfer.note).waitFor();
    expect(await isOnScreen(page, submit)).toBe(true);
  });

  it('on a telephone the newest message, the box and the button that sends, without scrolling', async () => {
    const page = await atTheDesk({}, PHONE);
    expect(await isReadable(page, 'Det sista jag skriver')).toBe(true);
    expect(await isOnScreen(page, replyBox(page))).toBe(true);
    expect(await isOnScreen(page, button(page, sv.reply.send))).toBe(true);
    expect(await page.evaluate('scrollY')).toBe(0);
  });

  it('on a telephone one line at the top, also where the name of the view is long', async () => {
    await screens.desk.hire('anna');
    await screens.desk.wait();
    const page = await screens.atWork('anna', PHONE);
    const height = async () => (await page.locator('.top').boundingBox())?.height;
    await page.getByRole('link', { name: sv.views.desk }).waitFor();
    const oneLine = await height();
    await page.goto(`${screens.desk.url}/console/#/call-backs`);
    await page.getByRole('heading', { name: sv.views['call-backs'] }).waitFor();
    expect(await height()).toBe(oneLine);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});

describe('what has been answered is not new', () => {
  it('also after the page was loaded again, and on the screen is another conversation', async () => {
    await screens.desk.hire('anna');
    const lamp = await screens.desk.wait({ conversationId: 'lamp' });
    const hole = await screens.desk.wait({ conversationId: 'hole' });
    const page = await screens.atWork('anna');
    await claim(page, lamp.number);
    await replyBox(page).fill('Vi lagar lampan.');
    await replyBox(page).press('Enter');
    await claim(page, hole.number);
    await until(async () => screens.desk.told.some(({ text }) => text === 'Vi lagar lampan.'));
    await page.reload();
    await replyBox(page).waitFor();
    screens.desk.says('lamp', 'Tack!');
    await card(page, lamp.number)
      .getByText(said(sv.queue.unread_one, { count: 1 }))
      .waitFor();
  });
});

describe('what somebody cannot do is not asked of them', () => {
  it('a supervisor who does not answer is sent to the board instead of to a button that is not there', async () => {
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('siv');
    await page.getByText(sv.conversation.noneReads).waitFor();
    await card(page, number).getByRole('link').click();
    await page.getByText(sv.claim.onlyReads).waitFor();
    await page.getByRole('link', { name: sv.claim.toBoard }).click();
    await page.getByRole('heading', { name: sv.views.board }).waitFor();
  });

  it('whoever answers finds the accounts in the menu; an administrator begins with them', async () => {
    await screens.desk.hire('max', { roles: ['agent', 'supervisor', 'editor', 'admin'] });
    await screens.desk.wait();
    const page = await screens.atWork('max');
    const accounts = page.getByRole('link', { name: sv.views.staff });
    expect(await accounts.isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
    await button(page, sv.app.menu).click();
    await accounts.click();
    await page.getByRole('heading', { name: sv.views.staff }).waitFor();
  });
});
