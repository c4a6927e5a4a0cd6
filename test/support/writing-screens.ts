import type { Locator, Page } from 'playwright-core';
import sv from '../../locales/sv/console.json';
import { claim, consoleScreens, replyBox } from './console-screens.js';

/** The console's screens for those who write to citizens. */
export function writingScreens() {
  const screens = consoleScreens();
  return {
    screens,

    /** What the citizen got from agents. */
    arrived: () => screens.desk.told.filter(({ what }) => what === 'agentSays').map(({ text }) => text),

    /** Anna has a conversation on a screen whose clock she, and not the time, moves on. */
    async atTheDesk(changes = {}): Promise<{ page: Page; number: string; handoverId: string }> {
      await screens.desk.hire('anna');
      const { number, handoverId } = await screens.desk.wait({ conversationId: 'lamp', ...changes });
      const page = await screens.atWork('anna');
      await page.clock.install();
      await claim(page, number);
      return { page, number, handoverId };
    },
  };
}

export const onItsWay = (page: Page): Locator => page.getByRole('region', { name: sv.outgoing.label });
export const kept = (page: Page): Locator => page.getByLabel(sv.lost.draft);
export const typed = (page: Page): Promise<string> => replyBox(page).inputValue();

export async function write(page: Page, text: string): Promise<void> {
  await replyBox(page).fill(text);
  await page.keyboard.press('Enter');
  await onItsWay(page).waitFor();
}
