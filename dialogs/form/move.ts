import { applies } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import { plainly } from '../../locales/index.js';
import { wordsOf } from '../fields/reading.js';
import { sentence, type Turn } from '../turn.js';
import { askAgain, goOn } from './ask.js';
import { fieldOf, labelOf, openForm, readingOf } from './state.js';

/** A wish to change something has no more words than these; more are an answer. */
const MOST_WORDS = 6;

/** Asks one field again. What was answered stays until there is another answer. */
export function change(turn: Turn, name: string): void {
  const { form, state } = openForm(turn);
  if (form.fields.some((field) => field.name === name)) {
    state.passed = state.passed.filter((passed) => passed !== name);
    Object.assign(state, { field: name, tries: 0, place: null });
  }
  askAgain(turn);
}

/** Goes back to the question before this one, also to one that was passed over. */
export function goBack(turn: Turn): void {
  const { state } = openForm(turn);
  const last = state.trail.at(-1);
  if (!last) turn.say({ kind: 'notice', text: sentence(turn, 'form.step.nothingBefore') });
  state.trail = state.trail.slice(0, -1);
  change(turn, last ?? state.field);
}

/** Goes on without an answer, or with the one there is. */
export function passOver(turn: Turn): void {
  const { form, state } = openForm(turn);
  const unanswered = state.field !== '' && state.details[state.field] === undefined;
  if (unanswered && fieldOf(form, state.field).required) {
    const text = sentence(turn, 'form.step.required');
    turn.say({ kind: 'invalid', text, data: { form: form.id, field: state.field } });
    askAgain(turn);
    return;
  }
  if (unanswered) {
    state.passed = [...state.passed, state.field];
    state.trail = [...state.trail.filter((name) => name !== state.field), state.field];
  }
  goOn(turn);
}

/** Takes an answer away that need not be there. */
export function remove(turn: Turn): void {
  const { state } = openForm(turn);
  const { [state.field]: _gone, ...details } = state.details;
  state.details = details;
  passOver(turn);
}

function listOf(turn: Turn, name: 'change' | 'wrong'): string[] {
  const { locales } = turn.services;
  return locales.live.flatMap((language) => (locales.file(language, 'words')[name] as string[]) ?? []).map(plainly);
}

/** What the citizen may call a field: its label, and other words for it. */
function namesOf(turn: Turn, field: FormField): string[] {
  const labels = plainly(labelOf(turn, field)).split(' ');
  const others = wordsOf(readingOf(turn)).flatMap(({ fields }) => fields[field.name] ?? []);
  return [...labels, ...others].filter((name) => name.length > 2);
}

/**
 * "ändra adressen", "fel adress": what somebody wants to change; without a field where they do not say what.
 * Undefined when the message is no such wish.
 */
export function wishToChange(turn: Turn, form: Form): { field?: string } | undefined {
  const { state } = openForm(turn);
  const said = plainly(turn.text);
  const words = said.split(' ');
  if (words.length > MOST_WORDS) return undefined;
  const changes = listOf(turn, 'change').some((word) => said === word || said.startsWith(`${word} `));
  const isStory = state.field !== '' && fieldOf(form, state.field).type === 'long-text';
  const corrects = !isStory && listOf(turn, 'wrong').some((word) => words.includes(word));
  if (!changes && !corrects) return undefined;
  const known = form.fields.filter((field) => applies(field, state.details));
  const answered = known.filter(({ name }) => state.details[name] !== undefined);
  const meant = [...answered, ...known].find((field) =>
    namesOf(turn, field).some((name) => words.some((word) => word.startsWith(name))),
  );
  if (meant) return { field: meant.name };
  return changes && words.length <= 2 ? {} : undefined;
}
