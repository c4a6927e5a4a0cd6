import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { maskPersonalNumbers } from '../../bot/masking.js';
import { createArticles } from '../../editorial/articles.js';
import { exportFiles } from '../../editorial/export-files.js';
import { importFiles } from '../../editorial/import-files.js';
import { articlePaths, readArticles } from '../../knowledge/articles.js';
import { loadLocales } from '../../locales/index.js';
import { aFolder, anArticleText, KNOWLEDGE } from '../support/editorial.js';
import { clockAt, recordingBus } from '../support/registry.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

describe('articles between files and store', () => {
  let store: OpenedStore;
  const clock = clockAt('2026-11-25T09:00:00Z');
  const needs = () => ({
    db: store.connection,
    bus: recordingBus(),
    now: clock.now,
    directory: KNOWLEDGE,
    mask: maskPersonalNumbers,
    languages: loadLocales(join(__dirname, '..', '..', 'locales')).live,
  });

  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());
  afterEach(async () => {
    for (const name of ['articles', 'article-revisions']) await store.connection.collection(name).deleteMany({});
  });

  it('come back byte for byte: the shipped knowledge, in and out again', async () => {
    const count = articlePaths(KNOWLEDGE).length;
    const first = await importFiles(needs(), KNOWLEDGE);
    expect(first.published).toHaveLength(count);
    expect(first.problems.filter(({ level }) => level === 'error')).toEqual([]);
    const out = aFolder();
    expect(await exportFiles(needs(), out.folder)).toMatchObject({ unchanged: 0, extra: [], waiting: 0 });
    for (const { file } of articlePaths(KNOWLEDGE))
      expect(readFileSync(join(out.folder, relative(KNOWLEDGE, file)))).toEqual(readFileSync(file));
    expect(await createArticles(needs()).published()).toEqual(readArticles(KNOWLEDGE));
    expect(await createArticles(needs()).tasks()).toEqual([]);

    expect(await importFiles(needs(), out.folder)).toMatchObject({
      published: [],
      proposed: [],
      unchanged: count,
      gone: [],
    });
    expect(await exportFiles(needs(), out.folder)).toMatchObject({ written: [], unchanged: count });
    out.remove();
  });

  it('keep odd line ends and last lines as they are', async () => {
    const odd = anArticleText('eldning').replace(/\n/g, '\r\n').trimEnd();
    const files = aFolder({ 'AVF-ELD/elda/sv': odd });
    expect((await importFiles(needs(), files.folder)).published).toEqual(['sv/elda']);
    const out = aFolder();
    await exportFiles(needs(), out.folder);
    expect(readFileSync(join(out.folder, 'articles/AVF-ELD/elda/sv.md'), 'utf8')).toBe(odd);
    files.remove();
    out.remove();
  });

  it('come in without the faulty ones, each fault with its file and line', async () => {
    const files = aFolder({
      'AVF-ELD/elda/sv': anArticleText('eldning'),
      'AVF-ELD/brasa/sv': anArticleText('brasa').replace(/## Source\n.*\n/, ''),
      'AVF-ELD/grill/sv': anArticleText('grill', { answer: 'Se {{link.nowhere}}.' }),
      'AVF-ELD/kamin/sv': anArticleText('kamin').replace('kamin tre', 'eldning tre'),
      'AVF-ELD/elda/tlh': anArticleText('qul'),
    });
    files.write('AVF-ELD/ugn/sv', Buffer.from([0x23, 0x20, 0xe5, 0x0a]));
    const { published, problems } = await importFiles(needs(), files.folder);
    expect(published).toEqual(['sv/elda']);
    const errors = problems
      .filter(({ level }) => level === 'error')
      .map(({ file, line, message }) => `${file}:${line}: ${message}`);
    expect(errors.sort()).toEqual([
      expect.stringMatching(/^knowledge\/articles\/AVF-ELD\/brasa\/sv\.md:1: needs a section "## Source"/),
      expect.stringMatching(/^knowledge\/articles\/AVF-ELD\/elda\/tlh\.md:1: nobody serves the language "tlh"/),
      expect.stringMatching(/^knowledge\/articles\/AVF-ELD\/grill\/sv\.md:16: \{\{link\.nowhere\}\} is not in/),
      expect.stringMatching(/^knowledge\/articles\/AVF-ELD\/kamin\/sv\.md:6: "eldning tre" stands in/),
      expect.stringMatching(/^knowledge\/articles\/AVF-ELD\/ugn\/sv\.md:1: is not written in UTF-8/),
    ]);
    files.remove();
  });

  it('do not share a question with an article that is in the store only', async () => {
    const first = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning') });
    const second = aFolder({ 'AVF-ELD/brasa/sv': anArticleText('brasa').replace('brasa tre', 'eldning tre') });
    await importFiles(needs(), first.folder);
    const { published, problems, gone } = await importFiles(needs(), second.folder);
    expect([published, gone]).toEqual([[], ['sv/elda']]);
    expect(problems).toContainEqual(
      expect.objectContaining({ line: 6, message: expect.stringContaining('is asked in "elda"') }),
    );
    first.remove();
    second.remove();
  });

  it('are published anew only when the file has changed, and follow it to another category', async () => {
    const files = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning') });
    await importFiles(needs(), files.folder);
    const moved = aFolder({ 'AVF-GRO/elda/sv': anArticleText('eldning') });
    expect(await importFiles(needs(), moved.folder)).toMatchObject({ published: [], proposed: [], unchanged: 1 });
    const out = aFolder();
    await exportFiles(needs(), out.folder);
    expect(existsSync(join(out.folder, 'articles/AVF-GRO/elda/sv.md'))).toBe(true);
    for (const folder of [files, moved, out]) folder.remove();
  });

  it('leave files alone that no published article stands for', async () => {
    const out = aFolder({ 'AVF-ELD/elda/sv': 'mine' });
    expect(await exportFiles(needs(), out.folder)).toMatchObject({
      written: [],
      extra: [expect.stringContaining('elda')],
    });
    out.remove();
  });

  it('say so when a folder holds none', async () => {
    const empty = aFolder();
    await expect(importFiles(needs(), empty.folder)).rejects.toThrow('holds no articles/');
    await expect(importFiles(needs(), join(empty.folder, 'nowhere'))).rejects.toThrow('holds no articles/');
    empty.remove();
  });
});
