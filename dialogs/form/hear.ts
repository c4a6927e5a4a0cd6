import { type Detail, type DetailFault, detailFault, type Place } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import type { Command } from '../../locales/index.js';
import { answerQuestion } from '../answer.js';
import { readAnswer } from '../fields/answers.js';
import { readMessage, withoutReach } from '../fields/message.js';
import { rulesFor } from '../fields/reading.js';
import { offerPerson } from '../talk-to-human.js';
import { type Action, sentence, type Turn } from '../turn.js';
import { answerAside } from './aside.js';
import { askAgain, askWhatToChange, askWhich, choicesFor, goOn, isNumbered } from './ask.js';
import { change, goBack, passOver, remove, wishToChange } from './move.js';
import { send } from './send.js';
import { dateText, fieldOf, linesOf, openForm, readingOf } from './state.js';
import { isUnknown } from './words.js';

/** From here on somebody has been away, and is greeted before the form goes on. */
const AWAY_MS = 12 * 60 * 60_000;
/** So often an answer is asked again before a person is offered. */
const MOST_TRIES = 3;
/** Said in between, these are no answers to anything. */
const POLITE: readonly Command[] = ['greeting', 'thanks', 'goodbye'];
/** Fields that would take any words, also "no" and "I do not know". */
const TAKES_WORDS: readonly FormField['type'][] = ['text', 'long-text', 'location', 'registration-number', 'digits'];

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

/** A number or an address told in a story is asked for by itself, and must not stay there for somebody anonymous. */
function story(turn: Turn, form: Form, field: FormField, value: Detail): Detail {
  const asksReach = form.fields.some(({ type }) => type === 'phone');
  const reading = readingOf(turn);
  const rest = withoutReach(String(value), reading);
  return asksReach && !detailFault(field, rest, rulesFor(reading)) ? rest : value;
}

/** Takes an answer, and whatever else the same message tells: nobody is asked twice. */
export function take(turn: Turn, form: Form, field: FormField, value: Detail): void {
  const { state } = openForm(turn);
  const told = field.type === 'long-text' || field.type === 'location';
  const others = form.fields.filter(
    ({ name, type }) => state.details[name] === undefined && type !== 'long-text' && type !== 'location',
  );
  state.details = {
    ...state.details,
    ...(told && readMessage(others, turn.text, readingOf(turn))),
    ...field.when,
    [field.name]: field.type === 'long-text' ? story(turn, form, field, value) : value,
  };
  state.trail = [...state.trail.filter((name) => name !== field.name), field.name];
  if (!follow(turn, field, value)) goOn(turn);
}

/** First what is wrong, then also how to get on without it, the third time a person. */
export function refuse(turn: Turn, form: Form, field: FormField, { code, values }: DetailFault): void {
  const { state } = openForm(turn);
  state.tries += 1;
  const example = sentence(turn, `form.field.${field.name}.example`);
  const day = values?.day && { day: dateText(String(values.day), turn.talk.language) };
  const why = sentence(turn, `form.invalid.${code}`, { ...values, ...day, example });
  const data = { form: form.id, field: field.name, ...(field.type === 'location' && { input: 'location' }) };
  if (state.tries % MOST_TRIES === 0) {
    turn.say({ kind: 'invalid', text: why, data });
    offerPerson(turn, sentence(turn, 'form.step.person'));
    return;
  }
  const again = state.tries % MOST_TRIES === 2;
  const text = [
    why,
    again && !why.includes(example) && example,
    again && sentence(turn, field.required ? 'form.step.canCancel' : 'form.step.canSkip'),
  ];
  turn.say({
    kind: 'invalid',
    text: text.filter(Boolean).join(' '),
    choices: choicesFor(turn, field),
    numbered: isNumbered(field),
    data,
  });
}

/** The place is told; of which district, only the citizen knows. */
function askDistrict(turn: Turn, field: FormField, place: Place, districts: readonly string[]): void {
  openForm(turn).state.place = place;
  askWhich(turn, field, districts);
}

/** The district of a place that was told before, by its button or in words; true when that was it. */
function takeDistrict(turn: Turn, form: Form, field: FormField): boolean {
  const { state } = openForm(turn);
  const district = state.place && turn.services.city.districtIn(turn.text);
  if (!state.place || !district || turn.services.city.whereIn(turn.text).street) return false;
  take(turn, form, field, { ...state.place, district });
  return true;
}

/** At the summary: the number of a line changes it, "no" asks which, "send" sends it also when its button is gone. */
async function hearAtSummary(turn: Turn, form: Form, meanings: readonly Command[]): Promise<void> {
  const { state } = openForm(turn);
  const line = /^\s*\(?(\d{1,2})\s*[.)]?\s*$/.exec(turn.text)?.[1];
  const chosen = line && linesOf(turn, form, state.details)[Number(line) - 1]?.field.name;
  if (chosen) return change(turn, chosen);
  if (meanings.includes('send')) return send(turn);
  if (meanings.includes('no')) return askWhatToChange(turn);
  if (await answerAside(turn)) return;
  turn.say({ kind: 'invalid', text: sentence(turn, 'form.step.toSend'), data: { form: form.id } });
  askAgain(turn);
}

async function hearField(turn: Turn, form: Form, field: FormField, meanings: readonly Command[]): Promise<void> {
  const { state } = openForm(turn);
  if (takeDistrict(turn, form, field)) return;
  const reading = readingOf(turn);
  const leavesOut = meanings.includes('no') || isUnknown(turn.text, reading);
  if (leavesOut && TAKES_WORDS.includes(field.type)) {
    const missing = field.required && state.details[field.name] === undefined;
    return missing ? refuse(turn, form, field, { code: 'missing' }) : passOver(turn);
  }
  const read = readAnswer(field, turn.text, reading);
  if ('value' in read) return take(turn, form, field, read.value);
  const accepted = form.fields.filter(({ name }) => field.accepts?.includes(name));
  const [given] = Object.entries(readMessage(accepted, turn.text, reading));
  if (given) {
    const { [field.name]: _instead, ...details } = state.details;
    state.details = details;
    return take(turn, form, fieldOf(form, given[0]), given[1]);
  }
  if ('districts' in read) return askDistrict(turn, field, read.place, read.districts);
  if ('choose' in read) return askWhich(turn, field, read.choose);
  if ('vague' in read && state.tries > 0) return take(turn, form, field, read.vague);
  if (leavesOut && !field.required) return passOver(turn);
  if (form.becomes === 'nothing') {
    // A question that steers the help holds nobody up.
    turn.talk.form = null;
    return answerQuestion(turn);
  }
  refuse(turn, form, field, 'vague' in read ? { code: 'vague' } : read.fault);
}

/** Nothing has been sent, nothing is kept. */
export function cancelForm(turn: Turn): void {
  turn.talk.form = null;
  turn.say({ kind: 'notice', text: sentence(turn, 'form.step.cancelled') });
}

function takeChoice(turn: Turn, form: Form, code: string): void {
  const { state } = openForm(turn);
  const field = fieldOf(form, state.field);
  const value = field.type === 'choices' ? [code] : code;
  take(turn, form, field, state.place ? { ...state.place, district: code } : value);
}

/** What a button of the form does. */
export async function actInForm(turn: Turn, action: Action): Promise<void> {
  const { form, state } = openForm(turn);
  switch (action.do) {
    case 'value':
      return takeChoice(turn, form, action.value);
    case 'skip':
      return state.place ? take(turn, form, fieldOf(form, state.field), state.place) : passOver(turn);
    case 'remove':
      return remove(turn);
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

/** Somebody says something in a form: it is their matter again, and after a long time they are greeted first. */
export function comeBack(turn: Turn): void {
  const { state } = openForm(turn);
  const away = turn.at.getTime() - Date.parse(state.lastAt) > AWAY_MS;
  state.lastAt = turn.at.toISOString();
  turn.talk.matter = { ...state.matter, lastSeq: turn.seq };
  if (away) turn.say({ kind: 'notice', text: sentence(turn, 'form.step.welcomeBack') });
}

/** Hears the answer to what the form asked. */
export async function hearForm(turn: Turn): Promise<void> {
  const { form, state } = openForm(turn);
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  if (meanings.includes('back')) return goBack(turn);
  if (meanings.includes('skip')) return passOver(turn);
  if (meanings.some((command) => POLITE.includes(command))) return askAgain(turn);
  const wish = wishToChange(turn, form);
  if (wish) return wish.field ? change(turn, wish.field) : askWhatToChange(turn);
  if (!state.field) return hearAtSummary(turn, form, meanings);
  if (await answerAside(turn)) return;
  return hearField(turn, form, fieldOf(form, state.field), meanings);
}
