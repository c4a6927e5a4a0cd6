import { computed, effect, signal, untracked } from '@preact/signals';
import { t } from '../texts.js';
import { prefer, preference } from './preferences.js';
import { waiting } from './queue.js';
import { go } from './route.js';
import { session } from './session.js';
import { unread } from './unread.js';

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

/** Says no category, no name and no word: a notification shows on a locked screen, too. */
function notify(tag: string, title: string, body: string): void {
  const shown = new Notification(title, { body, tag });
  shown.onclick = () => {
    window.focus();
    go({ view: 'desk' });
    shown.close();
  };
}

/** The number of waiting in the tab's title, and a sign when somebody new comes or a citizen writes behind our back. */
export function watchAlerts(): void {
  let known: Set<string> | undefined;
  let written = 0;
  const items = computed(() => (session.value.kind === 'in' ? waiting.value : undefined));
  const unseen = computed(() => Object.values(unread.value).reduce((sum, count) => sum + count, 0));
  const sign = (tag: string, title: string, body: string) => {
    if (sounds.peek()) playSound();
    if (notifies.peek() && document.hidden) notify(tag, title, body);
  };
  effect(() => {
    const count = items.value?.length ?? 0;
    document.title = `${unseen.value > 0 ? '● ' : ''}${count > 0 ? `(${count}) ` : ''}${t('app.title')}`;
  });
  effect(() => {
    const now = items.value;
    const fresh = now && known && now.some(({ id }) => !known?.has(id));
    known = now && new Set(now.map(({ id }) => id));
    if (fresh) untracked(() => sign('waiting', t('alerts.newTitle'), t('alerts.newBody', { count: now.length })));
  });
  effect(() => {
    const more = unseen.value > written;
    written = unseen.value;
    if (more) untracked(() => sign('written', t('alerts.writtenTitle'), t('alerts.writtenBody')));
  });
}
