interface Given {
  nonce: string;
  /** Pages of other hosts that may show the chat in a frame. */
  trustedOrigins: readonly string[];
  publicUrl: string | undefined;
}

/**
 * What the chat page may load: itself. The nonce lets Web Chat add its styles; `blob:` are the citizen's own files on
 * their way up. Older Safari does not count a WebSocket to our own host as our own, so it is named.
 */
export function chatPolicy({ nonce, trustedOrigins, publicUrl }: Given): string {
  const socket = publicUrl ? ` ${new URL(publicUrl).origin.replace(/^http/, 'ws')}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `connect-src 'self' blob:${socket}`,
    "img-src 'self' data: blob:",
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...trustedOrigins].join(' ')}`,
  ].join('; ');
}
