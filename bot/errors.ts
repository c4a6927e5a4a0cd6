import { CityFault } from '../city/index.js';
import { ConfigFault } from './config.js';

/** What to print when the program cannot start: for a fault of the operator's, the sentence; for ours, the stack. */
export function startFault(error: unknown): string {
  if (error instanceof ConfigFault || error instanceof CityFault) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return 'PORT: the port is taken by another program. Example: PORT=3979';
  if (code === 'EACCES') return `DATA_DIR or PORT: ${error.message}`;
  if (error.name === 'StoreRefusal') return error.message;
  return error.stack ?? error.message;
}
