import type { Detail, Details, Place } from '../../cases/details.js';
import type { Form } from '../../city/index.js';
import { readMessage } from '../fields/message.js';
import { matterOf, note } from '../matter.js';
import { type Choice, sentence, type Turn } from '../turn.js';
import { goOn } from './ask.js';
import { takeFiles } from './files.js';
import { change } from './move.js';
import { linesOf, newForm, readingOf } from './state.js';
import { isQuestion } from './words.js';

/** The button under an article that has a form. */
export function formChoice(turn: Turn, topic: string): Choice[] {
  const form = turn.services.city.forms.get(topic);
  if (!form) return [];
  const key = form.report ? 'offer' : form.becomes === 'call-back' ? 'offerCallBack' : 'offerCase';
  return form.becomes === 'nothing'
    ? []
    : [{ label: sentence(turn, `form.start.${key}`), action: { do: 'form', topic }, means: ['report'] }];
}

/**
 * What a message that asks nothing tells for the reports it may be meant as, until the next question: whoever reads the
 * article first, or is asked which of several topics it is, need not say it again.
 */
export function toldIn(turn: Turn, topics: readonly string[]): Record<string, Details> {
  const { city } = turn.services;
  const reading = readingOf(turn);
  if (isQuestion(turn.text, reading)) return {};
  const reports = topics.flatMap((topic) => city.forms.get(topic) ?? []).filter(({ report }) => report);
  return Object.fromEntries(reports.map(({ topic, fields }) => [topic, readMessage(fields, turn.text, reading)]));
}

/** A place that somebody else would find: an address, a district, or a spot with a name. */
function isFound(place: Detail | undefined): boolean {
  const { text = '', address, district } = (place ?? {}) as Partial<Place>;
  return Boolean(address ?? district) || /\s\p{Lu}/u.test(text);
}

/** Whether so much is told that a report is what is wanted: what is wrong, and where or how to be reached. */
export function isReport({ talk, services }: Turn, topic: string): boolean {
  const told = talk.told[topic];
  if (!told) return false;
  const { location, address, contactPhone, contactEmail } = told;
  const elsewhere = services.city.whereIn(String(told.description ?? '')).outside;
  const reached = [contactPhone, contactEmail, elsewhere].some((one) => one !== undefined);
  return reached || isFound(location) || isFound(address);
}

/** What is known before the first question: what the citizen told, and the language they write. */
function knownAtFirst({ services, talk }: Turn, form: Form, told: Details): Record<string, Detail> {
  const spoken = form.fields.filter(({ options }) => options === 'languages');
  const known = services.locales.languages.some(({ code }) => code === talk.language);
  return { ...(known && Object.fromEntries(spoken.map(({ name }) => [name, talk.language]))), ...told };
}

/** What begins, what was understood of the message, and that nothing is sent by itself. */
function sayBeginning(turn: Turn, form: Form, told: Details): void {
  const { services, talk } = turn;
  const title =
    (services.article(form.topic, talk.language) ?? services.article(form.topic, 'sv'))?.title ?? form.topic;
  const begin = form.becomes === 'call-back' ? 'form.start.beginCallBack' : 'form.start.begin';
  const known = linesOf(turn, form, told).filter(({ field }) => field.type !== 'long-text');
  const understood = known.map(({ text }) => `- ${text}`).join('\n');
  const parts = [
    sentence(turn, begin, { title }),
    understood && `${sentence(turn, 'form.start.understood')}\n${understood}`,
    sentence(turn, 'form.start.how'),
  ];
  turn.say({ kind: 'notice', text: parts.filter(Boolean).join('\n\n') });
}

/** Begins a form. What the citizen has told of it is taken, and not asked again. */
export function startForm(turn: Turn, topic: string): void {
  const { services, talk } = turn;
  const form = services.city.forms.get(topic);
  if (!form) return;
  const matter = matterOf(turn, services.city.categoryOf(topic));
  note(turn, matter, 'open');
  const told = talk.told[topic] ?? {};
  talk.told = {};
  talk.form = newForm(turn, topic, knownAtFirst(turn, form, told), matter);
  sayBeginning(turn, form, told);
  const municipality = services.city.whereIn(String(told.description ?? '')).outside;
  const where = form.fields.find(({ name, type }) => type === 'location' && told[name] === undefined)?.name;
  if (turn.hasFiles) takeFiles(turn);
  if (!municipality || !where) {
    goOn(turn);
    return;
  }
  const data = { form: form.id, field: where };
  turn.say({ kind: 'invalid', text: sentence(turn, 'form.invalid.outside', { municipality }), data });
  change(turn, where);
}

/** Some topics only ask what steers the help, such as whether somebody is in danger; nothing of it is kept. */
export function askWhatSteers(turn: Turn, topic: string): boolean {
  const { services, talk } = turn;
  const form = services.city.forms.get(topic);
  if (form?.becomes !== 'nothing') return false;
  talk.form = newForm(turn, topic, {}, matterOf(turn, services.city.categoryOf(topic)));
  goOn(turn);
  return true;
}
