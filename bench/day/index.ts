import { once } from 'node:events';
import { percentile } from '../running.js';
import { SimulatedAgent, SimulatedConsole, SimulatedWatcher } from './agent.js';
import { SimulatedCitizen, type Talk } from './citizen.js';
import { Notebook } from './notebook.js';
import { Over, pause } from './patient.js';

export interface Served {
  url: string;
  /** `kill -9`. */
  kill(): Promise<void>;
}

export interface Day {
  agents: number;
  citizens: number;
  /** Citizens come over this time; then everybody who is there is attended to. */
  seconds: number;
  kills: number;
  /** Starts the same server on the same data again. */
  start(): Promise<Served>;
  admin: { username: string; password: string };
}

const CAPACITY = 3;
const LINES = 3;
/** How long the last ones may take. */
const CLOSING_SECONDS = 120;
const GROUP = 'VAX';

/**
 * A day at the desks in a short time: citizens ask for a person, agents take, answer and close, and now and then the
 * server is killed. Returns what was measured; `faults` is everything that must not have happened.
 */
export async function workingDay(day: Day): Promise<{ figures: Record<string, number>; faults: string[] }> {
  const notes = new Notebook();
  let server = await day.start();
  const { url } = server;
  const ending = new AbortController();
  const isOver = () => ending.signal.aborted;
  const plan = { url, isOver, over: ending.signal, capacity: CAPACITY };
  const admin = new SimulatedConsole({ ...plan, ...day.admin }, notes);
  await admin.signIn();
  const hire = async (username: string, roles: string[]) => {
    const account = { username, name: username, password: `${username}-password`, roles, groups: [GROUP] };
    await admin.call('POST', '/api/agents', { ...account, languages: ['sv'], boards: [] });
    return { ...plan, username, password: account.password };
  };
  const agents: SimulatedAgent[] = [];
  for (let n = 0; n < day.agents; n++) agents.push(new SimulatedAgent(await hire(`agent${n}`, ['agent']), notes));
  const watcher = new SimulatedWatcher(await hire('watcher', ['supervisor']), notes);
  await Promise.all([...agents, watcher].map((one) => one.signIn()));
  const working = [...agents, watcher].map((one) =>
    one.work().catch((error) => {
      if (!(error instanceof Over)) notes.faults.push(`an agent could not go on: ${error}`);
    }),
  );

  const everyMs = (day.seconds * 1000) / day.citizens;
  const thinkMs = () => Math.random() * Math.min(5000, day.seconds * 20);
  const citizens = Array.from(
    { length: day.citizens },
    (_, n) => new SimulatedCitizen({ name: `invånare ${n}`, url, lines: LINES, thinkMs, isOver }, notes, n),
  );
  const talks = citizens.map(async (citizen, n): Promise<Talk> => {
    await pause(n * everyMs);
    return citizen.live();
  });
  for (let kill = 0; kill < day.kills; kill++) {
    await pause((day.seconds * 1000 * (0.5 + Math.random())) / (day.kills + 1));
    notes.killed();
    await server.kill();
    server = await day.start();
    notes.up();
  }
  const all = Promise.all(talks);
  const late = setTimeout(() => ending.abort(), (day.seconds + CLOSING_SECONDS) * 1000);
  await Promise.race([all, once(ending.signal, 'abort')]);
  clearTimeout(late);
  ending.abort();
  const ended = await all;
  const faults = [...notes.faults];
  for (const citizen of citizens) faults.push(...(await citizen.faults()));
  for (const { name, end, caseNumber } of ended) {
    if (end === 'waiting' || !caseNumber) faults.push(`${name}: reached nobody, and has ${caseNumber || 'no case'}`);
  }
  await Promise.all(working);
  await server.kill();
  return {
    faults,
    figures: {
      handovers: ended.length,
      answeredByAgents: ended.filter(({ end }) => end === 'closed').length,
      registered: ended.filter(({ end }) => end === 'registered').length,
      claimConflicts: notes.conflicts,
      returned: notes.returned,
      kills: day.kills,
      messages: notes.toAgent.length + notes.toCitizen.length,
      toAgentMsP50: percentile(notes.toAgent, 0.5),
      toAgentMsP95: percentile(notes.toAgent, 0.95),
      toCitizenMsP95: percentile(notes.toCitizen, 0.95),
      toConsoleMsP95: percentile(notes.toQueue, 0.95),
      toConsoleMsMax: percentile(notes.toQueue, 1),
      waitSP50: percentile(notes.waits, 0.5) / 1000,
      waitSP95: percentile(notes.waits, 0.95) / 1000,
      faults: faults.length,
    },
  };
}
