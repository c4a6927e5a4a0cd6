import { appliedDetails, openFields, optionsOf } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import { optionLabel } from '../fields/answers.js';
import { rulesFor } from '../fields/reading.js';
import { offerPerson } from '../talk-to-human.js';
import { type Choice, named, sentence, type Turn } from '../turn.js';
import { fieldOf, labelOf, linesOf, openForm, readingOf } from './state.js';

/** More options than these are no buttons but words to be typed. */
const MOST_BUTTONS = 12;

export function skipChoice(turn: Turn): Choice {
  return { label: sentence(turn, 'form.step.skip'), action: { do: 'skip' }, means: ['skip'] };
}

/** The options of a field as buttons; only those named, when the citizen's words fit several. */
export function optionChoices(turn: Turn, field: FormField, codes?: readonly string[]): Choice[] {
  const reading = readingOf(turn);
  const all = codes ?? optionsOf(field, rulesFor(reading));
  if (all.length > MOST_BUTTONS) return [];
  return all.map((code) => ({
    label: optionLabel(field, code, reading),
    action: { do: 'value', value: code },
    ...(field.type === 'yes-no' && { means: [code === 'yes' ? 'yes' : 'no'] as const }),
  }));
}

/** The buttons that go with a question. */
export function choicesFor(turn: Turn, field: FormField, codes?: readonly string[]): Choice[] {
  return [...optionChoices(turn, field, codes), ...(field.required ? [] : [skipChoice(turn)])];
}

/** Grades are numbers themselves: a list of numbers beside them would confuse. */
export function isNumbered(field: FormField): boolean {
  return (field.type === 'choice' || field.type === 'choices') && field.name !== 'grade';
}

function sayQuestion(turn: Turn, form: Form, field: FormField): void {
  turn.say({
    kind: 'question',
    text: sentence(turn, `form.field.${field.name}.ask`),
    choices: choicesFor(turn, field),
    numbered: isNumbered(field),
    data: { form: form.id, field: field.name },
  });
}

function consent(turn: Turn, form: Form): string {
  const { city } = turn.services;
  const board = city.categories[city.categoryOf(form.topic)]?.board ?? '';
  const names = city.boards[board] ?? { sv: board, en: board };
  return sentence(turn, form.formal ? 'form.summary.formal' : 'form.summary.informal', { board: named(turn, names) });
}

function saySummary(turn: Turn, form: Form): void {
  const { state } = openForm(turn);
  state.details = { ...appliedDetails(form, state.details) };
  const lines = linesOf(turn, form, state.details);
  const anonymous = state.details.wantsReply === 'no' && sentence(turn, 'form.summary.anonymous');
  const change = lines.map(({ field }): Choice => {
    const label = labelOf(turn, field).toLocaleLowerCase(turn.talk.language);
    return { label: sentence(turn, 'form.summary.change', { label }), action: { do: 'change', field: field.name } };
  });
  const list = lines.map(({ text }) => `- ${text}`).join('\n');
  turn.say({
    kind: 'summary',
    text: [sentence(turn, 'form.summary.title'), list, anonymous, consent(turn, form)].filter(Boolean).join('\n\n'),
    choices: [
      { label: sentence(turn, 'form.summary.send'), action: { do: 'send' }, means: ['yes', 'send'] },
      ...change,
      { label: sentence(turn, 'form.step.cancel'), action: { do: 'cancel' }, means: ['cancel'] },
    ],
    data: { form: form.id },
  });
}

/** Asks what is still open, one thing at a time, and shows it all when nothing is. */
export function goOn(turn: Turn): void {
  const { form, state } = openForm(turn);
  const [next] = openFields(form, state.details, state.passed);
  state.field = next?.name ?? '';
  state.tries = 0;
  if (next) sayQuestion(turn, form, next);
  else if (form.becomes === 'nothing') endSteering(turn);
  else saySummary(turn, form);
}

/** What steered the help is forgotten; the way to a person stays open. */
function endSteering(turn: Turn): void {
  turn.talk.form = null;
  offerPerson(turn, sentence(turn, 'form.step.helpedSoFar'));
}

/** Says again what was asked: after an aside, in another language, or when something else came in between. */
export function askAgain(turn: Turn): void {
  const { form, state } = openForm(turn);
  if (state.field) sayQuestion(turn, form, fieldOf(form, state.field));
  else saySummary(turn, form);
}
