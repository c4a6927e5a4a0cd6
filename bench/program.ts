import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The project's folder, from its source and from what is built of it. */
const ROOT = /[\\/]dist[\\/]bench$/.test(__dirname) ? join(__dirname, '..', '..') : join(__dirname, '..');

export interface Program {
  url: string;
  /** What it printed so far. */
  output(): string;
  /** `kill -9`: nothing of it is asked, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** The program itself in a process of its own, as `npm start` runs it. Resolves when it says that it is ready. */
export async function startProgram(env: Record<string, string>): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, 'dist/bot/index.js')], {
    cwd: ROOT,
    env: { HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (data) => {
    output += data;
  });
  child.stderr?.on('data', (data) => {
    output += data;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const url = `http://127.0.0.1:${env.PORT}`;
  let alive = true;
  void ended.then(() => {
    alive = false;
  });
  for (;;) {
    if (!alive) throw new Error(`the server did not start:\n${output}`);
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const signal = (name: NodeJS.Signals) => {
    child.kill(name);
    return ended;
  };
  return { url, output: () => output, kill: async () => void (await signal('SIGKILL')), stop: () => signal('SIGTERM') };
}
