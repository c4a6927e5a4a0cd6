/** The part of botframework-webchat's global we use. The package itself is served as one file, not installed. */
export interface Activity {
  type: string;
  id?: string;
  text?: string;
  textFormat?: string;
  speak?: string;
  attachments?: { name?: string }[];
  suggestedActions?: { actions?: { title?: string }[] };
  locale?: string;
  replyToId?: string;
  timestamp?: string;
  from?: { id?: string; name?: string; role?: string };
  channelData?: Record<string, unknown>;
}

export interface DirectLine {
  connectionStatus$: { subscribe(changed: (status: number) => void): unknown };
  reconnect(conversation: { conversationId: string; token: string; streamUrl: string }): void;
  end(): void;
}

/** Numbers of the client's connection states that we act on. */
export const STATUS = { expired: 3, failed: 4, ended: 5 } as const;

export interface Action {
  type: string;
  payload?: Record<string, unknown>;
  meta?: Record<string, unknown>;
}

export interface Store {
  dispatch(action: Action): unknown;
}

export type ReactElement = { $$typeof: symbol; type: unknown; key: string | null; props: Record<string, unknown> };
type Render = (...args: unknown[]) => ReactElement | false | null;
export type ActivityMiddleware = () => (
  next: (card: unknown, ...rest: unknown[]) => Render | false,
) => (card: { activity: Activity }, ...rest: unknown[]) => Render | false;
export type AttachmentMiddleware = () => (
  next: (card: unknown) => ReactElement | false | null,
) => (card: {
  activity: Activity;
  attachment: { contentType: string; content?: unknown };
}) => ReactElement | false | null;
export type StatusMiddleware = () => (
  next: (card: unknown) => ReactElement | false | null,
) => (card: {
  activity: Activity;
  hideTimestamp?: boolean;
  sendState?: string;
  sendStatus?: string;
}) => ReactElement | false | null;

export interface WebChatApi {
  createDirectLine(options: Record<string, unknown>): DirectLine;
  createStore(
    initial: object,
    middleware: () => (next: (action: Action) => unknown) => (action: Action) => unknown,
  ): Store;
  renderWebChat(options: Record<string, unknown>, host: HTMLElement): void;
}

declare global {
  interface Window {
    WebChat?: WebChatApi;
  }
}

let loading: Promise<WebChatApi> | undefined;

/** Loads the large script once; a failed attempt may be repeated. */
export function loadWebChat(source: string): Promise<WebChatApi> {
  loading ??= new Promise<WebChatApi>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.addEventListener('load', () =>
      window.WebChat ? resolve(window.WebChat) : reject(new Error('the chat script did not start')),
    );
    script.addEventListener('error', () => {
      loading = undefined;
      script.remove();
      reject(new Error('the chat script could not be loaded'));
    });
    document.head.append(script);
  });
  return loading;
}
