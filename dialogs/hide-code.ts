import { withoutSecret } from '../cases/look-up.js';
import type { Turn } from './turn.js';

/** The message without the code of a case that it may hold, here and in the log: only a look-up needs it. */
export function withoutCode(turn: Turn): Turn {
  const text = withoutSecret(turn.text);
  if (text === turn.text) return turn;
  turn.forget(text);
  return { ...turn, text };
}
