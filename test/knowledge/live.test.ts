import { findAnswer, knowledgeOf } from '../../knowledge/index.js';
import { liveKnowledge } from '../../knowledge/live.js';
import { judgeInWorker, trainInWorker } from '../../knowledge/trainer.js';
import { type Trained, type TrainingSet, train } from '../../knowledge/training.js';
import { anArticle, aSwedishCity, KNOWLEDGE } from '../support/articles.js';

const article = (id: string, about: string) =>
  anArticle({
    id,
    title: `Om ${about}`,
    askedAs: [`var finns ${about}`, `${about} nära mig`],
    answer: `Här är ${about}.`,
  });
const POOL = article('bad', 'simhallen');
const RINK = article('is', 'isbanan');
const MUSEUM = article('museum', 'konsthallen');

/** A trainer whose trainings end when the test says so. */
function trainer() {
  const open: (() => void)[] = [];
  return {
    trainings: 0,
    train(set: TrainingSet, signal: AbortSignal): Promise<Trained> {
      this.trainings++;
      return new Promise((resolve, reject) => {
        open.push(() => resolve(train(set)));
        signal.addEventListener('abort', () => reject(new Error('broken off')));
      });
    },
    async finish() {
      while (open.length === 0) await new Promise(setImmediate);
      open.shift()?.();
    },
  };
}

function aLiveCity(given = trainer()) {
  const errors: unknown[] = [];
  const live = liveKnowledge(aSwedishCity(), {
    train: (set, signal) => given.train(set, signal),
    onError: (error) => errors.push(error),
  });
  const best = (text: string) => findAnswer(live, { text, language: 'sv' });
  return { live, trainer: given, errors, best };
}

describe('the knowledge that runs', () => {
  it('answers from a change as soon as it is indexed, before it is learnt', async () => {
    const { live, best } = aLiveCity();
    const change = live.update({ changed: [POOL] });
    expect(best('var finns simhallen').ranking[0]?.id).not.toBe('bad');
    await change;
    expect(best('var finns simhallen').ranking[0]?.id).toBe('bad');
    expect(live.ids).toContain('bad');
    await live.close();
  });

  it('takes changes one after the other and learns once for several', async () => {
    const { live, trainer, best } = aLiveCity();
    await Promise.all([POOL, RINK, MUSEUM].map((changed) => live.update({ changed: [changed] })));
    await trainer.finish();
    await live.settled();
    expect(trainer.trainings).toBe(1);
    for (const [text, id] of [
      ['var finns simhallen', 'bad'],
      ['var finns isbanan', 'is'],
    ] as const) {
      expect(best(text).ranking[0]?.id).toBe(id);
      expect(best(text).reasons.likelihood).toBeGreaterThan(0.3);
    }
    await live.close();
  });

  it('learns anew when a change comes while it learns', async () => {
    const { live, trainer, best } = aLiveCity();
    await live.update({ changed: [POOL] });
    await trainer.finish();
    await live.update({ changed: [RINK] });
    await trainer.finish();
    await live.settled();
    const fresh = await aSwedishCity().with({ changed: [POOL, RINK] });
    const learnt = await fresh.taught(async (set) => train(set));
    expect(best('isbanan nära mig')).toEqual(findAnswer(learnt, { text: 'isbanan nära mig', language: 'sv' }));
    await live.close();
  });

  it('goes on with what it had learnt when learning fails, and tries again after the next change', async () => {
    const once = trainer();
    let isBroken = true;
    const { live, errors, best } = aLiveCity({
      ...once,
      train: (set, signal) => (isBroken ? Promise.reject(new Error('no thread')) : once.train(set, signal)),
    });
    await live.update({ changed: [POOL] });
    await live.settled();
    expect(errors).toMatchObject([{ message: 'no thread' }]);
    expect(best('var finns simhallen').reasons.likelihood).toBe(0);
    isBroken = false;
    await live.update({ changed: [RINK] });
    await once.finish();
    await live.settled();
    expect(best('var finns simhallen').reasons.likelihood).toBeGreaterThan(0.3);
    await live.close();
  });

  it('says that a change cannot be taken up, and takes the next', async () => {
    const { live, best } = aLiveCity();
    await expect(live.update({ changed: [{ ...POOL, title: undefined as never }] })).rejects.toThrow();
    await live.update({ changed: [RINK] });
    expect(best('var finns isbanan').ranking[0]?.id).toBe('is');
    await live.close();
  });

  it('breaks off the learning when it closes, and that is no failure', async () => {
    const { live, errors } = aLiveCity();
    await live.update({ changed: [POOL] });
    await live.close();
    expect(errors).toEqual([]);
  });
});

describe('learning in a thread of its own', () => {
  const set = (): TrainingSet => ({
    articles: 2,
    features: 3,
    owners: Uint32Array.of(0, 1, 0, 1),
    starts: Uint32Array.of(0, 2, 4, 5, 6),
    ids: Uint32Array.of(0, 1, 1, 2, 0, 2),
    values: Float64Array.of(4, 1, 1, 4, 8, 8),
  });

  it('learns the same as here', async () => {
    expect([...(await trainInWorker(set(), new AbortController().signal))]).toEqual([...train(set())]);
  });

  it('ends when it is broken off', async () => {
    const closing = new AbortController();
    const training = trainInWorker(set(), closing.signal);
    closing.abort();
    await expect(training).rejects.toThrow('broken off');
    await expect(trainInWorker(set(), closing.signal)).rejects.toThrow();
  });

  it('is what a running knowledge uses', async () => {
    const live = liveKnowledge(knowledgeOf([POOL, RINK], { directory: KNOWLEDGE }));
    await live.update({ changed: [MUSEUM] });
    await live.settled();
    expect(findAnswer(live, { text: 'konsthallen nära mig' }).reasons.likelihood).toBeGreaterThan(0.3);
    await live.close();
  });
});

describe('from where on an answer is sure', () => {
  const CAREFUL = { sure: 1.1, lead: 0.2 };

  it('is found anew on the articles as they are after an edit, for their language alone', async () => {
    const asked: string[] = [];
    const live = liveKnowledge(aSwedishCity(), {
      train: async (set) => train(set),
      judge: async ({ language, articles }) => {
        asked.push(`${language} ${articles.some(({ id }) => id === MUSEUM.id)}`);
        return CAREFUL;
      },
    });
    await live.update({ changed: [MUSEUM] });
    await live.settled();
    expect(asked).toContain(`${MUSEUM.language} true`);
    expect(findAnswer(live, { text: 'konsthallen nära mig' }).verdict.kind).toBe('choose');
    await live.close();
  });

  it('is not looked for again while the articles stay as they are', async () => {
    let asked = 0;
    const judge = async () => {
      asked += 1;
      return CAREFUL;
    };
    const live = liveKnowledge(aSwedishCity(), { train: async (set) => train(set), judge });
    live.learn();
    await live.settled();
    const once = asked;
    live.learn();
    await live.settled();
    expect(asked).toBe(once);
    await live.close();
  });

  it('is found in a thread of its own, and nothing is found where there are too few questions', async () => {
    const task = { language: 'sv', articles: [POOL, RINK, MUSEUM], directory: KNOWLEDGE };
    await expect(judgeInWorker(task, new AbortController().signal)).resolves.toBeUndefined();
  });
});
