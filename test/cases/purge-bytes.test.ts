import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockAt } from '../support/registry.js';
import { closeCentres, startCentre, type TestAgent, type TestCitizen } from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';
import { until } from '../support/until.js';

const say = (key: string) => locales.say('sv', key);

describe('the files of the data folder', () => {
  let dataDir: string;
  const clock = clockAt('2026-11-18T09:00:00Z');
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'purge-bytes-'));
  });
  afterEach(async () => {
    await closeCentres();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = () => startCentre({ now: clock.now, env: { DATA_DIR: dataDir, MONGODB_URI: '' } });

  /** Which of these words stand anywhere in them: in a row, in a page that is free, in the log in front of the file. */
  function found(words: readonly string[]): string[] {
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.map(({ parentPath, name }) =>
      Buffer.concat([Buffer.from(name), readFileSync(join(parentPath, name))]),
    );
    return words.filter((word) => bytes.some((content) => content.includes(word)));
  }

  /** What falls due is looked for at a start, and every minute. */
  async function afterAWhile(minutes: number): Promise<void> {
    await closeCentres();
    clock.pass(minutes);
    await start();
  }

  async function waiting(agent: TestAgent): Promise<string> {
    await until(async () => (await agent.get('/api/handovers?state=waiting')).body.items.length > 0);
    return (await agent.get('/api/handovers?state=waiting')).body.items[0]?.id ?? '';
  }

  async function sendFile({ conversationId, token }: TestCitizen, url: string, name: string, content: string) {
    const answer = await fetch(`${url}/v3/directline/conversations/${conversationId}/upload`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'text/plain',
        'content-disposition': `name="file"; filename="${name}"`,
      },
      body: content,
    });
    expect(answer.status).toBe(200);
  }

  it('hold no word of a strictly secret matter after its case was closed and purged', async () => {
    const centre = await start();
    const [citizen, agent] = [await centre.citizen(), await centre.agent('sara', ['SOC'])];
    await citizen.says('hur söker jag ekonomiskt bistånd, undrar Kvicksilverprinsessan');
    await citizen.says(say('feedback.person'));
    const id = await waiting(agent);
    await agent.post(`/api/handovers/${id}/claim`);
    await citizen.says('min hyresvärd heter Strutsfjäder');
    await sendFile(citizen, centre.url, 'Granitblomma.txt', 'Sjögräsmatta');
    await agent.post(`/api/handovers/${id}/messages`, { text: 'Hälsa till Pärlemorknapp' });
    await agent.post(`/api/handovers/${id}/notes`, { text: 'ring Bokmärkesängel' });
    const words = ['Kvicksilverprinsessan', 'Strutsfjäder', 'Granitblomma', 'Sjögräsmatta', 'Pärlemorknapp'];
    expect(found(words)).toEqual(words);
    const closing = { resolution: 'answered', category: 'EKO-EB', text: 'Allt gott till Lavendelkvarn' };
    expect((await agent.post(`/api/handovers/${id}/close`, closing)).status).toBe(200);
    await afterAWhile(31);
    expect(found([...words, 'Bokmärkesängel', 'Lavendelkvarn'])).toEqual([]);
  });

  it('hold no word of a strictly secret question when nobody has written for half an hour', async () => {
    const citizen = await (await start()).citizen();
    await citizen.says('hur söker jag ekonomiskt bistånd, undrar Kvicksilverprinsessan');
    await citizen.says('jag vill ansöka om ekonomiskt bistånd för Strutsfjäder');
    expect(found(['Kvicksilverprinsessan', 'Strutsfjäder'])).toHaveLength(2);
    await afterAWhile(62);
    expect(found(['Kvicksilverprinsessan', 'Strutsfjäder'])).toEqual([]);
  });

  it('never hold a cry for help', async () => {
    const citizen = await (await start()).citizen();
    await citizen.says('min man Strutsfjäder slår mig');
    expect(found(['Strutsfjäder'])).toEqual([]);
    await closeCentres();
    expect(found(['Strutsfjäder'])).toEqual([]);
  });

  it('keep what is not secret', async () => {
    const citizen = await (await start()).citizen();
    await citizen.says('lampan på gatan vid Kvicksilverprinsessan är trasig');
    await afterAWhile(62);
    expect(found(['Kvicksilverprinsessan'])).toHaveLength(1);
  });
});
