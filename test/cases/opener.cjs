// Opens cases on the MongoDB of the address given, many at once, and says their numbers: one of several such processes.
const { randomBytes } = require('node:crypto');
const { join } = require('node:path');
require('../support/typescript.cjs');

const { createRegistry } = require('../../cases/registry.ts');
const { loadCity } = require('../../city/index.ts');
const { openStore } = require('../../store/index.ts');

async function main([mongodbUri, name, count]) {
  const store = await openStore({ dataDir: '', mongodbUri });
  const registry = createRegistry({
    db: store.connection,
    bus: { publish() {} },
    city: loadCity(join(__dirname, '..', '..', 'city')),
    now: () => new Date('2026-11-18T09:00:00Z'),
    newId: () => randomBytes(8).toString('hex'),
    random: randomBytes,
  });
  const opening = Promise.all(
    Array.from({ length: Number(count) }, (_, index) =>
      registry.openCase({
        origin: `${name}|${index}`,
        contactId: `${name}/${index}`,
        conversationId: `${name}-${index}`,
        category: 'UTE-BEL',
        language: 'sv',
        channel: 'directline',
        fromSeq: 1,
        handover: false,
      }),
    ),
  );
  const opened = await opening.finally(() => store.close());
  process.stdout.write(JSON.stringify(opened.map(({ number }) => number)));
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
