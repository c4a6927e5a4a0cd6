import type { Case } from '../cases/case.js';
import { StepRefused } from '../cases/status.js';
import { asksSurvey, HELPED, type Helped } from '../handover/survey.js';
import { groupCalled, sayNobodyThere } from './desk-closed.js';
import { labelIn, numberIn } from './labels.js';
import { matterAgain } from './matter.js';
import { askReach } from './reach.js';
import { offerChat } from './save-chat.js';
import { talkToHuman } from './talk-to-human.js';
import { type Choice, sentence, type Turn } from './turn.js';
import { sayOwner, waitText, wayChoices, waysFor } from './waiting.js';

/** "Did you get your answer?" */
export const SURVEY: Readonly<Record<Helped, string>> = {
  yes: 'survey.yes',
  partly: 'survey.partly',
  no: 'survey.no',
};

/** Labels of an agent's time that were pressed when it was over. */
const TOO_LATE = { stillHere: 'handover.stillHere', consentNo: 'handover.consentNo' };

/**
 * Hears what belongs to a conversation with a person that is over: whether they got their answer, in the words of the
 * buttons at any time and in a yes or a no right after it. False when the message is something else.
 */
export async function heardAfterPerson(turn: Turn): Promise<boolean> {
  const { talk, services } = turn;
  const first = talk.withPerson;
  if (first) forgetWaiting(turn);
  else if (talk.form || talk.asking) return false;
  const said = labelIn(turn, SURVEY);
  const late = said ? undefined : labelIn(turn, TOO_LATE);
  const word = first && !said && !late ? wordIn(turn) : undefined;
  const saves = first && numberIn(turn.text) === HELPED.length + 1;
  if (!said && !late && !word && !saves) return false;
  const found = await services.desk.talkedAbout(turn.conversationId);
  if (late) {
    sayTooLate(turn, found);
    return true;
  }
  if (saves && found && asksSurvey(found)) {
    await offerChat(turn);
    return true;
  }
  const helped = said ?? word;
  if (!found || !helped || (!said && !asksSurvey(found))) return false;
  await hearHelped(turn, found, helped);
  return true;
}

/** What was offered and asked while they waited is over with it. */
function forgetWaiting({ talk }: Turn): void {
  talk.withPerson = false;
  talk.menu = [];
  if (talk.asking?.form === 'reach' && talk.asking.by) talk.asking = null;
}

function wordIn(turn: Turn): Helped | undefined {
  const number = numberIn(turn.text);
  if (number !== undefined) return HELPED[number - 1];
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  return HELPED.find((one) => meanings.includes(one));
}

async function hearHelped(turn: Turn, found: Case, helped: Helped): Promise<void> {
  const { talk, services } = turn;
  const number = found._id;
  if (await services.desk.surveyed(number, helped)) {
    const contactId = found.handover.contactId ?? found.contactId;
    if (talk.matter?.id === contactId) talk.matter.helped = helped;
    else await services.keepHelped(contactId, helped);
  }
  if (helped === 'yes') {
    return turn.say({ kind: 'survey', text: sentence(turn, 'survey.glad'), data: { caseNumber: number, helped } });
  }
  const text = sentence(turn, helped === 'no' ? 'survey.sorry' : 'survey.more', { number });
  turn.say({ kind: 'survey', text, choices: againChoices(turn, number), data: { caseNumber: number, helped } });
}

function againChoices(turn: Turn, number: string): Choice[] {
  return [
    { label: sentence(turn, 'survey.again'), action: { do: 'again', number }, means: ['yes', 'human'] },
    { label: sentence(turn, 'survey.enough'), action: { do: 'enough', number }, means: ['no', 'skip'] },
  ];
}

function sayTooLate(turn: Turn, found: Case | undefined): void {
  if (!found) {
    turn.say({ kind: 'notice', text: sentence(turn, 'waiting.notWaiting') });
    return;
  }
  const number = found._id;
  const text = sentence(turn, 'survey.tooLate', { number });
  turn.say({ kind: 'notice', text, choices: againChoices(turn, number), data: { caseNumber: number } });
}

export function leaveItThere(turn: Turn, number: string): void {
  turn.say({ kind: 'notice', text: sentence(turn, 'survey.left', { number }), data: { caseNumber: number } });
}

/** The same case once more, first for whoever had it; when nobody is there, it is open again and answered later. */
export async function talkAgain(turn: Turn, number: string): Promise<void> {
  const { desk, follow } = turn.services;
  const { conversationId } = turn;
  const owner = await desk.ownerOf(conversationId);
  if (owner.kind !== 'bot') return sayOwner(turn, owner);
  const found = await follow.find(number);
  if (!found || found.conversationId !== conversationId) return talkToHuman(turn);
  const { group, district, secrecy } = found;
  const { open, opensAt } = await desk.availability(group, { district, secrecy });
  if (!open) return openAgain(turn, found, opensAt);
  const before = turn.talk.matter;
  const matter = matterAgain(turn, found, 'handed-over');
  turn.talk.matter = matter;
  await turn.keepMatter();
  if (await desk.askAgain(conversationId, number, matter.id)) return sayInQueueAgain(turn, found);
  turn.talk.matter = before;
  return talkToHuman(turn, found.category);
}

async function sayInQueueAgain(turn: Turn, found: Case): Promise<void> {
  const { desk, city, mail } = turn.services;
  turn.talk.withPerson = true;
  const owner = await desk.ownerOf(turn.conversationId);
  const position = owner.kind === 'queue' ? owner.position : 0;
  const group = groupCalled(turn, found.group);
  const text = sentence(turn, 'survey.inQueue', { number: found._id, group: group.name, position });
  turn.say({
    kind: 'handover',
    text: [text, await waitText(turn, group.code)].filter(Boolean).join('\n\n'),
    choices: wayChoices(turn, waysFor({ ...found, reachBy: 'chat' }, { city, mail })),
    data: { state: 'waiting', position, caseNumber: found._id },
  });
}

/** Nobody is there: the closing is contested, so that the case is somebody's again. */
async function openAgain(turn: Turn, found: Case, opensAt: Date | undefined): Promise<void> {
  const { _id: number, reach, category, secrecy } = found;
  try {
    if (found.status === 'closed') await turn.services.follow.contest(number, {});
  } catch (error) {
    if (!(error instanceof StepRefused)) throw error;
    return talkToHuman(turn, category);
  }
  turn.talk.matter = matterAgain(turn, found, 'registered');
  const group = groupCalled(turn, found.group);
  sayNobodyThere(turn, 'survey.reopened', { number, group, opensAt });
  const unsafe = secrecy === 'strong' && turn.services.city.categories[category]?.intake === 'refer';
  if (!unsafe && !reach.phone && !reach.email) askReach(turn, number);
}
