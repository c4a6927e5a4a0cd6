import type { Page } from 'playwright-core';
import type { NewCase } from '../../cases/open-case.js';
import sv from '../../locales/sv/console.json';
import { button, consoleScreens, dialog, said } from './console-screens.js';
import { aWish } from './registry.js';

/** The console's screens for those who handle registered cases. */
export function caseScreens() {
  const screens = consoleScreens();
  const found = (number: string) => screens.desk.registry.findCase(number);
  return {
    screens,
    found,

    async shows(number: string, status: string): Promise<void> {
      expect((await found(number))?.status).toBe(status);
    },

    /** A day so many days from the clock of the desk. */
    dayIn: (days: number) =>
      new Date(screens.desk.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10),

    /** A report of a street lamp as the guided dialog makes it. */
    async aReport(changes: Partial<NewCase> = {}): Promise<string> {
      const { number } = await screens.desk.registry.openCase(
        aWish({
          handover: false,
          form: 'belysning',
          details: {
            location: { text: 'Storgatan 4', address: 'Storgatan 4' },
            acuteDanger: 'no',
            description: 'Lampan blinkar',
            observedAt: '2026-11-01T18:30',
          },
          ...changes,
        }),
      );
      return number;
    },

    /** Somebody who has asked to be called, so many days from now. */
    async aCall(changes: { from?: number; phone?: string; category?: string; assignedTo?: string } = {}) {
      const { from = 0, phone = '+46701740605', category: code = 'ALL-HAN', assignedTo = '' } = changes;
      const today = screens.desk.clock.now().toISOString();
      screens.desk.clock.pass(from * 24 * 60);
      const { number } = await screens.desk.registry.openCase(
        aWish({
          handover: false,
          category: code,
          form: code === 'ALL-HAN' ? 'na-handlaggare' : 'hemtjanst',
          details: { callbackPhone: phone, callbackWindow: 'forenoon', callbackLanguage: 'fi', interpreter: 'yes' },
          assignedTo,
        }),
      );
      screens.desk.clock.set(today);
      return number;
    },

    async openedBy(page: Page, number: string): Promise<Page> {
      await page.goto(`${screens.desk.url}/console/#/cases/${number}`);
      await page.getByRole('heading', { name: said(sv.cases.title, { number }) }).waitFor();
      await page.locator('.case-page .facts').first().waitFor();
      return page;
    },
  };
}

export const buttons = (page: Page): Promise<string[]> => page.locator('.case-buttons button').allTextContents();
export const submit = (page: Page, step: keyof typeof sv.step.submit): Promise<void> =>
  button(dialog(page), sv.step.submit[step]).click();
