import { type Citizen, visit } from './citizen.js';
import { percentile, type Running, run } from './running.js';

const QUESTIONS = [
  'hur söker jag boendeparkering',
  'hur ställer jag mitt barn i kö till förskolan',
  'lampan på gatan utanför oss är trasig',
  'var betalar jag parkeringsanmärkningen',
  'hur skaffar jag lånekort på biblioteket',
  'how do I apply for preschool in Stockholm',
];
const CITIZENS = 10;
const ROUNDS = 5;
const TURNS_A_ROUND = 300;
const RATE = 50;
const RATE_SECONDS = 20;

const question = (place: number) => QUESTIONS[place % QUESTIONS.length] ?? '';

/** So many turns as fast as a few citizens can, and what each costs the server in CPU time. */
async function cost(server: Running, citizens: Citizen[], turns: number): Promise<number> {
  const before = server.cpu();
  let next = 0;
  const talk = async (citizen: Citizen) => {
    while (next < turns) await citizen.ask(question(next++));
  };
  await Promise.all(citizens.map(talk));
  return (server.cpu() - before) / turns;
}

/** Turns at a steady rate, whether or not the server keeps up: how long the citizens wait. */
async function waits(citizens: Citizen[]): Promise<number[]> {
  const asked: Promise<number>[] = [];
  const begun = performance.now();
  for (let turn = 0; turn < RATE * RATE_SECONDS; turn += 1) {
    const due = begun + (turn * 1000) / RATE;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const citizen = citizens[turn % citizens.length];
    if (citizen) asked.push(citizen.ask(question(turn)));
  }
  return Promise.all(asked);
}

const median = (values: readonly number[]) => percentile(values, 0.5);

/**
 * CPU time of one answered question beside an echo bot behind the same Direct Line endpoint and log. The two are asked in
 * turns, round by round, so that a busy machine slows both.
 */
export async function benchTurn(): Promise<Record<string, number>> {
  const servers = { real: await run('real'), echo: await run('echo') };
  const citizensOf = ({ url }: Running) => Promise.all(Array.from({ length: CITIZENS }, () => visit(url)));
  const citizens = { real: await citizensOf(servers.real), echo: await citizensOf(servers.echo) };
  const costs = { real: [] as number[], echo: [] as number[] };
  await cost(servers.real, citizens.real, TURNS_A_ROUND);
  await cost(servers.echo, citizens.echo, TURNS_A_ROUND);
  for (let round = 0; round < ROUNDS; round += 1) {
    costs.real.push(await cost(servers.real, citizens.real, TURNS_A_ROUND));
    costs.echo.push(await cost(servers.echo, citizens.echo, TURNS_A_ROUND));
  }
  const many = await Promise.all(Array.from({ length: 40 }, () => visit(servers.real.url)));
  const waited = await waits(many);
  const memory = servers.real.memory();
  for (const citizen of [...citizens.real, ...citizens.echo, ...many]) citizen.close();
  await Promise.all([servers.real.stop(), servers.echo.stop()]);
  return {
    cpuMsTurn: median(costs.real),
    cpuMsEcho: median(costs.echo),
    ratio: median(costs.real) / median(costs.echo),
    rate: RATE,
    replyMsP50: median(waited),
    replyMsP99: percentile(waited, 0.99),
    memoryMbAfter: memory,
  };
}
