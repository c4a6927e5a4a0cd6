import { createConversations } from '../../store/conversations.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

const now = new Date('2026-03-02T09:00:00Z');
const wanted = {
  id: 'a',
  channel: 'directline',
  userId: 'dl_1',
  locale: 'sv-SE',
  reference: { bot: { id: 'bot' } },
  now,
};

describe('conversations', () => {
  let store: OpenedStore;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.close());

  it('starts once, however many ask at the same moment', async () => {
    const conversations = createConversations(store.connection);
    const started = await Promise.all(Array.from({ length: 10 }, () => conversations.start(wanted)));
    expect(started.filter(({ created }) => created)).toHaveLength(1);
    expect(started.map(({ conversation }) => conversation._id)).toEqual(Array(10).fill('a'));
    expect(await conversations.find('a')).toEqual({
      _id: 'a',
      channel: 'directline',
      userId: 'dl_1',
      locale: 'sv-SE',
      state: {},
      heard: 0,
      version: 0,
      reference: { bot: { id: 'bot' } },
      createdAt: now,
      updatedAt: now,
    });
    expect(await conversations.find('b')).toBeUndefined();
  });

  it('keeps the state only for the one who has read the newest', async () => {
    const conversations = createConversations(store.connection);
    await conversations.start(wanted);
    const state = { form: { 'a.b': 1, $x: [2] } };
    const results = await Promise.all([
      conversations.save({ id: 'a', version: 0, state, heard: 3, now }),
      conversations.save({ id: 'a', version: 0, state, heard: 3, now }),
    ]);
    expect(results.sort()).toEqual([false, true]);
    expect(await conversations.save({ id: 'a', version: 0, state: {}, heard: 4, now })).toBe(false);
    expect(await conversations.find('a')).toMatchObject({ state, heard: 3, version: 1 });
  });
});
