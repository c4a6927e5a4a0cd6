import type { KnownReport } from '../../cases/duplicates.js';
import { type CaseStatus, StepRefused } from '../../cases/status.js';
import { actOnCase } from '../case-status.js';
import { note } from '../matter.js';
import { type Choice, named, sentence, type Turn } from '../turn.js';
import { askAgain } from './ask.js';
import { dayText, openForm, placeToLookUp, reachFrom } from './state.js';

/** More than these would have to be read one by one. */
const MOST = 3;

/** The sentence that says how a case stands to somebody whose case it is not. */
export function statusForOthers(status: CaseStatus): string {
  return `open311.status.${status.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function lineOf(turn: Turn, { category, street, since, status }: KnownReport, nth: number): string {
  const { article, city, locales, today } = turn.services;
  const { language } = turn.talk;
  const { title: names = { sv: category, en: category }, topic = '' } = city.categories[category] ?? {};
  // Categories have their names in Swedish and English only, articles in every language.
  const title = article(topic, language)?.title ?? named(turn, names);
  const day = dayText(today(since), language);
  // Streets are kept in small letters, to be compared.
  const shown = street.charAt(0).toLocaleUpperCase('sv') + street.slice(1);
  const values = { title, street: shown, day, status: locales.say(language, statusForOthers(status)) };
  return `${nth}. ${sentence(turn, street ? 'form.known.line' : 'form.known.near', values)}`;
}

function followChoice(turn: Turn, number: string, nth: number, all: number): Choice {
  return all === 1
    ? { label: sentence(turn, 'form.known.follow'), action: { do: 'known', number }, means: ['yes'] }
    : { label: sentence(turn, 'form.known.followNth', { nth }), action: { do: 'known', number } };
}

/**
 * Once the place of a report is known: what others have reported there is offered to be followed instead. Neither their
 * number nor their words are told. Then, or when there is nothing, the form asks on.
 */
export async function offerKnown(turn: Turn): Promise<void> {
  if (!turn.talk.form?.looks) return;
  const { form, state } = openForm(turn);
  const place = placeToLookUp(form, state);
  Object.assign(state, { looks: false, looked: JSON.stringify(place) });
  const { category } = state.matter;
  const found = place ? await turn.services.follow.likelyDuplicates({ category, place, at: turn.at }) : [];
  const some = found.slice(0, MOST);
  if (some.length === 0) {
    askAgain(turn);
    return;
  }
  state.offers = true;
  turn.say({
    kind: 'question',
    text: [
      sentence(turn, 'form.known.title'),
      some.map(({ known }, at) => lineOf(turn, known, at + 1)).join('\n'),
      sentence(turn, 'form.known.ask'),
    ].join('\n\n'),
    choices: [
      ...some.map(({ number }, at) => followChoice(turn, number, at + 1, some.length)),
      { label: sentence(turn, 'form.known.other'), action: { do: 'ask' }, means: ['no', 'none'] },
    ],
    data: { form: form.id, field: 'known' },
  });
}

/** Follows what is reported already instead of making another report. What was being filled in is gone. */
export async function followKnown(turn: Turn, number: string): Promise<void> {
  const { talk, services, conversationId } = turn;
  const { state } = openForm(turn);
  const own = (await services.follow.casesOf(conversationId)).some(({ _id }) => _id === number);
  if (own) {
    talk.form = null;
    return actOnCase(turn, number, 'show');
  }
  const { email } = reachFrom(state.details);
  try {
    await services.follow.follow(number, { conversationId, ...(email && { email }) });
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error;
    turn.say({ kind: 'notice', text: sentence(turn, 'form.known.gone') });
    askAgain(turn);
    return;
  }
  talk.form = null;
  talk.matter = state.matter;
  note(turn, state.matter, 'self-service');
  turn.say({ kind: 'notice', text: sentence(turn, 'form.known.following') });
}
