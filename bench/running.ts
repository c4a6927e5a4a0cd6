import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Clock ticks a second of /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;

export interface Running {
  url: string;
  /** CPU time used so far, in milliseconds, user and system. */
  cpu(): number;
  /** Resident memory in megabytes. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts a server of its own process, so that what it costs can be told from what the measuring costs. */
export async function run(bot: 'real' | 'echo'): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), `bench-${bot}-`));
  const child: ChildProcess = spawn(process.execPath, [join(__dirname, 'server.js'), bot, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server did not start')));
    if (child.stdout) createInterface(child.stdout).once('line', resolve);
  });
  const stat = () => readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return {
    url: `http://127.0.0.1:${port}`,
    cpu: () => ((Number(stat()[11]) + Number(stat()[12])) * 1000) / TICKS,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => {
          rmSync(dataDir, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}

/** The value below which this share of the measurements lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
