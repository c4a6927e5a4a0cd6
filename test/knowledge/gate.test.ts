import { calibrate, type Example } from '../../knowledge/calibrate.js';
import { confidenceOf, type Evidence, judge } from '../../knowledge/gate.js';

const ranking = ['a', 'b', 'c', 'd'].map((id, at) => ({ id, score: 1 - at / 10 }));
const thresholds = { sure: 0.5, maybe: 0.2, lead: 0.1 };
const ahead = (confidence: number) => ({ confidence, margin: 0.3 });

describe('the verdict', () => {
  it('is an answer from the upper threshold on', () => {
    expect(judge(ranking, ahead(0.5), thresholds)).toEqual({ kind: 'answer', article: 'a' });
  });

  it('is a choice of three in between', () => {
    expect(judge(ranking, ahead(0.49), thresholds)).toEqual({ kind: 'choose', articles: ['a', 'b', 'c'] });
  });

  it('is a choice when two topics are level, however sure it is that one of them is right', () => {
    expect(judge(ranking, { confidence: 0.9, margin: 0.02 }, thresholds).kind).toBe('choose');
  });

  it('is unknown below the lower threshold', () => {
    expect(judge(ranking, ahead(0.19), thresholds)).toEqual({ kind: 'unknown' });
  });

  it('is unknown when nothing matches at all, however sure', () => {
    expect(judge([{ id: 'a', score: 0 }], ahead(1), thresholds)).toEqual({ kind: 'unknown' });
    expect(judge([], ahead(1), thresholds)).toEqual({ kind: 'unknown' });
  });

  it('offers no topic that does not match', () => {
    const two = [...ranking.slice(0, 2), { id: 'z', score: 0 }];
    expect(judge(two, ahead(0.3), thresholds)).toEqual({ kind: 'choose', articles: ['a', 'b'] });
  });
});

describe('calibrating the confidence', () => {
  const evidence = (coverage: number): Evidence => ({
    coverage,
    stemCoverage: coverage,
    margin: 0.2,
    likelihood: undefined,
    content: 2,
    doubt: undefined,
    explained: 1,
    oneWord: 0.5,
  });
  const examples = [0.05, 0.1, 0.15, 0.2, 0.5, 0.6, 0.7, 0.8].map(
    (coverage): Example => ({
      evidence: evidence(coverage),
      ours: coverage > 0.3,
      right: coverage > 0.3,
      weight: 1,
    }),
  );

  it('learns that what covers the question is right more often', () => {
    const gate = calibrate(examples);
    expect(confidenceOf(evidence(0.7), gate)).toBeGreaterThan(0.8);
    expect(confidenceOf(evidence(0.1), gate)).toBeLessThan(0.2);
  });

  it('answers from where hardly one in seven of its examples is wrong', () => {
    const mixed = [
      ...examples,
      ...examples,
      { ...examples[6], right: false },
      { ...examples[1], ours: true, right: true },
    ] as Example[];
    const gate = calibrate(mixed);
    const answered = mixed.filter((example) => confidenceOf(example.evidence, gate) >= gate.sure);
    expect(answered.length).toBeGreaterThan(0);
    expect(answered.filter(({ right }) => !right).length / answered.length).toBeLessThanOrEqual(0.14);
    expect(gate.maybe).toBeLessThanOrEqual(gate.sure);
  });

  it('learns nothing about its own questions from one that found the wrong article', () => {
    const confused: Example = { evidence: evidence(0.7), ours: true, right: false, weight: 5 };
    expect(calibrate([...examples, confused]).weights).toEqual(calibrate(examples).weights);
  });

  it('learns the same from the same examples', () => {
    expect(calibrate(examples)).toEqual(calibrate(examples));
  });
});
