import type { TurnContext } from 'botbuilder';
import { browserPages } from '../support/browser.js';
import { startChat } from '../support/start-chat.js';
import { closeWebs } from '../support/start-web.js';
import { until } from '../support/until.js';

const pages = browserPages({ close: closeWebs });

/** Asks where something is, whatever is said, and keeps what it heard. */
function asksWhere(heard: TurnContext['activity'][]) {
  return async (context: TurnContext) => {
    const { type, text } = context.activity;
    if (type === 'message') heard.push(context.activity);
    const reply = { kind: 'question', form: 'klotter', field: 'location', input: 'location' };
    if (type === 'message' && text === 'klotter')
      await context.sendActivity({ type: 'message', text: 'Var är det?', channelData: { reply } });
  };
}

async function visit(heard: TurnContext['activity'][], permissions: string[]) {
  const web = await startChat({ logic: asksWhere(heard) });
  const place = { geolocation: { latitude: 59.3326, longitude: 18.0649 }, permissions };
  const watched = await pages.open({ own: [web.url], ...place });
  const { page } = watched;
  await page.goto(web.url);
  const box = page.locator('[data-id="webchat-sendbox-input"]');
  await box.waitFor();
  expect(await page.locator('#share-position').isVisible()).toBe(false);
  await box.fill('klotter');
  await box.press('Enter');
  await page.locator('#share-position').waitFor();
  return watched;
}

describe('sharing a position', () => {
  it('is offered beside a question where something is, and sends the coordinates on the citizen’s click', async () => {
    const heard: TurnContext['activity'][] = [];
    const { page, faults } = await visit(heard, ['geolocation']);
    expect(heard).toHaveLength(1);
    await page.locator('#share-position').click();
    await until(() => heard.length === 2);
    expect(heard[1]?.entities).toEqual([{ type: 'GeoCoordinates', latitude: 59.3326, longitude: 18.0649 }]);
    expect(await page.locator('#share-position').isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it('that the citizen refuses is said so, and the question can still be answered', async () => {
    const heard: TurnContext['activity'][] = [];
    const { page } = await visit(heard, []);
    await page.locator('#share-position').click();
    await page.locator('#status[data-kind="positionRefused"]').waitFor();
    expect(heard).toHaveLength(1);
    await page.locator('[data-id="webchat-sendbox-input"]').fill('vid Odenplan');
    await page.locator('[data-id="webchat-sendbox-input"]').press('Enter');
    await until(() => heard.length === 2);
    expect(heard[1]?.text).toBe('vid Odenplan');
  });
});
