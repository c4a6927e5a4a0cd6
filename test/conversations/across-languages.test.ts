import { findAnswer, knowledgeOf } from '../../knowledge/index.js';
import { anArticle, KNOWLEDGE } from '../support/articles.js';
import { locales, talkTo } from '../support/talk-to.js';

const TOPICS = [
  {
    id: 'bygglov',
    sv: ['Söka bygglov', 'behöver jag bygglov för altan', 'får jag bygga ett plank mot grannen'],
    en: ['Building permit', 'do I need a permit for a deck', 'may I build a fence'],
  },
  {
    id: 'bibliotek',
    sv: ['Låna på bibliotek', 'hur skaffar jag lånekort', 'min bok är försenad'],
    en: ['Borrow at the library', 'how do I get a library card', 'my book is overdue'],
  },
  {
    id: 'sophamtning',
    sv: ['Sophämtning', 'soporna är inte hämtade', 'när töms soptunnan'],
    en: ['Waste collection', 'my rubbish was not collected', 'when is the bin emptied'],
  },
];

/** The English text of the building permit as given; everything else is complete. */
function chatWith(english: { answer: string; outdated?: true }, language = 'en') {
  const articles = TOPICS.flatMap(({ id, sv, en }) => [
    anArticle({ id, language: 'sv', title: sv[0] ?? '', askedAs: sv.slice(1), answer: `Svaret om ${id}.` }),
    anArticle({
      id,
      language: 'en',
      title: en[0] ?? '',
      askedAs: en.slice(1),
      answer: `The answer about ${id}.`,
      ...(id === 'bygglov' && english),
    }),
  ]);
  const knowledge = knowledgeOf(articles, { directory: KNOWLEDGE });
  return talkTo(language, { find: (question) => findAnswer(knowledge, question), article: knowledge.article });
}

const ASKED = 'do I need a permit for a deck';

describe('a question asked in a language (complaint 22)', () => {
  it('without an answer there is answered in Swedish, and a sentence in the citizen’s own language says so', async () => {
    const [reply] = await chatWith({ answer: '' }).hears(ASKED);
    expect(reply).toMatchObject({ kind: 'answer', language: 'sv', data: { article: 'bygglov', language: 'sv' } });
    expect(reply?.text).toContain(locales.say('en', 'answer.otherLanguage', { language: 'Swedish' }));
    expect(reply?.text).toContain('Svaret om bygglov.');
  });

  it('with an answer older than the Swedish one is answered in Swedish, and told why', async () => {
    const [reply] = await chatWith({ answer: 'The old answer.', outdated: true }).hears(ASKED);
    expect(reply).toMatchObject({ kind: 'answer', language: 'sv' });
    expect(reply?.text).toContain(locales.say('en', 'answer.outdated', { language: 'Swedish' }));
    expect(reply?.text).not.toContain('The old answer.');
  });

  it('with an answer of its own is answered with that, without such a sentence', async () => {
    const [reply] = await chatWith({ answer: 'You need a permit.' }).hears(ASKED);
    expect(reply).toMatchObject({ kind: 'answer', language: 'en' });
    expect(reply?.text).toMatch(/^You need a permit\./);
  });

  it('names a topic to choose from in that language, whatever language its answer is in', async () => {
    const chat = chatWith({ answer: '' });
    chat.talk().nearest = ['bygglov'];
    await chat.hears('my book is overdue');
    chat.talk().nearest = ['bygglov'];
    const [reply] = await chat.hears(locales.say('en', 'feedback.no'));
    expect(reply?.choices?.[0]?.label).toBe('Building permit');
  });
});
