import sv from '../../locales/sv/console.json';
import { consoleScreens, fillIn, said } from '../support/console-screens.js';

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.staff;

describe('the list of those who work here', () => {
  it('is narrowed by a part of a name or of a user name, and says of whom an officer reads the cases', async () => {
    await screens.desk.hire('adam', { roles: ['admin'], groups: [], name: 'Adam Ek' });
    await screens.desk.hire('anna', { name: 'Anna Berg' });
    await screens.desk.hire('olle', { name: 'Olle Åström', roles: ['officer'], groups: [], boards: ['TRN'] });
    const page = await screens.screen();
    await fillIn(page, 'adam', 'adam-password');
    const rows = page.locator('.agent-row');
    await rows.filter({ hasText: 'Anna Berg' }).waitFor();
    await rows.filter({ hasText: 'Trafiknämnden' }).getByText('Olle Åström').waitFor();
    await page.getByLabel(words.search).fill('åSTR');
    await page.getByText(said(words.count_one, { count: 1 }), { exact: true }).waitFor();
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('Olle Åström')]);
    await page.getByLabel(words.search).fill('anna');
    await rows.filter({ hasText: 'Anna Berg' }).waitFor();
    expect(await rows.count()).toBe(1);
  });
});
