import { isStrictlySecret } from './matter.js';
import { sayQuestion } from './reach.js';
import { type Choice, sentence, type Turn } from './turn.js';

/** To be told when there is an answer, for a question that was left to the editors; nothing otherwise. */
export function tellChoice(turn: Turn): Choice[] {
  if (!turn.services.mail || !turn.talk.question || isStrictlySecret(turn)) return [];
  return [{ label: sentence(turn, 'tell.offer'), action: { do: 'tell' }, means: ['tell'] }];
}

/** The same for those who see no buttons. */
export function withTellHint(turn: Turn, text: string): string {
  return tellChoice(turn).length > 0 ? `${text}\n\n${sentence(turn, 'tell.hint')}` : text;
}

/** Asks where, and says what it is kept for. */
export function askTell(turn: Turn): void {
  const { question } = turn.talk;
  if (!question) return;
  turn.talk.asking = { form: 'tell', field: 'contact', seq: question.seq, tries: 0 };
  sayQuestion(turn);
}

/** The address is kept with the question and nowhere else: what is said about it does not repeat it. */
export async function rememberToTell(
  turn: Turn,
  seq: number,
  reach: { phone?: string; email?: string },
): Promise<void> {
  turn.forget();
  const kept = await turn.services.remember(turn.conversationId, seq, reach);
  if (kept) turn.talk.misses = 0;
  turn.say({ kind: 'notice', text: sentence(turn, kept ? 'tell.kept' : 'tell.gone') });
}
