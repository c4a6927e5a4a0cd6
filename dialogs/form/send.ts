import { appliedDetails, type Details, detailFaults, type Place } from '../../cases/details.js';
import { rulesFor } from '../fields/reading.js';
import { note } from '../matter.js';
import { sentence, type Turn } from '../turn.js';
import { goOn } from './ask.js';
import { openForm, reachFrom, readingOf } from './state.js';

function districtFrom(details: Details, otherwise: string): string {
  const place = (details.location ?? details.address) as Place | undefined;
  return String(details.district ?? place?.district ?? otherwise);
}

/** Registers what the citizen has confirmed: one case, however often the turn is repeated. */
export async function send(turn: Turn): Promise<void> {
  const { form, state } = openForm(turn);
  const { services, talk } = turn;
  const details = appliedDetails(form, state.details);
  const faults = detailFaults(form, details, rulesFor(readingOf(turn)));
  if (faults.size > 0) {
    // A day that was to come may have passed since: what is wrong now is asked again.
    state.details = Object.fromEntries(Object.entries(details).filter(([name]) => !faults.has(name)));
    state.passed = [];
    return goOn(turn);
  }
  const { matter } = state;
  const { category } = matter;
  talk.matter = matter;
  talk.district = districtFrom(details, talk.district);
  const { number, secret } = await services.openCase({
    origin: turn.id,
    contactId: matter.id,
    conversationId: turn.conversationId,
    category,
    language: talk.language,
    channel: turn.channel,
    district: talk.district,
    subject: services.article(form.topic, 'sv')?.title ?? '',
    reach: reachFrom(details),
    fromSeq: matter.firstSeq,
    handover: false,
    form: form.id,
    details,
  });
  talk.form = null;
  note(turn, matter, 'registered');
  matter.caseNumber = number;
  const key = form.becomes === 'call-back' ? 'form.done.callBack' : 'form.done.case';
  turn.say({
    kind: 'case',
    text: sentence(turn, key, { number, secret, link: services.follow.link(number) }),
    data: { caseNumber: number },
  });
}
