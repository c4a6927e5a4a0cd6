import sv from '../../locales/sv/console.json';
import { button, dialog, said } from '../support/console-screens.js';
import { done, editorScreens, field, HENS, pane, row } from '../support/editor-screens.js';
import { anArticleText } from '../support/editorial.js';

jest.setTimeout(60_000);

const { screens, published, newest, asEditor } = editorScreens();
const words = sv.articles;

describe('two editors at once', () => {
  it('lose nothing: the second sees both texts and goes on with their own', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    const form = pane(page);
    await field(form, words.section.Answer).fill('Mitt svar.');
    await screens.desk.articles.saveDraft({
      ...HENS,
      text: anArticleText('höns', { answer: 'Deras svar.' }),
      basedOn: 1,
      author: 'kim',
    });
    await form.locator('.failure').waitFor();
    expect(await field(form, words.section.Answer).inputValue()).toBe('Mitt svar.');
    await button(form, words.save).click();
    await dialog(page).getByRole('heading', { name: words.conflict.title }).waitFor();
    expect(await dialog(page).locator('.diff-removed').allTextContents()).toEqual([`${words.removed} Deras svar.`]);
    expect(await dialog(page).locator('.diff-added').allTextContents()).toEqual([`${words.added} Mitt svar.`]);
    await button(dialog(page), words.conflict.goOn).click();
    await button(form, words.save).click();
    await done(page, words.saved);
    expect(await newest()).toMatchObject({ n: 3, basedOn: 2, text: expect.stringContaining('Mitt svar.') });
    expect((await screens.desk.articles.read(HENS, 2))?.revision.text).toContain('Deras svar.');
  });

  it('find out at once when the news did not come, and may take the other text', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    const form = pane(page);
    await field(form, words.section.Answer).fill('Mitt svar.');
    await page.route('**/api/articles/hons', (route) => route.abort());
    await screens.desk.articles.saveDraft({
      ...HENS,
      text: anArticleText('höns', { answer: 'Deras svar.' }),
      basedOn: 1,
      author: 'kim',
    });
    await page.unroute('**/api/articles/hons');
    await button(form, words.save).click();
    await button(dialog(page), words.conflict.discard).click();
    await button(dialog(page), words.discard).click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await field(form, words.section.Answer).inputValue()).toBe('Deras svar.');
    await form.getByText(words.isSaved).waitFor();
  });

  it('get a colleague’s new version into the form while they only read', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    await field(pane(page), words.section.Answer).waitFor();
    await published(anArticleText('höns', { answer: 'Nytt svar.' }));
    await page.waitForFunction(`[...document.querySelectorAll('textarea')].some((one) => one.value === 'Nytt svar.')`);
  });
});

describe('an unsaved text', () => {
  it('is still there after a reload and when the page is left, and signing out asks', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    await field(pane(page), words.section.Answer).fill('Halvfärdigt.');
    await page.reload();
    expect(await field(pane(page), words.section.Answer).inputValue()).toBe('Halvfärdigt.');
    await pane(page).getByText(words.isUnsaved).waitFor();
    await page.getByRole('link', { name: words.back }).click();
    await row(page, 'Om höns').getByText(words.unsaved).waitFor();
    await page.getByRole('button', { name: sv.app.menu }).click();
    await button(page, sv.app.signOut).click();
    await dialog(page).getByText(sv.signOut.unsaved_one).waitFor();
    await button(dialog(page), sv.signOut.stay).click();
    await row(page, 'Om höns').getByRole('link').click();
    await button(pane(page), words.discard).click();
    await button(dialog(page), words.discard).click();
    expect(await field(pane(page), words.section.Answer).inputValue()).toBe('Så här gör du med höns.');
  });

  it('stays in the form when it cannot be saved', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    await field(pane(page), words.section.Answer).fill('Ett svar.');
    await page.route('**/drafts', (route) => route.abort());
    await button(pane(page), words.save).click();
    await pane(page)
      .getByText(said(words.saveFailed, { why: sv.failure.noConnection }))
      .waitFor();
    expect(await field(pane(page), words.section.Answer).inputValue()).toBe('Ett svar.');
    await page.unroute('**/drafts');
    await button(pane(page), words.save).click();
    await done(page, words.saved);
  });
});
