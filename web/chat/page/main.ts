import './style.css';
import { element, readConfig } from './config.js';
import { createConversation } from './conversation.js';
import { watchSockets } from './direct-line.js';
import { remembered, rememberedLanguage, rememberLanguage } from './memory.js';
import { offerPosition } from './position.js';
import { after, ROBOT, type Standing, standingText } from './standing.js';
import { createTexts } from './texts.js';
import type { Activity } from './web-chat.js';

const config = readConfig();
const texts = createTexts(config);
const host = element('web-chat');
const points = element<HTMLDetailsElement>('points');
const languages = element<HTMLDetailsElement>('languages');
const confirmNew = element<HTMLDialogElement>('confirm-new');
/** What the server refused and why, in the citizen's words. */
const REFUSED: Record<number, string> = { 413: 'fileTooLarge', 415: 'fileKind', 429: 'slowDown' };
const narrow = matchMedia('(max-width: 59.99rem)');
const touch = matchMedia('(pointer: coarse)');

let standing: Standing = ROBOT;
/** Messages of the citizen in this conversation. */
let written = 0;
/** Messages that came while the page was out of sight. */
let unread = 0;
let notice: string | undefined;
let online = true;
/** Several messages may come at once; only where they end is shown, and read aloud once. */
const SETTLES_MS = 150;
/** While a conversation is read again many states go by, with pauses on a slow machine, and the first may be late. */
const READ_AGAIN_MS = 600;
const FIRST_READ_MS = 3000;
let settling: ReturnType<typeof setTimeout> | undefined;
let openedAt = 0;

watchSockets((open) => {
  if (open === online) return;
  online = open;
  showStanding();
  showStatus(open ? 'online' : 'offline');
});

const conversation = createConversation({
  config,
  texts,
  host,
  heard,
  started({ anew }) {
    position.hide();
    standing = ROBOT;
    written = 0;
    openedAt = Date.now();
    settle(anew ? SETTLES_MS : FIRST_READ_MS);
    element('loading').hidden = true;
    element('failed').hidden = true;
    host.hidden = false;
    showRunning(true);
    showStatus(anew ? 'expired' : undefined);
  },
  failed() {
    element('loading').hidden = true;
    host.hidden = true;
    element('failed').hidden = false;
    showRunning(false);
  },
  refused(status, sentence) {
    const key = REFUSED[status] ?? (sentence && 'sendFailed');
    if (key) showStatus(key);
    if (sentence) element('status').textContent = sentence;
  },
});

const position = offerPosition({
  share: (coordinates) => conversation.share(coordinates),
  refused: () => showStatus('positionRefused'),
});

function heard(activity: Activity): void {
  if (activity.type !== 'message') return;
  if (activity.from?.role === 'user') {
    written += 1;
    position.hide();
    // The first message may have been written before the notice was there.
    const old =
      notice === 'expired'
        ? written > 1
        : [...Object.values(REFUSED), 'sendFailed', 'positionRefused'].includes(notice ?? '');
    if (old) showStatus(undefined);
    return;
  }
  followLanguage(activity);
  position.after(activity);
  standing = after(standing, activity);
  if (Date.parse(activity.timestamp ?? '') < openedAt) settle(READ_AGAIN_MS);
  else settling ??= setTimeout(showStanding, SETTLES_MS);
  conversation.showTyping(standing.with === 'person');
  if (Date.now() - Date.parse(activity.timestamp ?? '') > 60_000) return;
  if (config.embedded) tellParent('message');
  if (document.hidden) unread += 1;
  showTitle();
}

function settle(ms: number): void {
  clearTimeout(settling);
  settling = setTimeout(showStanding, ms);
}

/** Who waits in another tab sees there that an answer has come. */
function showTitle(): void {
  document.title = unread > 0 ? `(${unread}) ${texts.say('title')}` : texts.say('title');
}

/** The other ways are rendered open, so that they are there without this script; while the chat runs on a small screen, one tap away. */
function foldPoints(): void {
  points.open = !narrow.matches || !document.documentElement.classList.contains('running');
}

function showRunning(on: boolean): void {
  document.documentElement.classList.toggle('running', on);
  foldPoints();
}

/** Touches only what has changed: a screen reader reads aloud whatever is touched. */
function showStanding(): void {
  clearTimeout(settling);
  settling = undefined;
  const connected = online && navigator.onLine;
  element('standing').dataset.with = connected ? standing.with : 'offline';
  write('standing-text', connected ? standingText(standing, texts.say) : texts.say('stateOffline'));
  element('case-number').hidden = !standing.caseNumber;
  write('case-number', standing.caseNumber ? texts.say('stateCase', { number: standing.caseNumber }) : '');
}

function write(id: string, text: string): void {
  const place = element(id);
  if (place.textContent !== text) place.textContent = text;
}

/** One line for what happens to the connection; empty while there is nothing to say. */
function showStatus(key: string | undefined): void {
  notice = key;
  const status = element('status');
  status.dataset.kind = key ?? '';
  status.textContent = key ? texts.say(key) : '';
  if (key === 'online') setTimeout(() => notice === 'online' && showStatus(undefined), 5000);
}

function showLanguage(code: string): void {
  texts.show(code);
  showTitle();
  showStanding();
  showStatus(notice);
}

/** Replies whose language is that of the conversation: an article or a person's words may be in another. */
const NOT_LEADING = ['answer', 'agent'];

/** Until the citizen has chosen a language, the page speaks the one the robot answers in. */
function followLanguage({ locale = '', channelData }: Activity): void {
  const { kind = '' } = (channelData?.reply ?? {}) as { kind?: string };
  if (locale === texts.language.reads || !config.texts[locale] || !kind || NOT_LEADING.includes(kind)) return;
  if (config.chosen || rememberedLanguage()) return;
  showLanguage(locale);
  conversation.languageFollowed();
}

function chooseLanguage(code: string): void {
  rememberLanguage(code);
  showLanguage(code);
  conversation.languageChanged();
  // A reload of an address that names a language must not undo the choice.
  const address = new URL(location.href);
  if (address.searchParams.has('lang')) {
    address.searchParams.set('lang', code);
    history.replaceState(null, '', address);
  }
}

/** To where the citizen writes; on a touch screen to the conversation as a whole, so that no keyboard covers it. */
function focusConversation(): void {
  const box = host.querySelector<HTMLElement>('[data-id="webchat-sendbox-input"]');
  (touch.matches || !box ? element('conversation') : box).focus();
}

function tellParent(what: 'ready' | 'message' | 'close'): void {
  window.parent.postMessage({ kontaktcenter: what }, '*');
}

function closeLanguages(): void {
  languages.open = false;
  languages.querySelector('summary')?.focus();
}

element('skip').addEventListener('click', (event) => {
  event.preventDefault();
  focusConversation();
});

element('person').addEventListener('click', () => {
  if (!element('failed').hidden) {
    points.open = true;
    points.querySelector('summary')?.focus();
    return;
  }
  conversation.say(texts.say('person'));
  focusConversation();
});

languages.addEventListener('click', (event) => {
  const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[lang]');
  if (!link) return;
  event.preventDefault();
  chooseLanguage(link.lang);
  closeLanguages();
});

document.addEventListener('click', (event) => {
  if (!languages.contains(event.target as Node)) languages.open = false;
});

element('new').addEventListener('click', () => {
  if (written > 0) confirmNew.showModal();
  else void startAnew();
});

confirmNew.addEventListener('close', () => {
  if (confirmNew.returnValue === 'yes') void startAnew();
  confirmNew.returnValue = '';
});

async function startAnew(): Promise<void> {
  await conversation.begin();
  focusConversation();
}

element('retry').addEventListener('click', () => {
  element('failed').hidden = true;
  element('loading').hidden = false;
  void conversation.open();
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.defaultPrevented || confirmNew.open) return;
  if (languages.open) return closeLanguages();
  // Within the messages, Esc is Web Chat's own way back to the send box.
  const inMessages = (event.target as HTMLElement).closest?.('.webchat__basic-transcript');
  if (config.embedded && !inMessages) tellParent('close');
});

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  unread = 0;
  showTitle();
});

window.addEventListener('offline', () => {
  showStanding();
  showStatus('offline');
});
window.addEventListener('online', () => {
  showStanding();
  if (notice === 'offline' && online) showStatus('online');
});
window.addEventListener('message', (event) => {
  if (event.source === window.parent && event.data?.kontaktcenter === 'focus') focusConversation();
});

narrow.addEventListener('change', foldPoints);
showRunning(true);
element('late').remove();

// What the citizen chose, or else what the conversation that goes on is in.
const known = rememberedLanguage() ?? (remembered()?.locale || config.language);
const wanted = config.chosen && !config.embedded ? config.language : known;
showLanguage(config.languages.some(({ code }) => code === wanted) ? wanted : config.language);
if (config.embedded) tellParent('ready');
void conversation.open();
