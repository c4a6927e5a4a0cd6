import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../store/index.js';
import { until } from '../support/until.js';

const ROOT = join(__dirname, '..', '..');

describe('a start that cannot be', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-start-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  /** What the program says on its way out; it must not need to be stopped. */
  async function refusal(env: Record<string, string>): Promise<string> {
    const child = spawn(process.execPath, [join(ROOT, 'dist/bot/index.js')], {
      cwd: dataDir,
      env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    return said;
  }
  const line = (variable: string, fault = '') =>
    new RegExp(`^${variable}: .*${fault}.*\\. Example: ${variable}=\\S+\\n$`);

  it.each<[string, string]>([
    ['TRUSTED_ORIGINS', 'foo'],
    ['HOST', 'bad..host'],
    ['HOST', '192.0.2.1'],
    ['CITY_DIR', '/nonexistent'],
    ['DATA_DIR', '/dev/null'],
    ['DATA_DIR', '/dev/null/data'],
    ...(process.platform === 'linux' ? [['DATA_DIR', '/proc/nope'] as [string, string]] : []),
  ])('is one line for %s=%s, with the variable, the fault and an example', async (name, value) => {
    expect(await refusal({ [name]: value })).toMatch(line(name, value));
  });

  it('is one line when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    expect(await refusal({ PORT: String(port) })).toMatch(line('PORT', 'taken'));
    other.close();
  });

  it('is one line when another process has the data folder', async () => {
    const store = await openStore({ dataDir });
    expect(await refusal({})).toMatch(line('DATA_DIR', 'Another process'));
    await store.close();
  });

  it('is one line that names the file when the city is wrong', async () => {
    writeFileSync(join(dataDir, 'hours.yaml'), 'timezone: Mars/Base\ngroups: {}');
    expect(await refusal({ CITY_DIR: dataDir })).toMatch(/^\S+\.yaml: .*\n$/);
  });
});

describe('a start on what the build prepared of the articles', () => {
  const root = mkdtempSync(join(tmpdir(), 'kontaktcenter-built-'));
  beforeAll(() => {
    cpSync(join(ROOT, 'dist'), join(root, 'dist'), { recursive: true });
    mkdirSync(join(root, 'build'));
    for (const name of ['build/chat', 'build/console', 'build/vendor', 'city', 'locales', 'node_modules', 'web'])
      symlinkSync(join(ROOT, name), join(root, name));
    // One category is enough to index and learn.
    cpSync(join(ROOT, 'knowledge'), join(root, 'knowledge'), {
      recursive: true,
      filter: (path) => !/[\\/]articles[\\/]/.test(path) || /[\\/]articles[\\/]AVF/.test(path),
    });
    execFileSync(process.execPath, ['dist/knowledge/prepare.js', 'knowledge', 'build/knowledge'], { cwd: root });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** Starts, stops when it is ready, and gives what was learnt anew. */
  async function learntAnew(): Promise<string[]> {
    const env = { PATH: process.env.PATH, PORT: '0', DATA_DIR: mkdtempSync(join(root, 'data-')), LOG_LEVEL: 'info' };
    const child = spawn(process.execPath, [join(root, 'dist/bot/index.js')], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
    });
    await until(() => said.includes('Console:'));
    expect((await fetch(new URL('/readyz', /http\S+/.exec(said)?.[0]))).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    const lines = said.split('\n').filter((line) => line.includes('learnt anew'));
    return lines.map((line) => JSON.parse(line)).map(({ language, why }) => `${language} ${why}`);
  }

  it('learns nothing anew', async () => {
    expect(await learntAnew()).toEqual([]);
  });

  it('says which language it learns anew when a file is damaged or gone, and starts all the same', async () => {
    truncateSync(join(root, 'build/knowledge/so.bin'), 1000);
    rmSync(join(root, 'build/knowledge/sv.bin'));
    expect((await learntAnew()).sort()).toEqual(['so damaged', 'sv missing']);
  });
});
