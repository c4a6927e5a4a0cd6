import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from '../../bench/program.js';
import { startHub, type TestHub } from '../support/hub.js';

import { until } from '../support/until.js';

interface Shown {
  text?: string;
  channelData?: { reply?: { kind?: string; state?: string } };
}

/** A citizen whose conversation outlives the server's process. */
async function citizenAt(url: string) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const call = async (path: string, body?: object) => {
    const answer = await fetch(`${url}/v3/directline/${path}`, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, string> & { activities: Shown[] };
  };
  const { token, conversationId } = await call('tokens/generate', { locale: 'sv' });
  headers.authorization = `Bearer ${token}`;
  await call('conversations', {});
  const sees = async () => (await call(`conversations/${conversationId}/activities`)).activities;
  return {
    sees,
    says: (text: string) =>
      call(`conversations/${conversationId}/activities`, { type: 'message', text, from: { id: 'me' } }),
    seesReply: (wanted: { kind?: string; state?: string }) =>
      until(async () =>
        (await sees()).some(({ channelData }) =>
          Object.entries(wanted).every(([key, value]) => channelData?.reply?.[key as keyof typeof wanted] === value),
        ),
      ),
  };
}

describe('kill -9 while the city’s own agent desk has a conversation', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-hub-'));
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(async () => {
    await hub.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('loses, doubles and mixes up nothing of what the two say to each other', async () => {
    const port = await freePort();
    const env = { PORT: String(port), DATA_DIR: dataDir, ADMIN_PASSWORD: 'durability-test', ...hub.env };
    let server = await startProgram(env);
    const again = async () => {
      await server.kill();
      server = await startProgram(env);
    };

    hub.refuse(503);
    const citizen = await citizenAt(server.url);
    await citizen.says('prata med en människa');
    await citizen.seesReply({ kind: 'case' });
    await again();
    hub.refuse(0);
    await hub.status('accepted', { agent: 'Hanna Hub' });
    await again();
    await citizen.seesReply({ state: 'accepted' });

    hub.refuse(503);
    await citizen.says('ett');
    await citizen.says('två');
    await again();
    hub.refuse(0);
    await citizen.says('tre');
    await until(() => hub.messages().length === 3);
    expect(hub.messages()).toEqual(['ett', 'två', 'tre']);

    await hub.message('Svar ett', { id: 'm1' });
    await again();
    await hub.message('Svar ett', { id: 'm1' });
    await hub.message('Svar två', { id: 'm2' });
    await hub.status('completed');
    await again();
    await citizen.seesReply({ state: 'closed' });
    const shown = await citizen.sees();
    const from = (kind: string) => shown.filter(({ channelData }) => channelData?.reply?.kind === kind);
    expect(from('agent').map(({ text }) => text)).toEqual(['Svar ett', 'Svar två']);
    expect(shown.filter(({ channelData }) => channelData?.reply?.state === 'accepted')).toHaveLength(1);
    expect(hub.received.filter(({ name }) => name === 'handoff.initiate')).toHaveLength(1);
    expect(hub.wrong).toEqual([]);
    expect(await server.stop()).toBe(0);
  }, 180_000);
});
