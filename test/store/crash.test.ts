import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../store/index.js';
import { errorOf } from './engines.js';

describe('a process that is killed while it writes', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kontaktcenter-crash-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const startWriter = () => {
    const child = spawn(process.execPath, [join(__dirname, 'writer.cjs'), dataDir]);
    const said = { out: '', complaint: '' };
    child.stdout.on('data', (data) => {
      said.out += data;
    });
    child.stderr.on('data', (data) => {
      said.complaint += data;
    });
    return { child, said };
  };

  it('has lost nothing that it had acknowledged, three times over, and leaves no lock behind', async () => {
    const acknowledged = new Set<string>();
    for (let round = 1; round <= 3; round++) {
      const { child, said } = startWriter();
      const enough = 150 * round;
      while (said.out.split('\n').length < enough && child.exitCode === null) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(said.complaint).toBe('');
      for (const line of said.out.split('\n').slice(0, -1)) acknowledged.add(line);

      const store = await openStore({ dataDir });
      const collection = store.connection.collection<{ _id: string; done?: boolean }>('written');
      const there = await collection.find({ done: true }).toArray();
      const done = new Set(there.filter((doc) => doc.done).map(({ _id }) => _id));
      expect([...acknowledged].filter((id) => !done.has(id))).toEqual([]);
      expect(await store.verify()).toEqual({ ok: true, problems: [] });
      await collection.deleteMany({});
      acknowledged.clear();
      await store.close();
    }
  }, 60_000);

  it('keeps a second process out of its folder, which is told why', async () => {
    const { child, said } = startWriter();
    await once(child.stdout, 'data');
    const refusal = await errorOf(() => openStore({ dataDir }));
    expect(refusal.message).toMatch(/Another process is already running on the data folder .* DATA_DIR/);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(said.complaint).toBe('');
    const store = await openStore({ dataDir });
    expect((await errorOf(() => openStore({ dataDir }))).message).toMatch(/Another process/);
    expect(await store.ready()).toBe(true);
    await store.close();
  }, 60_000);
});
