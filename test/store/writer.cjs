// Writes documents into the store of the folder given, each acknowledged by its number on stdout, until it is killed.
const { writeSync } = require('node:fs');
require('../support/typescript.cjs');

const { openStore } = require('../../store/index.ts');

openStore({ dataDir: process.argv[2] })
  .then(async ({ connection }) => {
    const collection = connection.collection('written');
    await collection.createIndex({ done: 1, n: 1 });
    const lanes = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = lane; ; i += 8) {
        await collection.insertOne({ _id: String(i), n: i, tags: ['a', `t${i % 7}`], text: 'x'.repeat(300) });
        await collection.updateOne({ _id: String(i) }, { $set: { done: true }, $push: { tags: 'done' } });
        writeSync(1, `${i}\n`);
      }
    });
    await Promise.all(lanes);
  })
  .catch((error) => {
    writeSync(2, `${error.message}\n`);
    process.exit(1);
  });
