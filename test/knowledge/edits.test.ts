import { type Article, findAnswer, type Knowledge, knowledgeOf } from '../../knowledge/index.js';
import { train } from '../../knowledge/training.js';
import { anArticle, FIVE_TOPICS, IN_ENGLISH, KNOWLEDGE } from '../support/articles.js';

/** In the order of their files, as the articles of a city are read. */
const CITY = [...FIVE_TOPICS, ...IN_ENGLISH].sort((a, b) => (a.id + a.language < b.id + b.language ? -1 : 1));
const of = (articles: readonly Article[]) => knowledgeOf(articles, { directory: KNOWLEDGE });
const learnt = (knowledge: Knowledge) => knowledge.taught(async (set) => train(set));
const gone = (id: string) => ({ gone: [{ id, language: 'sv' }] });

const QUESTIONS = [
  'får jag elda på min brasplats',
  'gatlampan vid eldstaden lyser inte',
  'behöver jag bygglov för en altan',
  'how do I get a library card',
  'ingen har tömt soptunnan',
  'vad kostar det',
];
const findings = (knowledge: Knowledge) => QUESTIONS.map((text) => findAnswer(knowledge, { text }));

const FIRE = anArticle({
  id: 'elda',
  title: 'Elda utomhus',
  askedAs: ['får jag elda i trädgården', 'brasplats vid stranden', 'är det eldningsförbud'],
  answer: 'Du får elda på en brasplats om det inte råder eldningsförbud. Lampan vid eldstaden sköter vi.',
});

describe('knowledge with an article changed', () => {
  const city = of(CITY);

  it('finds what is new and leaves the knowledge before as it was', async () => {
    const before = findings(city);
    const after = await city.with({ changed: [FIRE] });
    expect(findAnswer(after, { text: 'brasplats vid stranden', language: 'sv' }).ranking[0]?.id).toBe('elda');
    expect(after.article('elda', 'sv')).toBe(FIRE);
    expect(findings(city)).toEqual(before);
    expect(city.article('elda', 'sv')).toBeUndefined();
  });

  it('forgets what is gone, the last article of a language too', async () => {
    const after = await of([...FIVE_TOPICS, ...IN_ENGLISH.slice(0, 1)]).with({
      gone: [
        { id: 'bygglov', language: 'sv' },
        { id: IN_ENGLISH[0]?.id ?? '', language: 'en' },
      ],
    });
    expect(after.languages).toEqual(['sv']);
    expect(after.article('bygglov', 'sv')).toBeUndefined();
    expect(findAnswer(after, { text: 'bygglov för altan' }).ranking.map(({ id }) => id)).not.toContain('bygglov');
  });

  it('takes up a language that had no articles', async () => {
    const after = await of(FIVE_TOPICS).with({ changed: IN_ENGLISH });
    expect(after.languages).toEqual(['en', 'sv']);
    expect(findAnswer(after, { text: 'my rubbish was not collected', language: 'en' }).ranking[0]?.id).toBe('sopor');
  });

  it('keeps what was learnt for the articles that stay, and has nothing for a new one until it is learnt', async () => {
    const likelihoodOf = (knowledge: Knowledge, text: string) =>
      findAnswer(knowledge, { text, language: 'sv' }).reasons.likelihood;
    const edited = await city.with({ changed: [FIRE], ...gone('bibliotek') });
    expect(likelihoodOf(edited, 'behöver jag bygglov för en altan')).toBeCloseTo(
      likelihoodOf(city, 'behöver jag bygglov för en altan') ?? 0,
    );
    expect(likelihoodOf(edited, 'brasplats vid stranden')).toBe(0);
    expect(likelihoodOf(await learnt(edited), 'brasplats vid stranden')).toBeGreaterThan(0.3);
  });

  it('is itself when there is nothing to learn', async () => {
    expect(await city.taught(() => Promise.reject(new Error('nothing to train')))).toBe(city);
  });

  it('gives the same findings as a fresh base after every edit of a long history', async () => {
    const sopor = CITY.find(({ id, language }) => id === 'sopor' && language === 'sv') as Article;
    const renamed = { ...sopor, askedAs: ['eldstadsaskan', 'brasplatsaskan i soptunnan', ...sopor.askedAs] };
    const history = [
      { changed: [FIRE] },
      { changed: [renamed] },
      gone('belysning'),
      { changed: [{ ...FIRE, category: 'AAA-AA' }] },
      { changed: [sopor, ...CITY.filter(({ id }) => id === 'belysning')] },
      gone('elda'),
    ];
    let knowledge = city;
    for (const changes of history) {
      knowledge = await learnt(await knowledge.with(changes));
      const articles = knowledge.ids.flatMap((id) => ['en', 'sv'].flatMap((lang) => knowledge.article(id, lang) ?? []));
      expect(findings(knowledge)).toEqual(findings(of(articles)));
    }
    expect(findings(knowledge)).toEqual(findings(city));
  });
});
