import { computed, effect, signal } from '@preact/signals';
import { call } from '../api/client.js';
import { visible } from './clock.js';
import { opened, pathOf, refreshConversation } from './conversation.js';
import { onChange } from './live.js';
import { has } from './session.js';

/** The server forgets a reader who says nothing for twice as long. */
const AGAIN_MS = 10_000;
/** Whoever has not pressed a key for so long does not write any more. */
const WRITES_MS = 4_000;
const CITIZEN_WRITES_MS = 5_000;

/** The conversation in which the agent writes; '' for none. */
const writing = signal('');
let pause: ReturnType<typeof setTimeout> | undefined;

/** The conversation in which the citizen writes at this moment; '' for none. */
export const citizenWrites = signal('');

/** Somebody has changed the text of an answer, or emptied it. */
export function noteWriting(id: string, text: string): void {
  clearTimeout(pause);
  writing.value = text.trim() ? id : '';
  pause = setTimeout(() => {
    writing.value = '';
  }, WRITES_MS);
}

/** Tells colleagues what is on this screen, while somebody can see it, and shows that the citizen writes. */
export function watchWatching(): () => void {
  const shown = computed(() => (opened.value?.detail ? opened.value.id : ''));
  const writes = computed(() => writing.value !== '' && writing.value === shown.value);
  const looking = effect(() => {
    const id = shown.value;
    if (!id || !visible.value || !(has('agent') || has('supervisor'))) return;
    const typing = writes.value;
    const look = () => void call('PUT', pathOf(id, 'watching'), { typing }).catch(() => undefined);
    look();
    const again = setInterval(() => {
      look();
      // That somebody has gone, nobody says.
      if (opened.peek()?.detail?.watching.length) void refreshConversation();
    }, AGAIN_MS);
    return () => clearInterval(again);
  });
  let fading: ReturnType<typeof setTimeout> | undefined;
  const unwatch = onChange(({ what, id }) => {
    if (what === 'messages' && id === citizenWrites.peek()) stopped();
    if (what !== 'typing' || id !== shown.peek()) return;
    clearTimeout(fading);
    citizenWrites.value = id;
    fading = setTimeout(stopped, CITIZEN_WRITES_MS);
  });
  function stopped(): void {
    citizenWrites.value = '';
  }
  return () => {
    looking();
    unwatch();
    clearTimeout(fading);
    clearTimeout(pause);
    stopped();
    writing.value = '';
  };
}
