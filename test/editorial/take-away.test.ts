import { wouldTakeAway } from '../../editorial/take-away.js';
import { parseArticle } from '../../knowledge/article-file.js';
import { articleFrom } from '../../knowledge/articles.js';
import { knowledgeOf } from '../../knowledge/index.js';
import { anArticleText, KNOWLEDGE } from '../support/editorial.js';

describe('a draft before it is published', () => {
  const published = ['elda', 'brasa'].map((id) => {
    const path = { file: '', category: 'AVF-ELD', id, language: 'sv' };
    return articleFrom(parseArticle(anArticleText(id === 'elda' ? 'eldning' : 'brasa')), path, new Map());
  });
  const needs = { knowledge: knowledgeOf(published, { directory: KNOWLEDGE }), directory: KNOWLEDGE };

  const draftOf = (topic: string, text: string) => ({ language: 'sv', topic, category: 'AVF-ELD', text });

  it('shows which questions it would take from other topics', async () => {
    const text = anArticleText('eldning', {
      askedAs: ['eldning två', 'två eldning', 'om eldning två', 'eldning två här'],
    });
    const taken = await wouldTakeAway(needs, draftOf('brasa', text));
    expect(taken).toContainEqual({ text: 'eldning två', from: 'elda', kind: 'asked-as' });
    expect(taken.every(({ from }) => from === 'elda')).toBe(true);
  });

  it('shows nothing when it keeps to its own', async () => {
    expect(await wouldTakeAway(needs, draftOf('brasa', anArticleText('brasa', { answer: 'Nytt svar.' })))).toEqual([]);
    expect(await wouldTakeAway(needs, draftOf('cykel', anArticleText('cykel')))).toEqual([]);
  });

  it('has nothing to take in a language without articles', async () => {
    expect(await wouldTakeAway(needs, { ...draftOf('elda', anArticleText('burning')), language: 'en' })).toEqual([]);
  });

  it('leaves what citizens get as it is', async () => {
    const before = needs.knowledge.find({ text: 'eldning två' });
    await wouldTakeAway(needs, draftOf('brasa', anArticleText('eldning', { askedAs: ['eldning två'] })));
    expect(needs.knowledge.find({ text: 'eldning två' })).toEqual(before);
  });
});
