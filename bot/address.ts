import { hostname } from 'node:os';
import type { Config } from './config.js';

/** Listening on these means on every address of the machine; none of them can be visited. */
const ANYWHERE = ['0.0.0.0', '::'];

/** Where citizens reach the server, without a slash at the end. */
export function addressOf({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  if (publicUrl !== undefined) return publicUrl;
  const name = ANYWHERE.includes(host) ? hostname() : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
