import { backupFolder, verifyFolder } from '../store/index.js';
import { type Config, processEnvironment, readConfig } from './config.js';
import type { Output } from './knowledge.js';

const USAGE = `usage: npm run store -- backup PATH   a consistent copy of the embedded store, also while the server runs
       npm run store -- verify        looks at every page, document and unique index
       npm run store -- export | import   (come later)`;

/** Exit codes: 0 fine, 1 the data have faults, 2 the command cannot be carried out. */
type ExitCode = 0 | 1 | 2;

/** Carries out one command of `npm run store`. It only reads, so it needs no lock and does not disturb the server. */
export async function runStore(
  args: readonly string[],
  { dataDir, mongodbUri }: Pick<Config, 'dataDir' | 'mongodbUri'>,
  output: Output,
): Promise<ExitCode> {
  const [command, path] = args;
  if (command === 'export' || command === 'import') {
    output.complain(`${command} comes later; until then a backup is the way to move the data`);
    return 2;
  }
  if ((command !== 'backup' || !path) && command !== 'verify') {
    output.complain(USAGE);
    return 2;
  }
  if (mongodbUri) {
    output.complain('MONGODB_URI is set, so the data are in MongoDB: mongodump copies them, validate checks them');
    return 2;
  }
  try {
    if (command === 'backup' && path) {
      await backupFolder(dataDir, path);
      output.print(`copied to ${path}`);
      return 0;
    }
    const { ok, problems } = await verifyFolder(dataDir);
    for (const problem of problems) output.complain(problem);
    output.print(ok ? 'the data are sound' : `${problems.length} faults`);
    return ok ? 0 : 1;
  } catch (error) {
    output.complain((error as Error).message);
    return 2;
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
