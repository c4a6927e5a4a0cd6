import { LIMITS } from '../../web/direct-line/routes.js';
import {
  closeCentres,
  startCentre,
  type TestAgent,
  type TestCentre,
  type TestCitizen,
} from '../support/start-centre.js';

afterEach(closeCentres);

describe('a citizen who sends 200 messages in a second while an agent has the conversation (bad input: 200 messages in a second)', () => {
  let centre: TestCentre;
  let agent: TestAgent;
  let citizen: TestCitizen;
  let path: string;
  beforeEach(async () => {
    centre = await startCentre({ limits: { tokens: 1000 } });
    agent = await centre.agent('anna', ['VAX']);
    citizen = await centre.citizen('sv');
    await citizen.says('prata med en människa');
    const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
    path = `/api/handovers/${item?.id}`;
    await agent.post(`${path}/claim`);
  });

  const seen = async () => (await agent.get(path)).body.transcript as unknown as { from: string; text: string }[];

  it('is told clearly to slow down; what was taken is with the agent once, in order, and the robot is silent', async () => {
    const before = (await seen()).length;
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, nth) =>
        citizen.sends({
          type: 'message',
          text: `meddelande ${nth}`,
          from: { id: 'citizen' },
          channelData: { clientActivityID: `many-${nth}` },
        }),
      ),
    );
    const taken = answers.flatMap(({ status }, nth) => (status === 200 ? [nth] : []));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length).toBeLessThanOrEqual(LIMITS.activities);
    for (const one of refused) {
      expect(one.status).toBe(429);
      expect(Number(one.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await one.json()).toMatchObject({ error: { code: 'TooManyRequests' } });
    }
    const ids = await Promise.all(taken.map(async (nth) => ((await answers[nth]?.json()) as { id: string }).id));
    const inOrder = taken
      .map((nth, place) => ({ nth, seq: Number(ids[place]?.split('|').at(-1)) }))
      .sort((a, b) => a.seq - b.seq);
    const after = (await seen()).slice(before);
    expect(after.map(({ from, text }) => [from, text])).toEqual(
      inOrder.map(({ nth }) => ['citizen', `meddelande ${nth}`]),
    );
    expect((await agent.post(`${path}/messages`, { text: 'Ta det lugnt.' })).status).toBe(201);
  });
});
