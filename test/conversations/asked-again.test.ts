import type { TurnContext } from 'botbuilder';
import { pino } from 'pino';
import { createTurn } from '../../bot/turn.js';
import { type Contact, contactModel } from '../../cases/contact.js';
import type { Agent } from '../../handover/agents.js';
import { createConversations } from '../../store/conversations.js';
import { type ChatOffice, openChatOffice } from '../support/chat-office.js';
import { locales, services } from '../support/talk-to.js';

let office: ChatOffice;
let anna: Agent;
beforeEach(async () => {
  office = await openChatOffice();
  anna = await office.hire('anna', { groups: ['VAX', 'TRA', 'SOC'] });
});
afterEach(() => office.close());

const say = (key: string, values?: Record<string, unknown>) => locales.say('sv', key, values);
const contacts = () => contactModel(office.store.connection).find({}).sort({ openedAt: 1 }).lean<Contact[]>();

/** A citizen whose messages go through the bot, which may stop in the middle of one. */
function citizen() {
  const { registry, desk, store, activities, clock } = office;
  const conversations = createConversations(store.connection);
  const needs = services();
  /** The program stops once they are in the queue again. */
  let stops = false;
  let stopped = false;
  const running = () => {
    if (stopped) throw new Error('the program has stopped');
  };
  const turn = createTurn({
    services: {
      ...needs,
      openCase: registry.openCase,
      keepHelped: (id, helped) => registry.keepContact({ id, helped }),
      desk: {
        ...desk,
        async askAgain(...asked) {
          const found = await desk.askAgain(...asked);
          stopped = stops;
          return found;
        },
      },
      follow: { ...needs.follow, find: registry.findCase, contest: registry.contest },
    },
    conversations,
    registry: {
      async keepContact(changes) {
        running();
        await registry.keepContact(changes);
      },
    },
    leave: async () => undefined,
    forget: async () => undefined,
    reword: async () => undefined,
    observe: () => undefined,
    log: pino({ level: 'silent' }),
    now: clock.now,
  });
  const hears = async () => {
    const entry = (await office.entries('c')).at(-1);
    const sendActivities = async () => running();
    if (entry) await turn({ sendActivities } as unknown as TurnContext, entry);
  };
  return {
    async says(text: string) {
      clock.pass(1);
      const activity = { type: 'message', text, from: { id: 'citizen' } };
      await activities.append('c', [{ activity }]);
      await hears();
    },
    /** The program stops in the middle of it, and hears the message again when it starts. */
    async saysTwiceOver(text: string) {
      clock.pass(1);
      await activities.append('c', [{ activity: { type: 'message', text, from: { id: 'citizen' } } }]);
      stops = true;
      await expect(hears()).rejects.toThrow('stopped');
      stops = false;
      stopped = false;
      await hears();
    },
  };
}

/** Somebody has talked with Anna, who has closed their case; its number. */
async function talked(talk: ReturnType<typeof citizen>, category = 'ALL-OVR'): Promise<string> {
  await office.arrives('c');
  await talk.says('prata med en människa');
  const [item] = (await office.desk.waiting(anna)).items;
  await office.desk.claim(String(item?.id), anna);
  await office.desk.close(String(item?.id), anna, { resolution: 'answered', category });
  await office.relay.settleAll();
  return String(item?.caseNumber);
}

// Row 16: contacts and cases are records of their own.
describe('asking for a person again about a case that was closed (complaint 16)', () => {
  it('is a contact of its own, of the same case, with its category and the language of the citizen', async () => {
    const talk = citizen();
    const number = await talked(talk, 'UTE-BEL');
    await talk.says(say('survey.no'));
    expect(await contacts()).toHaveLength(1);
    await talk.says(say('survey.again'));
    const [first, again] = await contacts();
    expect(first).toMatchObject({ caseNumber: number, category: 'UTE-BEL', reason: '', helped: 'no' });
    expect(again).toMatchObject({
      conversationId: 'c',
      channel: 'directline',
      caseNumber: number,
      category: 'UTE-BEL',
      group: 'TRA',
      language: 'sv',
      reason: 'follow-up',
      outcome: 'handed-over',
      helped: '',
    });
    expect(again?._id).not.toBe(first?._id);
  });

  it('is one contact for each time it is asked, however often the button is pressed', async () => {
    const talk = citizen();
    const number = await talked(talk);
    await talk.says(say('survey.no'));
    await talk.says(say('survey.again'));
    await talk.says(say('survey.again'));
    await talk.says('prata med en människa');
    expect(await contacts()).toHaveLength(2);
    const { handover } = await office.findCase(number);
    await office.desk.claim(handover.id, anna);
    await office.desk.close(handover.id, anna, { resolution: 'answered', category: 'ALL-OVR' });
    await office.relay.settleAll();
    await talk.says(say('survey.no'));
    await talk.says(say('survey.again'));
    expect((await contacts()).map(({ caseNumber }) => caseNumber)).toEqual([number, number, number]);
  });

  it('is counted, and counted once, when the program stops in between and hears it again', async () => {
    const talk = citizen();
    const number = await talked(talk);
    await talk.says(say('survey.no'));
    await talk.saysTwiceOver(say('survey.again'));
    expect((await contacts()).map(({ caseNumber }) => caseNumber)).toEqual([number, number]);
    expect(await office.desk.ownerOf('c')).toMatchObject({ kind: 'queue', number });
  });

  it('is counted as registered when nobody is there', async () => {
    const talk = citizen();
    const number = await talked(talk);
    await office.agents.setPresence(anna.id, 'away');
    await talk.says(say('survey.no'));
    await talk.says(say('survey.again'));
    expect((await contacts()).at(-1)).toMatchObject({ caseNumber: number, reason: 'follow-up', outcome: 'registered' });
    expect((await office.findCase(number)).status).toBe('contested');
  });

  it('gets the category its agent finds right, as the first contact of the case does', async () => {
    const talk = citizen();
    const number = await talked(talk);
    await talk.says(say('survey.no'));
    await talk.says(say('survey.again'));
    const { handover } = await office.findCase(number);
    await office.desk.claim(handover.id, anna);
    await office.desk.close(handover.id, anna, { resolution: 'answered', category: 'EKO-EB' });
    expect(await contacts()).toMatchObject([
      { category: 'EKO-EB', secrecy: 'strong' },
      { category: 'EKO-EB', secrecy: 'strong', reason: 'follow-up' },
    ]);
  });

  it('stays strictly secret where the case is', async () => {
    const talk = citizen();
    const number = await talked(talk, 'EKO-EB');
    await talk.says(say('survey.no'));
    await talk.says(say('survey.again'));
    expect((await contacts()).at(-1)).toMatchObject({ caseNumber: number, category: 'EKO-EB', secrecy: 'strong' });
  });
});
