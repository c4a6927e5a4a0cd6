import type { IncomingMessage } from 'node:http';

interface Asked {
  origin: string;
  /** The request's Host header. */
  host: string | undefined;
  publicUrl: string | undefined;
  trustedOrigins: readonly string[];
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a page of this origin may use the chat: our own, under any name of this machine, or one the city trusts. */
export function isTrusted({ origin, host, publicUrl, trustedOrigins }: Asked): boolean {
  const page = urlOf(origin);
  if (!page || !/^https?:$/.test(page.protocol)) return false;
  if (trustedOrigins.includes(page.origin) || (publicUrl && urlOf(publicUrl)?.origin === page.origin)) return true;
  const own = host ? urlOf(`${page.protocol}//${host}`) : undefined;
  if (!own) return false;
  return own.host === page.host || (own.port === page.port && isLoopback(own) && isLoopback(page));
}

/** Under which address the caller reaches us, for links that must be complete. */
export function baseOf(req: IncomingMessage, publicUrl: string | undefined): string {
  const host = req.headers.host;
  const known = publicUrl ? urlOf(publicUrl) : undefined;
  if (publicUrl && (!host || known?.host === host)) return publicUrl;
  return host && urlOf(`http://${host}`) ? `http://${host}` : (publicUrl ?? 'http://localhost');
}

/**
 * Who is asking, for limits. Behind a proxy on this machine every socket comes from the proxy: then it is the address
 * that the proxy wrote last, which the citizen cannot choose.
 */
export function addressOf(req: IncomingMessage): string {
  const peer = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const forwarded = req.headers['x-forwarded-for'];
  if ((peer === '::1' || peer.startsWith('127.')) && typeof forwarded === 'string') {
    return forwarded.split(',').at(-1)?.trim() || peer;
  }
  return peer;
}

function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.test(hostname);
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
