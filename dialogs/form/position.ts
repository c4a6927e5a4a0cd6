import { applies } from '../../cases/details.js';
import { sentence, type Turn } from '../turn.js';
import { askAgain } from './ask.js';
import { take } from './hear.js';
import { openForm } from './state.js';

/** A shared position answers the question where, also a little before it is asked. Returns true when it was the message. */
export function takePosition(turn: Turn): boolean {
  const { position } = turn;
  if (!position) return false;
  const { form, state } = openForm(turn);
  const places = form.fields.filter((field) => field.type === 'location' && applies(field, state.details));
  const asked = places.find(({ name }) => name === state.field);
  const field = asked ?? places.find(({ name }) => state.details[name] === undefined);
  if (!field) {
    askAgain(turn);
    return true;
  }
  if (!turn.services.city.covers(position)) {
    const data = { form: form.id, field: field.name, input: 'location' };
    turn.say({ kind: 'invalid', text: sentence(turn, 'form.invalid.far'), data });
    askAgain(turn);
    return true;
  }
  take(turn, form, field, { text: '', position });
  return true;
}
