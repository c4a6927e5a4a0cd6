import { computed, effect, signal, untracked } from '@preact/signals';
import { t } from '../texts.js';
import { now } from './clock.js';
import { prefer, preference } from './preferences.js';
import { waiting } from './queue.js';
import { go } from './route.js';
import { agent, answers, session } from './session.js';
import { type Melody, playSound } from './sounds.js';
import { unread } from './unread.js';

/** Each agent's own choice in this browser, which others may use, too. */
const nameOf = (what: 'notify' | 'sound') => `${what}.${agent.value?.id ?? ''}`;

export const notifies = signal(false);
/** Off until somebody wants it. */
export const sounds = signal(false);
export const canNotify = 'Notification' in window;

/** Asked for only here, on a click: a browser that is asked unasked says no for ever. */
export async function setNotifies(wanted: boolean): Promise<'on' | 'off' | 'refused'> {
  const granted = wanted && canNotify && (await Notification.requestPermission()) === 'granted';
  notifies.value = granted;
  prefer(nameOf('notify'), granted ? 'on' : 'off');
  return granted ? 'on' : wanted ? 'refused' : 'off';
}

export function setSounds(wanted: boolean): void {
  sounds.value = wanted;
  prefer(nameOf('sound'), wanted ? 'on' : 'off');
}

/** Says no category, no name and no word: a notification shows on a locked screen, too. */
function notify(tag: string, { title, body }: { title: string; body: string }, stays: boolean): void {
  const shown = new Notification(title, { body, tag, requireInteraction: stays });
  shown.onclick = () => {
    window.focus();
    go({ view: 'desk' });
    shown.close();
  };
}

function sign(tag: 'waiting' | 'written' | 'alarm', said: { title: string; body: string }): void {
  const melody: Melody = tag === 'alarm' ? 'alarm' : 'news';
  if (sounds.peek()) playSound(melody);
  if (notifies.peek() && document.hidden) notify(tag, said, tag === 'alarm');
}

/** As long as somebody waits too long, it is said again. */
const ALARM_AGAIN_MS = 2 * 60_000;

/**
 * The number of waiting in the tab's title, and a sign when somebody new comes, a citizen writes behind our back or
 * somebody waits too long. Of that the group hears first; supervisors, when the group has not come.
 */
export function watchAlerts(): void {
  const items = computed(() => (session.value.kind === 'in' ? waiting.value : undefined));
  const unseen = computed(() => Object.values(unread.value).reduce((sum, count) => sum + count, 0));
  const late = computed(() => items.value?.filter(({ alarm }) => alarm >= (answers.value ? 1 : 2)) ?? []);

  effect(() => {
    const granted = canNotify && Notification.permission === 'granted';
    notifies.value = granted && preference(nameOf('notify')) === 'on';
    sounds.value = preference(nameOf('sound')) === 'on';
  });
  effect(() => {
    const count = items.value?.length ?? 0;
    const marks = `${late.value.length > 0 ? '⚠ ' : ''}${unseen.value > 0 ? '● ' : ''}`;
    document.title = `${marks}${count > 0 ? `(${count}) ` : ''}${t('app.title')}`;
  });

  let known: Set<string> | undefined;
  effect(() => {
    const shown = items.value;
    const fresh = shown && known && shown.some(({ id }) => !known?.has(id));
    known = shown && new Set(shown.map(({ id }) => id));
    if (!fresh) return;
    untracked(() =>
      sign('waiting', { title: t('alerts.newTitle'), body: t('alerts.newBody', { count: shown.length }) }),
    );
  });

  let written = 0;
  effect(() => {
    const more = unseen.value > written;
    written = unseen.value;
    if (more) untracked(() => sign('written', { title: t('alerts.writtenTitle'), body: t('alerts.writtenBody') }));
  });

  let levels = new Map<string, number>();
  let saidAt = 0;
  effect(() => {
    const at = now.value;
    const worse = late.value.some(({ id, alarm }) => alarm > (levels.get(id) ?? 0));
    levels = new Map(late.value.map(({ id, alarm }) => [id, alarm]));
    if (!worse && (levels.size === 0 || at - saidAt < ALARM_AGAIN_MS)) return;
    saidAt = at;
    const said = { title: t('alerts.alarmTitle'), body: t('alerts.alarmBody', { count: levels.size }) };
    untracked(() => sign('alarm', said));
  });
}
