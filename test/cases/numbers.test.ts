import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openStore } from '../../store/index.js';
import { aWish, openOffice } from '../support/registry.js';
import { testDatabase } from '../support/test-store.js';

const MANY = 10_000;
const PROCESSES = 4;
const EACH = MANY / PROCESSES;

const from1 = (length: number) => Array.from({ length }, (_, index) => index + 1);
const sequence = (numbers: string[]) => numbers.map((number) => Number(number.slice(8))).sort((a, b) => a - b);
const uri = testDatabase();

// The embedded store belongs to one process; the processes of a city share one MongoDB.
if (uri) {
  it(`${PROCESSES} processes that open ${EACH} cases each leave no gap and double no number`, async () => {
    const start = (name: string) =>
      promisify(execFile)(process.execPath, [join(__dirname, 'opener.cjs'), uri as string, name, String(EACH)], {
        maxBuffer: 1e8,
      });
    const said = await Promise.all(from1(PROCESSES).map((index) => start(`process-${index}`)));
    const numbers = said.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
    expect(sequence(numbers)).toEqual(from1(PROCESSES * EACH));
    const store = await openStore({ dataDir: '', mongodbUri: uri });
    expect(await store.connection.collection('cases').countDocuments({})).toBe(PROCESSES * EACH);
    await store.connection.dropDatabase();
    await store.close();
  }, 300_000);
} else {
  it(`${MANY} cases that are opened at once have ${MANY} numbers in a row`, async () => {
    const office = await openOffice();
    const opened = await Promise.all(from1(MANY).map(() => office.registry.openCase(aWish({ handover: false }))));
    expect(sequence(opened.map(({ number }) => number))).toEqual(from1(MANY));
    await office.close();
  }, 300_000);
}
