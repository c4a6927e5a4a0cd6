import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reader } from '../cases/access.js';
import { type Case, caseModel } from '../cases/case.js';
import { numberOf } from '../cases/numbering.js';
import { type CaseQuery, createRegistry } from '../cases/registry.js';
import { rulesOf } from '../cases/secrecy.js';
import { CASE_STATUSES } from '../cases/status.js';
import { type City, loadCity } from '../city/index.js';
import { openStore } from '../store/index.js';
import { percentile } from './running.js';

const STORED = 100_000;
const TOGETHER = 1000;
const ASKED = 60;
const WARM = 5;
const AT = new Date('2026-11-18T09:00:00Z');
const DAY_MS = 24 * 60 * 60_000;

const phoneOf = (index: number) => `+4670${String(1_000_000 + index)}`;

/** One case like those that were opened before it, with a category, status and reach of its own. */
function another(first: Case, city: City, index: number): Case {
  const categories = Object.keys(city.categories);
  const number = numberOf(2026, index + 1);
  const openedAt = new Date(AT.getTime() - (STORED - index) * 60_000);
  const closed = index % 20 !== 0;
  const status = closed ? 'closed' : (CASE_STATUSES[(index / 20) % CASE_STATUSES.length] ?? 'registered');
  return {
    ...first,
    ...rulesOf(city, categories[(index * 7) % categories.length] ?? ''),
    _id: number,
    origin: `origin-${index}`,
    conversationId: `conversation-${index}`,
    status,
    reach: { phone: phoneOf(index), email: `citizen${index}@example.org`, name: '' },
    assignedTo: index % 10 === 0 ? `agent-${index % 300}` : '',
    dueOn: index % 500 === 0 ? '2026-11-18' : first.dueOn,
    handover: { ...first.handover, id: `handover-${index}`, openFor: number, holder: number },
    openedAt,
    updatedAt: openedAt,
    closedAt: closed ? new Date(openedAt.getTime() + DAY_MS) : null,
  };
}

const READERS: Record<string, Reader> = {
  agent: { id: 'agent-30', roles: ['agent'], groups: ['TRA', 'VAX'], boards: [] },
  officer: { id: 'officer', roles: ['officer'], groups: [], boards: ['SDN', 'TRN'] },
  supervisor: { id: 'supervisor', roles: ['supervisor'], groups: [], boards: [] },
};

/** What the console asks for, and the filters that find few among many. */
const QUERIES: Record<string, (nth: number) => CaseQuery> = {
  newest: () => ({}),
  page: (nth) => ({ after: numberOf(2026, STORED - nth * 1000) }),
  status: (nth) => ({ status: CASE_STATUSES[nth % CASE_STATUSES.length] as string }),
  group: () => ({ group: 'TRA' }),
  groupStatus: (nth) => ({ group: 'TRA', status: CASE_STATUSES[nth % CASE_STATUSES.length] as string }),
  board: () => ({ board: 'TRN' }),
  boardStatus: () => ({ board: 'TRN', status: 'forwarded' }),
  category: () => ({ category: 'UTE-BEL' }),
  categoryStatus: () => ({ category: 'UTE-BEL', status: 'parked' }),
  assigned: (nth) => ({ assigned: `agent-${(nth * 10) % 300}` }),
  due: () => ({ due: '2026-11-18' }),
  number: (nth) => ({ q: numberOf(2026, 1 + nth * 1601) }),
  numberEnd: (nth) => ({ q: String(1 + nth * 1601) }),
  numberBeginning: () => ({ q: 'KC-2026-00' }),
  phone: (nth) => ({ q: phoneOf(nth * 1601) }),
  email: (nth) => ({ q: `citizen${nth * 1601}@example.org` }),
  phoneStatus: (nth) => ({ q: phoneOf(nth * 1601), status: 'closed' }),
};

/** The list of cases, filtered and searched, among 100,000 on the embedded store: milliseconds that 95 % stay within. */
export async function benchCases(): Promise<Record<string, number>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-cases-'));
  const city = loadCity(join(process.cwd(), 'city'));
  const store = await openStore({ dataDir });
  const db = store.connection;
  const newId = () => randomBytes(8).toString('hex');
  const registry = createRegistry({ db, bus: { publish() {} }, city, now: () => AT, newId, random: randomBytes });
  const asked = { origin: 'first', contactId: 'c', conversationId: 'c', category: 'UTE-BEL', language: 'sv' };
  const { number } = await registry.openCase({ ...asked, channel: 'directline', fromSeq: 1, handover: false });
  const cases = caseModel(db);
  const first = (await cases.findById(number).lean<Case>()) as Case;
  const begun = performance.now();
  for (let index = 1; index < STORED; index += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, STORED - index) }, (_none, nth) =>
      another(first, city, index + nth),
    );
    await cases.collection.insertMany(some as never);
  }
  const figures: Record<string, number> = { stored: STORED, fillSeconds: (performance.now() - begun) / 1000 };
  const all: number[] = [];
  for (const [who, reader] of Object.entries(READERS)) {
    for (const [what, query] of Object.entries(QUERIES)) {
      const times: number[] = [];
      for (let nth = 0; nth < ASKED + WARM; nth++) {
        const started = performance.now();
        await registry.listCases(reader, query(nth % ASKED));
        if (nth >= WARM) times.push(performance.now() - started);
      }
      figures[`${who} ${what}`] = percentile(times, 0.95);
      all.push(...times);
    }
  }
  figures.allP95 = percentile(all, 0.95);
  figures.worstP95 = Math.max(
    ...Object.entries(figures)
      .filter(([key]) => key.includes(' '))
      .map(([, value]) => value),
  );
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
  return figures;
}
