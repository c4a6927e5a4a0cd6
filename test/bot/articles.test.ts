import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../store/index.js';
import { aFolder, anArticleText } from '../support/editorial.js';
import { closeCentres, startCentre, type TestAgent, type TestCentre } from '../support/start-centre.js';
import { until } from '../support/until.js';

const TEXT = '/api/articles/elda/sv';
const CATEGORY = 'AVF-GRO';
const FILES = {
  'AVF-GRO/elda/sv': anArticleText('eldning', { answer: 'Elda bara i april.' }),
  'AVF-GRO/brasa/sv': anArticleText('brasa'),
};

describe('articles at start', () => {
  let dataDir: string;
  let files: ReturnType<typeof aFolder>;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-articles-'));
    files = aFolder(FILES);
  });
  afterEach(async () => {
    await closeCentres();
    files.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** As `npm start` does, but with a folder of few articles. */
  const start = () =>
    startCentre({ knowledge: undefined, articlesDir: files.folder, env: { DATA_DIR: dataDir, MONGODB_URI: '' } });
  const ready = async ({ url }: TestCentre) => (await fetch(`${url}/readyz`)).status;
  async function stored(): Promise<string> {
    const { connection, close } = await openStore({ dataDir });
    const all = ['articles', 'article-revisions'].map((name) => connection.collection(name).find({}).toArray());
    const found = JSON.stringify(await Promise.all(all));
    await close();
    return found;
  }

  it('come from the files, and the bot answers with them', async () => {
    const centre = await start();
    expect(await ready(centre)).toBe(200);
    const [answer] = await (await centre.citizen()).says('eldning tre');
    expect(answer?.text).toContain('Elda bara i april.');
    expect(answer?.channelData?.reply).toMatchObject({ article: 'elda', version: 1 });
  });

  it('are not written again by a second start', async () => {
    await (await start()).close();
    const first = await stored();
    await (await start()).close();
    expect(await stored()).toBe(first);
  });

  it('change with their file at the next start', async () => {
    await (await start()).close();
    files.write('AVF-GRO/elda/sv', anArticleText('eldning', { answer: 'Elda aldrig.' }));
    const [answer] = await (await (await start()).citizen()).says('eldning tre');
    expect(answer?.text).toContain('Elda aldrig.');
    expect(answer?.channelData?.reply).toMatchObject({ version: 2 });
  });

  it('leave out a file with a fault, name its line in the log, and the start goes on', async () => {
    files.write('AVF-GRO/sot/sv', '# Sotning\n\n## Answer\nRing 08-508 00 508.\n');
    files.write('AVF-GRO/aska/sv', anArticleText('aska', { answer: 'Fråga 811218-9876.' }));
    const centre = await start();
    expect(await ready(centre)).toBe(200);
    const said = centre.logged.map((line) => JSON.parse(line).msg as string);
    expect(said).toContainEqual(expect.stringMatching(/articles\/AVF-GRO\/sot\/sv\.md:4: has a bare phone number/));
    expect(said).toContainEqual(expect.stringMatching(/articles\/AVF-GRO\/aska\/sv\.md:16: holds a personal number/));
    expect(centre.logged.join('')).not.toContain('9876');
    const [answer] = await (await centre.citizen()).says('eldning tre');
    expect(answer?.channelData?.reply).toMatchObject({ article: 'elda' });
  });

  it('are waited for: without any, nobody is sent here', async () => {
    files.remove();
    const centre = await start();
    expect(await ready(centre)).toBe(503);
    expect(centre.logged.join('')).toContain('holds no articles');
  });
});

describe('an article that an editor publishes', () => {
  let centre: TestCentre;
  let editor: TestAgent;
  beforeEach(async () => {
    const files = aFolder({ 'AVF-GRO/brasa/sv': anArticleText('brasa') });
    centre = await startCentre({ knowledge: undefined, articlesDir: files.folder });
    files.remove();
    editor = await centre.agent('eva', [], { roles: ['editor'] });
  });
  afterEach(closeCentres);

  const publish = async (n: number) => {
    expect(await editor.post(`${TEXT}/revisions/${n}/publish`, {})).toMatchObject({ status: 200 });
  };
  const save = (answer: string, basedOn: number) =>
    editor.post(`${TEXT}/drafts`, { text: anArticleText('majbrasa', { answer }), basedOn, category: CATEGORY });
  /** What the next citizen gets once the new index stands. */
  async function nextCitizenGets(version: number): Promise<string> {
    let text = '';
    await until(async () => {
      const [answer] = await (await centre.citizen()).says('majbrasa tre');
      text = answer?.text ?? '';
      return answer?.channelData?.reply?.version === version && answer.channelData.reply.article === 'elda';
    });
    return text;
  }

  it('is what the next citizen gets; edited, it is another answer; restored, it is the old one again', async () => {
    await save('Elda på valborg.', 0);
    const [before] = await (await centre.citizen()).says('majbrasa tre');
    expect(before?.channelData?.reply?.article).not.toBe('elda');
    await publish(1);
    expect(await nextCitizenGets(1)).toContain('Elda på valborg.');
    await save('Elda med tillstånd.', 1);
    await publish(2);
    expect(await nextCitizenGets(2)).toContain('Elda med tillstånd.');
    await editor.post(`${TEXT}/revisions/1/restore`, { basedOn: 2 });
    await publish(3);
    expect(await nextCitizenGets(3)).toContain('Elda på valborg.');
  });

  it('reads in the preview as the citizen reads it', async () => {
    const text = anArticleText('majbrasa', { answer: 'Elda på valborg.' });
    const written = { topic: 'elda', language: 'sv', category: CATEGORY, text };
    const { body } = await editor.post('/api/articles/check', written);
    await save('Elda på valborg.', 0);
    await publish(1);
    expect({ language: 'sv', text: await nextCitizenGets(1) }).toEqual(body.preview);
  });
});
