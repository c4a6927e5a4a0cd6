import { measure, predict, readQuestions } from '../../knowledge/evaluate.js';
import { aSmallCity } from '../support/articles.js';

const QUESTIONS = readQuestions(
  [
    { id: 'q1', lang: 'sv', text: 'behöver jag bygglov för en altan', topics: ['bygglov'] },
    { id: 'q2', lang: 'en', text: 'how do I get a library card', topics: ['bibliotek', 'forskola'] },
    { id: 'q3', lang: 'sv', text: 'vem vann matchen i fotboll i går kväll', topics: [] },
    { id: 'q4', lang: 'sv', text: 'när töms soptunnan', topics: ['belysning'], candidates: ['sopor', 'belysning'] },
  ]
    .map((question) => JSON.stringify(question))
    .join('\n'),
);

describe('measuring the matcher', () => {
  let now = 0;
  const predictions = predict(aSmallCity(), QUESTIONS, { clock: () => now++ });
  const figures = measure(QUESTIONS, predictions);

  it('counts shares in per cent, for all and for each language', () => {
    expect(figures.all).toMatchObject({ n: 3, oos: 1, oosNotAnswered: 100, at3: 100, langRight: 100, msP50: 1 });
    expect(figures.all?.at1).toBeCloseTo(66.67);
    expect(figures.all?.mrr).toBeCloseTo(83.33);
    expect(figures.en).toMatchObject({ n: 1, at1: 100, oos: 0 });
    expect(Object.keys(figures)).toEqual(['all', 'en', 'sv']);
  });

  it('counts a wrong answer among those answered', () => {
    const answered = predictions.filter(({ id, verdict }) => id !== 'q3' && verdict === 'answer').length;
    expect(figures.all?.wrongAmongAnswered).toBeCloseTo(100 / answered);
  });

  it('gives half a point to questions it cannot tell from foreign ones', () => {
    const same = predictions.map((prediction) => ({ ...prediction, confidence: 0.5 }));
    expect(measure(QUESTIONS, same).all?.auroc).toBe(50);
  });

  it('writes one prediction a question, with every topic in the ranking', () => {
    expect(predictions.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4']);
    expect(predictions[0]?.ranking).toHaveLength(5);
    expect(predictions[3]?.ranking.map(({ id }) => id)).toEqual(['sopor', 'belysning']);
  });

  it('refuses a question without text or topics', () => {
    expect(() => readQuestions('{"id":"q","lang":"sv"}')).toThrow('line 1 needs');
  });
});
