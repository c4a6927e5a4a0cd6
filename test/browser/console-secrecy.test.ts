import sv from '../../locales/sv/console.json';
import { buttons, caseScreens, submit } from '../support/case-screens.js';
import { button, dialog, said } from '../support/console-screens.js';
import { aWish } from '../support/registry.js';

jest.setTimeout(60_000);

const { screens, aReport, openedBy, found } = caseScreens();
const words = sv.step;

describe('a case of strong secrecy', () => {
  const SECRET = 'Vill bli uppringd';
  const aSecret = async () =>
    (
      await screens.desk.registry.openCase(
        aWish({
          handover: false,
          category: 'ALD-HEM',
          subject: SECRET,
          reach: { phone: '070-174 06 05' },
          form: 'hemtjanst',
          details: { callbackPhone: '+46701740605', interpreter: 'no' },
        }),
      )
    ).number;

  it('says why so little is seen, and opens only with a reason, which is recorded', async () => {
    await screens.desk.hire('anna', { groups: ['ALD'] });
    const number = await aSecret();
    const page = await openedBy(await screens.atWork('anna'), number);
    await page.getByText(sv.case.notice.secretTitle).waitFor();
    await page.getByText(sv.timeline.notYours).waitFor();
    expect(await page.getByText('+46701740605').count()).toBe(0);
    expect(await buttons(page)).toEqual([words.breakGlass]);
    await button(page, words.breakGlass).click();
    await dialog(page).getByText(words.recorded).waitFor();
    await dialog(page).getByLabel(words.text.breakGlass).fill('kort');
    await submit(page, 'breakGlass');
    await dialog(page).getByText(words.text.short).waitFor();
    await dialog(page).getByLabel(words.text.breakGlass).fill('Kollegan är sjuk och samtalet är lovat i dag');
    await submit(page, 'breakGlass');
    await page.getByText(sv.case.notice.broken.split('{{time}}')[0] as string).waitFor();
    await page.getByText('+46701740605').first().waitFor();
    const entry = page.locator('.event', { hasText: sv.timeline['glass-broken'] });
    await entry.getByText('Kollegan är sjuk och samtalet är lovat i dag').waitFor();
    expect((await found(number))?.timeline.at(-1)).toMatchObject({ what: 'glass-broken', who: { name: 'Anna' } });
    const recorded = await screens.desk.store.connection.collection('audit').findOne({ what: 'glass-broken', number });
    expect(recorded).toMatchObject({ who: { name: 'Anna' }, reason: 'Kollegan är sjuk och samtalet är lovat i dag' });
  });

  it('takes no words in any step, and is forwarded within its board only', async () => {
    const anna = await screens.desk.hire('anna', { groups: ['ALD'] });
    const number = await aSecret();
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    await screens.desk.registry.assign(number, siv, anna);
    const page = await openedBy(await screens.atWork('anna'), number);
    expect(await buttons(page)).not.toContain(words.note);
    await button(page, words.answer).click();
    await dialog(page).getByText(words.secret).waitFor();
    expect(await dialog(page).locator('textarea').count()).toBe(0);
    await page.keyboard.press('Escape');
    await button(page, words.forward).click();
    await dialog(page).getByText(words.secretForward).waitFor();
    await dialog(page).getByRole('combobox').fill('trafik');
    await dialog(page).getByText(sv.app.nothingFound).waitFor();
  });

  it('is given to somebody by a supervisor, who reads nothing of it', async () => {
    const anna = await screens.desk.hire('anna', { groups: ['ALD'] });
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const number = await aSecret();
    const page = await openedBy(await screens.atWork('siv'), number);
    expect(await buttons(page)).toEqual([words.assign, words.breakGlass]);
    await button(page, words.assign).click();
    await dialog(page).getByRole('combobox').fill('ann');
    await page.keyboard.press('Enter');
    await submit(page, 'assign');
    await page.getByText(said(words.done.assign, { number, name: 'Anna' })).waitFor();
    expect((await found(number))?.assignedTo).toBe(anna.id);
    expect(await page.getByText('+46701740605').count()).toBe(0);
  });
});

describe('whose case it is', () => {
  it('stands among the facts by name, also for who may see no more of it, and after a colleague took it from the queue', async () => {
    const anna = await screens.desk.hire('anna', { groups: ['TRA', 'SOC'] });
    await screens.desk.hire('siri', { roles: ['supervisor'], groups: [] });
    const secret = await aReport({ category: 'EKO-EB', form: '', details: {} });
    const claimed = await screens.desk.wait();
    await screens.desk.desk.claim(claimed.handoverId, anna);
    const page = await openedBy(await screens.atWork('siri'), claimed.number);
    const whose = page.locator('.facts > div', { hasText: sv.case.assigned });
    expect(await whose.innerText()).toContain('Anna');
    await openedBy(page, secret);
    expect(await whose.innerText()).toContain(sv.case.nobody);

    await button(page, words.assign).click();
    await dialog(page).getByRole('combobox').fill('an');
    expect(await dialog(page).getByRole('option').allInnerTexts()).toEqual(['Anna']);
    await page.keyboard.press('Enter');
    await submit(page, 'assign');
    await whose.getByText('Anna').waitFor();
    expect(await page.locator('.timeline').count()).toBe(0);
  });
});
