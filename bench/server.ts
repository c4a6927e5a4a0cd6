import { randomBytes } from 'node:crypto';
import { build } from '../bot/build.js';
import { readConfig } from '../bot/config.js';
import { newId } from '../bot/ids.js';
import { createLog } from '../bot/log.js';
import { echoLogic } from './echo-logic.js';

/** One server for a benchmark: `node server.js real|echo DATA_DIR`. Says its port on the first line. */
async function serve([bot, dataDir]: string[]): Promise<void> {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir ?? '',
    LOG_LEVEL: 'silent',
    ADMIN_PASSWORD: 'bench-password',
  });
  const centre = await build({
    config,
    log: createLog(config.logLevel),
    now: () => new Date(),
    newId: () => newId(),
    random: randomBytes,
    limits: { tokens: 1e6, activities: 1e6 },
    ...(bot === 'echo' && { logic: echoLogic }),
  });
  process.stdout.write(`${await centre.listen()}\n`);
  process.once('SIGTERM', () => void centre.close().then(() => process.exit(0)));
}

void serve(process.argv.slice(2));
