import { effect, signal } from '@preact/signals';
import { t } from '../texts.js';
import { prefer, preference } from './preferences.js';
import { waiting } from './queue.js';
import { go } from './route.js';
import { session } from './session.js';

export const notifies = signal(
  preference('notify') === 'on' && 'Notification' in window && Notification.permission === 'granted',
);
/** Off until somebody wants it. */
export const sounds = signal(preference('sound') === 'on');
export const canNotify = 'Notification' in window;

/** Asked for only here, on a click: a browser that is asked unasked says no for ever. */
export async function setNotifies(wanted: boolean): Promise<'on' | 'off' | 'refused'> {
  const granted = wanted && canNotify && (await Notification.requestPermission()) === 'granted';
  notifies.value = granted;
  prefer('notify', granted ? 'on' : 'off');
  return granted ? 'on' : wanted ? 'refused' : 'off';
}

export function setSounds(wanted: boolean): void {
  sounds.value = wanted;
  prefer('sound', wanted ? 'on' : 'off');
}

let audio: AudioContext | undefined;

/** Two short notes. Browsers allow sound only after somebody has pressed something on the page. */
export function playSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
  const begin = audio.currentTime + 0.02;
  for (const [index, frequency] of [659, 880].entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = begin + index * 0.16;
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.15, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.15);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.16);
  }
}

/** Says no category and no name: a notification shows on a locked screen, too. */
function notify(count: number): void {
  const shown = new Notification(t('alerts.newTitle'), { body: t('alerts.newBody', { count }), tag: 'waiting' });
  shown.onclick = () => {
    window.focus();
    go({ view: 'desk' });
    shown.close();
  };
}

/** The number of waiting in the tab's title, and a sign when somebody new comes. */
export function watchAlerts(): void {
  let known: Set<string> | undefined;
  effect(() => {
    const items = session.value.kind === 'in' ? waiting.value : undefined;
    const title = t('app.title');
    document.title = items?.length ? `(${items.length}) ${title}` : title;
    const fresh = items && known && items.some(({ id }) => !known?.has(id));
    known = items && new Set(items.map(({ id }) => id));
    if (!fresh) return;
    if (sounds.peek()) playSound();
    if (notifies.peek() && document.hidden) notify(items.length);
  });
}
