import type { Page } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { seriousFaultsOf } from '../support/accessibility.js';
import { browserPages } from '../support/browser.js';
import { said } from '../support/console-screens.js';
import { type Announcement, type ScreenReader, screenReader } from '../support/screen-reader.js';
import { closeCentres, startCentre, type TestCentre } from '../support/start-centre.js';
import { city, locales } from '../support/talk-to.js';

jest.setTimeout(240_000);

let centre: TestCentre;

const pages = browserPages({ close: closeCentres, faultless: true });

/** Somebody who has a keyboard and a screen reader, and nothing else. */
interface Seat extends ScreenReader {
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Goes on, or back, until the focus is on what has this role and name. */
  goTo(role: string, name: string | RegExp, key?: 'Tab' | 'Shift+Tab' | 'ArrowRight' | 'ArrowDown'): Promise<void>;
  /** Waits until this has been read aloud. */
  hears(role: string, text: string | RegExp): Promise<void>;
  /** Waits until the focus is there. */
  isAt(role: string, name: string | RegExp): Promise<void>;
  /** What axe finds that is serious, on the page as it stands. */
  faults(): Promise<string[]>;
}

const fits = (text: string, wanted: string | RegExp) =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

async function sitDown(path: string, screen: { locale: string; viewport: { width: number; height: number } }) {
  // Before anybody signs in, the console asks who is there and is told: nobody. A refusal is what one test is about.
  const watched = await pages.open({ own: [centre.url], expected: /status of 4(01|09)/, ...screen });
  const { page } = watched;
  const reader = await screenReader(page);
  await page.goto(centre.url + path);
  return seatAt(page, reader);
}

function seatAt(page: Page, reader: ScreenReader): Seat {
  const isThere = async (role: string, name: string | RegExp) => {
    const at = await reader.focus();
    return at?.role === role && fits(at.name, name);
  };
  async function waitFor(what: string, holds: () => Promise<boolean>, found: () => Promise<unknown>): Promise<void> {
    const end = Date.now() + 20_000;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`${what}; there is ${JSON.stringify(await found(), null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return {
    ...reader,
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => page.keyboard.type(text),
    async goTo(role, name, key = 'Tab') {
      const seen: unknown[] = [];
      for (let steps = 0; steps < 60; steps++) {
        if (await isThere(role, name)) return;
        seen.push(await reader.focus());
        await page.keyboard.press(key);
      }
      throw new Error(`no way to ${role} ${name} by ${key}: ${JSON.stringify(seen)}`);
    },
    hears: (role, text) =>
      waitFor(
        `${role} never said ${text}`,
        async () => (await reader.announced()).some((one) => one.role === role && fits(one.text, text)),
        reader.announced,
      ),
    isAt: (role, name) => waitFor(`the focus never came to ${role} ${name}`, () => isThere(role, name), reader.focus),
    faults: () => seriousFaultsOf(page),
  };
}

const times = (all: readonly Announcement[], text: string) => all.filter((one) => one.text.includes(text)).length;
const NUMBER = 'KC-2026-000002';

// Nothing read, all read again, focus lost.
describe.each([
  [
    'sv',
    '1280 px',
    sv,
    'Gatlyktan utanför vårt hus är trasig',
    { locale: 'sv-SE', viewport: { width: 1280, height: 800 } },
  ],
  [
    'en',
    '360 px',
    en,
    'The street light outside our house is broken',
    { locale: 'en-GB', viewport: { width: 360, height: 740 } },
  ],
] as const)('a whole handover (%s, %s)', (language, _size, words, question, screen) => {
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);
  const robot = say('chat.said', { name: say('chat.robot') });
  const sara = say('chat.said', { name: say('chat.agentName', { name: 'Sara Lind' }) });
  const state = (key: string, values?: Record<string, unknown>) =>
    `${say(`chat.${key}`, values)} ${say('chat.stateCase', { number: NUMBER })}`;
  const inputs = { citizen: say('chat.sendBox'), agent: NUMBER };

  it('is played by citizen and agent with the keys alone; each hears every step once, and axe finds nothing serious (complaint 23)', async () => {
    centre = await startCentre();
    await centre.agent('sara', ['TRA'], { name: 'Sara Lind' });
    const before = await centre.citizen(language);
    await before.says(question);
    await before.says(say('chat.person'));

    const citizen = await sitDown(`/?lang=${language}`, screen);
    await citizen.hears('log', robot);
    await citizen.goTo('link', say('chat.skipToChat'));
    await citizen.press('Enter');
    await citizen.isAt('textbox', inputs.citizen);
    await citizen.type(question);
    await citizen.press('Enter');
    await citizen.hears('log', say('feedback.ask'));
    await citizen.isAt('textbox', inputs.citizen);

    await citizen.goTo('button', say('feedback.yes'), 'Shift+Tab');
    await citizen.goTo('button', say('feedback.person'), 'ArrowRight');
    await citizen.press('Enter');
    await citizen.hears('status', state('stateWaitingPlace', { position: 2 }));
    await citizen.isAt('textbox', inputs.citizen);
    expect(await citizen.faults()).toEqual([]);

    const agent = await sitDown('/console/', screen);
    await agent.isAt('textbox', words.signIn.username);
    await agent.type('sara');
    await agent.press('Tab');
    await agent.type('a-good-password');
    await agent.press('Enter');
    await agent.hears('status', words.queue.somebodyWaits);
    expect(await agent.faults()).toEqual([]);
    await agent.press('n');
    await agent.isAt('textbox', 'KC-2026-000001');
    await citizen.hears('status', state('stateWaitingPlace', { position: 1 }));
    await citizen.isAt('textbox', inputs.citizen);

    await agent.press('Shift+Tab', 'n');
    await agent.isAt('textbox', inputs.agent);
    await citizen.hears('status', state('statePersonNamed', { name: 'Sara Lind' }));
    await agent.type('Hello! Vilken gata?');
    await agent.press('Enter');
    await agent.hears('status', words.outgoing.waiting);
    await agent.isAt('textbox', inputs.agent);
    await citizen.hears('log', `${sara} Hello! Vilken gata?`);
    await agent.hears('log', 'Hello! Vilken gata?');
    await citizen.isAt('textbox', inputs.citizen);
    await citizen.type('Storgatan 5');
    await citizen.press('Enter');
    await citizen.isAt('textbox', inputs.citizen);
    await agent.hears('log', 'Storgatan 5');
    await agent.isAt('textbox', inputs.agent);
    expect([await citizen.faults(), await agent.faults()]).toEqual([[], []]);
    expect((await agent.things()).filter(({ role }) => role === 'log')).toHaveLength(1);

    await agent.press('Shift+Tab', 'a');
    await agent.isAt('textbox', words.note.label);
    await agent.type('Lampa 7');
    await agent.press('Tab', 'Enter');
    await agent.hears('status', words.note.saved);
    await agent.isAt('button', words.note.open);

    await agent.press('t');
    await agent.hears('status', words.transfer.preview);
    const transferring = { role: 'dialog', name: said(words.transfer.title, { number: NUMBER }) };
    expect(await agent.things()).toContainEqual(expect.objectContaining(transferring));
    expect(await agent.faults()).toEqual([]);
    await agent.press('Escape');
    await agent.isAt('button', words.note.open);
    expect(await agent.things()).not.toContainEqual(expect.objectContaining({ role: 'dialog' }));

    await agent.press('c');
    const resolution = city.resolutions.answered?.[language] ?? '';
    await agent.goTo('radio', resolution);
    const closing = { role: 'dialog', name: said(words.close.title, { number: NUMBER }) };
    expect(await agent.things()).toContainEqual(expect.objectContaining(closing));
    expect(await agent.faults()).toEqual([]);
    await agent.press('Space');
    await agent.goTo('combobox', words.close.category);
    await agent.press('Tab');
    await agent.type('Tack. Thank you.');
    await agent.goTo('button', words.close.submit);
    await agent.press('Enter');
    await agent.hears('status', said(words.close.done, { number: NUMBER }));
    await agent.isAt('region', words.queue.label);

    await citizen.hears('status', state('stateClosed'));
    await citizen.hears('log', say('survey.ask'));
    await citizen.isAt('textbox', inputs.citizen);
    expect(await citizen.faults()).toEqual([]);
    await citizen.goTo('button', say('survey.yes'), 'Shift+Tab');
    await citizen.press('Enter');
    await citizen.hears('log', say('survey.glad'));
    await citizen.isAt('textbox', inputs.citizen);

    const heard = await citizen.announced();
    const standing = heard.filter(({ role }) => role === 'status').map(({ text }) => text);
    expect(standing).toEqual([
      state('stateWaitingPlace', { position: 2 }),
      state('stateWaitingPlace', { position: 1 }),
      state('statePersonNamed', { name: 'Sara Lind' }),
      state('stateClosed'),
    ]);
    for (const text of [
      `${sara} Hello! Vilken gata?`,
      `${sara} Tack. Thank you.`,
      say('survey.ask'),
      say('survey.glad'),
    ])
      expect([text, times(heard, text)]).toEqual([text, 1]);
    expect(times(heard, robot)).toBeGreaterThan(4);
    const isBy = (who: string) => (text: string) => text.includes(who);
    for (const who of [robot, sara])
      for (const text of heard.map((one) => one.text).filter(isBy(who))) expect(text.startsWith(who)).toBe(true);
    const heardByAgent = await agent.announced();
    expect(times(heardByAgent, 'Storgatan 5')).toBe(1);
    expect(times(heardByAgent, 'Hello! Vilken gata?')).toBe(1);
  });
});

it('whoever asks for the next conversation hears that nobody waits, and that they have as many as they may (complaint 23)', async () => {
  centre = await startCentre();
  await centre.agent('sara', ['TRA'], { name: 'Sara Lind', capacity: 1 });
  const agent = await sitDown('/console/', { locale: 'sv-SE', viewport: { width: 1280, height: 800 } });
  await agent.isAt('textbox', sv.signIn.username);
  await agent.type('sara');
  await agent.press('Tab');
  await agent.type('a-good-password');
  await agent.press('Enter');
  await agent.goTo('combobox', sv.presence.label);
  await agent.press('Tab', 'n');
  await agent.hears('status', sv.queue.nobody);
  for (let nth = 0; nth < 2; nth += 1) {
    const citizen = await centre.citizen('sv');
    await citizen.says('Gatlyktan utanför vårt hus är trasig');
    await citizen.says('Prata med en människa');
  }
  await agent.hears('status', sv.queue.somebodyWaits);
  await agent.goTo('button', sv.queue.takeNext);
  await agent.press('Enter');
  await agent.isAt('textbox', 'KC-2026-000001');
  await agent.press('Shift+Tab', 'n');
  await agent.hears('status', sv.claim.full);
});
