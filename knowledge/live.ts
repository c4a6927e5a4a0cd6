import type { Changes, Knowledge } from './index.js';

/** The knowledge that runs: its answers follow its articles. */
export interface LiveKnowledge extends Knowledge {
  /** One change after the other; questions are answered from what was there until the new index stands. */
  update(changes: Changes): Promise<void>;
  close(): Promise<void>;
}

export function liveKnowledge(first: Knowledge): LiveKnowledge {
  let current = first;
  let last: Promise<void> = Promise.resolve();
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
    with: (changes) => current.with(changes),
    update(changes) {
      last = last.then(async () => {
        current = await current.with(changes);
      });
      return last;
    },
    close: () => last,
  };
}
