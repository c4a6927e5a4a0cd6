import { type Detail, type DetailFault, openFields } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import { plainly } from '../../locales/index.js';
import { giveArticle } from '../answer.js';
import { readAnswer } from '../fields/answers.js';
import { readMessage } from '../fields/message.js';
import { offerPerson } from '../talk-to-human.js';
import { type Action, sentence, type Turn } from '../turn.js';
import { askAgain, choicesFor, goOn, isNumbered } from './ask.js';
import { send } from './send.js';
import { fieldOf, labelOf, openForm, readingOf } from './state.js';

/** From here on somebody has been away, and is greeted before the form goes on. */
const AWAY_MS = 12 * 60 * 60_000;
/** So often an answer is asked again before a person is offered. */
const MOST_TRIES = 3;
/** Between two questions of ours, a guess would be taken for a misunderstanding. */
const SURELY_A_QUESTION = 0.6;

/** Facts that the form's own sentences name. */
function factsOf({ services, talk }: Turn): Record<string, string> {
  const phone = (name: string) => services.fact(`phone.${name}`, talk.language) ?? '';
  return { emergency: phone('emergency'), faults: phone('trafikFelanmalan'), kvinnofrid: phone('kvinnofrid') };
}

/** What an answer leads to beside the next question; true when the form ends there. */
function follow(turn: Turn, field: FormField, value: Detail): boolean {
  const key = String(value);
  const ends = field.ends?.[key];
  const says = ends ?? field.says?.[key];
  if (says) turn.say({ kind: 'notice', text: sentence(turn, `form.says.${says}`, factsOf(turn)) });
  if (ends) turn.talk.form = null;
  return ends !== undefined;
}

/** Takes an answer, and whatever else the same message tells: nobody is asked twice. */
function take(turn: Turn, form: Form, field: FormField, value: Detail): void {
  const { state } = openForm(turn);
  const others = openFields(form, { ...state.details, [field.name]: value }, state.passed).filter(
    ({ type }) => type !== 'long-text' && type !== 'yes-no' && type !== 'location',
  );
  const more =
    field.type === 'long-text' || field.type === 'location' ? readMessage(others, turn.text, readingOf(turn)) : {};
  state.details = { ...state.details, ...more, [field.name]: value };
  state.trail = [...state.trail.filter((name) => name !== field.name), field.name];
  if (!follow(turn, field, value)) goOn(turn);
}

function refuse(turn: Turn, form: Form, field: FormField, { code, values }: DetailFault): void {
  const { state } = openForm(turn);
  state.tries += 1;
  const example = sentence(turn, `form.field.${field.name}.example`);
  turn.say({
    kind: 'invalid',
    text: sentence(turn, `form.invalid.${code}`, { ...values, example }),
    choices: choicesFor(turn, field),
    numbered: isNumbered(field),
    data: { form: form.id, field: field.name },
  });
  if (state.tries >= MOST_TRIES) offerPerson(turn, sentence(turn, 'form.step.person'));
}

function chooseAmong(turn: Turn, form: Form, field: FormField, codes: readonly string[]): void {
  turn.say({
    kind: 'question',
    text: sentence(turn, 'form.step.which'),
    choices: choicesFor(turn, field, codes),
    numbered: true,
    data: { form: form.id, field: field.name },
  });
}

/** Goes back to the answer before this question; what came of it is asked again. */
export function goBack(turn: Turn): void {
  const { state } = openForm(turn);
  const last = state.trail.at(-1);
  if (!last) {
    turn.say({ kind: 'notice', text: sentence(turn, 'form.step.nothingBefore') });
    askAgain(turn);
    return;
  }
  state.trail = state.trail.slice(0, -1);
  change(turn, last);
}

/** Asks one field again, whatever has been answered since. */
export function change(turn: Turn, name: string): void {
  const { form, state } = openForm(turn);
  const { [name]: _before, ...details } = state.details;
  state.details = details;
  state.passed = state.passed.filter((passed) => passed !== name);
  state.field = name;
  state.tries = 0;
  if (form.fields.some((field) => field.name === name)) askAgain(turn);
}

export function passOver(turn: Turn): void {
  const { form, state } = openForm(turn);
  const required = form.fields.some(({ name, required }) => name === state.field && required);
  if (required) {
    const text = sentence(turn, 'form.step.required');
    turn.say({ kind: 'invalid', text, data: { form: form.id, field: state.field } });
    askAgain(turn);
    return;
  }
  if (state.field) state.passed = [...state.passed, state.field];
  goOn(turn);
}

/** Nothing has been sent, nothing is kept. */
export function cancelForm(turn: Turn): void {
  turn.talk.form = null;
  turn.say({ kind: 'notice', text: sentence(turn, 'form.step.cancelled') });
}

/** "ändra adressen": the field whose name stands in a wish to change something. */
function fieldToChange(turn: Turn, form: Form): string | undefined {
  const { locales } = turn.services;
  const { state } = openForm(turn);
  const words = locales.live.flatMap((language) => (locales.file(language, 'words').change as string[]) ?? []);
  const said = plainly(turn.text);
  const word = words.map(plainly).find((one) => said.startsWith(`${one} `));
  if (!word || said.split(' ').length > 5) return undefined;
  const rest = said.slice(word.length);
  const isMeant = (field: FormField) => {
    const names = plainly(labelOf(turn, field)).split(' ');
    return names.some((name) => name.length > 2 && rest.split(' ').some((one) => one.startsWith(name)));
  };
  return form.fields.find((field) => state.details[field.name] !== undefined && isMeant(field))?.name;
}

/** A question of the citizen's own in between is answered, and the form goes on. */
async function answerAside(turn: Turn): Promise<boolean> {
  const { state } = openForm(turn);
  if (!/\?\s*$/.test(turn.text)) return false;
  const { language } = turn.talk;
  const { verdict, confidence } = turn.services.find({ text: turn.text, priors: { [language]: 6 } });
  if (verdict.kind !== 'answer' || confidence < SURELY_A_QUESTION) return false;
  await giveArticle(turn, verdict.article, { aside: true });
  turn.talk.form = state;
  askAgain(turn);
  return true;
}

/** What a button of the form does. */
export async function actInForm(turn: Turn, action: Action): Promise<void> {
  const { form, state } = openForm(turn);
  switch (action.do) {
    case 'value':
      return take(turn, form, fieldOf(form, state.field), action.value);
    case 'skip':
      return passOver(turn);
    case 'change':
      return change(turn, action.field);
    case 'send':
      return send(turn);
    case 'cancel':
      return cancelForm(turn);
    default:
      return askAgain(turn);
  }
}

/** Hears the answer to what the form asked. */
export async function hearForm(turn: Turn): Promise<void> {
  const { form, state } = openForm(turn);
  const away = turn.at.getTime() - Date.parse(state.lastAt) > AWAY_MS;
  state.lastAt = turn.at.toISOString();
  turn.talk.matter = { ...state.matter, lastSeq: turn.seq };
  if (away) turn.say({ kind: 'notice', text: sentence(turn, 'form.step.welcomeBack') });
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  if (meanings.includes('back')) return goBack(turn);
  if (meanings.includes('skip')) return passOver(turn);
  const changing = fieldToChange(turn, form);
  if (changing) return change(turn, changing);
  if (await answerAside(turn)) return;
  if (!state.field) return askAgain(turn);
  const field = fieldOf(form, state.field);
  const reading = readingOf(turn);
  const read = readAnswer(field, turn.text, reading);
  if ('value' in read) return take(turn, form, field, read.value);
  const instead = readMessage(
    form.fields.filter(({ name }) => field.accepts?.includes(name)),
    turn.text,
    reading,
  );
  const [given] = Object.entries(instead);
  if (given) return take(turn, form, fieldOf(form, given[0]), given[1]);
  if ('choose' in read) return chooseAmong(turn, form, field, read.choose);
  if (!field.required && meanings.includes('no')) return passOver(turn);
  refuse(turn, form, field, read.fault);
}
