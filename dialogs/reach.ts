import { endCase, sayCaseQuestion } from './case-status.js';
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
  const { asking } = turn.talk;
  if (asking?.form === 'case') {
    sayCaseQuestion(turn, asking);
    return;
  }
  const form = asking?.form ?? 'reach';
  turn.say({
    kind: 'question',
    text: sentence(turn, form === 'tell' ? 'tell.ask' : 'reach.ask'),
    choices: skip(turn),
    data: { form, field: 'contact' },
  });
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
  const number = asking?.caseNumber ?? '';
  turn.say({ kind: 'case', text: sentence(turn, 'case.unreachable', { number }), data: { caseNumber: number } });
}
