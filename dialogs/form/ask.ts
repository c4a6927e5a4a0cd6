import { appliedDetails, applies, openFields, optionsOf } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import { optionLabel } from '../fields/answers.js';
import { rulesFor } from '../fields/reading.js';
import { offerPerson } from '../talk-to-human.js';
import { type Choice, named, sentence, type Turn } from '../turn.js';
import { fieldOf, labelOf, linesOf, openForm, placeToLookUp, readingOf, valueText } from './state.js';

/** More options than these are no buttons but words to be typed. */
const MOST_BUTTONS = 12;
/** Fields whose answer may itself be a small number: there a number is never the place of a button. */
const NUMBERS_THEMSELVES: readonly FormField['type'][] = [
  'text',
  'long-text',
  'number',
  'digits',
  'org-number',
  'date',
  'date-time',
  'time',
  'year-month',
  'period',
];

/** The options of a field as buttons; only those named, when the citizen's words fit several. */
function optionChoices(turn: Turn, field: FormField, codes?: readonly string[]): Choice[] {
  const reading = readingOf(turn);
  const all = codes ?? optionsOf(field, rulesFor(reading));
  if (all.length > MOST_BUTTONS) return [];
  return all.map((code) => ({
    label: optionLabel(field, code, reading),
    action: { do: 'value', value: code },
    ...(field.type === 'yes-no' && { means: [code === 'yes' ? 'yes' : 'no'] as const }),
  }));
}

/** To leave it as it is, or out. */
function wayOn(turn: Turn, field: FormField): Choice[] {
  const answered = openForm(turn).state.details[field.name] !== undefined;
  if (answered && field.type === 'photo')
    return [{ label: sentence(turn, 'form.step.photoDone'), action: { do: 'skip' }, means: ['skip', 'no'] }];
  const keep: Choice = { label: sentence(turn, 'form.step.keep'), action: { do: 'skip' }, means: ['skip'] };
  const remove: Choice = { label: sentence(turn, 'form.step.remove'), action: { do: 'remove' } };
  if (answered) return field.required ? [keep] : [keep, remove];
  return field.required ? [] : [{ label: sentence(turn, 'form.step.skip'), action: { do: 'skip' }, means: ['skip'] }];
}

/** The buttons that go with a question. */
export function choicesFor(turn: Turn, field: FormField, codes?: readonly string[]): Choice[] {
  return [...optionChoices(turn, field, codes), ...wayOn(turn, field)];
}

/** Whether a number alone chooses a button. Grades are numbers themselves. */
export function takesNumbers(field: FormField): boolean {
  return !NUMBERS_THEMSELVES.includes(field.type) && field.name !== 'grade';
}

/** Options with their numbers in the text, for those who see no buttons. */
export function isNumbered(field: FormField): boolean {
  return (field.type === 'choice' || field.type === 'choices') && field.name !== 'grade';
}

function sayQuestion(turn: Turn, form: Form, field: FormField): void {
  const now = openForm(turn).state.details[field.name];
  const value = now !== undefined && field.type !== 'photo' && valueText(turn, field, now);
  turn.say({
    kind: 'question',
    text: [sentence(turn, `form.field.${field.name}.ask`), value && sentence(turn, 'form.step.now', { value })]
      .filter(Boolean)
      .join('\n\n'),
    choices: choicesFor(turn, field),
    numbered: isNumbered(field),
    data: { form: form.id, field: field.name, ...(field.type === 'location' && { input: 'location' }) },
  });
}

/** Which of these was meant; for a place also none of them. */
export function askWhich(turn: Turn, field: FormField, codes: readonly string[]): void {
  const { form, state } = openForm(turn);
  const none: Choice = {
    label: sentence(turn, 'form.step.noneOfThese'),
    action: { do: 'skip' },
    means: ['none', 'no'],
  };
  const named = optionChoices(turn, state.place ? { ...field, type: 'choice', options: 'districts' } : field, codes);
  turn.say({
    kind: 'question',
    text: sentence(turn, 'form.step.which'),
    choices: state.place ? [...named, none] : [...named, ...wayOn(turn, field)],
    numbered: true,
    data: { form: form.id, field: field.name },
  });
}

function consent(turn: Turn, form: Form): string {
  const { city } = turn.services;
  const { board = '', secrecy } = city.categories[city.categoryOf(form.topic)] ?? {};
  const names = city.boards[board] ?? { sv: board, en: board };
  const key = secrecy === 'strong' ? 'secret' : form.formal ? 'formal' : 'informal';
  return sentence(turn, `form.summary.${key}`, { board: named(turn, names) });
}

function changeChoice(turn: Turn, field: FormField, key: 'change' | 'add'): Choice {
  const label = labelOf(turn, field).toLocaleLowerCase(turn.talk.language);
  return { label: sentence(turn, `form.summary.${key}`, { label }), action: { do: 'change', field: field.name } };
}

/** What has been answered can be changed; what was not asked can be added. */
function changeChoices(turn: Turn, form: Form): Choice[] {
  const { details } = openForm(turn).state;
  const added = form.fields.filter((field) => !field.required && !details[field.name] && applies(field, details));
  return [
    ...linesOf(turn, form, details).map(({ field }) => changeChoice(turn, field, 'change')),
    ...added.map((field) => changeChoice(turn, field, 'add')),
  ];
}

function saySummary(turn: Turn, form: Form): void {
  const { state } = openForm(turn);
  state.details = { ...appliedDetails(form, state.details) };
  const lines = linesOf(turn, form, state.details).map(({ text }, nth) => `${nth + 1}. ${text}`);
  const anonymous = state.details.wantsReply === 'no' && sentence(turn, 'form.summary.anonymous');
  turn.say({
    kind: 'summary',
    text: [
      sentence(turn, 'form.summary.title'),
      lines.join('\n'),
      anonymous,
      consent(turn, form),
      sentence(turn, 'form.summary.how'),
    ]
      .filter(Boolean)
      .join('\n\n'),
    choices: [
      { label: sentence(turn, 'form.summary.send'), action: { do: 'send' }, means: ['yes', 'send'] },
      ...changeChoices(turn, form),
      { label: sentence(turn, 'form.step.cancel'), action: { do: 'cancel' }, means: ['cancel'] },
    ],
    data: { form: form.id },
  });
}

/** Which answer to change, for somebody who only says that one is wrong. */
export function askWhatToChange(turn: Turn): void {
  const { form } = openForm(turn);
  const choices = changeChoices(turn, form);
  const text = sentence(turn, 'form.step.change');
  if (choices.length === 0) askAgain(turn);
  else turn.say({ kind: 'question', text, choices, numbered: true, data: { form: form.id } });
}

/**
 * Asks what is still open, one thing at a time, and shows it all when nothing is. A new place is looked for first (`known`),
 * but for what steers the help, such as whether somebody is in danger.
 */
export function goOn(turn: Turn): void {
  const { form, state } = openForm(turn);
  const [next] = openFields(form, state.details, state.passed);
  Object.assign(state, { field: next?.name ?? '', tries: 0, place: null });
  if (!next?.says && placeToLookUp(form, state)) state.looks = true;
  else if (next) sayQuestion(turn, form, next);
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
  state.offers = false;
  if (state.field) sayQuestion(turn, form, fieldOf(form, state.field));
  else saySummary(turn, form);
}

/** In another language from here on: the reply and the call too, and what was asked is asked again. */
export function speak(turn: Turn, before: string): void {
  const { form, state } = openForm(turn);
  for (const { name, options } of form.fields)
    if (options === 'languages' && state.details[name] === before) state.details[name] = turn.talk.language;
  askAgain(turn);
}
