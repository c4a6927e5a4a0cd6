import sv from '../../locales/sv/console.json';
import { button, said } from '../support/console-screens.js';
import { done, editorScreens, field, HENS, pane, standing } from '../support/editor-screens.js';
import { anArticleText } from '../support/editorial.js';

jest.setTimeout(60_000);

const { screens, published, newest, asEditor } = editorScreens();
const words = sv.articles;

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
