// Put on any page of the city by one script tag: a button in the corner that opens the chat in a frame. It brings its
// style as a constructed sheet inside a shadow root, so it works under a page's strict content security policy and
// neither page nor widget changes the other's looks.
import css from './widget.css?inline';

interface Labels {
  open: string;
  close: string;
  inConversation: string;
  newMessage: string;
  failed: string;
  openInTab: string;
}

interface Setup {
  address: string;
  /** language → labels; the first is the one for pages in other languages */
  labels: Record<string, Labels>;
}

// The server puts the setup in place of this word (web/chat/routes.ts).
const setup = JSON.parse('__WIDGET_SETUP__') as Setup;
const READY_WITHIN_MS = 15_000;

function start(script: HTMLScriptElement | null): void {
  const address = script?.src ? new URL('.', script.src).href : setup.address;
  const asked = (script?.dataset.lang ?? document.documentElement.lang).toLowerCase();
  const language = [asked, asked.split('-')[0] ?? ''].find((code) => setup.labels[code]);
  const labels = setup.labels[language ?? ''] ?? Object.values(setup.labels)[0];
  if (!labels || document.querySelector('kontaktcenter-chat')) return;
  const chat = new URL('./?embedded=1', address);
  if (language) chat.searchParams.set('lang', language);

  const host = document.createElement('kontaktcenter-chat');
  if (language) host.lang = language;
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];

  const opener = button('opener', labels.open);
  opener.setAttribute('aria-expanded', 'false');
  opener.setAttribute('aria-haspopup', 'dialog');
  const unread = document.createElement('span');
  unread.className = 'unread';
  unread.setAttribute('role', 'status');

  const panel = document.createElement('div');
  panel.className = 'panel';
  panel.hidden = true;
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', labels.inConversation);
  const closer = button('closer', labels.close);
  panel.append(closer);
  root.append(opener, unread, panel);
  document.body.append(host);

  let frame: HTMLIFrameElement | undefined;

  function open(): void {
    panel.hidden = false;
    opener.setAttribute('aria-expanded', 'true');
    unread.textContent = '';
    host.classList.add('opened');
    if (frame) {
      frame.focus();
      frame.contentWindow?.postMessage({ kontaktcenter: 'focus' }, chat.origin);
      return;
    }
    frame = document.createElement('iframe');
    frame.title = labels?.inConversation ?? '';
    frame.allow = 'geolocation';
    frame.src = chat.href;
    panel.append(frame);
    closer.focus();
    setTimeout(() => !ready && sayFailed(), READY_WITHIN_MS);
  }

  function close(): void {
    if (panel.hidden) return;
    panel.hidden = true;
    opener.setAttribute('aria-expanded', 'false');
    host.classList.remove('opened');
    opener.focus();
  }

  /** A frame that shows nothing does not say why; the chat on its own page may still work. */
  function sayFailed(): void {
    if (panel.querySelector('.failed')) return;
    const failed = document.createElement('div');
    failed.className = 'failed';
    failed.setAttribute('role', 'alert');
    failed.dir = 'auto';
    const link = document.createElement('a');
    link.href = new URL('./', address).href;
    link.target = '_blank';
    link.rel = 'noopener';
    link.textContent = labels?.openInTab ?? '';
    failed.append(labels?.failed ?? '', link);
    panel.append(failed);
  }

  let ready = false;
  opener.addEventListener('click', open);
  closer.addEventListener('click', close);
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key !== 'Escape') return;
    event.stopPropagation();
    close();
  });
  window.addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== chat.origin) return;
    const what: unknown = event.data?.kontaktcenter;
    if (what === 'ready') ready = true;
    if (what === 'ready') panel.querySelector('.failed')?.remove();
    if (what === 'close') close();
    if (what === 'message' && panel.hidden) unread.textContent = labels?.newMessage ?? '';
  });
}

function button(name: string, label: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  const text = document.createElement('span');
  text.textContent = label;
  // The page around may run the other way.
  text.dir = 'auto';
  made.append(text);
  return made;
}

const script = document.currentScript as HTMLScriptElement | null;
if (document.body) start(script);
else document.addEventListener('DOMContentLoaded', () => start(script));
