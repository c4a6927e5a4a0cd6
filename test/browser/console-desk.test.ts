import type { Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { card, claim, consoleScreens, fillIn, log, replyBox, said } from '../support/console-screens.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const screens = consoleScreens();

/** What the tests ask of an element in the browser. */
interface Box {
  scrollTop: number;
  scrollHeight: number;
  clientHeight: number;
}

describe('the queue', () => {
  it('shows the longest waiting first, with age, language and secrecy in words', async () => {
    await screens.desk.hire('anna', { groups: ['TRA', 'ALD'] });
    const late = await screens.desk.wait({ category: 'UTE-BEL', language: 'en' }, 12);
    const fresh = await screens.desk.wait({ category: 'ALD-HEM' }, 1);
    const page = await screens.atWork('anna');
    await card(page, fresh.number).waitFor();
    expect(await page.locator('.queue-item-number').allTextContents()).toEqual([late.number, fresh.number]);
    expect(await card(page, late.number).innerText()).toContain(`12 min\n${sv.age.tooLong}`);
    expect(await card(page, late.number).innerText()).toContain('Engelska');
    expect(await card(page, fresh.number).innerText()).toContain(sv.secrecy.strong);
    expect(await page.title()).toBe(`(2) ${sv.app.title}`);
  });

  it('shows somebody new without a reload', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    await page.getByText(sv.queue.emptyTitle).waitFor();
    const { number } = await screens.desk.wait();
    await card(page, number).waitFor();
    expect(await page.title()).toBe(`(1) ${sv.app.title}`);
  });

  it('gives a conversation to one of two who press at once and tells the other who has it', async () => {
    await screens.desk.hire('anna');
    await screens.desk.hire('bo');
    const { number } = await screens.desk.wait();
    const pages = await Promise.all([screens.atWork('anna'), screens.atWork('bo')]);
    let arrived = 0;
    let release = () => {};
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    for (const page of pages) {
      await page.route('**/claim', async (route) => {
        if (++arrived === 2) release();
        await both;
        await route.continue();
      });
    }
    await Promise.all(pages.map((page) => card(page, number).getByRole('button').click()));
    const sentence = (name: string) => said(sv.claim.taken, { name, number });
    const agentName = await until(async () => (await screens.desk.registry.findCase(number))?.handover.agentName ?? '');
    const [winner, loser] = agentName === 'Anna' ? pages : pages.toReversed();
    await replyBox(winner as Page).waitFor();
    await (loser as Page).getByText(sentence(agentName)).waitFor();
    expect(await replyBox(loser as Page).count()).toBe(0);
    expect(await card(loser as Page, number).count()).toBe(0);
  });

  it('shows a supervisor every queue, but lets them take nothing and read nothing that is strictly secret', async () => {
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const secret = await screens.desk.wait({ category: 'ALD-HEM' });
    const open = await screens.desk.wait({ category: 'UTE-BEL' });
    const page = await screens.atWork('siv');
    await card(page, open.number).getByRole('link').click();
    await log(page).getByText('Lampan på Storgatan 4 är trasig').waitFor();
    await page.getByText(sv.claim.onlyReads).waitFor();
    await card(page, secret.number).getByRole('link').click();
    await page.getByText(sv.transcript.notYours).waitFor();
    await page.getByText(sv.timeline.notYours).waitFor();
    expect(await page.getByRole('button', { name: sv.claim.button }).count()).toBe(0);
    expect(await page.getByText('Lampan på Storgatan 4 är trasig').count()).toBe(0);
  });

  it('says when the connection is lost and shows what came meanwhile when it is back', async () => {
    await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    await page.getByText(sv.queue.emptyTitle).waitFor();
    await screens.desk.down();
    await page.getByText(sv.connection.lost).waitFor();
    const { number } = await screens.desk.wait();
    await screens.desk.up();
    await card(page, number).waitFor();
    await page.getByText(sv.connection.again).waitFor();
  });
});

describe('a conversation', () => {
  it('takes replies, shows the citizen’s at once, and keeps internal notes apart', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ conversationId: 'lamp', language: 'ar' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await replyBox(page).fill('Hej!');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Vad heter gatan?');
    await page.keyboard.press('Enter');
    await log(page).getByText('Vad heter gatan?').waitFor();
    await until(
      () => replyBox(page).inputValue(),
      (text) => text === '',
    );
    screens.desk.says('lamp', 'مرحبا');
    const arabic = log(page).getByText('مرحبا');
    await arabic.waitFor();
    expect([await arabic.getAttribute('lang'), await arabic.getAttribute('dir')]).toEqual(['ar', 'rtl']);
    await page.getByRole('button', { name: sv.note.open }).click();
    await page.getByLabel(sv.note.label).fill('Ringde trafikkontoret');
    await page.getByRole('button', { name: sv.note.save }).click();
    await page.locator('.event-note', { hasText: 'Ringde trafikkontoret' }).waitFor();
    expect(await log(page).getByText('Ringde trafikkontoret').count()).toBe(0);
    expect(screens.desk.told.filter(({ what }) => what === 'agentSays').map(({ text }) => text)).toEqual([
      'Hej!\nVad heter gatan?',
    ]);
  });

  it('shows what a citizen writes as text: no HTML, no Markdown, no link', async () => {
    await screens.desk.hire('anna');
    const evil = '<img src=x onerror="document.title=1"> **fet** [länk](javascript:alert(1)) https://example.org';
    const { number } = await screens.desk.wait({ conversationId: 'evil', subject: evil });
    screens.desk.says('evil', evil);
    const page = await screens.atWork('anna');
    await claim(page, number);
    expect(await log(page).locator('.message-text').last().textContent()).toBe(evil);
    expect(await page.locator('main img, .message a, .message strong:not(.message-head *)').count()).toBe(0);
    expect(await page.title()).toBe(sv.app.title);
  });

  it('refuses an empty or too long reply, and keeps the text when sending fails', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.keyboard.press('Enter');
    await page.getByText(sv.reply.empty).waitFor();
    await replyBox(page).fill('å'.repeat(4002));
    await page.getByText(said(sv.reply.over_other, { count: 2 })).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(said(sv.reply.tooLong_other, { count: 2 })).waitFor();
    await replyBox(page).fill('Vi tittar på lampan.');
    await screens.desk.down();
    await page.keyboard.press('Enter');
    await page.getByText(sv.reply.failed.split('{{why}}')[0] as string).waitFor();
    expect(await page.locator('.on-its-way-text').textContent()).toBe('Vi tittar på lampan.');
    await screens.desk.up();
    await page.getByRole('button', { name: sv.reply.retry }).click();
    await log(page).getByText('Vi tittar på lampan.').waitFor();
    expect(screens.desk.told.filter(({ what }) => what === 'agentSays')).toHaveLength(1);
  });

  it('explains why nothing can be noted about a matter of strong secrecy', async () => {
    await screens.desk.hire('anna', { groups: ['ALD'] });
    const { number } = await screens.desk.wait({ category: 'ALD-HEM' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.note.open }).click();
    await page.getByText(sv.note.secret).waitFor();
    expect(await page.getByLabel(sv.note.label).count()).toBe(0);
  });

  it('closes only with a resolution, a category and, without a live answer, words for the citizen (complaint 25)', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ category: 'UTE-BEL' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.close.open }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('combobox', { name: sv.close.category }).inputValue()).toBe('Gatubelysning trasig');
    await dialog.getByRole('button', { name: sv.close.submit, exact: true }).click();
    await dialog.getByText(sv.close.resolutionMissing).waitFor();
    expect(await dialog.getByLabel('Återtagen av invånaren').count()).toBe(0);
    await dialog.getByLabel('Besvarad').check();
    const category = dialog.getByRole('combobox', { name: sv.close.category });
    await category.fill('parkering');
    await page.keyboard.press('Escape');
    expect(await category.inputValue()).toBe('Gatubelysning trasig');
    await category.fill('snoroj');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: sv.close.submit, exact: true }).click();
    await dialog.getByText(sv.close.textMissing).waitFor();
    await dialog.getByLabel(/Text till invånaren/).fill('Tack för din anmälan.');
    await dialog.getByRole('button', { name: sv.close.submit, exact: true }).click();
    await page.getByText(sv.queue.mineEmpty).waitFor();
    const closed = await screens.desk.registry.findCase(number);
    expect(closed).toMatchObject({ status: 'closed', resolution: 'answered', category: 'UTE-SNO' });
    expect(screens.desk.told.at(-1)).toEqual({ what: 'closed', text: 'Tack för din anmälan.' });
  });

  it('keeps a draft over a reload and over a session that ends', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await claim(page, number);
    await replyBox(page).fill('Halvfärdigt svar');
    await page.reload();
    await replyBox(page).waitFor();
    expect(await replyBox(page).inputValue()).toBe('Halvfärdigt svar');
    await screens.desk.store.connection.collection('sessions').deleteMany({});
    await page.keyboard.press('Enter');
    await page.getByText(sv.signIn.expired).waitFor();
    await fillIn(page, 'anna', 'anna-password');
    await replyBox(page).waitFor();
    expect(await replyBox(page).inputValue()).toBe('Halvfärdigt svar');
    expect(screens.desk.told.some(({ what }) => what === 'agentSays')).toBe(false);
  });

  it('stays where somebody has scrolled to, and offers the way to what is new', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ conversationId: 'long' });
    for (let line = 1; line <= 40; line++) screens.desk.says('long', `Rad ${line}`);
    const page = await screens.atWork('anna');
    await claim(page, number);
    const isAtEnd = () => log(page).evaluate((box: Box) => box.scrollHeight - box.scrollTop - box.clientHeight < 5);
    await log(page).getByText('Rad 40').waitFor();
    expect(await isAtEnd()).toBe(true);
    await log(page).hover();
    await page.mouse.wheel(0, -2000);
    await log(page).getByText('Lampan på Storgatan 4').scrollIntoViewIfNeeded();
    screens.desk.says('long', 'Det allra nyaste');
    await page.getByRole('button', { name: sv.transcript.newer }).click();
    expect(await isAtEnd()).toBe(true);
    expect(await page.getByRole('button', { name: sv.transcript.newer }).count()).toBe(0);
  });

  it('counts what citizens write in the conversations that are not on the screen', async () => {
    await screens.desk.hire('anna');
    const first = await screens.desk.wait({ conversationId: 'first' });
    const second = await screens.desk.wait({ conversationId: 'second' });
    const page = await screens.atWork('anna');
    await claim(page, first.number);
    await claim(page, second.number);
    screens.desk.says('first', 'Är du kvar?');
    await card(page, first.number)
      .getByText(said(sv.queue.unread_one, { count: 1 }))
      .waitFor();
    await card(page, first.number).getByRole('link').click();
    await log(page).getByText('Är du kvar?').waitFor();
    await page.locator('.unread').waitFor({ state: 'detached' });
  });
});

describe('the register', () => {
  it('finds a case by number and by telephone, filters, and shows timeline and transcript', async () => {
    await screens.desk.hire('anna');
    await screens.desk.wait({ reach: { phone: '070-123 45 67' }, subject: 'Lampan' });
    const other = await screens.desk.wait({ category: 'UTE-SNO', subject: 'Snön' });
    const page = await screens.atWork('anna');
    await page.getByRole('link', { name: sv.views.cases }).click();
    await page.locator('.case-row').nth(1).waitFor();
    await page.getByLabel(sv.cases.search).fill('0701234567');
    await page.getByText(said(sv.cases.count_one, { count: 1 }), { exact: true }).waitFor();
    expect(await page.locator('.case-row').innerText()).toContain('Lampan');
    await page.getByLabel(sv.cases.search).fill(other.number);
    await page.locator('.case-row', { hasText: 'Snön' }).getByRole('link').click();
    await page.getByRole('heading', { name: other.number }).waitFor();
    await page.getByRole('log').getByText('Lampan på Storgatan 4 är trasig').waitFor();
    await page.getByText(sv.timeline.queued).waitFor();
    await page.getByLabel(sv.case.status, { exact: true }).selectOption('closed');
    await page.getByText(sv.cases.noHitTitle).waitFor();
  });
});
