import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maskPersonalNumbers } from '../../bot/masking.js';
import { createArticles } from '../../editorial/articles.js';
import { exportFiles } from '../../editorial/export-files.js';
import { importFiles } from '../../editorial/import-files.js';
import { createUnanswered } from '../../editorial/unanswered.js';
import { openStore } from '../../store/index.js';
import { aFolder, anArticleText, KNOWLEDGE } from '../support/editorial.js';
import { recordingBus } from '../support/registry.js';

const LOOKS = ['find', 'findOne', 'findOneAndUpdate', 'updateOne', 'updateMany', 'countDocuments'];

it('finds everything by an index, whatever editors ask for', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-plans-'));
  const store = await openStore({ dataDir });
  const asked: { collection: string; filter: object; sort: object | undefined }[] = [];
  store.connection.set('debug', (collection: string, method: string, filter: object, ...rest: { sort?: object }[]) => {
    const sort = rest.find((options) => options?.sort)?.sort;
    if (LOOKS.includes(method)) asked.push({ collection, filter, sort });
  });
  const now = () => new Date('2026-11-18T09:00:00Z');
  const needs = { db: store.connection, bus: recordingBus(), now, directory: KNOWLEDGE, mask: maskPersonalNumbers };
  const unanswered = createUnanswered(needs);
  const articles = createArticles(needs);
  const files = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning'), 'AVF-ELD/elda/en': anArticleText('burning') });
  const place = { language: 'sv', topic: 'elda' };

  const id = await unanswered.keep({ text: 'elda löv', language: 'sv', nearest: [], why: 'unknown', origin: 'c|1' });
  const page = { limit: 1, after: '999999999|' };
  for (const query of [{}, { language: 'sv' }, page, { ...page, language: 'sv' }]) await unanswered.clusters(query);
  await unanswered.read(id);
  await unanswered.toTell(id);
  await unanswered.remember('c|1', { email: 'a@example.org' });
  await unanswered.told(['x']);
  await unanswered.resolve(id, { as: 'not-ours', by: 'eva', version: 1 });

  await importFiles(needs, files.folder);
  await articles.addAskedAs({ ...place, phrasing: 'bränna ris', by: 'eva' });
  const { n } = await articles.restore({ ...place, n: 1, by: 'eva', basedOn: 2 });
  await articles.submit({ ...place, n, by: 'eva' });
  await articles.topics();
  await articles.tasks();
  await articles.topic('elda');
  await articles.reject({ ...place, n, by: 'eva' });
  await articles.history(place);
  await articles.diff(place, 1, 2);
  await articles.setReview(place, { owner: 'eva' });
  await articles.confirmTranslation({ ...place, language: 'en' });
  await articles.published();
  await articles.published('elda');
  await articles.marks();
  await exportFiles(needs, files.folder);

  expect(asked.length).toBeGreaterThan(40);
  const scans = [];
  for (const { collection, filter, sort } of asked) {
    const plan = await store.explain?.(collection, filter, sort);
    if (plan?.fullScan !== false) scans.push({ collection, filter: JSON.stringify(filter), sort, plan });
  }
  expect(scans).toEqual([]);
  files.remove();
  await store.close();
  await rm(dataDir, { recursive: true });
});
