import { type Choice, sentence, type Turn } from './turn.js';

export function skip(turn: Turn): Choice[] {
  return [{ label: sentence(turn, 'reach.skip'), action: { do: 'skip' }, means: ['skip'] }];
}

/** Asks how a registered case can be answered. The case is there already: not answering loses nothing. */
export function askReach(turn: Turn, caseNumber: string): void {
  turn.talk.asking = { form: 'reach', field: 'contact', caseNumber, tries: 0 };
  sayQuestion(turn);
}

export function sayQuestion(turn: Turn): void {
  turn.say({
    kind: 'question',
    text: sentence(turn, 'reach.ask'),
    choices: skip(turn),
    data: { form: 'reach', field: 'contact' },
  });
}

export function endReach(turn: Turn): void {
  const number = turn.talk.asking?.caseNumber ?? '';
  turn.talk.asking = null;
  turn.say({ kind: 'case', text: sentence(turn, 'case.unreachable', { number }), data: { caseNumber: number } });
}
