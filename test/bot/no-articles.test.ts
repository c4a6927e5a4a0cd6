import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadKnowledge } from '../../knowledge/index.js';
import { KNOWLEDGE } from '../support/articles.js';
import { closeCentres, kindsOf, startCentre } from '../support/start-centre.js';

describe('a knowledge folder without articles', () => {
  let directory: string;
  beforeEach(async () => {
    directory = join(mkdtempSync(join(tmpdir(), 'no-articles-')), 'knowledge');
    mkdirSync(directory);
    for (const name of ['language-model.bin', 'gate.json'])
      await copyFile(join(KNOWLEDGE, name), join(directory, name));
  });
  afterEach(async () => {
    await closeCentres();
    rmSync(dirname(directory), { recursive: true, force: true });
  });

  it('lets the server start, which says what it is not ready for and answers nothing it does not know', async () => {
    const centre = await startCentre({ knowledge: loadKnowledge({ directory }) });
    const ready = await fetch(`${centre.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not ready', parts: { running: true, store: true, knowledge: false } },
    ]);
    const citizen = await centre.citizen();
    expect(kindsOf(await citizen.says('hur söker jag bygglov'))).toEqual(['unknown']);
  });
});
