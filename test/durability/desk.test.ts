import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workingDay } from '../../bench/day/index.js';
import { freePort, startProgram } from '../../bench/program.js';

const dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-desk-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it('a short day at the desks, the server killed twice: everybody is answered, nobody twice, places kept (complaints 2 to 7)', async () => {
  const env = { PORT: String(await freePort()), DATA_DIR: dataDir, ADMIN_PASSWORD: 'durability-test' };
  const { figures, faults } = await workingDay({
    agents: 4,
    citizens: 30,
    seconds: 15,
    kills: 2,
    start: () => startProgram(env),
    admin: { username: 'admin', password: env.ADMIN_PASSWORD },
  });
  expect(faults).toEqual([]);
  expect(figures).toMatchObject({ handovers: 30, answeredByAgents: 30, claimConflicts: 0 });
  process.stdout.write(`a short day at the desks: ${JSON.stringify(figures)}\n`);
}, 240_000);
