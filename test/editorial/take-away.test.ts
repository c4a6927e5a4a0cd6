import { maskPersonalNumbers } from '../../bot/masking.js';
import { importFiles } from '../../editorial/import-files.js';
import { wouldTakeAway } from '../../editorial/take-away.js';
import { aFolder, anArticleText, KNOWLEDGE } from '../support/editorial.js';
import { clockAt, recordingBus } from '../support/registry.js';
import { type OpenedStore, openTestStore } from '../support/test-store.js';

describe('a draft before it is published', () => {
  let store: OpenedStore;
  const needs = () => ({
    db: store.connection,
    bus: recordingBus(),
    now: clockAt('2026-11-25T09:00:00Z').now,
    directory: KNOWLEDGE,
    mask: maskPersonalNumbers,
  });

  beforeAll(async () => {
    store = await openTestStore();
    const files = aFolder({ 'AVF-ELD/elda/sv': anArticleText('eldning'), 'AVF-ELD/brasa/sv': anArticleText('brasa') });
    await importFiles(needs(), files.folder);
    files.remove();
  });
  afterAll(() => store.close());

  const draftOf = (topic: string, text: string) => ({ language: 'sv', topic, category: 'AVF-ELD', text });

  it('shows which questions it would take from other topics', async () => {
    const text = anArticleText('eldning', {
      askedAs: ['eldning två', 'två eldning', 'om eldning två', 'eldning två här'],
    });
    const taken = await wouldTakeAway(needs(), draftOf('brasa', text));
    expect(taken).toContainEqual({ text: 'eldning två', from: 'elda', kind: 'asked-as' });
    expect(taken.every(({ from }) => from === 'elda')).toBe(true);
  });

  it('shows nothing when it keeps to its own', async () => {
    expect(await wouldTakeAway(needs(), draftOf('brasa', anArticleText('brasa', { answer: 'Nytt svar.' })))).toEqual(
      [],
    );
    expect(await wouldTakeAway(needs(), draftOf('cykel', anArticleText('cykel')))).toEqual([]);
  });

  it('has nothing to take in a language without articles', async () => {
    expect(await wouldTakeAway(needs(), { ...draftOf('elda', anArticleText('burning')), language: 'en' })).toEqual([]);
  });
});
