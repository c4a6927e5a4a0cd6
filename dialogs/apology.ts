import type { FormState } from './form/state.js';
import { offerPerson } from './talk-to-human.js';
import { sentence, type Turn } from './turn.js';

/**
 * Says sorry for an error of ours. The form goes on as it was before the message; when the same question fails a second
 * time the form is left, because asking again would only fail again.
 */
export function apologise(turn: Turn, form: FormState | null): void {
  const failsAgain = form !== null && form.stumbled === form.field;
  Object.assign(turn.talk, {
    asking: null,
    menu: [],
    nearest: [],
    form: form && !failsAgain ? { ...form, stumbled: form.field } : null,
  });
  turn.say({ kind: 'apology', text: sentence(turn, failsAgain ? 'notice.apologyForm' : 'notice.apology') });
  offerPerson(turn, sentence(turn, turn.talk.form ? 'form.step.person' : 'handover.offer'));
}
