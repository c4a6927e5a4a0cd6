import { WebSocket } from 'ws';
import type { LoggedActivity } from '../../store/activity-log.js';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
  headers: Headers;
}

/** Plain HTTP as any client would speak it. */
export function caller(url: string) {
  return async <T = Record<string, unknown>>(
    method: string,
    path: string,
    { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer<T>> => {
    const raw = typeof body === 'string' || body instanceof FormData;
    const response = await fetch(`${url}/v3/directline${path}`, {
      method,
      headers: {
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? (body as string | FormData) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T };
  };
}

export interface Started {
  conversationId: string;
  token: string;
  streamUrl: string;
}

export async function startConversation(url: string, locale = 'sv-SE'): Promise<Started> {
  const call = caller(url);
  const { body } = await call<{ token: string }>('POST', '/tokens/generate', { body: { locale } });
  return (await call<Started & Record<string, unknown>>('POST', '/conversations', { token: body.token })).body;
}

/** Listens on a stream and waits for what it should hear, without a clock. */
export function listen(streamUrl: string) {
  const socket = new WebSocket(streamUrl);
  const heard: LoggedActivity[] = [];
  const waiting = new Set<() => void>();
  let watermark = '';
  let refused: number | undefined;
  const wake = () => {
    for (const check of waiting) check();
  };
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  void closed.then(wake);
  socket.on('error', () => undefined);
  socket.on('unexpected-response', (_request, response) => {
    refused = response.statusCode;
    socket.terminate();
    wake();
  });
  socket.on('message', (data) => {
    const group = JSON.parse(String(data)) as { activities: LoggedActivity[]; watermark: string };
    watermark = group.watermark;
    heard.push(...group.activities);
    wake();
  });
  return {
    socket,
    heard,
    closed,
    watermark: () => watermark,
    texts: () => heard.filter(({ type }) => type === 'message').map(({ text }) => text),
    refused: () =>
      new Promise<number>((resolve) => {
        const check = () => refused !== undefined && resolve(refused);
        waiting.add(check);
        check();
      }),
    until: (enough: (heard: LoggedActivity[]) => boolean) =>
      new Promise<LoggedActivity[]>((resolve) => {
        const check = () => enough(heard) && resolve(heard);
        waiting.add(check);
        check();
      }),
  };
}
