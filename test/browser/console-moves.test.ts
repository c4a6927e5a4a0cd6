import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { faultsOf } from '../support/accessibility.js';
import { card, claim, consoleScreens, fillIn, log, replyBox, said } from '../support/console-screens.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const screens = consoleScreens();

const caseOf = (number: string) => screens.desk.registry.findCase(number);

const HERE = { groups: ['TRA'], centre: 'bromma' };

describe('why a conversation is mine to take', () => {
  it('stands in words: whom it was for, the own desk, another one that cannot; those for me first (complaint 12)', async () => {
    const anna = await screens.desk.hire('anna', { ...HERE, languages: ['sv', 'fi'] });
    const overflowing = await screens.desk.wait({ centre: 'hasselby-vallingby' }, 9);
    const own = await screens.desk.wait({ centre: 'bromma', language: 'fi' }, 5);
    const before = await screens.desk.wait({ centre: 'bromma', wanted: anna.id }, 1);
    const page = await screens.atWork('anna');
    await card(page, own.number).waitFor();
    const numbers = await page.locator('.queue-item-number').allTextContents();
    expect(numbers).toEqual([before.number, overflowing.number, own.number]);
    const why = (number: string) => card(page, number).locator('.queue-item-why').innerText();
    expect(await why(before.number)).toBe(sv.queue.why.before);
    expect(await why(own.number)).toBe(said(sv.queue.why.own, { centre: 'Bromma' }));
    expect(await why(overflowing.number)).toBe(said(sv.queue.why.empty, { centre: 'Hässelby-Vällingby' }));
    const facts = await card(page, own.number).innerText();
    expect(facts).toContain(said(sv.queue.yourLanguage, { language: 'Finska' }));
    expect(facts).toContain(said(sv.queue.place, { position: 2 }));
  });

  it('tells an alarm, who wants to be called and what was sent on before (complaint 2)', async () => {
    const bo = await screens.desk.hire('bo');
    await screens.desk.hire('anna');
    const { number, handoverId } = await screens.desk.wait({ conversationId: 'lamp' });
    await screens.desk.desk.claim(handoverId, bo);
    await screens.desk.desk.transfer(handoverId, bo, { to: { category: 'UTE-SNO' } });
    await screens.desk.desk.beReached('lamp', 'call');
    screens.desk.clock.pass(11);
    await screens.desk.desk.care();
    const page = await screens.atWork('anna');
    const item = card(page, number);
    for (const text of [sv.queue.alarmHigh, sv.queue.call, said(sv.queue.sentOn_one, { count: 1 })])
      await item.getByText(text).waitFor();
  });

  it('says why it cannot be taken: kept for a colleague, or as many as one may have', async () => {
    await screens.desk.hire('anna', { capacity: 1 });
    const bo = await screens.desk.hire('bo');
    const boss = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const kept = await screens.desk.wait({}, 3);
    const first = await screens.desk.wait({}, 2);
    const second = await screens.desk.wait({}, 1);
    await screens.desk.desk.offer(kept.handoverId, boss, bo.id);
    const page = await screens.atWork('anna');
    await card(page, kept.number).getByText('kollega').waitFor();
    await card(page, kept.number).getByRole('button').click();
    await page.getByText(said(sv.claim.elsewhere, { number: kept.number })).waitFor();
    await page.keyboard.press('n');
    await replyBox(page).waitFor();
    expect((await caseOf(first.number))?.handover.agentName).toBe('Anna');
    await card(page, second.number).getByRole('button').click();
    await page.getByText(said(sv.claim.tooMany, { number: second.number })).waitFor();
  });

  it('shows a supervisor of no centre whose desk it is and where else it is shown', async () => {
    await screens.desk.hire('bo', HERE);
    await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const { number } = await screens.desk.wait({ centre: 'hasselby-vallingby' });
    const page = await screens.atWork('siv');
    const desk = said(sv.queue.why.at, { centre: 'Hässelby-Vällingby' });
    await card(page, number)
      .getByText(said(sv.queue.why.also, { desk, centres: 'Bromma' }))
      .waitFor();
  });

  it('shows a supervisor of another centre what is offered elsewhere, and that it is', async () => {
    await screens.desk.hire('bo', HERE);
    await screens.desk.hire('siv', { roles: ['agent', 'supervisor'], groups: ['TRA'], centre: 'hasselby-vallingby' });
    const { number } = await screens.desk.wait({ centre: 'bromma' });
    const page = await screens.atWork('siv');
    await card(page, number)
      .getByText(said(sv.queue.why.elsewhere, { centres: 'Bromma' }))
      .waitFor();
    expect(await card(page, number).getByRole('button').count()).toBe(0);
  });
});

describe('sending a conversation on', () => {
  it('shows what follows, goes to a colleague with a note, and asks why the second time (complaint 11)', async () => {
    await screens.desk.hire('anna');
    await screens.desk.hire('bo');
    const { number } = await screens.desk.wait({ category: 'UTE-BEL' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.keyboard.press('Escape');
    await log(page).focus();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(sv.transfer.part.notes).waitFor();
    await dialog.getByLabel(sv.transfer.person).check();
    await dialog.getByRole('button', { name: sv.transfer.submit }).click();
    await dialog.getByText(sv.transfer.whoMissing).waitFor();
    await dialog.getByRole('combobox', { name: sv.transfer.who }).fill('Bo');
    await page.keyboard.press('Enter');
    await dialog.getByLabel(sv.transfer.note).fill('Vill veta när lampan lagas');
    await dialog.getByRole('button', { name: sv.transfer.submit }).click();
    await page.getByText(said(sv.transfer.done, { number, group: 'Trafik och utemiljö' })).waitFor();
    await card(page, number).waitFor();
    expect(await page.getByText(said(sv.lost.myself, { number })).count()).toBe(0);

    const other = await screens.atWork('bo');
    await card(other, number).getByText('Sparas åt dig').waitFor();
    await claim(other, number);
    await other.locator('.event-said', { hasText: 'Vill veta när lampan lagas' }).waitFor();
    await other.getByRole('button', { name: sv.transfer.open }).click();
    await other.getByRole('dialog').getByLabel(sv.transfer.why).waitFor();
    await other.getByRole('dialog').getByRole('button', { name: sv.transfer.submit }).click();
    await other.getByRole('dialog').getByText(sv.transfer.whyMissing).waitFor();
    await other.getByRole('dialog').getByLabel(sv.transfer.why).fill('Fel från början');
    await other.getByRole('dialog').getByRole('button', { name: sv.transfer.submit }).click();
    await other.getByText(said(sv.transfer.done, { number, group: 'Trafik och utemiljö' })).waitFor();
    expect(await caseOf(number)).toMatchObject({ status: 'waiting', handover: { transfers: 2, holder: number } });
  });

  it('asks the citizen before another authority gets it, and shows that the answer is awaited', async () => {
    await screens.desk.hire('anna');
    await screens.desk.hire('eva', { groups: ['FSK'] });
    const { number } = await screens.desk.wait({ conversationId: 'lamp' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.transfer.open }).click();
    const dialog = page.getByRole('dialog');
    const about = dialog.getByRole('combobox', { name: sv.transfer.about });
    await about.fill('FSK-KO');
    await page.keyboard.press('Enter');
    const stays = dialog.locator('.what-happens-parts div', { hasText: sv.transfer.staysLabel });
    await stays.getByText(sv.transfer.part.transcript).waitFor();
    await dialog.getByText('är en annan myndighet').waitFor();
    expect(await dialog.getByLabel(sv.transfer.note).count()).toBe(0);
    await dialog.getByLabel(sv.transfer.transcript).check();
    await dialog
      .locator('.what-happens-parts div', { hasText: sv.transfer.followsLabel })
      .getByText(sv.transfer.part.transcript)
      .waitFor();
    await dialog.getByRole('button', { name: sv.transfer.ask }).click();
    await page.locator('.asked-line', { hasText: 'Förskola' }).waitFor();
    expect((await caseOf(number))?.handover).toMatchObject({ state: 'accepted', asked: { transcript: true } });
    await screens.desk.desk.answerConsent('lamp', true);
    await page.locator('.lost').getByText(said(sv.lost['consent-given'], { number })).waitFor();
  });

  it('keeps the conversation when nobody is at the other desk, and says so before anything is sent (complaint 1)', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.transfer.open }).click();
    await page.getByRole('dialog').getByRole('combobox', { name: sv.transfer.about }).fill('ALD-HEM');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText(sv.transfer.closed).waitFor();
    await page.keyboard.press('Escape');
    await replyBox(page).waitFor();
    expect((await caseOf(number))?.handover.agentName).toBe('Anna');
  });

  it('forwards the case to a department from the same dialog and then ends the conversation', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.transfer.open }).click();
    await page.getByRole('dialog').getByRole('button', { name: sv.transfer.department }).click();
    const to = page.getByRole('dialog').getByRole('combobox', { name: sv.step.to });
    await to.click();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel(sv.step.text.forward).fill('Lampan på Storgatan 4');
    await page.getByRole('dialog').getByRole('button', { name: sv.step.submit.forward }).click();
    const closing = page.getByRole('dialog', { name: said(sv.close.title, { number }) });
    await closing.getByLabel(/Text till invånaren/).fill('Vi har skickat det vidare.');
    await closing.getByRole('button', { name: sv.close.submit, exact: true }).click();
    await page.getByText(sv.queue.mineEmpty).waitFor();
    expect(await caseOf(number)).toMatchObject({ status: 'forwarded', handover: { state: 'closed' } });
  });
});

describe('for everybody', () => {
  it.each([
    ['sv-SE', sv, 1280],
    ['en-GB', en, 360],
  ])('conversations go on by the keyboard alone, without a fault of accessibility (%s)', async (locale, words, width) => {
    await screens.desk.hire('anna');
    await screens.desk.hire('eva', { groups: ['FSK'] });
    const { number } = await screens.desk.wait({}, 12);
    const page = await screens.screen({ locale, viewport: { width, height: 740 } });
    const isNarrow = () => page.evaluate('document.documentElement.scrollWidth <= innerWidth');
    await fillIn(page, 'anna', 'anna-password', words);
    await card(page, number).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('n');
    await replyBox(page).waitFor();
    await log(page).focus();
    await page.keyboard.press('t');
    await page.getByRole('dialog').getByText(words.transfer.part.notes).waitFor();
    expect([await faultsOf(page), await isNarrow()]).toEqual([[], true]);
    await page.locator('[role=combobox]').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('FSK-KO');
    await page.keyboard.press('Enter');
    await page.getByLabel(words.transfer.transcript).waitFor();
    expect([await faultsOf(page), await isNarrow()]).toEqual([[], true]);
    await page.keyboard.press('Enter');
    await page.locator('.asked-line:not(:empty)').waitFor();
    expect([await faultsOf(page), await isNarrow()]).toEqual([[], true]);
    for (const [key, { title }] of [
      ['o', words.toBot],
      ['b', words.release],
    ] as const) {
      await log(page).focus();
      await page.keyboard.press(key);
      await page.getByRole('dialog', { name: said(title, { number }) }).waitFor();
      expect([await faultsOf(page), await isNarrow()]).toEqual([[], true]);
      if (key === 'o') await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(said(words.release.done, { number })).waitFor();
    expect((await caseOf(number))?.status).toBe('waiting');
  });
});

describe('giving a conversation back', () => {
  it('asks once, keeps the place in the queue, and gives it to the robot in the same way', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ conversationId: 'lamp' }, 7);
    const since = (await caseOf(number))?.handover.since;
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.release.open }).click();
    await page.getByRole('dialog').getByRole('button', { name: sv.release.submit }).click();
    await page.getByText(said(sv.release.done, { number })).waitFor();
    expect(await caseOf(number)).toMatchObject({ status: 'waiting', handover: { since } });
    await claim(page, number);
    await page.getByRole('button', { name: sv.toBot.open }).click();
    await page.getByRole('dialog').getByRole('button', { name: sv.toBot.submit }).click();
    await page.getByText(said(sv.toBot.done, { number })).waitFor();
    expect(await screens.desk.desk.ownerOf('lamp')).toEqual({ kind: 'bot' });
    expect(screens.desk.told.map(({ what }) => what)).toEqual(['accepted', 'returned', 'accepted', 'to-bot']);
  });

  it('leaves nobody behind at the end of a shift: each goes to the queue or to a colleague (complaint 4)', async () => {
    const bo = await screens.desk.hire('bo');
    await screens.desk.hire('anna');
    const first = await screens.desk.wait({}, 2);
    const second = await screens.desk.wait({}, 1);
    const page = await screens.atWork('anna');
    await claim(page, first.number);
    await claim(page, second.number);
    await page.getByRole('button', { name: sv.app.menu }).click();
    await page.getByRole('button', { name: sv.app.signOut }).click();
    const dialog = page.getByRole('dialog', { name: sv.shift.title });
    await dialog.getByLabel(second.number).selectOption({ label: said(sv.shift.colleague, { name: 'Bo' }) });
    await screens.desk.agents.setPresence(bo.id, 'off');
    await dialog.getByRole('button', { name: sv.shift.submit }).click();
    await dialog.getByText(sv.shift.personGone).waitFor();
    expect((await caseOf(second.number))?.handover.agentName).toBe('Anna');
    await screens.desk.agents.setPresence(bo.id, 'free');
    await dialog.getByRole('button', { name: sv.shift.submit }).click();
    await page.getByRole('heading', { name: sv.signIn.title }).waitFor();
    expect((await caseOf(first.number))?.handover).toMatchObject({ state: 'waiting', wanted: '' });
    expect((await caseOf(second.number))?.handover).toMatchObject({ state: 'waiting', wanted: bo.id });
  });
});

describe('losing a conversation', () => {
  it('tells an agent who was not heard of, and the draft can still be copied (complaints 4 and 20)', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await claim(page, number);
    await replyBox(page).fill('Halvfärdigt svar');
    screens.desk.clock.pass(3);
    await screens.desk.desk.care();
    await page.locator('.lost').getByText(said(sv.lost.lapsed, { number })).waitFor();
    expect(await page.getByLabel(sv.lost.draft).inputValue()).toBe('Halvfärdigt svar');
    await page.getByRole('button', { name: sv.lost.copy }).click();
    await page.getByText(sv.lost.copied).or(page.getByText(sv.lost.copyYourself)).waitFor();
    await claim(page, number);
    expect(await replyBox(page).inputValue()).toBe('Halvfärdigt svar');
  });

  it('names the supervisor who took it back', async () => {
    await screens.desk.hire('anna');
    const siv = await screens.desk.hire('siv', { roles: ['supervisor'], groups: [] });
    const { number, handoverId } = await screens.desk.wait();
    const page = await screens.atWork('anna');
    await claim(page, number);
    await screens.desk.desk.takeBack(handoverId, siv);
    await page
      .locator('.lost')
      .getByText(said(sv.lost['taken-back'], { number, name: 'Siv' }))
      .waitFor();
  });

  it('shows the same on two screens of one agent: conversations, status, and what was closed on the other (bad input: an agent signed in twice)', async () => {
    const anna = await screens.desk.hire('anna');
    const { number, handoverId } = await screens.desk.wait();
    const [one, two] = [await screens.atWork('anna'), await screens.atWork('anna')];
    await claim(one, number);
    await card(two, number).getByRole('link').click();
    await replyBox(two).waitFor();
    await one.getByLabel(sv.presence.label).selectOption('away');
    await until(async () => (await two.getByLabel(sv.presence.label).inputValue()) === 'away');
    await screens.desk.desk.close(handoverId, anna, { resolution: 'answered', category: 'UTE-BEL' });
    for (const page of [one, two]) await page.locator('.lost').getByText(said(sv.lost.myself, { number })).waitFor();
  });
});

describe('who is there', () => {
  it('shows a colleague who reads and writes in the same conversation, and that the citizen writes (complaint 20)', async () => {
    await screens.desk.hire('anna');
    await screens.desk.hire('bo');
    const { number, handoverId } = await screens.desk.wait({ conversationId: 'lamp' });
    const [anna, bo] = [await screens.atWork('anna'), await screens.atWork('bo')];
    await claim(anna, number);
    await bo.goto(`${screens.desk.url}/console/#/desk/${handoverId}`);
    await anna.getByText(said(sv.watching.looks, { name: 'Bo' })).waitFor();
    await replyBox(anna).pressSequentially('Hej');
    await bo.getByText(said(sv.watching.writes, { name: 'Anna' })).waitFor();
    await replyBox(anna).fill('');
    await bo.getByText(said(sv.watching.looks, { name: 'Anna' })).waitFor();
    screens.desk.bus.publish({ what: 'typing', id: 'lamp' });
    await anna.getByText(sv.watching.citizen).waitFor();
  });

  it('lets an agent say why they take no conversations for a while', async () => {
    const { id } = await screens.desk.hire('anna');
    const page = await screens.atWork('anna');
    expect(await page.getByRole('button', { name: sv.presence.reason }).count()).toBe(0);
    await page.getByLabel(sv.presence.label).selectOption('back-soon');
    await page.getByRole('button', { name: sv.presence.reason }).click();
    await page.getByRole('dialog').getByLabel(sv.presence.reasonLabel).fill('Möte till 14');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: said(sv.presence.reasonIs, { reason: 'Möte till 14' }) }).waitFor();
    expect(await screens.desk.agents.find(id)).toMatchObject({ presence: 'back-soon', presenceReason: 'Möte till 14' });
  });
});

describe('closing', () => {
  it('is refused when the citizen has just written: the message is shown, the text stays (complaint 25)', async () => {
    await screens.desk.hire('anna');
    const { number } = await screens.desk.wait({ conversationId: 'lamp' });
    const page = await screens.atWork('anna');
    await claim(page, number);
    await page.getByRole('button', { name: sv.close.open }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Besvarad').check();
    await dialog.getByLabel(/Text till invånaren/).fill('Tack för din anmälan.');
    await screens.desk.desk.hear('lamp', 3);
    screens.desk.says('lamp', 'Vänta, en sak till!');
    await dialog.getByRole('button', { name: sv.close.submit, exact: true }).click();
    await dialog.getByText(sv.close.unread).waitFor();
    await dialog.getByText('Vänta, en sak till!').waitFor();
    expect(await dialog.getByLabel(/Text till invånaren/).inputValue()).toBe('Tack för din anmälan.');
    await dialog.getByRole('button', { name: sv.close.submit, exact: true }).click();
    await page.getByText(sv.queue.mineEmpty).waitFor();
    expect((await caseOf(number))?.status).toBe('closed');
  });
});
