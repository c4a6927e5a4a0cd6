import { withWordsAloud } from './aloud.js';
import type { Config } from './config.js';
import { authorAndLanguage, plainTextWithLinks, timestamps } from './decorate.js';
import { comeBack, DOMAIN, freshToken, newConversation, newSecret, streamOf } from './direct-line.js';
import { createFollowing } from './following.js';
import { overrides, STYLE, webChatLocale } from './looks.js';
import { type Remembered, remember, remembered } from './memory.js';
import type { GeoCoordinates } from './position.js';
import { readable } from './readable.js';
import type { PageTexts } from './texts.js';
import {
  type Action,
  type Activity,
  type DirectLine,
  loadWebChat,
  STATUS,
  type Store,
  type WebChatApi,
} from './web-chat.js';

/** The server keeps a token for 30 minutes, and the official client asks for a new one at the same pace. */
const REFRESH_MS = 15 * 60_000;

interface Needs {
  config: Config;
  texts: PageTexts;
  host: HTMLElement;
  heard(activity: Activity): void;
  /** `anew`: the earlier conversation could not be continued. */
  started(how: { anew: boolean }): void;
  failed(): void;
  /** The server did not take what the citizen sent, with this HTTP status, and says why in their words if it can. */
  refused(status: number, sentence?: string): void;
}

/** What the official client says of an answer that was no success. */
interface Rejection {
  status?: number;
  xhr?: XMLHttpRequest;
  response?: { error?: { message?: string } };
}

/** One conversation as this page shows it. */
interface Running {
  api: WebChatApi;
  host: HTMLElement;
  line: DirectLine;
  store: Store;
  known: Remembered;
  resumed: boolean;
  watermark: string;
  refreshedAt: number;
  recovering: boolean;
}

export interface Conversation {
  /** Continues the remembered conversation, or begins one. */
  open(): Promise<void>;
  /** Begins another one. */
  begin(): Promise<void>;
  /** Says something as the citizen, as soon as there is a connection. */
  say(text: string): void;
  /** Shares where the citizen is. */
  share(position: GeoCoordinates): void;
  /** Shows the conversation in the page's present language and tells the bot. */
  languageChanged(): void;
  /** Shows the conversation in the page's present language, which is the bot's already. */
  languageFollowed(): void;
  /** The bot's partner sees the citizen type only while a person answers. */
  showTyping(on: boolean): void;
}

export function createConversation({ config, texts, host, heard, started, failed, refused }: Needs): Conversation {
  let running: Running | undefined;
  let connected = false;
  let typing = false;
  let attempt = 0;
  let waiting: string[] = [];
  /** What the citizen said and the server has not yet taken. */
  let unheard: string | undefined;
  const following = createFollowing(host);

  async function open(continuing: boolean): Promise<void> {
    const mine = ++attempt;
    const before = continuing ? remembered() : undefined;
    try {
      const [api, known] = await Promise.all([loadWebChat(config.webChat), before ? continued(before) : begun()]);
      const anew = before !== undefined && known.conversationId !== before.conversationId;
      if (mine === attempt) run(api, known, { anew });
    } catch {
      if (mine === attempt) failed();
    }
  }

  async function begun(): Promise<Remembered> {
    const locale = texts.language.code;
    const { conversationId, token } = await newConversation(locale);
    return { conversationId, token, locale, joined: false, secret: '' };
  }

  async function continued(before: Remembered): Promise<Remembered> {
    return (await wayBack(before)) ?? begun();
  }

  /** The same conversation: by its token, or when that has expired by its secret, which another tab may have renewed. */
  async function wayBack(before: Remembered): Promise<Remembered | undefined> {
    const token = await freshToken(before.token);
    if (token) return { ...before, token };
    const kept = remembered();
    const secret = kept?.conversationId === before.conversationId ? kept.secret : before.secret;
    const back = secret ? await comeBack(before.conversationId, secret) : undefined;
    return back && { ...before, token: back.token, secret: back.secret };
  }

  /** As soon as the conversation has begun; without it, a long sleep ends the conversation, as it did before. */
  async function askForSecret(): Promise<void> {
    const me = running;
    if (!me || me.known.secret) return;
    const secret = await newSecret(me.known).catch(() => undefined);
    if (secret && running === me) keep({ secret });
  }

  function run(api: WebChatApi, known: Remembered, how: { anew: boolean }): void {
    stop();
    remember(known);
    const resumed = known.joined;
    const line = api.createDirectLine({
      token: known.token,
      domain: DOMAIN,
      ...(resumed
        ? { conversationId: known.conversationId }
        : { conversationStartProperties: { locale: known.locale } }),
    });
    const place = document.createElement('div');
    place.className = 'web-chat';
    host.replaceChildren(place);
    const store = api.createStore({}, () => (next) => (action) => {
      const done = next(asShown(action));
      if (running?.store === store) observe(action.type, action.payload ?? {});
      return done;
    });
    running = {
      api,
      host: place,
      line,
      store,
      known,
      resumed,
      watermark: '',
      refreshedAt: performance.now(),
      recovering: false,
    };
    const me = running;
    line.connectionStatus$.subscribe((status) => {
      if (running !== me) return;
      if (status === STATUS.expired) void recover(me);
      if (status === STATUS.failed || status === STATUS.ended) failed();
    });
    started(how);
    render();
  }

  function asShown(action: Action): Action {
    if (action.type !== 'DIRECT_LINE/INCOMING_ACTIVITY') return action;
    const activity = action.payload?.activity as Activity;
    return { ...action, payload: { activity: readable(withWordsAloud(activity, texts)) } };
  }

  function stop(): void {
    const last = running;
    running = undefined;
    connected = false;
    last?.line.end();
  }

  function observe(type: string, payload: Record<string, unknown>): void {
    if (type === 'DIRECT_LINE/CONNECT_FULFILLED') {
      connected = true;
      greet();
      void askForSecret();
      for (const text of waiting.splice(0)) say(text);
    }
    if (type === 'DIRECT_LINE/POST_ACTIVITY') {
      const { type: kind, text } = payload.activity as Activity;
      if (kind !== 'message') return;
      unheard = text;
      following.said();
    }
    if (type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED') {
      const { status, xhr, response } = payload as unknown as Rejection;
      const isForCitizen = xhr?.getResponseHeader('content-language');
      refused(Number(status), isForCitizen ? response?.error?.message : undefined);
    }
    if (type === 'DIRECT_LINE/INCOMING_ACTIVITY') {
      const activity = payload.activity as Activity;
      const seq = /\|(\d+)$/.exec(activity.id ?? '')?.[1];
      if (running && seq) running.watermark = String(Number(seq));
      if (activity.from?.role === 'user' && activity.text === unheard) unheard = undefined;
      heard(activity);
      if (running && activity.type === 'message' && activity.from?.role !== 'user') {
        following.came(activity, { fresh: !running.resumed });
      }
    }
  }

  /** Tells a new conversation its language once, and a continued one when it has changed meanwhile. */
  function greet(): void {
    if (!running) return;
    const locale = texts.language.code;
    if (!running.known.joined) post('webchat/join', { locale });
    else if (running.known.locale !== locale) post('webchat/language', { locale });
    keep({ joined: true, locale });
  }

  function keep(changes: Partial<Remembered>): void {
    if (!running) return;
    running.known = { ...running.known, ...changes };
    remember(running.known);
  }

  function post(name: string, value: object): void {
    running?.store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name, value } });
  }

  function say(text: string): void {
    if (!connected) waiting.push(text);
    else running?.store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text, method: 'code' } });
  }

  function share(position: GeoCoordinates): void {
    const activity = { type: 'message', text: texts.say('myPosition'), entities: [position] };
    running?.store.dispatch({ type: 'DIRECT_LINE/POST_ACTIVITY', meta: { method: 'code' }, payload: { activity } });
  }

  /** After a long sleep: the same conversation with a new token if the server still gives one, otherwise a new one. */
  async function recover(me: Running): Promise<void> {
    if (me.recovering) return;
    me.recovering = true;
    try {
      const back = await wayBack(me.known);
      if (running !== me) return;
      if (!back) {
        // What the citizen has just written is said in the new conversation.
        if (unheard) waiting.push(unheard);
        return await open(true);
      }
      if (unheard) {
        // It was refused: what the server has is shown anew, and it is said again.
        waiting.push(unheard);
        unheard = undefined;
        return run(me.api, back, { anew: false });
      }
      keep(back);
      const stream = await streamOf(back, me.watermark);
      if (running === me) me.line.reconnect({ ...stream, conversationId: me.known.conversationId });
      me.refreshedAt = performance.now();
    } catch {
      if (running === me) failed();
    } finally {
      me.recovering = false;
    }
  }

  /** Keeps the remembered token young, so that a reload finds a way back. */
  async function refresh(): Promise<void> {
    const me = running;
    if (!me || performance.now() - me.refreshedAt < REFRESH_MS) return;
    me.refreshedAt = performance.now();
    const token = await freshToken(me.known.token).catch(() => me.known.token);
    if (running !== me) return;
    if (token) keep({ token });
    else await recover(me);
  }

  function render(): void {
    if (!running) return;
    const { api, host: place, line, store } = running;
    api.renderWebChat(
      {
        directLine: line,
        store,
        locale: webChatLocale(texts.language.reads),
        dir: document.documentElement.dir,
        nonce: config.nonce,
        styleOptions: STYLE,
        overrideLocalizedStrings: overrides(texts),
        activityMiddleware: authorAndLanguage(texts),
        activityStatusMiddleware: timestamps(texts),
        attachmentMiddleware: plainTextWithLinks,
        sendTypingIndicator: typing,
      },
      place,
    );
  }

  setInterval(() => void refresh(), 60_000);
  for (const [target, event] of [
    [window, 'online'],
    [document, 'visibilitychange'],
  ] as const) {
    target.addEventListener(event, () => void refresh());
  }

  return {
    open: () => open(true),
    begin: () => {
      waiting = [];
      unheard = undefined;
      return open(false);
    },
    say,
    share,
    languageChanged() {
      render();
      if (connected && running && running.known.locale !== texts.language.code) {
        post('webchat/language', { locale: texts.language.code });
        keep({ locale: texts.language.code });
      }
    },
    languageFollowed() {
      keep({ locale: texts.language.code });
      render();
    },
    showTyping(on) {
      if (typing === on) return;
      typing = on;
      render();
    },
  };
}
