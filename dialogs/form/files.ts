import { applies, type FileRef } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import { sentence, type Turn } from '../turn.js';
import { askAgain, choicesFor, goOn } from './ask.js';
import { openForm } from './state.js';

function refuse(turn: Turn, form: Form, code: string, values?: Record<string, unknown>): void {
  turn.say({ kind: 'invalid', text: sentence(turn, `form.invalid.${code}`, values), data: { form: form.id } });
}

function photosOf(form: Form, details: Parameters<typeof applies>[1]): FormField | undefined {
  return form.fields.find((field) => field.type === 'photo' && applies(field, details));
}

/** Keeps the pictures that fit, and says in words why others do not. */
function keep(turn: Turn, form: Form, field: FormField): boolean {
  const { state } = openForm(turn);
  const { max = 1 } = field;
  const pictures = turn.files.filter(({ type }) => type.startsWith('image/'));
  const before = (state.details[field.name] ?? []) as readonly FileRef[];
  const all = [...before, ...pictures.filter(({ id }) => !before.some((file) => file.id === id))];
  if (pictures.length < turn.files.length) refuse(turn, form, 'photo');
  if (all.length > max) refuse(turn, form, 'files', { max });
  if (all.length > 0) state.details = { ...state.details, [field.name]: all.slice(0, max) };
  return pictures.length > 0;
}

/**
 * What was sent with a message becomes the photos of the form, also before they are asked for.
 * Returns true when that was all the message has to say.
 */
export function takeFiles(turn: Turn): boolean {
  if (!turn.hasFiles) return false;
  const { form, state } = openForm(turn);
  const field = photosOf(form, state.details);
  if (!field || turn.files.length === 0) {
    refuse(turn, form, 'noFiles');
    if (!turn.text) askAgain(turn);
    return !turn.text;
  }
  const taken = keep(turn, form, field);
  if (state.field !== field.name) {
    if (taken) turn.say({ kind: 'notice', text: sentence(turn, 'form.step.photoKept') });
    if (!turn.text) askAgain(turn);
    return !turn.text;
  }
  const { length } = (state.details[field.name] ?? []) as readonly FileRef[];
  if (!taken) askAgain(turn);
  else if (length >= (field.max ?? 1)) goOn(turn);
  else sayTaken(turn, form, field);
  return true;
}

function sayTaken(turn: Turn, form: Form, field: FormField): void {
  turn.say({
    kind: 'question',
    text: sentence(turn, 'form.step.photoTaken'),
    choices: choicesFor(turn, field),
    data: { form: form.id, field: field.name },
  });
}
