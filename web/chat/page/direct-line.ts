export const DOMAIN = `${location.origin}/v3/directline`;

export interface Opened {
  conversationId: string;
  token: string;
}

async function call(method: string, path: string, { token, body }: { token?: string; body?: unknown }) {
  return fetch(`${DOMAIN}/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
}

/** A new conversation's id and the token that opens it. */
export async function newConversation(locale: string): Promise<Opened> {
  const answer = await call('POST', 'tokens/generate', { body: { locale } });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  return (await answer.json()) as Opened;
}

/**
 * A fresh token for a conversation; undefined when the server no longer takes the old one, because it has expired or
 * the conversation is gone. Throws when the server cannot be reached: then nothing is known and the old one is kept.
 */
export async function freshToken(token: string): Promise<string | undefined> {
  const answer = await call('POST', 'tokens/refresh', { token, body: {} });
  if (answer.status === 401 || answer.status === 403 || answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`no fresh token: ${answer.status}`);
  return ((await answer.json()) as Opened).token;
}

/** A secret for coming back when the token has expired; undefined when the server gives none. */
export async function newSecret({ conversationId, token }: Opened): Promise<string | undefined> {
  const answer = await call('POST', `conversations/${conversationId}/resume-secret`, { token, body: {} });
  return answer.ok ? ((await answer.json()) as { secret: string }).secret : undefined;
}

/**
 * The way back into one's own conversation after its token has expired; undefined when the server does not know the
 * secret any more. Throws when the server cannot be reached, as `freshToken` does.
 */
export async function comeBack(conversationId: string, secret: string) {
  const answer = await call('POST', 'tokens/resume', { body: { conversationId, secret } });
  if (answer.status === 400 || answer.status === 403) return undefined;
  if (!answer.ok) throw new Error(`no way back: ${answer.status}`);
  return (await answer.json()) as Opened & { secret: string };
}

/** Where a conversation goes on after the token had expired, from the last thing received. */
export async function streamOf({ conversationId, token }: Opened, watermark: string) {
  const answer = await call('GET', `conversations/${conversationId}?watermark=${watermark}`, { token });
  if (!answer.ok) throw new Error(`no stream: ${answer.status}`);
  return (await answer.json()) as Opened & { streamUrl: string };
}

/**
 * Tells when the connection opens and closes. The official client hides this: while it tries again for seconds it still
 * reports "online", and the citizen should know.
 */
export function watchSockets(changed: (open: boolean) => void): void {
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('open', () => changed(true));
      this.addEventListener('close', ({ code }) => {
        if (code !== 1000 && code !== 1005) changed(false);
      });
    }
  };
}
