import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditLog } from '../cases/audit.js';
import { disposeDue } from '../cases/retention.js';
import { loadCity } from '../city/index.js';
import { createActivityLog } from '../store/activity-log.js';
import { backupFolder, fileIn, openStore, type Store, verifyFolder } from '../store/index.js';
import { type Config, processEnvironment, readConfig } from './config.js';
import type { Output } from './knowledge.js';

const USAGE = `usage: npm run store -- backup PATH   a consistent copy of the embedded store, also while the server runs
       npm run store -- verify        looks at every page, document and unique index, and at the chain of the audit log
       npm run store -- dispose --dry-run   which cases the rules of retention would empty now, and why
       npm run store -- export | import   (come later)`;

/** Exit codes: 0 fine, 1 the data have faults, 2 the command cannot be carried out. */
type ExitCode = 0 | 1 | 2;

type Where = Pick<Config, 'dataDir' | 'mongodbUri' | 'cityDir'>;

/** Carries out one command of `npm run store`. It only reads, so it needs no lock and does not disturb the server. */
export async function runStore(args: readonly string[], where: Where, output: Output): Promise<ExitCode> {
  const [command, option] = args;
  if (command === 'export' || command === 'import') {
    output.complain(`${command} comes later; until then a backup is the way to move the data`);
    return 2;
  }
  try {
    if (command === 'backup' && option) return await backup(option, where, output);
    if (command === 'verify') return await verify(where, output);
    if (command === 'dispose' && option === '--dry-run') return await whatIsDue(where, output);
  } catch (error) {
    output.complain((error as Error).message);
    return 2;
  }
  output.complain(USAGE);
  return 2;
}

async function backup(path: string, { dataDir, mongodbUri }: Where, output: Output): Promise<ExitCode> {
  if (mongodbUri) {
    output.complain('MONGODB_URI is set, so the data are in MongoDB: mongodump copies them');
    return 2;
  }
  await backupFolder(dataDir, path);
  output.print(`copied to ${path}`);
  return 0;
}

/** MongoDB looks after its own pages and indexes; the chain of the audit log is ours on both. */
async function verify(where: Where, output: Output): Promise<ExitCode> {
  const { problems } = where.mongodbUri ? { problems: [] } : await verifyFolder(where.dataDir);
  const fault =
    problems.length === 0
      ? await reading(where, ({ connection: db }) =>
          createAuditLog({ db, now: () => new Date(), random: randomBytes }).firstFault(),
        )
      : undefined;
  const faults = [...problems, ...(fault ? [fault] : [])];
  for (const one of faults) output.complain(one);
  output.print(faults.length === 0 ? 'the data are sound' : `${faults.length} faults`);
  return faults.length === 0 ? 0 : 1;
}

async function whatIsDue(where: Where, output: Output): Promise<ExitCode> {
  const city = loadCity(where.cityDir);
  const now = () => new Date();
  const due = await reading(where, ({ connection: db }) =>
    disposeDue(
      { db, log: createActivityLog({ connection: db, bus: { publish() {} }, now }), city, now },
      { dryRun: true },
    ),
  );
  for (const { number, retentionClass, decision } of due) output.print(`${number} ${retentionClass}: ${decision}`);
  output.print(due.length === 0 ? 'nothing is due by any rule of retention.yaml' : `${due.length} cases are due`);
  return 0;
}

/** The embedded store belongs to one process, which may be running: a copy is looked at instead. */
async function reading<T>({ dataDir, mongodbUri }: Where, work: (store: Store) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kontaktcenter-look-'));
  try {
    if (!mongodbUri) await backupFolder(dataDir, fileIn(folder));
    const store = await openStore({ dataDir: folder, mongodbUri });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the command of this process; a wrong environment is a line, not a stack. */
async function main(): Promise<void> {
  const output: Output = {
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  };
  try {
    process.exitCode = await runStore(process.argv.slice(2), readConfig(processEnvironment()), output);
  } catch (error) {
    output.complain((error as Error).message);
    process.exitCode = 2;
  }
}

if (require.main === module) void main();
