import { findAnswer, knowledgeOf, loadKnowledge } from '../../knowledge/index.js';
import { anArticle, aSmallCity, aSwedishCity, KNOWLEDGE } from '../support/articles.js';

const city = aSmallCity();
const best = (text: string, language?: string) => findAnswer(city, { text, language }).ranking[0]?.id;

describe('finding the answer', () => {
  it.each([
    ['förskola', 'hur får vi en dagisplats'],
    ['förskola', 'Barnomsorg?'],
    ['sopor', 'ingen har tömt min soptunna på två veckor'],
    ['bygglov', 'kan jag bygga en altan utan att söka lov'],
    ['belysning', 'gatulampan lyser inte'],
    ['bibliotek', 'jag har tappat bort mitt lånekort'],
  ])('knows %s in other words: %s', (topic, text) => {
    expect(best(text)).toBe(topic.replace('ö', 'o'));
  });

  it.each([
    ['bygglov', 'bygglvo för altann'],
    ['forskola', 'forskolekon hur lang'],
    ['bibliotek', 'LÅNEKORT!!!'],
  ])('finds %s in spite of typos, capitals and missing dots: %s', (topic, text) => {
    expect(best(text)).toBe(topic);
  });

  it('finds the point at the end of a long story', () => {
    const story = 'Vi flyttade hit i somras och trivs så bra och grannarna är trevliga. '.repeat(60);
    expect(best(`${story} Nu undrar vi hur lång förskolekön är.`, 'sv')).toBe('forskola');
  });

  it('understands both languages in one question', () => {
    expect(best('my neighbour is building without bygglov')).toBe('bygglov');
    expect(best('vad gäller om my rubbish was not collected', 'sv')).toBe('sopor');
  });

  it('looks through all languages when the question is in one without articles', () => {
    const found = findAnswer(city, { text: 'Ich brauche ein Bygglov für meine Altan, bitte' });
    expect(found.language).toBe('de');
    expect(found.ranking[0]?.id).toBe('bygglov');
  });

  it('answers in the language that is asked for, whatever the words look like', () => {
    expect(findAnswer(city, { text: 'permit', language: 'sv' })).toMatchObject({ language: 'sv', languageSure: true });
  });

  it('takes the only language there is', () => {
    expect(findAnswer(aSwedishCity(), { text: 'how do I get a library card' }).language).toBe('sv');
  });

  it('ranks only the candidates when there are some', () => {
    const { ranking } = findAnswer(city, { text: 'bygglov altan', candidates: ['sopor', 'bibliotek'] });
    expect(ranking.map(({ id }) => id).sort()).toEqual(['bibliotek', 'sopor']);
  });

  it('gives the same answer every time', () => {
    const ask = () => findAnswer(aSmallCity(), { text: 'mörkt på gångvägen' });
    expect(ask()).toEqual(ask());
  });
});

describe('what to do with a question', () => {
  it('answers when a question is clear', () => {
    const { verdict } = findAnswer(city, { text: 'behöver jag bygglov för en altan' });
    expect(verdict).toEqual({ kind: 'answer', article: 'bygglov' });
  });

  it.each(['', '   ', '???', '🙂', 'xyzzy qwerty'])('knows nothing about "%s"', (text) => {
    expect(findAnswer(city, { text }).verdict).toEqual({ kind: 'unknown' });
  });

  it.each([
    'vem vann fotbollen igår',
    'recept på pannkakor',
    'what is the capital of Australia',
  ])('does not answer what the city has no answer to: %s', (text) => {
    expect(findAnswer(city, { text }).verdict.kind).not.toBe('answer');
  });

  it('sees the difference between one word that fits and a question that fits', () => {
    const oneWord = findAnswer(city, { text: 'vilken lampa passar bäst i ett akvarium' });
    const wholeQuestion = findAnswer(city, { text: 'gatan är mörk för lampan är trasig' });
    expect(oneWord.reasons.oneWord).toBeGreaterThan(wholeQuestion.reasons.oneWord);
    expect(oneWord.confidence).toBeLessThan(wholeQuestion.confidence);
    expect(oneWord.verdict.kind).not.toBe('answer');
  });

  it('offers at most three topics to choose from', () => {
    const { verdict } = findAnswer(city, { text: 'trasig bok i parken' });
    expect(verdict.kind === 'choose' ? verdict.articles.length : 0).toBeLessThanOrEqual(3);
  });

  it('says why: the words it knew, the nearest question and the parts of its confidence', () => {
    const { reasons, confidence } = findAnswer(city, { text: 'släckt lampa xyzzyq' });
    expect(reasons.words).toEqual([
      { word: 'slackt', known: true },
      { word: 'lampa', known: true },
      { word: 'xyzzyq', known: false },
    ]);
    expect(reasons.nearestPhrasing).toBe('lampan på vår gata är släckt');
    expect(reasons.unknownShare).toBeGreaterThan(0);
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(1);
  });
});

describe('an empty or tiny knowledge base', () => {
  it('knows nothing when it has no articles', () => {
    const nothing = knowledgeOf([], { directory: KNOWLEDGE });
    expect(findAnswer(nothing, { text: 'hej' })).toMatchObject({ verdict: { kind: 'unknown' }, ranking: [] });
  });

  it('finds its only article', () => {
    const one = knowledgeOf([anArticle({ id: 'a', answer: 'Du söker bygglov hos nämnden.' })], {
      directory: KNOWLEDGE,
    });
    expect(findAnswer(one, { text: 'bygglov' }).ranking).toMatchObject([{ id: 'a' }]);
  });
});

describe('questions that nobody would ask', () => {
  const nothing = knowledgeOf([], { directory: KNOWLEDGE });
  const shipped = loadKnowledge({ directory: KNOWLEDGE });
  const long = (word: string) => `${word} `.repeat(10_000);

  it.each([
    ['an emoji', '🙂'],
    ['half a sign', '\ud83d'],
    ['one letter ten thousand times', long('x')],
    ['a word of a hundred thousand letters', 'å'.repeat(100_000)],
    ['words that say nothing', 'och att det som på en i'],
    ['words that say nothing, in English', 'the and of to is it'],
    ['one of them ten thousand times', long('och')],
  ])('are not answered: %s', (_what, text) => {
    for (const knowledge of [nothing, shipped]) expect(findAnswer(knowledge, { text }).verdict.kind).toBe('unknown');
  });

  it('are answered when ten thousand words all say the same', () => {
    expect(findAnswer(shipped, { text: long('bygglov') }).verdict).toEqual({ kind: 'answer', article: 'bygglov' });
  });

  it('do not keep words that say nothing from asking what an article is asked as', () => {
    const { ranking, verdict } = findAnswer(shipped, { text: 'what can you do' });
    expect(verdict.kind).not.toBe('unknown');
    expect(ranking[0]?.id).toBe('bot-info');
  });

  it('have both of two articles with the same text offered', () => {
    const twins = ['ena', 'andra'].map((id) => anArticle({ id, title: 'Bygglov för altan', askedAs: ['altan'] }));
    const { verdict, ranking } = findAnswer(knowledgeOf(twins, { directory: KNOWLEDGE }), { text: 'bygglov altan' });
    expect(verdict.kind).not.toBe('answer');
    expect(ranking.map(({ id }) => id).sort()).toEqual(['andra', 'ena']);
  });
});
