import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { NewQuestion } from '../../editorial/unanswered.js';
import sv from '../../locales/sv/console.json';
import { consoleScreens, fillIn } from './console-screens.js';

/** A text of the article that most of these tests are about. */
export const HENS = { topic: 'hons', language: 'sv' };

/** The console's screens for those who write articles. */
export function editorScreens() {
  const screens = consoleScreens();
  let questions = 0;

  async function signedIn(username: string, options: BrowserContextOptions | undefined, own: typeof sv): Promise<Page> {
    await screens.desk.hire(username, { roles: ['editor'], groups: [] });
    const page = await screens.screen(options);
    await fillIn(page, username, `${username}-password`, own);
    return page;
  }

  return {
    screens,

    /** A text that citizens get, on top of whatever there was. */
    async published(text: string, place = HENS, author = 'kim'): Promise<number> {
      const { articles } = screens.desk;
      const basedOn = (await articles.read(place))?.revision.n ?? 0;
      const { n } = await articles.saveDraft({ ...place, category: 'MIL-BUL', text, basedOn, author });
      await articles.publish({ ...place, n, by: author });
      return n;
    },

    newest: async (place = HENS) => (await screens.desk.articles.read(place))?.revision,

    /** A question that nobody answered, as the robot leaves it to the editors. */
    asked: (text: string, changes: Partial<NewQuestion> = {}) =>
      screens.desk.unanswered.keep({
        text,
        language: 'sv',
        origin: `conversation|${++questions}`,
        why: 'unknown',
        nearest: [],
        ...changes,
      }),

    /** An editor among the articles. */
    async asEditor(path = '', options?: BrowserContextOptions, username = 'edit', own = sv): Promise<Page> {
      const page = await signedIn(username, options, own);
      await page.getByRole('navigation').getByRole('link').first().waitFor();
      await page.goto(`${screens.desk.url}/console/#/articles${path}`);
      return page;
    },

    /** An editor among the questions that nobody answered. */
    async atTheQuestions(options?: BrowserContextOptions, own = sv): Promise<Page> {
      const page = await signedIn('edit', options, own);
      await page.getByRole('heading', { name: own.views.unanswered }).waitFor();
      return page;
    },
  };
}

export const pane = (page: Page, name = 'Svenska'): Locator => page.getByRole('region', { name, exact: true });
export const field = (place: Page | Locator, label: string): Locator => place.getByLabel(label, { exact: true });
export const row = (page: Page, text: string): Locator => page.locator('.article-row', { hasText: text });
export const done = (page: Page, text: string) => page.locator('.notice', { hasText: text }).waitFor();
/** What is said in the line that tells how a text stands. */
export const standing = (page: Page, text: string, name?: string) =>
  pane(page, name).locator('.pane-head', { hasText: text }).waitFor();
