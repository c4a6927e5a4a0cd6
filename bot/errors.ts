import { CityFault } from '../city/index.js';
import { FolderFault } from '../store/index.js';
import { ConfigFault } from './config.js';

/** What to print when the program cannot start: for a fault of the operator's, the sentence; for ours, the stack. */
export function startFault(error: unknown): string {
  if (error instanceof ConfigFault || error instanceof CityFault || error instanceof FolderFault) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code = '', syscall, hostname, address } = error as NodeJS.ErrnoException & Record<string, string>;
  if (code === 'EADDRINUSE') return 'PORT: the port is taken by another program. Example: PORT=3979';
  if (code === 'EACCES' && syscall === 'listen') return `PORT: ${error.message}. Example: PORT=3978`;
  if (['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'EINVAL'].includes(code) && (hostname || address))
    return `HOST: "${hostname ?? address}" is no address of this machine. Example: HOST=127.0.0.1`;
  return error.stack ?? error.message;
}
