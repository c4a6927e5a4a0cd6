import { createActivityLog, type LogEntry } from '../../store/activity-log.js';
import { createBus } from '../../store/bus.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

const saying = (text: string) => ({ activity: { type: 'message', text } });

describe('the activity log', () => {
  let store: OpenedStore;
  const told: string[] = [];
  const bus = createBus();
  bus.subscribe(({ what, id }) => told.push(`${what} ${id}`));

  const open = (connection = store.connection, onRedact?: (entries: LogEntry[]) => Promise<void>) =>
    createActivityLog({ connection, bus, now: () => new Date('2026-03-02T09:00:00Z'), onRedact });

  beforeEach(async () => {
    store = await openTestStore();
    told.length = 0;
  });
  afterEach(() => store.close());

  it('numbers what is said in a conversation without gaps and tells that something was said', async () => {
    const log = open();
    await log.append('a', [saying('one')]);
    await log.append('b', [saying('elsewhere')]);
    await log.append('a', [saying('two'), saying('three')]);

    const entries = await log.after('a', 0);
    expect(entries.map(({ id, activity }) => [id, activity.text])).toEqual([
      ['a|0000001', 'one'],
      ['a|0000002', 'two'],
      ['a|0000003', 'three'],
    ]);
    expect(await log.after('a', 2)).toHaveLength(1);
    expect(await log.last('a')).toBe(3);
    expect(await log.last('nobody')).toBe(0);
    expect(told).toEqual(['activities a', 'activities b', 'activities a']);
  });

  it('gives each of many simultaneous activities a number of its own, also to two processes', async () => {
    const here = open();
    const there = open();
    const texts = Array.from({ length: 20 }, (_, index) => `nr ${index}`);
    await Promise.all(texts.map((text, index) => (index % 2 ? here : there).append('a', [saying(text)])));

    const entries = await here.after('a', 0);
    expect(entries.map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 1));
    expect(entries.map(({ activity }) => activity.text).sort()).toEqual([...texts].sort());
  });

  it('writes an activity with the same key once, and returns the first one', async () => {
    const log = open();
    const [first] = await log.append('a', [{ ...saying('hello'), clientKey: 'k' }]);
    const [again] = await log.append('a', [{ ...saying('hello'), clientKey: 'k' }]);
    const [elsewhere] = await log.append('b', [{ ...saying('hello'), clientKey: 'k' }]);
    await log.append('a', [{ ...saying('bye'), senderKey: 's' }]);
    const [sameSender] = await log.append('a', [{ ...saying('bye'), senderKey: 's' }]);

    expect(first).toMatchObject({ repeated: false });
    expect(again).toMatchObject({ repeated: true, entry: { id: first?.entry.id } });
    expect(elsewhere).toMatchObject({ repeated: false });
    expect(sameSender).toMatchObject({ repeated: true });
    expect(await log.last('a')).toBe(2);
    expect((await log.named('a', 'k'))?.activity.text).toBe('hello');
  });

  it('writes the missing half of a reply when its first half is there already', async () => {
    const log = open();
    await log.append('a', [{ ...saying('answer'), clientKey: 'r#0' }]);
    const results = await log.append('a', [
      { ...saying('answer'), clientKey: 'r#0' },
      { ...saying('did this help?'), clientKey: 'r#1' },
    ]);
    expect(results.map(({ repeated }) => repeated)).toEqual([true, false]);
    expect((await log.after('a', 0)).map(({ activity }) => activity.text)).toEqual(['answer', 'did this help?']);
  });

  it('lets no key from outside stand in the way of a later activity', async () => {
    const log = open();
    await log.append('a', [{ ...saying('sly'), clientKey: '#2', senderKey: 'a|0000002' }]);
    const [next] = await log.append('a', [saying('honest')]);
    expect(next).toMatchObject({ repeated: false, entry: { seq: 2 } });
  });

  it('keeps keys of a database language as plain data', async () => {
    const log = open();
    const value = { $where: 'sleep(9)', 'a.b': { $gt: '' }, nested: [{ $set: { due: true } }] };
    await log.append('a', [{ activity: { type: 'event', name: 'x', value } }]);
    expect((await log.after('a', 0))[0]?.activity.value).toEqual(value);
  });

  it('remembers over a restart what was acknowledged and not answered', async () => {
    const log = open();
    await log.append('a', [{ ...saying('one'), due: true }]);
    const [two] = await log.append('a', [{ ...saying('two'), due: true }]);
    await log.append('b', [{ ...saying('three'), due: true }]);
    log.settle(two?.entry.id ?? '');
    expect((await log.due()).map(({ activity }) => activity.text)).toEqual(['one', 'three']);
    await log.flush();

    const reopened = await store.reopen();
    expect((await open(reopened.connection).due()).map(({ id }) => id)).toEqual(['a|0000001', 'b|0000001']);
    expect(await open(reopened.connection).last('a')).toBe(2);
  });

  it('takes the words out of a range and leaves who, when and the rest', async () => {
    const gone: string[] = [];
    const log = open(store.connection, async (entries) => {
      gone.push(...entries.map(({ id }) => id));
    });
    await log.append('a', [
      { activity: { type: 'message', text: 'before', from: { id: 'u' } } },
      {
        activity: {
          type: 'message',
          text: 'my story',
          speak: 'my story',
          from: { id: 'u', name: 'Eva' },
          attachments: [{ contentType: 'image/png', contentUrl: 'file:1' }],
          channelData: { clientActivityID: 'c', note: 'my story' },
        },
      },
      { activity: { type: 'event', name: 'form', value: { story: 'my story' }, from: { id: 'u' } } },
      { activity: { type: 'message', text: 'after', from: { id: 'u' } } },
    ]);
    await log.redact('a', 2, 3, '[removed]');
    await log.redact('a', 2, 3, '[removed]');

    const entries = await log.after('a', 0);
    expect(JSON.stringify(entries)).not.toContain('story');
    expect(entries.map(({ activity }) => activity.text)).toEqual(['before', '[removed]', undefined, 'after']);
    expect(entries[1]).toMatchObject({ at: expect.any(Date), activity: { from: { id: 'u' } } });
    expect(entries[1]?.activity.channelData).toEqual({ redacted: true, clientActivityID: 'c' });
    expect(entries[1]?.activity.attachments).toBeUndefined();
    expect(gone).toContain('a|0000002');
  });

  it('gives one message other words and leaves all else of it', async () => {
    const log = open(store.connection);
    const activity = {
      type: 'message',
      text: 'code 1',
      from: { id: 'u' },
      attachments: [{ contentType: 'image/png' }],
    };
    await log.append('a', [{ activity }, { activity: { ...activity, text: 'after' } }]);
    await log.reword('a', 1, 'code *');
    await log.reword('a', 9, 'nothing is there');
    const entries = await log.after('a', 0);
    expect(entries.map((entry) => entry.activity)).toEqual([
      { ...activity, text: 'code *' },
      { ...activity, text: 'after' },
    ]);
  });
});
