import { type NumberAndSecret, numberAndSecretIn, readNumber, readSecret, withoutSecret } from '../cases/look-up.js';
import { type Standing, standingOf } from '../cases/standing.js';
import { StepRefused } from '../cases/status.js';
import { TextNotKept } from '../cases/steps.js';
import { transcriptText } from '../cases/transcript-text.js';
import { dateLanguage, dayIn } from '../locales/index.js';
import { giveArticle } from './answer.js';
import { matterOf, note } from './matter.js';
import { offerPerson, personChoice, talkToHuman } from './talk-to-human.js';
import { type Choice, named, sentence, type Turn } from './turn.js';

/** What a citizen does with a case of theirs. */
export type CaseStep = 'show' | 'more' | 'contest' | 'withdraw' | 'transcript' | 'erase' | 'person' | 'keep';

/** What is asked about a case. The secret stands here only until the next message. */
export type CaseAsking = { form: 'case'; tries: number; number: string } & (
  | { field: 'both' | 'secret' | 'more' | 'why' }
  | { field: 'number'; secret: string }
);

/** Between two questions of ours, a guess would be taken for a misunderstanding. */
const SURELY_A_QUESTION = 0.8;
/** More words than these may ask something else. */
const LONGEST_DENIAL = 5;
/** A conversation in one message; longer ones are fetched from the page. */
const LONGEST_TRANSCRIPT = 6000;

const button = (turn: Turn, number: string, step: CaseStep, sure = false): Choice => ({
  label: sentence(turn, `status.choice.${step}`),
  action: { do: 'case', number, step, ...(sure && { sure }) },
});

/** Whose case it is needs no proof in the conversation that registered it, or that has proved it before. */
async function isTheirs({ talk, services, conversationId }: Turn, number: string): Promise<boolean> {
  if (talk.followed.includes(number)) return true;
  return (await services.follow.find(number))?.conversationId === conversationId;
}

/** "status": the case of this conversation, which of them, or which case at all. */
export async function askForCase(turn: Turn): Promise<void> {
  const { services, talk, conversationId } = turn;
  const own = (await services.follow.casesOf(conversationId)).map(({ _id }) => _id);
  const numbers = [...new Set([...own, ...talk.followed])];
  const [first] = numbers;
  if (!first) return ask(turn, { form: 'case', field: 'both', number: '', tries: 0 });
  if (numbers.length === 1) return show(turn, first);
  turn.say({
    kind: 'choose',
    text: sentence(turn, 'status.ask.which'),
    choices: [
      ...numbers.map((number): Choice => ({ label: number, action: { do: 'case', number, step: 'show' } })),
      { label: sentence(turn, 'status.choice.other'), action: { do: 'case', number: '', step: 'show' } },
    ],
    numbered: true,
    data: { articles: [] },
  });
}

/** Takes up a message that names a case, or has a secret in it. False when it does neither. */
export async function heardOfCase(turn: Turn): Promise<boolean> {
  const told = numberAndSecretIn(turn.text);
  const isSecret = told.secret === turn.text.trim() || withoutSecret(turn.text) !== turn.text;
  if (!told.number && !isSecret) return false;
  await follow(turn, told, 0);
  return true;
}

async function follow(turn: Turn, { number = '', secret }: NumberAndSecret, tries: number): Promise<void> {
  if (secret) turn.forget();
  if (number && (await isTheirs(turn, number))) return show(turn, number);
  if (number && secret) return lookUp(turn, { number, secret }, tries);
  if (secret) return ask(turn, { form: 'case', field: 'number', number, secret, tries });
  ask(turn, { form: 'case', field: number ? 'secret' : 'both', number, tries });
}

async function lookUp(turn: Turn, asked: Required<NumberAndSecret>, tries: number): Promise<void> {
  const { talk, services } = turn;
  const { kind } = await services.follow.lookUp(asked, `conversation ${turn.conversationId}`);
  talk.asking = null;
  if (kind === 'found') {
    talk.followed = [...talk.followed, asked.number];
    return show(turn, asked.number);
  }
  if (kind === 'later') {
    return turn.say({ kind: 'invalid', text: sentence(turn, 'status.later'), choices: [personChoice(turn)] });
  }
  talk.asking = { form: 'case', field: 'secret', number: asked.number, tries: tries + 1 };
  refuse(turn, sentence(turn, 'status.wrong'));
}

/** What cannot be used; from the second time on a person is offered. */
function refuse(turn: Turn, text: string): void {
  const { asking } = turn.talk;
  const choices = asking && asking.tries > 1 ? [personChoice(turn)] : [];
  turn.say({ kind: 'invalid', text, choices, data: { form: 'case', field: asking?.field } });
}

function ask(turn: Turn, asking: CaseAsking): void {
  turn.talk.asking = asking;
  // A number typed now belongs to this question, not to what was chosen from before.
  turn.talk.menu = [];
  sayCaseQuestion(turn, asking);
}

export function sayCaseQuestion(turn: Turn, { field, number }: CaseAsking): void {
  const text = sentence(turn, `status.ask.${field}`, { number });
  turn.say({ kind: 'question', text, data: { form: 'case', field } });
}

/** Hears the answer to what was asked about a case. */
export async function hearAboutCase(turn: Turn, asking: CaseAsking): Promise<void> {
  if (asking.field === 'more' || asking.field === 'why') return hearWords(turn, asking.number, asking.field);
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  if (meanings.includes('no') || meanings.includes('skip')) return endCase(turn);
  if (asking.field === 'secret' && saysThereIsNone(turn)) {
    turn.talk.asking = null;
    return offerPerson(turn, sentence(turn, 'status.noSecret'));
  }
  const told = numberAndSecretIn(turn.text);
  const number =
    told.number ?? (asking.field === 'number' || asking.field === 'both' ? readNumber(turn.text) : undefined);
  const before = asking.field === 'number' ? asking.secret : undefined;
  const secret = told.secret ?? before ?? (number ? undefined : readSecret(turn.text));
  if (secret && secret !== before) turn.forget();
  const whole = { number: number ?? asking.number, ...(secret && { secret }) };
  turn.talk.asking = null;
  if (number || secret) return follow(turn, whole, asking.tries);
  if (await answeredAside(turn)) return ask(turn, asking);
  // It may be a code that was typed wrong.
  turn.forget();
  turn.talk.asking = { ...asking, tries: asking.tries + 1 };
  refuse(turn, sentence(turn, asking.field === 'secret' ? 'status.notSecret' : 'status.notNumber'));
}

/** "I have no code": four letters and four in Turkish, and still no code. */
function saysThereIsNone({ text, services }: Turn): boolean {
  return !/\d/.test(text) && text.trim().split(/\s+/).length <= LONGEST_DENIAL && services.locales.denies(text);
}

async function answeredAside(turn: Turn): Promise<boolean> {
  const { text, talk, services } = turn;
  if (/\d/.test(text)) return false;
  const { verdict, confidence } = services.find({ text, priors: { [talk.language]: 6 } });
  if (verdict.kind !== 'answer' || confidence < SURELY_A_QUESTION) return false;
  await giveArticle(turn, verdict.article, { aside: true });
  return true;
}

async function hearWords(turn: Turn, number: string, field: 'more' | 'why'): Promise<void> {
  const { services, text } = turn;
  const skips = services.locales.meaning(text).some(({ command }) => command === 'skip');
  if (!/[\p{L}\p{N}]/u.test(text)) {
    return turn.say({ kind: 'invalid', text: sentence(turn, 'status.refused.empty'), data: { form: 'case', field } });
  }
  turn.talk.asking = null;
  if (field === 'why') return contest(turn, number, skips ? {} : { why: text });
  if (skips) return keep(turn, number);
  await tryStep(turn, number, async () => {
    await services.follow.tellMore(number, text, turn.id);
    turn.say({ kind: 'case', text: sentence(turn, 'status.done.more', { number }), data: { caseNumber: number } });
  });
}

/** Leaves what was asked; nothing has been done yet. */
export function endCase(turn: Turn): void {
  turn.talk.asking = null;
  turn.say({ kind: 'notice', text: sentence(turn, 'notice.cancelled') });
}

/** How a case stands, in plain words, and what can be done. */
async function show(turn: Turn, number: string): Promise<void> {
  const { services, talk } = turn;
  const found = await services.follow.find(number);
  if (!found) return ask(turn, { form: 'case', field: 'both', number: '', tries: 0 });
  if (talk.matter?.caseNumber !== number) {
    const matter = matterOf(turn, found.category);
    matter.caseNumber = number;
    note(turn, matter, 'self-service');
  }
  const standing = standingOf(found, turn.at);
  turn.say({
    kind: 'status',
    text: standingText(turn, standing),
    choices: choicesOf(turn, standing),
    numbered: true,
    data: { caseNumber: number, status: standing.status },
  });
}

function standingText(turn: Turn, { number, status, since, group, due, answer, contestUntil }: Standing): string {
  const { city, follow: cases } = turn.services;
  const shown = dayIn(turn.talk.language, city.timezone);
  const day = (at: Date | string) => ({ day: shown(at) });
  const name = named(turn, city.groups[group]?.name ?? { sv: group, en: group });
  return [
    `${sentence(turn, 'status.number', { number })}: ${sentence(turn, `status.now.${status}`)}`,
    `${sentence(turn, 'status.since', day(since))} ${sentence(turn, 'status.group', { group: name })}`,
    sentence(turn, `status.next.${status}`),
    due && status === 'forwarded' && sentence(turn, 'status.dueForwarded', day(due)),
    due && status === 'parked' && sentence(turn, 'status.dueParked', day(due)),
    answer && sentence(turn, 'status.answer', { answer }),
    contestUntil && sentence(turn, 'status.contestUntil', day(contestUntil)),
    sentence(turn, 'status.link', { link: cases.link(number) }),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function choicesOf(turn: Turn, { number, mayTellMore, contestUntil, mayWithdraw }: Standing): Choice[] {
  const steps: (CaseStep | false)[] = [
    mayTellMore && 'more',
    contestUntil !== undefined && 'contest',
    mayWithdraw && 'withdraw',
    'transcript',
    'erase',
    'person',
  ];
  return steps.flatMap((step) => (step ? [button(turn, number, step)] : []));
}

/** Does what a button under a case says. Only a case that was shown here has buttons. */
export async function actOnCase(turn: Turn, number: string, step: CaseStep, sure = false): Promise<void> {
  switch (step) {
    case 'show':
      return number ? show(turn, number) : ask(turn, { form: 'case', field: 'both', number, tries: 0 });
    case 'more':
      return ask(turn, { form: 'case', field: 'more', number, tries: 0 });
    case 'contest':
      return askWhy(turn, number);
    case 'withdraw':
      return sure ? withdraw(turn, number) : makeSure(turn, number, step);
    case 'erase':
      return sure ? erase(turn, number) : makeSure(turn, number, step);
    case 'transcript':
      return giveTranscript(turn, number);
    case 'person':
      return talkAbout(turn, number);
    case 'keep':
      return keep(turn, number);
  }
}

function makeSure(turn: Turn, number: string, step: 'withdraw' | 'erase'): void {
  turn.say({
    kind: 'question',
    text: sentence(turn, `status.ask.${step}`, { number }),
    choices: [
      { label: sentence(turn, 'status.choice.yes'), action: { do: 'case', number, step, sure: true }, means: ['yes'] },
      { label: sentence(turn, 'status.choice.no'), action: { do: 'case', number, step: 'keep' }, means: ['no'] },
    ],
    data: { form: 'case', field: step },
  });
}

function keep(turn: Turn, number: string): void {
  turn.say({ kind: 'notice', text: sentence(turn, 'status.done.nothing', { number }) });
}

/** Of a matter of strong secrecy no words are kept, so none are asked for. */
async function askWhy(turn: Turn, number: string): Promise<void> {
  const found = await turn.services.follow.find(number);
  if (found?.secrecy === 'strong') return contest(turn, number, {});
  ask(turn, { form: 'case', field: 'why', number, tries: 0 });
}

const contest = (turn: Turn, number: string, why: { why?: string }) =>
  tryStep(turn, number, async () => {
    await turn.services.follow.contest(number, why);
    turn.say({ kind: 'case', text: sentence(turn, 'status.done.contest', { number }), data: { caseNumber: number } });
  });

const withdraw = (turn: Turn, number: string) =>
  tryStep(turn, number, async () => {
    await turn.services.follow.withdraw(number, {});
    turn.say({ kind: 'case', text: sentence(turn, 'status.done.withdraw', { number }), data: { caseNumber: number } });
  });

/** A step that the registry refuses is told in plain words, with how the case stands now. */
async function tryStep(turn: Turn, number: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (error instanceof TextNotKept) {
      const choices = [button(turn, number, 'person')];
      return turn.say({ kind: 'invalid', text: sentence(turn, 'status.refused.words'), choices });
    }
    if (!(error instanceof StepRefused)) throw error;
    const late = error.reason === 'not-valid';
    const text = sentence(turn, late ? 'status.refused.late' : 'status.refused.changed', { number });
    turn.say({ kind: 'invalid', text });
    await show(turn, number);
  }
}

async function erase(turn: Turn, number: string): Promise<void> {
  const kept = await turn.services.follow.eraseChat(number, turn.conversationId);
  turn.talk.told = {};
  turn.say({ kind: 'notice', text: sentence(turn, 'status.done.erase', { numbers: kept.join(', ') }) });
}

async function giveTranscript(turn: Turn, number: string): Promise<void> {
  const { services, talk } = turn;
  const { locales, follow: cases } = services;
  const found = await cases.find(number);
  const headIn = (language: string) => locales.say(language, 'status.transcript.head', { number });
  // What was shown as a transcript before is no part of the conversation.
  const heads = locales.live.map(headIn);
  const entries = (found ? await cases.transcript(found) : []).filter(
    ({ text }) => !heads.some((head) => text.startsWith(head)),
  );
  const names = {
    citizen: sentence(turn, 'status.transcript.citizen'),
    bot: sentence(turn, 'status.transcript.bot'),
    agent: sentence(turn, 'status.transcript.agent'),
  };
  const shown = new Intl.DateTimeFormat(dateLanguage(talk.language), {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: services.city.timezone,
  });
  const translated = (text: string) => sentence(turn, 'translation.byMachine', { text });
  const all = transcriptText(entries, { names, time: (at) => shown.format(at), translated });
  const long = all.length > LONGEST_TRANSCRIPT;
  const text = entries.length
    ? [
        headIn(talk.language),
        long && sentence(turn, 'status.transcript.long', { link: cases.link(number) }),
        long ? `…${all.slice(-LONGEST_TRANSCRIPT)}` : all,
      ]
        .filter(Boolean)
        .join('\n\n')
    : sentence(turn, 'status.transcript.none', { number });
  const choices = found ? choicesOf(turn, standingOf(found, turn.at)) : [];
  turn.say({ kind: 'notice', text, choices, data: { caseNumber: number } });
}

/** A new case of the same matter that names this one, unless this one waits for somebody already. */
async function talkAbout(turn: Turn, number: string): Promise<void> {
  const { services, talk } = turn;
  const found = await services.follow.find(number);
  if (!found) return;
  const about = services.locales.say('sv', 'status.about', { number });
  const registeredHere = talk.matter?.caseNumber === number && talk.matter.outcome === 'registered';
  if (!registeredHere) matterOf(turn, found.category);
  await talkToHuman(turn, found.category, about);
}
