import { readFileSync } from 'node:fs';
import type { Page, Request } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { card, claim, consoleScreens, fillIn, log, replyBox, said } from '../support/console-screens.js';
import { until } from '../support/until.js';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.outgoing;

/** What the citizen got from agents. */
const arrived = () => screens.desk.told.filter(({ what }) => what === 'agentSays').map(({ text }) => text);
const onItsWay = (page: Page) => page.getByRole('region', { name: words.label });
const kept = (page: Page) => page.getByLabel(sv.lost.draft);
const typed = (page: Page) => replyBox(page).inputValue();

/** Anna has a conversation on a screen whose clock she, and not the time, moves on. */
async function atTheDesk(changes = {}): Promise<{ page: Page; number: string; handoverId: string }> {
  await screens.desk.hire('anna');
  const { number, handoverId } = await screens.desk.wait({ conversationId: 'lamp', ...changes });
  const page = await screens.atWork('anna');
  await page.clock.install();
  await claim(page, number);
  return { page, number, handoverId };
}

async function write(page: Page, text: string): Promise<void> {
  await replyBox(page).fill(text);
  await page.keyboard.press('Enter');
  await onItsWay(page).waitFor();
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

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

describe('templates', () => {
  const list = (page: Page) => page.getByRole('listbox', { name: sv.templates.title });
  const option = (page: Page, title: string) => list(page).getByRole('option', { name: title });

  it('are found with / and put in at the cursor, several in one message, with the keyboard alone', async () => {
    const { page, number } = await atTheDesk();
    await page.keyboard.type('/häls');
    await option(page, 'Hälsning med namn').waitFor();
    expect(await option(page, 'Hälsning').first().getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' Lampan lagas. /num');
    await option(page, 'Ärendets nummer').waitFor();
    await page.keyboard.press('Enter');
    const text = await typed(page);
    expect(text).toMatch(/^Hej! Jag heter Anna och svarar för Trafik och utemiljö\..* Lampan lagas\. Ditt ärende har/);
    expect(text).toContain(`numret ${number}.`);
    await page.keyboard.press('Control+z');
    expect(await typed(page)).toMatch(/ Lampan lagas\. \/num$/);
    expect(arrived()).toEqual([]);
  });

  it('stay out of the way: Escape closes them, a slash in a word opens nothing, Enter sends', async () => {
    const { page } = await atTheDesk();
    await page.keyboard.type('Hej /');
    await list(page).waitFor();
    await page.keyboard.press('Escape');
    await list(page).waitFor({ state: 'detached' });
    await page.keyboard.type('qq och/eller mån/tis /xyzzy');
    expect(await list(page).count()).toBe(0);
    await page.keyboard.press('Enter');
    await onItsWay(page).getByText('Hej /qq och/eller mån/tis /xyzzy').waitFor();
  });

  it('mark what nobody knows, and are not sent before it is filled in', async () => {
    const { page } = await atTheDesk();
    await page.keyboard.type('/med namn');
    await option(page, 'Hälsning med namn').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(sv.templates.fillIn).waitFor();
    await page.getByRole('button', { name: `{{citizenName}} ${sv.templates.name.citizenName}` }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(said(sv.templates.missing, { name: '{{citizenName}}' })).waitFor();
    // What is missing is selected: typing fills it in.
    await page.keyboard.type('Siv');
    expect(await typed(page)).toMatch(/^Hej Siv! /);
    await page.keyboard.press('Enter');
    await onItsWay(page).getByText('Hej Siv!').waitFor();
  });

  // “Also” of the complaints: a name only where the citizen has given it.
  it('use the citizen’s name when it is known', async () => {
    const { page } = await atTheDesk({ reach: { name: 'Siv Ek' } });
    await page.locator('.conversation-head', { hasText: 'Siv Ek' }).waitFor();
    await replyBox(page).focus();
    await page.keyboard.type('/med namn');
    await option(page, 'Hälsning med namn').waitFor();
    await page.keyboard.press('Enter');
    expect(await typed(page)).toMatch(/^Hej Siv Ek! Jag heter Anna\./);
  });

  it('are those of the group, with facts and not figures', async () => {
    const { page } = await atTheDesk();
    await page.keyboard.type('/');
    await option(page, 'Anmäla fel ute på telefon').waitFor();
    expect(await option(page, 'Ring Äldre direkt').count()).toBe(0);
    await page.keyboard.type('anmäla fel');
    await page.keyboard.press('Tab');
    expect(await typed(page)).toContain('08-651 00 00');
  });

  // Row 22: a language that is not there is seen, not guessed.
  it('come in the citizen’s language, or say which language they are in (complaint 22)', async () => {
    const { page } = await atTheDesk({ language: 'en' });
    await page.getByRole('button', { name: sv.templates.open }).click();
    await option(page, 'Något mer?').click();
    expect(await typed(page)).toBe('Is there anything else I can help you with?');
    const french = await screens.desk.wait({ conversationId: 'fr', language: 'fr' });
    await claim(page, french.number);
    await page.keyboard.type('/något');
    await option(page, 'Något mer?').getByText('Svenska', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await typed(page)).toBe('Is there anything else I can help you with?');
    await page.getByText(said(sv.templates.otherLanguage, { language: 'engelska', wanted: 'franska' })).waitFor();
  });
});

describe('notes', () => {
  it('are never sent to the citizen: Enter is a new line, and the focus does not fall into the reply', async () => {
    const { page } = await atTheDesk();
    await page.getByRole('button', { name: sv.note.open }).press('Enter');
    await page.keyboard.type('Verkar orolig');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Ring hellre');
    const note = page.getByLabel(sv.note.label);
    expect(await note.inputValue()).toBe('Verkar orolig\nRing hellre');
    await page.getByRole('button', { name: sv.note.save }).press('Enter');
    await page.locator('.event-note', { hasText: 'Ring hellre' }).waitFor();
    await note.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toContain(sv.note.open);
    await page.keyboard.type('till kollegor');
    expect([await typed(page), arrived()]).toEqual(['', []]);
  });

  it('are kept apart from the reply, and nothing of a long one is cut off unseen', async () => {
    const { page } = await atTheDesk();
    await replyBox(page).fill('Till invånaren');
    await page.getByRole('button', { name: sv.note.open }).click();
    const note = page.getByLabel(sv.note.label);
    await note.fill('å'.repeat(4_001));
    await page.getByText(said(sv.reply.over_one, { count: 1 })).waitFor();
    await page.getByRole('button', { name: sv.note.save }).click();
    await page.getByText(said(sv.note.tooLong_one, { count: 1 })).waitFor();
    await note.fill('   ');
    await page.getByRole('button', { name: sv.note.save }).click();
    await page.getByText(sv.note.empty).waitFor();
    expect(await typed(page)).toBe('Till invånaren');
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

describe('several conversations at once', () => {
  it('keep their drafts, marks, names and colours apart, and are gone through with the keyboard while writing', async () => {
    const { page, number } = await atTheDesk();
    const other = await screens.desk.wait({ conversationId: 'snow', reach: { name: 'Siv Ek' } });
    await replyBox(page).fill('om lampan');
    await claim(page, other.number);
    await page.locator('.reply-whose', { hasText: `Siv Ek · ${other.number}` }).waitFor();
    await replyBox(page).fill('om snön');
    screens.desk.says('lamp', 'Är du kvar?');
    await card(page, number).locator('.unread').waitFor();
    expect(await page.evaluate('document.activeElement.value')).toBe('om snön');
    await page.keyboard.press('Alt+ArrowDown');
    await page.locator('.reply-whose', { hasText: number }).waitFor();
    expect(await typed(page)).toBe('om lampan');
    await page.keyboard.type('!');
    await page.keyboard.press('Alt+ArrowUp');
    await page.locator('.reply-whose', { hasText: other.number }).waitFor();
    expect(await typed(page)).toBe('om snön');
    const colours = await page.evaluate(
      "[...document.querySelectorAll('.queue-item.band')].map((one) => getComputedStyle(one).borderInlineStartColor)",
    );
    expect(new Set(colours as string[]).size).toBe(2);
    await page.keyboard.press('Alt+ArrowDown');
    await page.locator('.reply-whose', { hasText: number }).waitFor();
    expect(await typed(page)).toBe('om lampan!');
  });

  // Row 20: a draft is never dropped by what somebody else does.
  it('keep what was begun when the conversation goes to somebody else, and have it in the box when it comes back (complaint 20)', async () => {
    const { page, number, handoverId } = await atTheDesk();
    const anna = (await screens.desk.agents.list()).find(({ username }) => username === 'anna');
    const bo = await screens.desk.hire('bo');
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    await replyBox(page).fill('Nästan klart');
    await screens.desk.desk.takeBack(handoverId, siv);
    await until(() => kept(page).inputValue());
    expect(await kept(page).inputValue()).toBe('Nästan klart');
    await screens.desk.desk.claim(handoverId, bo);
    await page.getByText(said(sv.state.accepted, { name: 'Bo' })).waitFor();
    expect(await kept(page).inputValue()).toBe('Nästan klart');
    await screens.desk.desk.takeBack(handoverId, siv);
    await claim(page, number);
    expect([await typed(page), arrived(), anna?.name]).toEqual(['Nästan klart', [], 'Anna']);
  });

  it('give a reply back to its writer when the conversation went away while it waited', async () => {
    const { page, number, handoverId } = await atTheDesk();
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    await write(page, 'För sent');
    await screens.desk.desk.takeBack(handoverId, siv);
    await page.getByText(said(sv.reply.refused, { number })).waitFor();
    expect([await kept(page).inputValue(), arrived()]).toEqual(['För sent', []]);
  });

  it('give a draft to nobody else who signs in at the same screen, and back to its writer', async () => {
    const { page } = await atTheDesk();
    await screens.desk.hire('bo');
    await write(page, 'Mina ord');
    await screens.desk.store.connection.collection('sessions').deleteMany({});
    await page.clock.fastForward(5_500);
    await page.getByText(sv.signIn.expired).waitFor();
    await fillIn(page, 'bo', 'bo-password');
    await page.getByText(said(sv.state.accepted, { name: 'Anna' })).waitFor();
    expect(await page.getByText('Mina ord').count()).toBe(0);
    await screens.desk.store.connection.collection('sessions').deleteMany({});
    await page.reload();
    await fillIn(page, 'anna', 'anna-password');
    await replyBox(page).waitFor();
    expect([await typed(page), arrived()]).toEqual(['Mina ord', []]);
  });
});

describe('what the citizen asked before', () => {
  it('stands beside the case, within the agent’s own rights, and opens it', async () => {
    await screens.desk.hire('anna');
    const reach = { phone: '070-174 06 05' };
    const before = await screens.desk.wait({ reach, category: 'UTE-SNO', handover: false });
    await screens.desk.wait({ reach, category: 'FSK-KO', handover: false });
    const { number } = await screens.desk.wait({ reach, conversationId: 'lamp' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    const panel = page.locator('.case-panel');
    await panel.getByRole('button', { name: said(sv.previous.title_one, { count: 1 }) }).waitFor();
    await panel.getByText(sv.previous.same.phone).waitFor();
    await panel.getByRole('link', { name: before.number }).click();
    await page.getByRole('heading', { name: before.number }).waitFor();
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
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
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
