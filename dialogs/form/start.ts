import type { Detail, Details } from '../../cases/details.js';
import type { Form } from '../../city/index.js';
import { readMessage } from '../fields/message.js';
import { matterOf, note } from '../matter.js';
import { type Choice, sentence, type Turn } from '../turn.js';
import { goOn } from './ask.js';
import { linesOf, readingOf } from './state.js';

/** The button under an article that has a form. */
export function formChoice(turn: Turn, topic: string): Choice[] {
  const form = turn.services.city.forms.get(topic);
  if (!form) return [];
  const key = form.report ? 'offer' : form.becomes === 'call-back' ? 'offerCallBack' : 'offerCase';
  return form.becomes === 'nothing'
    ? []
    : [{ label: sentence(turn, `form.start.${key}`), action: { do: 'form', topic }, means: ['report'] }];
}

/** Whether a message already tells so much that a report is what it wants: what is wrong, and where or how to be reached. */
export function isReport(turn: Turn, topic: string): boolean {
  const form = turn.services.city.forms.get(topic);
  if (!form?.report || /\?\s*$/.test(turn.text)) return false;
  const told = readMessage(form.fields, turn.text, readingOf(turn));
  return Boolean(told.location ?? told.address) || (told.contactPhone ?? told.contactEmail) !== undefined;
}

/** What is known before the first question: what the citizen told, and the language they write. */
function knownAtFirst({ services, talk }: Turn, form: Form, told: Details): Record<string, Detail> {
  const spoken = form.fields.filter(({ options }) => options === 'languages');
  const known = services.locales.languages.some(({ code }) => code === talk.language);
  return { ...(known && Object.fromEntries(spoken.map(({ name }) => [name, talk.language]))), ...told };
}

/** Begins a form. What the citizen's message tells is taken, and not asked again. */
export function startForm(turn: Turn, topic: string, text = ''): void {
  const { services, talk } = turn;
  const form = services.city.forms.get(topic);
  if (!form) return;
  const matter = matterOf(turn, services.city.categoryOf(topic));
  note(turn, matter, 'open');
  const told = text ? readMessage(form.fields, text, readingOf(turn)) : {};
  const [details, lastAt] = [knownAtFirst(turn, form, told), turn.at.toISOString()];
  talk.form = { topic, details, passed: [], trail: [], field: '', tries: 0, lastAt, matter };
  const begin = form.becomes === 'call-back' ? 'form.start.beginCallBack' : 'form.start.begin';
  const known = linesOf(turn, form, told).filter(({ field }) => field.type !== 'long-text');
  const understood = known.map((line) => line.text).join('; ');
  turn.say({
    kind: 'notice',
    text: [sentence(turn, begin), understood && sentence(turn, 'form.start.understood', { known: understood })]
      .filter(Boolean)
      .join('\n\n'),
  });
  goOn(turn);
}

/** Some topics only ask what steers the help, such as whether somebody is in danger; nothing of it is kept. */
export function askWhatSteers(turn: Turn, topic: string): boolean {
  const { services, talk } = turn;
  const form = services.city.forms.get(topic);
  if (form?.becomes !== 'nothing') return false;
  const matter = matterOf(turn, services.city.categoryOf(topic));
  talk.form = { topic, details: {}, passed: [], trail: [], field: '', tries: 0, lastAt: turn.at.toISOString(), matter };
  goOn(turn);
  return true;
}
