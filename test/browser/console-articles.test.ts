import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import en from '../../locales/en/console.json';
import sv from '../../locales/sv/console.json';
import { consoleScreens, fillIn, said } from '../support/console-screens.js';
import { anArticleText } from '../support/editorial.js';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

jest.setTimeout(60_000);

const screens = consoleScreens();
const words = sv.articles;
const HENS = { topic: 'hons', language: 'sv' };

/** A text that citizens get, on top of whatever there was. */
async function published(text: string, place = HENS, author = 'kim'): Promise<number> {
  const { articles } = screens.desk;
  const basedOn = (await articles.read(place))?.revision.n ?? 0;
  const { n } = await articles.saveDraft({ ...place, category: 'MIL-BUL', text, basedOn, author });
  await articles.publish({ ...place, n, by: author });
  return n;
}

const newest = async (place = HENS) => (await screens.desk.articles.read(place))?.revision;

async function asEditor(path = '', options?: BrowserContextOptions, username = 'edit', own = sv): Promise<Page> {
  await screens.desk.hire(username, { roles: ['editor'], groups: [] });
  const page = await screens.screen(options);
  await fillIn(page, username, `${username}-password`, own);
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  await page.goto(`${screens.desk.url}/console/#/articles${path}`);
  return page;
}

const pane = (page: Page, name = 'Svenska'): Locator => page.getByRole('region', { name, exact: true });
const field = (place: Page | Locator, label: string): Locator => place.getByLabel(label, { exact: true });
const button = (place: Page | Locator, name: string): Locator => place.getByRole('button', { name, exact: true });
const dialog = (page: Page): Locator => page.getByRole('dialog');
const row = (page: Page, text: string): Locator => page.locator('.article-row', { hasText: text });
const done = (page: Page, text: string) => page.locator('.notice', { hasText: text }).waitFor();
/** What is said in the line that tells how a text stands. */
const standing = (page: Page, text: string, name?: string) =>
  pane(page, name).locator('.pane-head', { hasText: text }).waitFor();
/** Waits until the check has looked at what stands there now. */
const checkOf = (page: Page) => page.waitForResponse((response) => response.url().endsWith('/api/articles/check'));
const tooWide = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

describe('an article from draft to answer', () => {
  it('is begun by one editor, reviewed by another, and published', async () => {
    const page = await asEditor();
    await page.getByRole('link', { name: words.new }).click();
    await field(page, words.section.title).fill('Höns i staden');
    await field(page, words.topic).fill('hons');
    await page.getByRole('combobox', { name: words.category }).fill('buller');
    await page.keyboard.press('Enter');
    await button(page, words.create).click();
    await done(page, words.saved);
    await page.getByRole('heading', { name: 'Höns i staden' }).waitFor();

    const asked = ['ett', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio'].map(
      (word) => `höns ${word}`,
    );
    const form = pane(page);
    await field(form, words.section['Asked as']).fill(asked.join('\n'));
    await field(form, words.section.Answer).fill('Du får ha höns.');
    await field(form, words.section['Without the internet']).fill('Prata med en människa.');
    await field(form, words.section.Responsible).fill('Stadsdelen.');
    await field(form, words.section.Source).fill('miljöbalken');
    await button(form, words.today).click();
    await button(form, words.submit).click();
    await done(page, words.done.submit);
    await standing(page, words.status.review);

    const colleague = await asEditor('', {}, 'kim');
    await colleague.locator('.task-review').getByRole('link', { name: 'Höns i staden' }).click();
    expect(await field(pane(colleague), words.section.Answer).inputValue()).toBe('Du får ha höns.');
    await button(pane(colleague), words.publish).click();
    await dialog(colleague).getByText(words.takesNothing).waitFor();
    await button(dialog(colleague), words.publishNow).click();
    await done(colleague, words.done.publish);
    await standing(colleague, words.status.published);
    // The first editor’s screen knows without asking.
    await standing(page, words.status.published);
    const [article] = await screens.desk.articles.published();
    expect(article).toMatchObject({ id: 'hons', category: 'MIL-BUL', answer: 'Du får ha höns.', askedAs: asked });
  });

  it('shows whoever reviews it what is new', async () => {
    await published(anArticleText('höns', { answer: 'Först.' }));
    const text = anArticleText('höns', { answer: 'Sedan.' });
    await screens.desk.articles.saveDraft({ ...HENS, text, basedOn: 1, author: 'kim' });
    await screens.desk.articles.submit({ ...HENS, n: 2, by: 'kim' });
    const page = await asEditor('/hons/sv');
    await pane(page).locator('.diff-added', { hasText: 'Sedan.' }).waitFor();
    await pane(page).locator('.diff-removed', { hasText: 'Först.' }).waitFor();
    await button(pane(page), words.newSincePublished).click();
    await pane(page).locator('.diff').waitFor({ state: 'detached' });
  });

  it('is sent back with a reason, which its writer reads', async () => {
    await published(anArticleText('höns'));
    await screens.desk.articles.saveDraft({ ...HENS, text: anArticleText('tuppar'), basedOn: 1, author: 'kim' });
    const page = await asEditor('/hons/sv');
    await button(pane(page), words.reject).click();
    await button(dialog(page), words.reject).click();
    await dialog(page).getByText(words.rejectMissing).waitFor();
    await field(dialog(page), words.rejectComment).fill('Tuppar är en annan sak.');
    await button(dialog(page), words.reject).click();
    await done(page, words.done.reject);
    await standing(page, words.status.rejected);
    await pane(page).getByText('Tuppar är en annan sak.').waitFor();
    expect(await newest()).toMatchObject({ status: 'rejected', comment: 'Tuppar är en annan sak.' });
  });

  it('does not become an answer with faults: they stand beside their fields, and the first gets the focus', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    const form = pane(page);
    await field(form, words.section.Answer).fill(`Ring så får du veta mer.\nNumret är 08-508 00 508.`);
    await field(form, words.section.Responsible).fill('');
    const answer = form.locator('.field', { has: field(page, words.section.Answer) });
    await answer.getByText(said(words.atLine, { line: 2, text: words.problem.barePhone })).waitFor();
    expect(await field(form, words.section.Answer).getAttribute('aria-invalid')).toBe('true');
    const responsible = form.locator('.field', { has: field(page, words.section.Responsible) });
    await responsible.getByText(words.problem.sectionMissing).waitFor();
    await form.getByText(said(words.errors_other, { count: 2 })).waitFor();

    await button(form, words.publish).click();
    await form.getByText(words.hasProblems).waitFor();
    await form.locator('textarea[aria-invalid="true"]:focus').waitFor();
    await field(form, words.section.Responsible).fill('Stadsdelen.');
    await form.getByText(words.hasProblems).waitFor({ state: 'detached' });
    await button(form, words.save).click();
    await done(page, words.saved);
    expect(await newest()).toMatchObject({ n: 2, status: 'draft' });
    expect((await screens.desk.articles.published())[0]?.answer).toBe('Så här gör du med höns.');
  });

  it('does not become one either when only the server finds the fault', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    const form = pane(page);
    await page.route('**/api/articles/check', (route) => route.abort());
    await field(form, words.section.title).fill('');
    await form.getByText(said(words.checkFailed, { why: sv.failure.noConnection })).waitFor();
    await button(form, words.publish).click();
    await button(dialog(page), words.publishNow).click();
    await form.getByText(words.hasProblems).waitFor();
    await field(form, words.section.title).and(page.locator(':focus')).waitFor();
    await form.getByText(words.problem.titleMissing).waitFor();
    expect(await newest()).toMatchObject({ n: 2, status: 'draft' });
  });

  it('holds nobody’s personal number', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    const form = pane(page);
    await field(form, words.section.Answer).fill('Fråga 19811218-9876.');
    await form.getByText(words.problem.personalNumber).waitFor();
    await button(form, words.save).click();
    await form.getByText(words.saveRefused).waitFor();
    await field(form, words.section.Answer).and(page.locator(':focus')).waitFor();
    expect(await newest()).toMatchObject({ n: 1 });
  });

  it('shows before publishing which questions it would take from others', async () => {
    await published(anArticleText('höns'));
    const cocks = { topic: 'tuppar', language: 'sv' };
    await published(anArticleText('tuppar'), cocks);
    const page = await asEditor('/hons/sv');
    const asked = field(pane(page), words.section['Asked as']);
    const taken = ['tuppar ett', 'tuppar två två'].map((text) => `${text} tuppar`);
    await asked.fill(`${await asked.inputValue()}\n${taken.join('\n')}`);
    await field(pane(page), words.section.title).fill('Om tuppar ett två tuppar');
    await button(pane(page), words.publish).click();
    const warning = dialog(page).locator('.taken');
    await warning.waitFor();
    expect(await warning.innerText()).toContain(said(words.takenFrom, { title: 'Om tuppar' }));
    await button(dialog(page), sv.app.cancel).click();
    expect((await newest())?.status).toBe('draft');
    await button(pane(page), words.publish).click();
    await button(dialog(page), words.publishAnyway).click();
    await done(page, words.done.publish);
  });
});

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

describe('the form', () => {
  it('keeps what it does not know, and shows the whole file as text', async () => {
    const text = `${anArticleText('höns')}\n## Eget\nbehålls\n`;
    await screens.desk.articles.saveDraft({ ...HENS, category: 'MIL-BUL', text, basedOn: 0, author: 'kim' });
    const page = await asEditor('/hons/sv');
    expect(await field(pane(page), 'Eget').inputValue()).toBe('behålls');
    await field(pane(page), words.addDistrict).selectOption({ label: 'Bromma' });
    await field(pane(page), said(words.section.District, { name: 'Bromma' })).fill('I Bromma också.');
    await button(pane(page), words.asText).click();
    const whole = field(pane(page), words.wholeText);
    expect(await whole.inputValue()).toBe(
      text.replace('## Source', '## District bromma\nI Bromma också.\n\n## Source'),
    );
    await whole.fill((await whole.inputValue()).replace('I Bromma också.', 'Även i Bromma.'));
    await button(pane(page), words.asText).click();
    const district = field(pane(page), said(words.section.District, { name: 'Bromma' }));
    expect(await district.inputValue()).toBe('Även i Bromma.');
    await button(pane(page), words.save).click();
    await done(page, words.saved);
    expect((await newest())?.text).toContain('## District bromma\nÄven i Bromma.\n\n## Source');
  });

  it('shows the answer as a resident reads it; HTML stays text', async () => {
    const html = '<img src=x onerror="hacked=1"><b>fet</b>';
    const answer = `${html} **viktigt**\n\n1. Läs [lagen]({{link.forskolaSok}}).\n2. [Klicka](javascript:hacked=1)`;
    await screens.desk.articles.saveDraft({
      ...HENS,
      category: 'MIL-BUL',
      text: anArticleText(html, { answer }),
      basedOn: 0,
      author: 'kim',
    });
    const page = await asEditor('/hons/sv');
    await button(pane(page), words.preview).click();
    const preview = page.locator('.preview');
    await preview.getByRole('list').waitFor();
    expect(await preview.innerText()).toContain(`${html} viktigt`);
    expect(await preview.locator('strong').textContent()).toBe('viktigt');
    expect(await preview.getByRole('link', { name: 'lagen' }).getAttribute('href')).toMatch(/^https:/);
    expect(await preview.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await page.locator('#main img, #main b').count()).toBe(0);
    expect(await page.evaluate('typeof hacked')).toBe('undefined');
  });

  it('writes Arabic from the right', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    for (const label of [words.section.title, words.section.Answer]) {
      await field(pane(page), label).fill('هل يمكنني تربية الدجاج؟');
      await field(pane(page), label).and(page.locator(':dir(rtl)')).waitFor();
    }
  });

  it('lets a question be tried against what is written, and says why', async () => {
    await published(anArticleText('höns'));
    await published(anArticleText('tuppar'), { topic: 'tuppar', language: 'sv' });
    const page = await asEditor('/hons/sv');
    const ask = async (question: string) => {
      await field(pane(page), words.try.question).fill(question);
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/articles/try'));
      await page.keyboard.press('Enter');
      await answered;
    };
    await button(pane(page), words.try.title).click();
    await ask('tuppar ett');
    await pane(page)
      .getByText(said(words.try.verdict.other, { title: 'Om tuppar' }))
      .waitFor();
    await field(pane(page), words.section['Asked as']).fill('kacklande fjäderfän\nfjäderfän på gården');
    await ask('kacklande fjäderfän');
    await pane(page).getByText(words.try.verdict.this).waitFor();
    await ask('xyzzy');
    await pane(page).getByText(words.try.verdict.unknown).waitFor();
    await pane(page).locator('.tag-off', { hasText: 'xyzzy' }).waitFor();
  });
});

describe('the history', () => {
  it('tells who wrote what and when, shows the difference, and brings an old text back', async () => {
    await published(anArticleText('höns', { answer: 'Först.' }));
    await published(anArticleText('höns', { answer: 'Sedan.' }), HENS, 'robin');
    const page = await asEditor('/hons/sv');
    await button(pane(page), words.history).click();
    const history = pane(page).locator('.history');
    await history.waitFor();
    expect(await history.getByRole('listitem').count()).toBe(2);
    expect(await history.innerText()).toContain('robin');
    await pane(page).locator('.diff-added', { hasText: 'Sedan.' }).waitFor();
    await pane(page).locator('.diff-removed', { hasText: 'Först.' }).waitFor();
    await history.getByRole('button', { name: said(words.revision, { number: 1 }) }).click();
    await done(page, said(words.restored, { number: 1 }));
    await history.getByText(said(words.revision, { number: 3 })).waitFor();
    expect(await field(pane(page), words.section.Answer).inputValue()).toBe('Först.');
    expect(await newest()).toMatchObject({ n: 3, status: 'draft', text: expect.stringContaining('Först.') });
  });
});

describe('a translation', () => {
  const IN_ENGLISH = { ...HENS, language: 'en' };

  it('that is older than its source shows what has changed, and is said to be right all the same', async () => {
    await published(anArticleText('höns', { answer: 'Först.' }));
    await published(anArticleText('hens'), IN_ENGLISH);
    await published(anArticleText('höns', { answer: 'Sedan.' }));
    const page = await asEditor('/hons/en/sv');
    await standing(page, words.stale, 'Engelska');
    await button(pane(page, 'Engelska'), words.staleDiff).click();
    await pane(page, 'Engelska').locator('.diff-added', { hasText: 'Sedan.' }).waitFor();
    await button(pane(page, 'Engelska'), words.stillRight).click();
    await done(page, said(words.confirmed, { language: 'engelska' }));
    await pane(page, 'Engelska').locator('.stale').waitFor({ state: 'detached' });
    expect(await screens.desk.articles.tasks()).toEqual([]);
  });

  it('that is missing is begun beside the Swedish text', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/en');
    await standing(page, words.notWritten, 'Engelska');
    expect(await field(pane(page), words.section.title).inputValue()).toBe('Om höns');
    await field(pane(page, 'Engelska'), words.section.title).fill('About hens');
    await button(pane(page, 'Engelska'), words.save).click();
    await done(page, words.saved);
    expect(await newest(IN_ENGLISH)).toMatchObject({
      n: 1,
      status: 'draft',
      text: expect.stringMatching(/^# About hens/),
    });
    await pane(page, 'Engelska').getByLabel(words.chooseLanguage).selectOption({ label: 'Svenska' });
    await page.waitForURL(/#\/articles\/hons\/sv\/en$/);
  });
});

describe('the list', () => {
  async function several(): Promise<void> {
    await published(anArticleText('höns'));
    await published(anArticleText('tuppar'), { topic: 'tuppar', language: 'sv' });
    await published(anArticleText('hens'), { topic: 'hons', language: 'en' });
    await screens.desk.articles.saveDraft({ ...HENS, text: anArticleText('hönor'), basedOn: 1, author: 'kim' });
    await screens.desk.articles.submit({ ...HENS, n: 2, by: 'kim' });
    const past = { owner: 'Lo Ek', reviewBy: '2020-01-01' };
    await screens.desk.articles.setReview({ topic: 'tuppar', language: 'sv' }, past);
  }

  it('says how each text stands, what waits and what is missing', async () => {
    await several();
    const page = await asEditor();
    const hens = await row(page, 'Om höns').innerText();
    for (const part of ['Svenska', 'Engelska', words.status.published, words.status.review])
      expect(hens).toContain(part);
    const cocks = await row(page, 'Om tuppar').innerText();
    expect(cocks).toContain(words.due);
    expect(cocks).toMatch(/Saknas på: .*Engelska/);
    expect(await page.locator('.task-review').innerText()).toContain('Om höns');
    expect(await page.locator('.task-due').innerText()).toContain(said(words.ownedBy, { name: 'Lo Ek' }));
  });

  it('is searched and filtered, and hears of a new article by itself', async () => {
    await several();
    const page = await asEditor();
    await row(page, 'Om tuppar').waitFor();
    await field(page, words.search).fill('tuppar');
    await row(page, 'Om höns').waitFor({ state: 'detached' });
    await field(page, words.search).fill('finns inte');
    await page.getByText(words.noHitTitle).waitFor();
    await field(page, words.search).fill('');
    await field(page, words.show).selectOption({ label: words.filter.review });
    await row(page, 'Om tuppar').waitFor({ state: 'detached' });
    await row(page, 'Om höns').waitFor();
    await field(page, words.show).selectOption({ label: words.filter.all });
    await row(page, 'Om tuppar').waitFor();
    await published(anArticleText('ankor'), { topic: 'ankor', language: 'sv' });
    await row(page, 'Om ankor').waitFor({ timeout: 10_000 });
  });

  it('says which article cannot be made, and leads to the one there is', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/_new');
    await button(page, words.create).click();
    await field(page, words.section.title).and(page.locator(':focus')).waitFor();
    for (const text of [words.titleMissing, words.topicFault, words.categoryMissing])
      await page.getByText(text).waitFor();
    await field(page, words.section.title).fill('Höns');
    await field(page, words.topic).fill('hons');
    await page.getByRole('combobox', { name: words.category }).fill('buller');
    await page.keyboard.press('Enter');
    await button(page, words.create).click();
    await page.getByText(said(words.topicTaken, { topic: 'hons' })).waitFor();
    await page.getByRole('link', { name: words.toArticle }).click();
    await page.getByRole('heading', { name: 'Om höns' }).waitFor();
  });

  it('gives an article its owner and its day', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor('/hons/sv');
    await button(pane(page), words.review.title).click();
    await field(pane(page), words.review.owner).fill('Lo Ek');
    await field(pane(page), words.review.by).fill('i vår');
    await button(pane(page), words.review.save).click();
    await pane(page).getByText(words.review.byFault).waitFor();
    await field(pane(page), words.review.by).fill('2030-01-31');
    await button(pane(page), words.review.save).click();
    await done(page, words.review.saved);
    const [topic] = await screens.desk.articles.topics();
    expect(topic?.texts).toMatchObject([{ owner: 'Lo Ek', reviewBy: '2030-01-31' }]);
  });
});

it.each(['agent', 'officer', 'supervisor', 'admin'] as const)('is no view for the role %s', async (role) => {
  await published(anArticleText('höns'));
  await screens.desk.hire('other', { roles: [role], boards: ['TRN'] });
  const page = await screens.screen();
  await fillIn(page, 'other', 'other-password');
  await page.getByRole('navigation').getByRole('link').first().waitFor();
  await page.goto(`${screens.desk.url}/console/#/articles/hons`);
  await page.locator('nav [aria-current="page"]').waitFor();
  expect(await page.getByText(sv.views.articles, { exact: true }).count()).toBe(0);
  expect(await page.getByText('Om höns').count()).toBe(0);
});

describe('for everybody', () => {
  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate<AxeResult>('axe.run(document)');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  /** Every kind of line in the list, and a page with all its parts open. */
  async function everything(): Promise<void> {
    await published(anArticleText('höns', { answer: 'Först.' }));
    await published(anArticleText('hens'), { ...HENS, language: 'en' });
    await published(anArticleText('höns', { answer: `Sedan ${'x'.repeat(200)}.` }));
    const text = `${anArticleText('hens')}\n## Eget\nbehålls\n`;
    await screens.desk.articles.saveDraft({ ...HENS, language: 'en', text, basedOn: 1, author: 'kim' });
    await screens.desk.articles.setReview(HENS, { owner: 'Lo Ek', reviewBy: '2020-01-01' });
  }

  async function openAll(page: Page): Promise<void> {
    const english = page.locator('.pane').first();
    await english.locator('.field').first().waitFor();
    while ((await english.locator('.disclosure-open[aria-expanded="false"]').count()) > 0)
      await english.locator('.disclosure-open[aria-expanded="false"]').first().click();
    await english.locator('.try input').fill('hens ett');
    await english.locator('.try button').click();
    await english.locator('.tried').waitFor();
    await english.locator('.history').waitFor();
    const checked = checkOf(page);
    await english.locator('.field input').first().fill('');
    await checked;
    await english.locator('.field-error').first().waitFor();
  }

  it.each([
    ['sv-SE', sv],
    ['en-GB', en],
  ])('has no fault of accessibility (%s)', async (locale, own) => {
    await everything();
    const page = await asEditor('', { locale }, 'edit', own);
    await page.locator('.article-row').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${screens.desk.url}/console/#/articles/hons/en/sv`);
    await openAll(page);
    expect(await faultsOf(page)).toEqual([]);
    for (const name of [own.articles.reject, own.articles.discard]) {
      if ((await button(page, name).count()) === 0) continue;
      await button(page, name).first().click();
      await dialog(page).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    const swedish = page.locator('.pane').nth(1);
    await field(swedish, own.articles.section.Responsible).fill('Miljöförvaltningen.');
    await button(swedish, own.articles.publish).click();
    await dialog(page).getByText(own.articles.takesNothing).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await field(swedish, own.articles.section.Responsible).fill('Någon annan.');
    await screens.desk.articles.saveDraft({ ...HENS, text: anArticleText('höns'), basedOn: 3, author: 'kim' });
    await button(swedish, own.articles.showDifference).click();
    await dialog(page).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await button(page, own.articles.asText).first().click();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${screens.desk.url}/console/#/articles/_new`);
    await page.getByRole('heading', { name: own.articles.new }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it('fits a width of 360 without scrolling sideways, one language at a time', async () => {
    await everything();
    const page = await asEditor('', { viewport: { width: 360, height: 740 } });
    await page.locator('.article-row').waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.goto(`${screens.desk.url}/console/#/articles/hons/en`);
    await openAll(page);
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    expect(await page.locator('.pane:visible').count()).toBe(1);
    await button(page.locator('.pane').first(), words.asText).click();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
    await page.goto(`${screens.desk.url}/console/#/articles/_new`);
    await page.getByRole('heading', { name: words.new }).waitFor();
    expect(await tooWide(page)).toBeLessThanOrEqual(0);
  });

  it('works without a mouse: from the list into the form, saved, published and back', async () => {
    await published(anArticleText('höns'));
    const page = await asEditor();
    await row(page, 'Om höns').getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus').waitFor();
    const until = async (place: Locator) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        if ((await place.and(page.locator(':focus')).count()) > 0) return;
      }
      throw new Error('the keyboard does not get there');
    };
    await until(field(pane(page), words.section.title));
    await page.keyboard.press('End');
    await page.keyboard.type(' i staden');
    await until(button(pane(page), words.save));
    await page.keyboard.press('Enter');
    await done(page, words.saved);
    expect((await newest())?.text).toMatch(/^# Om höns i staden\n/);
    await until(button(pane(page), words.publish));
    await page.keyboard.press('Enter');
    await dialog(page).getByText(words.takesNothing).waitFor();
    await until(button(dialog(page), words.publishNow));
    await page.keyboard.press('Enter');
    await done(page, words.done.publish);
    await page.locator('.pane h2:focus').waitFor();
    await page.goBack();
    await row(page, 'Om höns i staden').getByRole('link').and(page.locator(':focus')).waitFor();
  });
});
