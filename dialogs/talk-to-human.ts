import { OTHER } from '../city/index.js';
import { groupOf, sayClosed, sayStillClosed } from './desk-closed.js';
import { type FormState, reachFrom } from './form/state.js';
import { labelIn } from './labels.js';
import { currentMatter, note } from './matter.js';
import { askReach } from './reach.js';
import { type Choice, type Reply, sentence, type Turn } from './turn.js';
import { sayOwner, waitText, wayChoices, waysFor } from './waiting.js';

export function personChoice(turn: Turn): Choice {
  return { label: sentence(turn, 'feedback.person'), action: { do: 'person' }, means: ['human'] };
}

/** Asks whether a person should take over; nothing is registered before the citizen says yes. */
export function offerPerson(turn: Turn, text: string, more: readonly Choice[] = []): void {
  const no = turn.talk.form ? 'form.step.goOn' : 'handover.offerNo';
  turn.say({
    kind: 'handover',
    text,
    choices: [
      { label: sentence(turn, 'handover.offerYes'), action: { do: 'person' }, means: ['yes'] },
      { label: sentence(turn, no), action: { do: 'ask' }, means: ['no'] },
      ...more,
    ],
    data: { state: 'offered' },
  });
}

/** While an agent or the queue has the conversation, asking again changes nothing: it says how things stand. */
async function alreadyWaiting(turn: Turn): Promise<boolean> {
  const owner = await turn.services.desk.ownerOf(turn.conversationId);
  if (owner.kind === 'bot') return false;
  await sayOwner(turn, owner);
  return true;
}

/** What is being filled in goes along with a case of the same matter; never with another board's, and not what only steered. */
function answeredFor(turn: Turn, category: string): FormState | undefined {
  const { form } = turn.talk;
  const becomes = form && turn.services.city.forms.get(form.topic)?.becomes;
  return form && becomes !== 'nothing' && form.matter.category === category ? form : undefined;
}

/**
 * Hands the conversation to a human. The case is registered before anybody answers, whether the answer group is open or
 * not; a closed group never pretends otherwise.
 */
export async function talkToHuman(turn: Turn, category: string = OTHER, subject = ''): Promise<void> {
  if (await alreadyWaiting(turn)) return;
  const { services, talk } = turn;
  // A question asked aside is over; the form is what a person is wanted for.
  if (talk.form && talk.matter?.outcome !== 'emergency') talk.matter = { ...talk.form.matter, lastSeq: turn.seq };
  const before = talk.matter;
  const group = groupOf(turn, before?.category ?? category);
  const { secrecy, intake } = services.city.categories[before?.category ?? category] ?? {};
  const about = { district: talk.district, ...(secrecy && { secrecy }) };
  const { open, opensAt } = await services.desk.availability(group.code, about);
  if (before?.outcome === 'registered' && !open) return sayStillClosed(turn, before.caseNumber, group, opensAt);
  const matter = currentMatter(turn, before?.category ?? category);
  const form = answeredFor(turn, matter.category);
  const reach = form ? reachFrom(form.details) : {};
  Object.assign(talk, { asking: null, form: null });
  const earlier = await services.desk.before(turn.conversationId);
  const { number, secret } = await services.openCase({
    origin: turn.id,
    contactId: matter.id,
    conversationId: turn.conversationId,
    category: matter.category,
    language: talk.wished || talk.language,
    interpreter: talk.wished !== '',
    channel: turn.channel,
    district: talk.district,
    subject,
    fromSeq: talk.openFrom,
    handover: open,
    centre: await services.desk.localCentre(group.code, talk.district),
    ...(earlier && { links: [earlier.number], wanted: earlier.agentId }),
    ...(form && { form: form.topic, details: form.details, reach }),
  });
  matter.caseNumber = number;
  note(turn, matter, open ? 'handed-over' : 'registered');
  talk.misses = 0;
  const registered: Reply = {
    kind: 'case',
    text: sentence(turn, 'case.registered', {
      number,
      secret,
      group: group.name,
      link: services.follow.link(number),
    }),
    data: { caseNumber: number },
  };
  if (talk.wished) sayNoted(turn);
  if (open) {
    const owner = await services.desk.ownerOf(turn.conversationId);
    const position = owner.kind === 'queue' ? owner.position : 0;
    const waiting = sentence(turn, secrecy === 'strong' ? 'handover.waitingSecret' : 'handover.waiting', {
      group: group.name,
      position,
    });
    turn.say({
      kind: 'handover',
      text: [waiting, await waitText(turn, group.code)].filter(Boolean).join('\n\n'),
      data: { state: 'waiting', position, caseNumber: number },
    });
    const known = {
      channel: turn.channel,
      category: matter.category,
      secrecy: secrecy ?? 'none',
      reachBy: 'chat',
    } as const;
    turn.say({ ...registered, choices: wayChoices(turn, waysFor(known, services)) });
    talk.withPerson = true;
    return;
  }
  sayClosed(turn, number, group, opensAt);
  turn.say(registered);
  // Somebody who lives with violence may not be safe to contact: then no number is asked for.
  const unsafe = secrecy === 'strong' && intake === 'refer';
  if (!unsafe && !reach.phone && !reach.email) askReach(turn, number);
}

/** That the case says which language the citizen wants to use. */
function sayNoted(turn: Turn): void {
  const language = turn.services.locales.byPerson(turn.talk.wished)?.name ?? turn.talk.wished;
  turn.say({ kind: 'notice', text: sentence(turn, 'rights.noted', { language }) });
}

/** The citizen's word on whether another board gets their matter. False when the message is no such word. */
export async function answerConsent(turn: Turn): Promise<boolean> {
  const said = labelIn(turn, { yes: 'handover.consentYes', no: 'handover.consentNo' });
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  const yes = said === 'yes' || (!said && meanings.includes('yes'));
  const no = said === 'no' || (!said && meanings.includes('no'));
  if (!yes && !no) return false;
  return (await turn.services.desk.answerConsent(turn.conversationId, yes)) !== undefined;
}
