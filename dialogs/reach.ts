import { endCase, sayCaseQuestion } from './case-status.js';
import { type Asking, type Choice, sentence, type Turn } from './turn.js';

export function skip(turn: Turn): Choice[] {
  return [{ label: sentence(turn, 'reach.skip'), action: { do: 'skip' }, means: ['skip'] }];
}

/** Asks how a registered case can be answered. The case is there already: not answering loses nothing. */
export function askReach(turn: Turn, caseNumber: string): void {
  turn.talk.asking = { form: 'reach', field: 'contact', caseNumber, tries: 0 };
  sayQuestion(turn);
}

export function sayQuestion(turn: Turn): void {
  const { asking } = turn.talk;
  if (asking?.form === 'case') {
    sayCaseQuestion(turn, asking);
    return;
  }
  turn.say({
    kind: 'question',
    text: sentence(turn, questionFor(asking)),
    choices: skip(turn),
    data: { form: asking?.form ?? 'reach', field: 'contact' },
  });
}

function questionFor(asking: Asking | null): string {
  if (asking?.form === 'tell') return 'tell.ask';
  if (asking?.form === 'mail') return 'transcript.ask';
  if (asking?.form === 'reach' && asking.by) return asking.by === 'call' ? 'waiting.askPhone' : 'waiting.askEmail';
  return 'reach.ask';
}

export function endReach(turn: Turn): void {
  const { asking } = turn.talk;
  if (asking?.form === 'case') {
    endCase(turn);
    return;
  }
  turn.talk.asking = null;
  if (asking?.form === 'tell') {
    turn.say({ kind: 'notice', text: sentence(turn, 'tell.skipped') });
    return;
  }
  if (asking?.form === 'mail') {
    turn.say({ kind: 'notice', text: sentence(turn, 'transcript.skipped') });
    return;
  }
  const number = asking?.caseNumber ?? '';
  turn.say({ kind: 'case', text: sentence(turn, 'case.unreachable', { number }), data: { caseNumber: number } });
}
