import { replyOf } from './standing.js';
import type { Activity } from './web-chat.js';

/** Web Chat scrolls by itself while buttons appear and pictures load, so a place is taken more than once. */
const TIMES_MS = [50, 250, 600, 1000];

type Place = 'start' | 'question' | 'end';

export interface Following {
  /** The citizen has said something. */
  said(): void;
  /** A message has come; `fresh` when the conversation has only begun. */
  came(activity: Activity, how: { fresh: boolean }): void;
}

/**
 * Where the reader's eye should be. Web Chat alone shows the end of a long answer: here it is read from its beginning,
 * with the question above it. A person's messages are followed to the newest. Who scrolls is left alone.
 */
export function createFollowing(host: HTMLElement): Following {
  let place: Place | undefined;
  let turn = 0;

  function go(to: Place): void {
    place = to;
    const mine = ++turn;
    for (const ms of TIMES_MS) {
      setTimeout(() => {
        if (mine === turn && place) show(place);
      }, ms);
    }
  }

  function show(to: Place): void {
    const messages = host.querySelector('.webchat__basic-transcript__scrollable');
    if (!messages) return;
    const question = [...messages.querySelectorAll('.said-citizen')].at(-1);
    if (to === 'start') messages.scrollTop = 0;
    else if (to === 'end' || !question) messages.scrollTop = messages.scrollHeight;
    else messages.scrollTop += question.getBoundingClientRect().top - messages.getBoundingClientRect().top - 8;
  }

  for (const moved of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    host.addEventListener(
      moved,
      ({ target }) => {
        if ((target as HTMLElement).closest('.webchat__basic-transcript')) place = undefined;
      },
      { passive: true },
    );
  }

  return {
    said: () => go('end'),
    came(activity, { fresh }) {
      const { kind } = replyOf(activity);
      if (fresh && kind === 'greeting') go('start');
      else if (place) go(kind === 'agent' || !activity.replyToId ? 'end' : 'question');
    },
  };
}
