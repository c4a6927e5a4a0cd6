import fc from 'fast-check';
import { createUnanswered, type NewQuestion, type Unanswered } from '../../editorial/unanswered.js';
import { clockAt, recordingBus } from '../support/registry.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

describe('questions nobody answered', () => {
  let store: OpenedStore;
  let unanswered: Unanswered;
  const clock = clockAt('2026-11-18T09:00:00Z');
  const bus = recordingBus();
  let message = 0;

  beforeAll(async () => {
    store = await openTestStore();
    unanswered = createUnanswered({ db: store.connection, bus, now: clock.now });
  });
  afterAll(() => store.close());
  afterEach(async () => {
    for (const name of ['unanswered-questions', 'unanswered-clusters'])
      await store.connection.collection(name).deleteMany({});
  });

  const asked = (changes: Partial<NewQuestion> = {}): NewQuestion => ({
    text: 'får jag elda löv i trädgården',
    language: 'sv',
    nearest: ['avfall', 'brand'],
    why: 'unknown',
    origin: `conversation|${++message}`,
    ...changes,
  });
  const list = async (query: Parameters<Unanswered['clusters']>[0] = {}) => (await unanswered.clusters(query)).items;

  it('are one cluster that counts fifty when fifty ask the same at the same moment', async () => {
    await Promise.all(Array.from({ length: 50 }, () => unanswered.keep(asked())));
    expect(await list()).toMatchObject([{ count: 50, language: 'sv', article: 'avfall', status: 'open', version: 1 }]);
  });

  it('are counted once when the same message is told again', async () => {
    const question = asked();
    await Promise.all([unanswered.keep(question), unanswered.keep(question), unanswered.keep(question)]);
    await unanswered.keep({ ...question, why: 'not-helped' });
    expect(await list()).toMatchObject([{ count: 1 }]);
  });

  it('lie together when they say the same in other words, apart when they do not', async () => {
    await unanswered.keep(asked({ text: 'Får jag elda löv i trädgården?' }));
    await unanswered.keep(asked({ text: 'elda löv trädgård' }));
    await unanswered.keep(asked({ text: 'får man elda lov i tradgarden' }));
    await unanswered.keep(asked({ text: 'hämtar ni gamla cyklar' }));
    expect((await list()).map(({ count }) => count)).toEqual([3, 1]);
  });

  it('lie apart by language and by nearest article', async () => {
    await unanswered.keep(asked());
    await unanswered.keep(asked({ language: 'en' }));
    await unanswered.keep(asked({ nearest: [] }));
    expect(await list()).toHaveLength(3);
    expect(await list({ language: 'en' })).toMatchObject([{ language: 'en' }]);
  });

  it('are listed most asked first, page after page, none twice', async () => {
    const topics = ['elda löv', 'gamla cyklar', 'trasig fontän', 'flaggstång på balkong', 'bikupor på taket'];
    for (const [index, text] of topics.entries())
      for (let times = 0; times <= index; times++) await unanswered.keep(asked({ text, nearest: [] }));
    const seen: number[] = [];
    let after: string | undefined;
    do {
      const page = await unanswered.clusters({ limit: 2, after });
      seen.push(...page.items.map(({ count }) => count));
      after = page.next;
    } while (after);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it('say nothing of the conversation they came from', async () => {
    const id = await unanswered.keep(asked({ origin: 'secret-conversation|0000003' }));
    const stored = JSON.stringify([await unanswered.read(id), await list()]);
    expect(stored).toContain('elda löv');
    expect(stored).not.toContain('secret-conversation');
  });

  it('are decided once: the second editor is told', async () => {
    const id = await unanswered.keep(asked());
    const decide = (by: string) => unanswered.resolve(id, { as: 'not-ours', by, version: 1 });
    const outcomes = await Promise.allSettled([decide('eva'), decide('elin')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(decide('eva')).rejects.toThrow('in the meantime');
    expect(await list()).toEqual([]);
    expect(await list({ status: 'not-ours' })).toMatchObject([{ version: 2, resolvedAt: clock.now() }]);
  });

  it('can be opened again when the decision was wrong', async () => {
    const id = await unanswered.keep(asked());
    await unanswered.resolve(id, { as: 'asked-as', article: 'avfall', by: 'eva', version: 1 });
    await unanswered.resolve(id, { as: 'open', by: 'eva', version: 2 });
    expect(await list()).toMatchObject([{ _id: id, version: 3, resolvedTo: '' }]);
  });

  it('go on counting after the decision, so that one sees whether it helped', async () => {
    const id = await unanswered.keep(asked());
    await unanswered.resolve(id, { as: 'asked-as', article: 'avfall', by: 'eva', version: 1 });
    await unanswered.keep(asked());
    expect(await list({ status: 'asked-as' })).toMatchObject([{ count: 2, version: 2 }]);
  });

  it('remember who wants to be told, and forget it afterwards', async () => {
    const question = asked();
    const id = await unanswered.keep(question);
    await unanswered.keep(asked());
    expect(await unanswered.remember(question.origin, { email: 'a@example.org' })).toBe(true);
    expect(await unanswered.remember('never asked', { phone: '+46701740605' })).toBe(false);
    const waiting = await unanswered.toTell(id);
    expect(waiting).toMatchObject([{ email: 'a@example.org', phone: '', text: question.text }]);
    await unanswered.told(waiting.map(({ _id }) => _id));
    expect(await unanswered.toTell(id)).toEqual([]);
    expect(JSON.stringify(await unanswered.read(id))).not.toContain('a@example.org');
  });

  it('may be a single sign, ten thousand words or anything else', async () => {
    await unanswered.keep(asked({ text: '🎉' }));
    await unanswered.keep(asked({ text: 'ord '.repeat(10_000) }));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        await unanswered.keep(asked({ text }));
      }),
      { numRuns: 30 },
    );
    const [most] = await list({ limit: 200 });
    expect(most?.text.length).toBeLessThanOrEqual(1000);
  });

  it('tell the others only which cluster changed', async () => {
    const id = await unanswered.keep(asked());
    expect(bus.events.at(-1)).toEqual({ what: 'unanswered', id });
  });
});
