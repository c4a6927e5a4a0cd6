import { entriesOf, transcriptOf } from '../../cases/transcript.js';
import { memoryLog } from '../support/log.js';
import { clockAt } from '../support/registry.js';

const WRITTEN = 5_010;
const log = memoryLog(clockAt('2026-11-18T09:00:00Z').now);
for (let nth = 1; nth <= WRITTEN; nth++) log.say('c', 'dl_citizen', `rad ${nth}`);
const talked = (toSeq: number) => ({ conversationId: 'c', language: 'sv', transcript: { fromSeq: 1, toSeq } });

describe('a conversation longer than any with people in it', () => {
  it('shows the newest messages: they are the ones to be answered', async () => {
    const said = await transcriptOf(log, talked(-1));
    expect([said.length, said.at(-1)?.text]).toEqual([5_000, `rad ${WRITTEN}`]);
  });

  it('ends where its case ended, so that what is strictly secret goes to the last word', async () => {
    expect((await entriesOf(log, talked(5_005))).at(-1)?.seq).toBe(5_005);
  });
});
