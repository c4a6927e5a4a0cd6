import { type Citizen, visit } from './citizen.js';
import { percentile, run } from './running.js';

const CITIZENS = 200;

interface Called {
  status: number;
  body: { csrf?: string; items?: { id: string; conversationId?: string }[] };
}

/** An agent's client of the console's API. */
async function signIn(url: string, username: string) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: object): Promise<Called> => {
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const cookie = answer.headers.get('set-cookie');
    if (cookie) headers.cookie = cookie.split(';')[0] ?? '';
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : {} };
  };
  const { body } = await call('POST', '/api/session', { username, password: 'bench-password' });
  headers['x-csrf-token'] = body.csrf ?? '';
  return call;
}

/** Many citizens ask for a person at once; one agent takes each, writes, and closes. Milliseconds, and CPU a handover. */
export async function benchHandover(): Promise<Record<string, number>> {
  const server = await run('real');
  const admin = await signIn(server.url, 'admin');
  const account = {
    username: 'bench',
    name: 'Bench',
    password: 'bench-password',
    roles: ['agent'],
    groups: ['VAX'],
    languages: ['sv'],
    boards: [],
  };
  await admin('POST', '/api/agents', account);
  const agent = await signIn(server.url, 'bench');
  const citizens: Citizen[] = await Promise.all(Array.from({ length: CITIZENS }, () => visit(server.url)));
  const cpu = server.cpu();
  const begun = performance.now();
  const asked = await Promise.all(citizens.map((citizen) => citizen.ask('prata med en människa')));
  const allAskedMs = performance.now() - begun;
  const times = { claim: [] as number[], write: [] as number[], close: [] as number[] };
  const timed = async (what: keyof typeof times, path: string, body?: object) => {
    const started = performance.now();
    const { status } = await agent('POST', path, body);
    if (status >= 300) throw new Error(`${path}: ${status}`);
    times[what].push(performance.now() - started);
  };
  const { body } = await agent('GET', '/api/handovers?state=waiting');
  for (const { id } of body.items ?? []) {
    await timed('claim', `/api/handovers/${id}/claim`);
    await timed('write', `/api/handovers/${id}/messages`, { text: 'Hej! Hur kan jag hjälpa dig?' });
    await timed('close', `/api/handovers/${id}/close`, { resolution: 'answered', category: 'ALL-MAN' });
  }
  const used = server.cpu() - cpu;
  for (const citizen of citizens) citizen.close();
  await server.stop();
  return {
    handovers: times.claim.length,
    allWaitingMs: allAskedMs,
    askMsP99: percentile(asked, 0.99),
    claimMsP50: percentile(times.claim, 0.5),
    claimMsP99: percentile(times.claim, 0.99),
    writeMsP50: percentile(times.write, 0.5),
    closeMsP50: percentile(times.close, 0.5),
    cpuMsHandover: used / CITIZENS,
  };
}
