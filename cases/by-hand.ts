import type { City, Form } from '../city/index.js';
import { type Clerk, groupsOf } from './access.js';
import { OTHER_LANGUAGE } from './call-backs.js';
import { cityTime } from './city-time.js';
import type { ContactChanges, ContactReason, Persona } from './contact.js';
import { type DetailFault, type Details, detailFaults } from './details.js';
import type { NewCase, OpenedCase } from './open-case.js';
import type { Reach } from './reach.js';
import { rulesOf } from './secrecy.js';
import { StepRefused } from './status.js';
import { TextNotKept } from './steps.js';

/** How an inquiry comes that no bot hears. */
export const HAND_CHANNELS = ['phone', 'email', 'post', 'fax', 'visit'] as const;
export type HandChannel = (typeof HAND_CHANNELS)[number];

export interface Heard {
  /** Names this registration: sending it again makes no second case. */
  key: string;
  channel: HandChannel;
  category: string;
  /** A code, or `other` for one that takes an interpreter. */
  language: string;
  district?: string;
  persona?: Persona;
  reason?: ContactReason;
  reach?: Partial<Reach>;
  subject?: string;
  /** Answers of the form of this category. None at all is enough, or a place alone; others must be whole and right. */
  details?: Details;
  note?: string;
}

/** The answers do not fit the form: what is wrong, by field. */
export class DetailsRefused extends Error {
  constructor(readonly faults: ReadonlyMap<string, DetailFault>) {
    super([...faults].map(([field, { code }]) => `${field}: ${code}`).join(', '));
    this.name = 'DetailsRefused';
  }
}

/** What a form asks about replying follows from how the citizen can be reached, and tells nothing of the matter. */
const OF_THE_REPLY = ['wantsReply', 'contactPhone', 'contactEmail', 'contactName', 'preferredLanguage'];

/** Registers what came by telephone, post or at the counter, as the bot registers what came by chat. */
export type RegisterByHand = (clerk: Clerk, heard: Heard) => Promise<OpenedCase>;

interface Needs {
  openCase(asked: NewCase): Promise<OpenedCase>;
  keepContact(changes: ContactChanges): Promise<void>;
  city: Pick<City, 'timezone' | 'categories' | 'districts' | 'forms'>;
  /** Those a citizen may be answered in. */
  languages: readonly string[];
  now: () => Date;
}

/** @throws {StepRefused | DetailsRefused | TextNotKept} */
export function createRegisterByHand({ openCase, keepContact, city, languages, now }: Needs): RegisterByHand {
  return async (clerk, heard) => {
    const { key, channel, category, language, district = '', persona = '', reason = '' } = heard;
    if (!Object.hasOwn(city.categories, category)) throw new StepRefused('not-valid', 'unknown category');
    if (district && !city.districts.some(({ code }) => code === district))
      throw new StepRefused('not-valid', 'unknown district');
    const { secrecy, group } = rulesOf(city, category);
    const form = city.forms.get(city.categories[category]?.topic ?? '');
    const told = heard.details ?? {};
    const place = form && placeAlone(form, told);
    if (Object.keys(told).length > 0) checkDetails(told);
    const details = place ?? told;
    if (heard.note && secrecy === 'strong') throw new TextNotKept();

    function checkDetails(given: Details): void {
      if (!form || form.becomes === 'nothing')
        throw new StepRefused('not-valid', 'no details are kept of this category');
      const districts = city.districts.map(({ code }) => code);
      const spoken = [...languages, language, OTHER_LANGUAGE];
      const faults = detailFaults(form, given, {
        today: cityTime(now(), city.timezone).day,
        districts,
        languages: spoken,
      });
      if (place) for (const [field, { code }] of faults) if (code === 'missing') faults.delete(field);
      if (faults.size > 0) throw new DetailsRefused(faults);
    }

    const id = `hand/${clerk.id}/${key}`;
    const opened = await openCase({
      origin: id,
      contactId: id,
      conversationId: id,
      category,
      language,
      interpreter: !languages.includes(language),
      channel,
      district,
      subject: heard.subject ?? '',
      reach: heard.reach ?? {},
      fromSeq: 0,
      handover: false,
      form: Object.keys(told).length > 0 && !place ? (form?.id ?? '') : '',
      details,
      persona,
      reason,
      by: clerk,
      assignedTo: groupsOf(clerk, now()).includes(group) ? clerk.id : '',
      note: heard.note ?? '',
    });
    await keepContact({
      id,
      conversationId: id,
      channel,
      language,
      category,
      district,
      persona,
      reason,
      outcome: 'registered',
      caseNumber: opened.number,
      firstSeq: 0,
      lastSeq: 0,
    });
    return opened;
  };
}

/** The place, when nothing else of the matter was told; undefined when there is no place or more than that. */
function placeAlone({ fields }: Form, told: Details): Details | undefined {
  const isPlace = (name: string) => fields.some((field) => field.name === name && field.type === 'location');
  const names = Object.keys(told);
  if (!names.some(isPlace) || !names.every((name) => isPlace(name) || OF_THE_REPLY.includes(name))) return undefined;
  return Object.fromEntries(Object.entries(told).filter(([name]) => isPlace(name)));
}
