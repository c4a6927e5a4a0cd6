import sv from '../../locales/sv/console.json';
import { button, dialog, fillIn, said } from '../support/console-screens.js';
import { done, editorScreens, field, HENS, pane, row, standing } from '../support/editor-screens.js';
import { anArticleText } from '../support/editorial.js';

jest.setTimeout(60_000);

const { screens, published, newest, asEditor } = editorScreens();
const words = sv.articles;

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
