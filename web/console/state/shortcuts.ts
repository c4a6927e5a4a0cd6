import { signal } from '@preact/signals';
import { prefer, preference } from './preferences.js';

/** Single letters can be switched off: speech control and some keyboards press them by accident. */
export const lettersOn = signal(preference('letters') !== 'off');

export function setLetters(on: boolean): void {
  lettersOn.value = on;
  prefer('letters', on ? 'on' : 'off');
}

/** Key → what the component that is on the screen does with it. */
const actions = new Map<string, () => void>();

export function bindKey(key: string, action: () => void): () => void {
  actions.set(key, action);
  return () => {
    if (actions.get(key) === action) actions.delete(key);
  };
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || isTextInput(target));

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return;
    if (document.querySelector('dialog[open]')) return;
    // With Alt it is no letter: it works while somebody writes, too.
    if (!event.altKey && (isWriting(event.target) || (!lettersOn.value && event.key !== '?'))) return;
    const action = actions.get(event.altKey ? `Alt+${event.key}` : event.key);
    if (!action) return;
    event.preventDefault();
    action();
  });
}
