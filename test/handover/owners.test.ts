import fc from 'fast-check';
import { type Case, caseModel } from '../../cases/case.js';
import { entriesOf, speakerOf } from '../../cases/transcript.js';
import type { Agent } from '../../handover/agents.js';
import { type ChatOffice, openChatOffice, say } from '../support/chat-office.js';
import { aWish, desksWith } from '../support/registry.js';

/*
 * Rows 4, 6, 7 and 11 of the complaints: stuck on an agent who went, two who speak at once, a status that says something
 * else than who has it, a transfer that loses its way. Whatever people do, and whatever breaks in between.
 */

/** The rules are the same on both engines; MongoDB is far slower, and is asked a fifth as often. */
const runs = (count: number) => (process.env.TEST_ENGINE === 'mongodb' ? count / 5 : count);

const CITIZEN = ['ask', 'write', 'leave', 'call me', 'write to me', 'stay', 'ask again', 'yes', 'no'] as const;
const AGENT = ['claim', 'say', 'release', 'to desk', 'to colleague', 'to board', 'to bot', 'close'] as const;
const CHIEF = ['take back', 'keep for anna', 'keep for bo'] as const;
/** Time goes on, with the agents at their desks or gone; what is to be told is told, by two at once, or not yet. */
const HOUSE = ['a minute', 'a minute alone', 'a quarter', 'tell', 'tell twice', 'care twice'] as const;

type Step =
  | { who: 'citizen'; does: (typeof CITIZEN)[number] }
  | { who: 'anna'; does: (typeof AGENT)[number] }
  | { who: 'bo'; does: (typeof AGENT)[number] }
  | { who: 'chief'; does: (typeof CHIEF)[number] }
  | { who: 'house'; does: (typeof HOUSE)[number] };

const steps = <Who extends Step['who']>(who: Who, ...all: (Step & { who: Who })['does'][]) =>
  all.map((does) => ({ who, does }) as Step);
const HOUSEWORK = steps('house', ...HOUSE);
const ANYTHING: readonly Step[] = [
  ...steps('citizen', ...CITIZEN),
  ...steps('anna', ...AGENT),
  ...steps('bo', ...AGENT),
  ...steps('chief', ...CHIEF),
  ...HOUSEWORK,
];

/** Mostly what somebody would do as things stand, now and then anything at all. */
interface Choice {
  place: number;
  wild: boolean;
}
const choice: fc.Arbitrary<Choice> = fc.record({
  place: fc.nat(9999),
  wild: fc.nat(4).map((n) => n === 0),
});

async function stepOf({ place, wild }: Choice, talk: Talk): Promise<Step> {
  const owner = await office.desk.ownerOf(talk.id);
  const sensible =
    owner.kind === 'bot'
      ? steps('citizen', 'ask', 'ask again', 'ask again', 'write').concat(steps('house', 'tell', 'tell twice'))
      : owner.kind === 'queue'
        ? [
            ...steps('anna', 'claim', 'claim'),
            ...steps('bo', 'claim', 'claim'),
            ...steps('citizen', 'write', 'leave', 'call me', 'stay'),
            ...steps('chief', 'keep for anna'),
            ...HOUSEWORK,
          ]
        : [
            ...steps(owner.agentId === people.anna.id ? 'anna' : 'bo', ...AGENT, 'to board', 'say', 'say'),
            ...steps('citizen', 'write', 'yes', 'yes', 'no'),
            ...steps('chief', 'take back'),
            ...HOUSEWORK,
          ];
  const from = wild ? ANYTHING : sensible;
  return from[place % from.length] as Step;
}

let office: ChatOffice;
let people: Record<'anna' | 'bo' | 'chief', Agent>;
let conversations = 0;

beforeAll(async () => {
  office = await openChatOffice({ organisation: { desks: desksWith({ capacity: 2 }) } });
  const groups = ['TRA', 'PAR', 'FSK'];
  people = {
    anna: await office.hire('anna', { groups }),
    bo: await office.hire('bo', { groups }),
    chief: await office.hire('chief', { roles: ['supervisor'], groups: [] }),
  };
});
afterAll(() => office.close());

/** One conversation, and what has become of its messages. */
interface Talk {
  id: string;
  asked: number;
  /** Messages that the bot heard. */
  forBot: Set<number>;
  written: number[];
  /** What somebody said without having the conversation. */
  outOfTurn: string[];
}

const casesOf = ({ id }: Talk) =>
  caseModel(office.store.connection).find({ conversationId: id }).sort({ _id: 1 }).lean<Case[]>();

async function writes(talk: Talk, text: string): Promise<void> {
  const { kind, seq } = await office.writes(talk.id, text);
  talk.written.push(seq);
  if (kind === 'bot') talk.forBot.add(seq);
}

async function citizenDoes(does: (typeof CITIZEN)[number], talk: Talk): Promise<void> {
  const { desk, registry, activities } = office;
  if (does === 'ask') {
    await writes(talk, 'en människa, tack');
    const fromSeq = (await activities.last(talk.id)) + 1;
    await registry.openCase(aWish({ conversationId: talk.id, origin: `${talk.id}|${talk.asked++}`, fromSeq }));
  } else if (does === 'ask again') {
    const last = (await casesOf(talk)).at(-1);
    if (last) await desk.askAgain(talk.id, last._id, `${talk.id}|${talk.asked++}`);
  } else {
    await writes(talk, does);
    if (does === 'leave') await desk.leave(talk.id);
    if (does === 'call me') await desk.beReached(talk.id, 'call');
    if (does === 'write to me') await desk.beReached(talk.id, 'write');
    if (does === 'stay') await desk.beReached(talk.id, 'chat');
    if (does === 'yes' || does === 'no') await desk.answerConsent(talk.id, does === 'yes');
  }
}

async function agentDoes(does: (typeof AGENT)[number], agent: Agent, found: Case, alone: boolean): Promise<string[]> {
  const { desk } = office;
  const { id } = found.handover;
  const here = found.board === 'TRN';
  const again = { why: 'behövs', note: 'en rad' };
  const colleague = agent.id === people.anna.id ? people.bo.id : people.anna.id;
  const category = here ? (found.group === 'TRA' ? 'PAR-ANM' : 'UTE-BEL') : 'FSK-KO';
  const before = await desk.ownerOf(found.conversationId);
  if (does === 'claim') await desk.claim(id, agent);
  else if (does === 'say') await office.answers(id, agent, 'jag tittar på det');
  else if (does === 'release') await desk.release(id, agent);
  else if (does === 'to desk') await desk.transfer(id, agent, { to: { category }, ...again });
  else if (does === 'to colleague') await desk.transfer(id, agent, { to: { category, agentId: colleague }, ...again });
  else if (does === 'to board')
    await desk.transfer(id, agent, { to: { category: here ? 'FSK-KO' : 'UTE-BEL' }, ...again });
  else if (does === 'to bot') await desk.toBot(id, agent);
  else await desk.close(id, agent, { resolution: 'answered', category: found.category });
  const had = before.kind === 'agent' && before.agentId === agent.id;
  const mayBeRepeated = does === 'claim' || does === 'close';
  return alone && !had && !mayBeRepeated ? [`${agent.name} ${does}`] : [];
}

async function houseDoes(does: (typeof HOUSE)[number]): Promise<void> {
  const { anna, bo } = people;
  const { relay, desk } = office;
  if (does === 'a minute') await office.goesOn(1, anna, bo);
  else if (does === 'a minute alone') {
    office.clock.pass(1);
    await desk.care();
  } else if (does === 'a quarter') {
    for (let minute = 0; minute < 15; minute++) {
      office.clock.pass(1);
      for (const { id } of [anna, bo]) await desk.present(id);
    }
    await desk.care();
  } else if (does === 'tell') await relay.settleAll();
  else if (does === 'tell twice') await Promise.all([relay.settleAll(), relay.settleAll()]);
  else await Promise.all([desk.care(), desk.care()]);
}

/** Does one thing to the conversation; refusals are a part of life. `alone`: nobody else does anything meanwhile. */
async function act(one: Step, talk: Talk, alone: boolean): Promise<void> {
  try {
    if (one.who === 'citizen') return await citizenDoes(one.does, talk);
    if (one.who === 'house') return await houseDoes(one.does);
    const all = await casesOf(talk);
    const found = all.find(({ handover }) => handover.openFor === talk.id) ?? all.at(-1);
    if (!found) return;
    const { chief, anna, bo } = people;
    if (one.who === 'chief') {
      if (one.does === 'take back') await office.desk.takeBack(found.handover.id, chief);
      else await office.desk.offer(found.handover.id, chief, one.does === 'keep for anna' ? anna.id : bo.id);
    } else {
      talk.outOfTurn.push(...(await agentDoes(one.does, people[one.who], found, alone)));
    }
  } catch (error) {
    expect(error).toMatchObject({ name: 'Refusal' });
  }
}

const STATUSES: Record<Case['handover']['state'], string[]> = {
  none: ['registered'],
  waiting: ['waiting'],
  accepted: ['in-progress'],
  // Given back to the bot, or gone on to another board: the agent still has the case.
  closed: ['closed', 'in-progress'],
  left: ['registered'],
};

async function check(talk: Talk): Promise<void> {
  const all = await casesOf(talk);
  const open = all.filter(({ handover }) => handover.openFor === talk.id);
  expect(open.length).toBeLessThanOrEqual(1);
  for (const { _id, status, handover, resolution, assignedTo } of all) {
    const { state, agentId, openFor, holder, acceptedAt, leaseUntil } = handover;
    const isOpen = state === 'waiting' || state === 'accepted';
    expect(openFor).toBe(isOpen ? talk.id : _id);
    expect(STATUSES[state]).toContain(status);
    expect(resolution !== '').toBe(status === 'closed');
    if (state === 'accepted') {
      expect(holder).toMatch(new RegExp(`^${agentId}#[12]$`));
      expect(assignedTo).toBe(agentId);
      expect(acceptedAt).not.toBeNull();
      expect(leaseUntil.getTime()).toBeLessThan(Date.parse('2100-01-01'));
    } else {
      expect(holder).toBe(_id);
    }
    if (state === 'waiting') expect([agentId, acceptedAt]).toEqual(['', null]);
  }
  const owner = await office.desk.ownerOf(talk.id);
  expect(owner.kind).toBe(open[0] ? (open[0].handover.state === 'accepted' ? 'agent' : 'queue') : 'bot');
  expect(talk.outOfTurn).toEqual([]);
}

/** A sentence whatever names and numbers stand in it. */
function sentence(key: string): RegExp {
  const text = say(key, {
    name: '§',
    position: '§',
    number: '§',
    group: '§',
    board: '§',
    secret: '§',
    link: '§',
    count: 10,
  });
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('§', '.+')}`);
}

/** What is told, and the entries of which each is told at most once. */
const TOLD: [string, string[]][] = [
  ['handover.accepted', ['claimed']],
  ['handover.returned', ['released', 'lapsed', 'taken-back']],
  ['handover.transferred', ['transferred']],
  ['handover.askConsent', ['asked-consent']],
  ['handover.stays', ['consent-refused']],
  ['handover.toBot', ['to-bot']],
  ['handover.idleClosed', ['closed']],
  ['handover.closed', ['closed']],
  ['case.registered', ['consent-given']],
];

/** At the end: everybody was told, once and in order; every message has its place; every yes has its case. */
async function checkAll(talk: Talk, everyMove: boolean): Promise<void> {
  await office.relay.settleAll();
  await office.relay.settleAll();
  await office.relay.idle();
  await check(talk);
  const all = await casesOf(talk);
  expect(all.map(({ handover }) => handover.toTell).filter(Boolean)).toEqual([]);

  const entries = await office.entries(talk.id);
  const texts = entries.filter((entry) => speakerOf(entry) === 'bot').map(({ activity }) => activity.text ?? '');
  const happened = all.flatMap(({ timeline }) => timeline.map(({ what }) => what));
  for (const [key, whats] of TOLD) {
    const said = texts.filter((text) => sentence(key).test(text)).length;
    const moves = happened.filter((what) => whats.includes(what)).length;
    if (key === 'handover.closed' || key === 'handover.idleClosed' || !everyMove)
      expect([key, said]).toEqual([key, Math.min(said, moves)]);
    else expect([key, said]).toEqual([key, moves]);
  }
  for (const { _id } of all) {
    const order = entries.flatMap(({ activity }) => {
      const [, number, moves] = /^move:(.+):(\d+):\d+$/.exec(String(activity.channelData?.key)) ?? [];
      return number === _id ? [Number(moves)] : [];
    });
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }

  const seen = new Set<number>();
  for (const one of all) for (const { seq } of await entriesOf(office.activities, one)) seen.add(seq);
  const lost = talk.written.filter((seq) => !seen.has(seq) && !talk.forBot.has(seq));
  expect(lost).toEqual([]);
  expect(new Set(talk.written).size).toBe(talk.written.length);

  const agreed = happened.filter((what) => what === 'consent-given').length;
  expect(all.filter(({ origin }) => origin.startsWith('consent/'))).toHaveLength(agreed);
}

async function begins(): Promise<Talk> {
  for (const { id } of Object.values(people)) await office.agents.setPresence(id, 'free');
  const talk = { id: `talk-${++conversations}`, asked: 0, forBot: new Set<number>(), written: [], outOfTurn: [] };
  await office.arrives(talk.id);
  return talk;
}

/** Nothing stays open for the next one. */
async function ends(talk: Talk): Promise<void> {
  const owner = await office.desk.ownerOf(talk.id);
  const agent = owner.kind === 'agent' && Object.values(people).find(({ id }) => id === owner.agentId);
  if (agent && owner.kind === 'agent') await office.desk.toBot(owner.handoverId, agent);
  else await office.desk.leave(talk.id);
}

it('a conversation has one owner and loses nothing, whatever a citizen, two agents, a supervisor and time do (complaints 4, 6, 7 and 11)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { minLength: 5, maxLength: 25 }), async (choices) => {
      const talk = await begins();
      for (const one of choices) {
        await act(await stepOf(one, talk), talk, true);
        await check(talk);
      }
      await checkAll(talk, false);
      await ends(talk);
    }),
    { numRuns: runs(150), endOnFailure: true },
  );
}, 120_000);

it('and is told of every move, once, when whoever made it tells it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { minLength: 5, maxLength: 20 }), async (choices) => {
      const talk = await begins();
      for (const one of choices) {
        await act(await stepOf(one, talk), talk, true);
        await office.relay.settleAll();
      }
      await checkAll(talk, true);
      await ends(talk);
    }),
    { numRuns: runs(60), endOnFailure: true },
  );
}, 120_000);

it('also when several do something at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(choice, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 8 }),
      async (rounds) => {
        const talk = await begins();
        for (const round of rounds) {
          const all = await Promise.all(round.map((one) => stepOf(one, talk)));
          await Promise.all(all.map((one) => act(one, talk, false)));
          await check(talk);
        }
        await checkAll(talk, false);
        await ends(talk);
      },
    ),
    { numRuns: runs(100), endOnFailure: true },
  );
}, 120_000);
