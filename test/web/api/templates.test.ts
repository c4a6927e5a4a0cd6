import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLocales } from '../../../locales/index.js';
import type { Route } from '../../../web/api/route.js';
import { templateRoutes } from '../../../web/api/templates.js';
import { type Console, startConsole } from '../../support/console-api.js';
import { anArticleText } from '../../support/editorial.js';
import { until } from '../../support/until.js';

const locales = loadLocales(join(__dirname, '..', '..', '..', 'locales'));

let office: Console;
beforeAll(async () => {
  office = await startConsole();
});
afterAll(() => office.close());

describe('GET /api/templates', () => {
  it('gives the city’s words in its languages, with facts in them and names of what the console knows', async () => {
    await office.hire('anna');
    const { status, body } = await (await office.signIn('anna')).get('/api/templates');
    expect(status).toBe(200);
    const of = (code: string) => body.items.find((one: { code: string }) => one.code === code);
    expect(of('polisen').text.sv).toMatch(/^Ett brott anmäler du till polisen på 114 14\. .* 112\.$/);
    expect(of('polisen').text.en).toContain('114 14');
    expect(of('halsning-namn').text.sv).toContain('{{citizenName}}');
    expect(of('fel-ute')).toMatchObject({ groups: ['TRA'], categories: [] });
  });

  it('gives them in each language citizens read, with phone numbers kept in order in Arabic', async () => {
    const { body } = await (await office.signIn('anna')).get('/api/templates');
    const { text } = body.items.find((one: { code: string }) => one.code === 'polisen');
    expect(Object.keys(text).sort()).toEqual([...locales.live].sort());
    expect(text.ar).toContain('\u2068114 14\u2069');
    expect(text.fi).toContain('114 14');
  });

  it('calls a category as its article is called in each language, and one that no article answers by the city’s names', async () => {
    const anna = await office.signIn('anna');
    const names = async () => (await anna.get('/api/templates')).body.categoryNames;
    expect((await names())['MIL-BUL']).toEqual({});
    const place = { topic: 'buller', language: 'ar' };
    const text = anArticleText('الضوضاء').replace('# Om ', '# ');
    const draft = { ...place, category: 'MIL-BUL', text, basedOn: 0, author: 'edit' };
    const { n } = await office.articles.saveDraft(draft);
    await office.articles.publish({ ...place, n, by: 'edit' });
    expect(await until(async () => (await names())['MIL-BUL'].ar)).toBe('الضوضاء');
    expect((await names())['ALL-OVR']).toMatchObject({ ar: 'أمور أخرى', fi: 'Muu asia', uk: 'Інше' });
  });

  it('is for those who answer or supervise', async () => {
    expect((await office.stranger.get('/api/templates')).status).toBe(401);
    await office.hire('edith', { roles: ['editor'], groups: [] });
    expect((await (await office.signIn('edith')).get('/api/templates')).status).toBe(403);
  });

  it('leaves a fact that must not be shown as its name, which nobody can send unnoticed', async () => {
    const knowledgeDir = mkdtempSync(join(tmpdir(), 'facts-'));
    writeFileSync(
      join(knowledgeDir, 'facts.yaml'),
      'amount:\n  fee: { value: "100 kr", status: sourced, sourceKind: official, source: "https://x.example" }\n',
    );
    const title = { sv: 'Avgift', en: 'Fee' };
    const text = { sv: 'Det kostar {{ amount.fee }} eller {{phone.none}}.' };
    const city = { templates: [{ code: 'fee', title, groups: [], categories: [], text }], categories: {} };
    const [list] = templateRoutes({ city, locales, knowledgeDir, knowledge: { article: () => undefined } });
    const { items } = (await list?.handle({} as Parameters<Route['handle']>[0])) as { items: unknown[] };
    expect(items).toMatchObject([{ text: { sv: 'Det kostar {{amount.fee}} eller {{phone.none}}.' } }]);
  });
});
