import { OTHER } from '../city/index.js';
import { dateLanguage, plainly } from '../locales/index.js';
import { type FormState, reachFrom } from './form/state.js';
import { currentMatter, note } from './matter.js';
import { askReach, sayQuestion } from './reach.js';
import { type Choice, named, type Reply, sentence, type Turn } from './turn.js';

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

interface Group {
  code: string;
  name: string;
}

function groupOf(turn: Turn, category: string): Group {
  const { city } = turn.services;
  const code = city.categories[category]?.group ?? city.categories[OTHER]?.group ?? '';
  return { code, name: named(turn, city.groups[code]?.name ?? { sv: code, en: code }) };
}

/** Phones and pages that stay open when nobody is here: those of the answer group, or else the city's. */
function otherWays(turn: Turn, group: string): string {
  const { city, fact } = turn.services;
  const own = (city.groups[group]?.points ?? []).map((name) => {
    const known = city.contactPoints.find((point) => point.fact === name);
    return known ?? { fact: name, label: city.groups[group]?.name ?? { sv: group, en: group } };
  });
  return (own.length > 0 ? own : city.contactPoints)
    .map(({ fact: name, label }) => ({ value: fact(name, turn.talk.language), label: named(turn, label) }))
    .filter(({ value }) => value)
    .map(({ value, label }) => `- ${label}: ${value}`)
    .join('\n');
}

function opensText(turn: Turn, opensAt: Date): string {
  const { city } = turn.services;
  return new Intl.DateTimeFormat(dateLanguage(turn.talk.language), {
    timeZone: city.timezone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(opensAt);
}

/** While an agent or the queue has the conversation, asking again changes nothing: it says how things stand. */
async function alreadyWaiting(turn: Turn): Promise<boolean> {
  const owner = await turn.services.desk.ownerOf(turn.conversationId);
  if (owner.kind === 'bot') return false;
  sayOwner(turn, owner);
  return true;
}

type Owner = Exclude<Awaited<ReturnType<Turn['services']['desk']['ownerOf']>>, { kind: 'bot' }>;

export function sayOwner(turn: Turn, owner: Owner): void {
  const { number } = owner;
  const reply: Pick<Reply, 'text' | 'data'> =
    owner.kind === 'queue'
      ? {
          text: sentence(turn, 'handover.stillWaiting', {
            number,
            position: owner.position,
            group: named(turn, turn.services.city.groups[owner.group]?.name ?? { sv: owner.group, en: owner.group }),
          }),
          data: { state: 'waiting', position: owner.position, caseNumber: number },
        }
      : {
          text: sentence(turn, 'handover.withPerson', { number, name: owner.agentName }),
          data: { state: 'accepted', caseNumber: number },
        };
  turn.say({ kind: 'handover', ...reply });
}

/** The case registered while the desk was closed is enough while it still is: nothing is registered twice. */
function sayStillClosed(turn: Turn, number: string, group: Group, opensAt?: Date): void {
  const text = sentence(turn, 'handover.stillClosed', { number, group: group.name });
  const opens = opensAt ? sentence(turn, 'handover.opens', { opens: opensText(turn, opensAt) }) : '';
  const ways = sentence(turn, 'handover.otherWays', { points: otherWays(turn, group.code) });
  turn.say({
    kind: 'handover',
    text: [text, opens, ways].filter(Boolean).join('\n\n'),
    data: { state: 'unavailable', caseNumber: number },
  });
  if (turn.talk.asking) sayQuestion(turn);
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
    language: talk.language,
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
    turn.say({
      ...registered,
      choices: [{ label: sentence(turn, 'handover.leave'), action: { do: 'leave' }, means: ['leave'] }],
    });
    return;
  }
  const closed = opensAt
    ? sentence(turn, 'handover.unavailableUntil', { group: group.name, opens: opensText(turn, opensAt) })
    : sentence(turn, 'handover.unavailable', { group: group.name });
  const ways = sentence(turn, 'handover.otherWays', { points: otherWays(turn, group.code) });
  turn.say({ kind: 'handover', text: `${closed}\n\n${ways}`, data: { state: 'unavailable', caseNumber: number } });
  turn.say(registered);
  // Somebody who lives with violence may not be safe to contact: then no number is asked for.
  const unsafe = secrecy === 'strong' && intake === 'refer';
  if (!unsafe && !reach.phone && !reach.email) askReach(turn, number);
}

/** How long others have waited; '' when too little is known. */
export async function waitText(turn: Turn, group: string): Promise<string> {
  const wait = await turn.services.desk.wait(group, turn.talk.language);
  if (!wait) return '';
  return wait.from < wait.to
    ? sentence(turn, 'handover.wait', { ...wait })
    : sentence(turn, 'handover.waitOne', { count: wait.to });
}

/** The citizen's word on whether another board gets their matter. False when the message is no such word. */
export async function answerConsent(turn: Turn): Promise<boolean> {
  const said = plainly(turn.text);
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  const yes = meanings.includes('yes') || said === plainly(sentence(turn, 'handover.consentYes'));
  const no = meanings.includes('no') || said === plainly(sentence(turn, 'handover.consentNo'));
  if (!yes && !no) return false;
  return (await turn.services.desk.answerConsent(turn.conversationId, yes)) !== undefined;
}

/** The citizen no longer wants to wait; the case stays. */
export async function leaveQueue(turn: Turn): Promise<void> {
  const left = await turn.services.desk.leave(turn.conversationId);
  if (!left) return;
  const { number } = left;
  turn.say({
    kind: 'handover',
    text: sentence(turn, 'handover.left', { number }),
    data: { state: 'closed', caseNumber: number },
  });
}
