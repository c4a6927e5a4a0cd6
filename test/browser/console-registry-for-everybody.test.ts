import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf, tooWide } from '../support/accessibility.js';
import { caseScreens } from '../support/case-screens.js';
import { button, fillIn } from '../support/console-screens.js';
import { aWish } from '../support/registry.js';

jest.setTimeout(60_000);

const { screens, aCall } = caseScreens();

describe('for everybody', () => {
  it.each([
    ['sv-SE', sv, 1280],
    ['sv-SE', sv, 360],
    ['en-GB', en, 1280],
    ['en-GB', en, 360],
  ])('has no fault of accessibility and never scrolls sideways (%s, %#)', async (locale, own, width) => {
    const anna = await screens.desk.hire('anna', { groups: ['TRA', 'ALD', 'VAX'], roles: ['agent', 'supervisor'] });
    const place = { text: 'شارع ستورغاتان 4', address: 'Storgatan 4' };
    const report = () =>
      screens.desk.registry.openCase(
        aWish({
          handover: false,
          language: 'ar',
          subject: 'المصباح معطل',
          form: 'belysning',
          details: { location: place, description: 'المصباح معطل', acuteDanger: 'no' },
          reach: { phone: '070-174 06 05' },
        }),
      );
    await report();
    const { number } = await report();
    await screens.desk.registry.note(number, anna, 'Ringde entreprenören');
    const later = screens.desk.clock.now();
    screens.desk.clock.pass(-10 * 24 * 60);
    const answerBy = new Date(later.getTime() - 2 * 86_400_000).toISOString().slice(0, 10);
    await screens.desk.registry.answer(number, anna, { why: 'سنصلح المصباح' });
    await screens.desk.registry.forward(number, anna, { to: { department: 'TRK' }, answerBy, why: 'Lampan' });
    screens.desk.clock.set(later.toISOString());
    const { number: secret } = await screens.desk.registry.openCase(aWish({ category: 'ALD-HEM', handover: false }));
    await aCall({ from: -2 });
    const page = await screens.screen({ locale, viewport: { width, height: 800 } });
    await fillIn(page, 'anna', 'anna-password', own);
    await page.getByRole('heading', { name: own.queue.waiting }).waitFor();
    const check = async () => {
      expect(await faultsOf(page)).toEqual([]);
      expect(await tooWide(page)).toBeLessThanOrEqual(0);
    };
    const go = (where: string) => page.goto(`${screens.desk.url}/console/#/${where}`);

    await go('cases');
    await page.locator('.case-row').first().waitFor();
    await check();
    await go(`cases/${number}`);
    await page.getByText(own.case.duplicates).waitFor();
    expect(await page.locator('.case-answer p').getAttribute('dir')).toBe('rtl');
    await check();
    for (const step of ['close', 'park', 'forward', 'note', 'link', 'assign'] as const) {
      await button(page, own.step[step]).click();
      await page.getByRole('dialog').waitFor();
      if (step === 'assign') await page.getByRole('dialog').getByRole('combobox').waitFor();
      await button(page.getByRole('dialog'), own.step.submit[step]).click();
      if (step !== 'park') {
        await page.getByRole('dialog').locator('.field-error').first().waitFor();
        await check();
        await page.keyboard.press('Escape');
      }
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await go(`cases/${secret}`);
    await page.getByText(own.case.notice.secretTitle).waitFor();
    await check();
    await button(page, own.step.breakGlass).click();
    await page.getByText(own.step.recorded).waitFor();
    await check();
    await page.keyboard.press('Escape');

    await go('call-backs');
    await page.locator('.call-row').first().waitFor();
    await check();
    await go('register');
    const box = page.getByRole('combobox', { name: own.register.category });
    await box.fill('UTE-BEL');
    await check();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: own.register.details }).waitFor();
    await page.locator('.register-details input').first().fill('Storgatan 4');
    await page.getByRole('heading', { name: own.register.duplicates }).waitFor();
    await check();
    await page.locator('.register-details input').first().fill('');
    await page.keyboard.press('Control+Enter');
    await page.getByText(own.register.done).waitFor();
    await check();
  });
});
