import { randomBytes } from 'node:crypto';
import { addressOf } from './address.js';
import { build } from './build.js';
import { processEnvironment, readConfig } from './config.js';
import { startFault } from './errors.js';
import { newId } from './ids.js';
import { createLog } from './log.js';

/** Starts the contact centre, says where it is, and stops cleanly when asked to. */
async function start(): Promise<void> {
  const config = readConfig(processEnvironment());
  const log = createLog(config.logLevel);
  const centre = await build({ config, log, now: () => new Date(), newId: () => newId(), random: randomBytes });
  const port = await centre.listen();

  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    centre.close().then(
      () => process.exit(0),
      (error) => {
        log.fatal({ error }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  const address = addressOf(config, port);
  process.stdout.write(`\nChat:    ${address}/\nConsole: ${address}/console/\n\n`);
  if (centre.adminPassword) {
    process.stdout.write(
      `First sign-in: user admin, password ${centre.adminPassword} (shown this once; you will be asked to change it)\n\n`,
    );
  }
}

start().catch((error) => {
  process.stderr.write(`${startFault(error)}\n`);
  process.exit(1);
});
