import { SHOWN } from '../../handover/places.js';
import sv from '../../locales/sv/console.json';
import { consoleScreens } from '../support/console-screens.js';
import { manyCases } from '../support/many-cases.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const call = { state: 'due' as const, from: '2026-01-01', phone: '', window: '', language: 'sv', interpreter: false };

describe('a list that does not hold all', () => {
  it('says so where people wait, once there are too many', async () => {
    await screens.desk.hire('anna');
    await manyCases(screens.desk, SHOWN);
    const page = await screens.atWork('anna');
    await page.locator('.queue-item').first().waitFor();
    expect(await page.getByText(sv.queue.more).count()).toBe(0);
    await screens.desk.wait();
    await page.getByText(sv.queue.more).waitFor();
  });

  it('says so where calls were promised', async () => {
    await screens.desk.hire('anna');
    await manyCases(screens.desk, 201, { callBack: { ...call, attempts: [] } });
    const page = await screens.atWork('anna');
    await page.goto(`${screens.desk.url}/console/#/call-backs`);
    await page.getByText(sv.callBacks.more).waitFor();
  });

  it('says so where cases are due', async () => {
    await screens.desk.hire('anna');
    await manyCases(screens.desk, 2001, { dueOn: '2026-01-01' });
    const page = await screens.atWork('anna');
    await page.goto(`${screens.desk.url}/console/#/cases`);
    await page.locator('.case-row').first().waitFor();
    expect(await page.getByText(sv.cases.dueMore).count()).toBe(0);
    await page.getByLabel(sv.cases.due, { exact: true }).selectOption('today');
    await page.getByText(sv.cases.dueMore).waitFor();
  });
});
