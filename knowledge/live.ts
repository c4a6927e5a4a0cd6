import type { Surety } from './gate.js';
import type { Changes, Knowledge } from './index.js';
import type { Judging } from './thresholds.js';
import { trainInWorker } from './trainer.js';
import type { Trained, TrainingSet } from './training.js';

/** The knowledge that runs: its answers follow its articles. */
export interface LiveKnowledge extends Knowledge {
  /** One change after the other; questions are answered from what was there until the new index stands. */
  update(changes: Changes): Promise<void>;
  /** Learns beside the answering what these articles teach, where that has not been done. */
  learn(): void;
  /** Once all that was changed is indexed and what the phrasings teach is learnt. */
  settled(): Promise<void>;
  /** Finishes the changes and breaks off the learning. */
  close(): Promise<void>;
}

export interface LiveNeeds {
  train?: (set: TrainingSet, signal: AbortSignal) => Promise<Trained>;
  /** Finds anew from where on an answer is sure; left out, it stays where it was found. */
  judge?: (task: Judging, signal: AbortSignal) => Promise<Surety | undefined>;
  /** The phrasings could not be learnt; what was learnt before stays in use until the next change. */
  onError?: (error: unknown) => void;
}

export function liveKnowledge(
  first: Knowledge,
  { train = trainInWorker, judge, onError = () => {} }: LiveNeeds = {},
): LiveKnowledge {
  let current = first;
  let changing: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let isLearning = false;
  let learning: Promise<void> = Promise.resolve();
  const closing = new AbortController();

  /** One learning for all changes that came in the meantime; what is outdated when it is learnt is learnt anew. */
  async function learn(): Promise<void> {
    isLearning = true;
    try {
      for (let before: Knowledge | undefined; before !== current; ) {
        await changing;
        before = current;
        const taught = await before.taught(async (set) => {
          closing.signal.throwIfAborted();
          return train(set, closing.signal);
        });
        if (current !== before) continue;
        before = current = taught;
        const judged = judge ? await taught.judged((task) => judge(task, closing.signal)) : taught;
        if (current === before) before = current = judged;
      }
    } catch (error) {
      if (!closing.signal.aborted) onError(error);
    } finally {
      isLearning = false;
    }
  }
  return {
    get languages() {
      return current.languages;
    },
    get ids() {
      return current.ids;
    },
    article: (id, language) => current.article(id, language),
    detect: (text, priors) => current.detect(text, priors),
    find: (question) => current.find(question),
    explain: (question, finding) => current.explain(question, finding),
    with: (changes) => current.with(changes),
    taught: (how) => current.taught(how),
    judged: (find) => current.judged(find),
    learn() {
      if (!isLearning) learning = learn();
    },
    update(changes) {
      waiting++;
      const change = changing.then(async () => {
        try {
          current = await current.with(changes);
        } finally {
          waiting--;
        }
        if (waiting === 0 && !isLearning) learning = learn();
      });
      changing = change.catch(() => {});
      return change;
    },
    async settled() {
      await changing;
      await learning;
    },
    async close() {
      closing.abort();
      await changing;
      await learning;
    },
  };
}
