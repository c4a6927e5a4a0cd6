import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workingDay } from './day/index.js';
import { freePort, startProgram } from './program.js';

const DEFAULTS = { agents: 20, citizens: 500, seconds: 600, kills: 0 };
const PASSWORD = 'bench-password';

/**
 * `npm run bench -- desk [agents=20] [citizens=500] [seconds=600] [kills=0] [mongodb=URI]`: a day at the
 * desks of the program as `npm start` runs it, on the embedded store or on MongoDB. Fails when anything was lost, doubled or claimed twice.
 */
export async function benchDesk(args: readonly string[]): Promise<Record<string, number>> {
  const { mongodb = '', ...numbers } = Object.fromEntries(args.map((arg) => arg.split(/=(.*)/)));
  const asked = Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, Number(value)]));
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-desk-'));
  const env = {
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    ADMIN_PASSWORD: PASSWORD,
    ...(mongodb && { MONGODB_URI: mongodb }),
  };
  try {
    const admin = { username: 'admin', password: PASSWORD };
    const { figures, faults } = await workingDay({ ...DEFAULTS, ...asked, start: () => startProgram(env), admin });
    for (const fault of faults.slice(0, 20)) process.stderr.write(`${fault}\n`);
    if (faults.length > 0) process.exitCode = 1;
    return figures;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
