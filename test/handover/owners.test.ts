import fc from 'fast-check';
import { type Case, caseModel } from '../../cases/case.js';
import type { Agent } from '../../handover/agents.js';
import { aWish, type Office, openOffice } from '../support/registry.js';

type Step = { who: 'anna' | 'bo' | 'citizen'; does: 'ask' | 'claim' | 'say' | 'close' | 'leave' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ who: fc.constantFrom('anna', 'bo'), does: fc.constantFrom('claim', 'say', 'close') }),
  fc.record({ who: fc.constant('citizen'), does: fc.constantFrom('ask', 'leave') }),
);

let office: Office;
let agents: Record<string, Agent>;
let conversations = 0;

beforeAll(async () => {
  office = await openOffice();
  agents = { anna: await office.hire('anna'), bo: await office.hire('bo') };
});
afterAll(() => office.close());

/** Does one thing to the newest case of the conversation; refusals are a part of life. */
async function act({ who, does }: Step, conversationId: string, messages: { count: number }, said: string[]) {
  const agent = agents[who];
  const all = await casesOf(conversationId);
  const id = all.at(-1)?.handover.id ?? 'none';
  try {
    if (does === 'ask') {
      await office.registry.openCase(aWish({ conversationId, origin: `${conversationId}|${messages.count++}` }));
    } else if (does === 'leave') {
      await office.desk.leave(conversationId);
    } else if (!agent) {
      return;
    } else if (does === 'claim') {
      await office.desk.claim(id, agent);
    } else if (does === 'say') {
      const before = await office.desk.ownerOf(conversationId);
      await office.desk.say(id, agent);
      said.push(before.kind === 'agent' && before.agentId !== agent.id ? 'spoke for another' : 'fine');
    } else {
      await office.desk.close(id, agent, { resolution: 'answered', category: 'UTE-BEL' });
    }
  } catch (error) {
    expect(error).toMatchObject({ name: 'Refusal' });
  }
}

const casesOf = (conversationId: string) =>
  caseModel(office.store.connection).find({ conversationId }).sort({ _id: 1 }).lean<Case[]>();

async function check(conversationId: string) {
  const all = await casesOf(conversationId);
  const open = all.filter(({ handover }) => handover.openFor === conversationId);
  expect(open.length).toBeLessThanOrEqual(1);
  for (const { _id, status, handover, resolution, timeline } of all) {
    const { state, agentId, openFor } = handover;
    expect(openFor === conversationId).toBe(state === 'waiting' || state === 'accepted');
    expect(openFor === _id).toBe(state === 'closed' || state === 'left');
    expect(agentId !== '').toBe(state === 'accepted' || state === 'closed');
    expect(resolution !== '').toBe(state === 'closed');
    expect(status).toBe(
      { waiting: 'waiting', accepted: 'in-progress', closed: 'closed', left: 'registered' }[state as 'left'],
    );
    for (const once of ['claimed', 'closed', 'left']) {
      expect(timeline.filter(({ what }) => what === once).length).toBeLessThanOrEqual(1);
    }
    const closer = timeline.find(({ what }) => what === 'closed')?.who.id;
    if (closer) expect(closer).toBe(timeline.find(({ what }) => what === 'claimed')?.who.id);
  }
  const owner = await office.desk.ownerOf(conversationId);
  expect(owner.kind).toBe(open[0] ? (open[0].handover.state === 'accepted' ? 'agent' : 'queue') : 'bot');
}

it('never gives a conversation two owners or none, whatever two agents and a citizen do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const conversationId = `talk-${++conversations}`;
      const messages = { count: 0 };
      const said: string[] = [];
      for (const one of steps) {
        await act(one, conversationId, messages, said);
        await check(conversationId);
      }
      expect(said).not.toContain('spoke for another');
    }),
    { numRuns: 60 },
  );
}, 120_000);

it('nor when they do it at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 }),
      async (rounds) => {
        const conversationId = `talk-${++conversations}`;
        const messages = { count: 0 };
        await act({ who: 'citizen', does: 'ask' }, conversationId, messages, []);
        for (const round of rounds) {
          await Promise.all(round.map((one) => act(one, conversationId, messages, [])));
          await check(conversationId);
        }
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
