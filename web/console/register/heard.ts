import type { Detail, Form, FormField, Place } from '../api/case-shapes.js';
import type { Heard } from '../state/registering.js';
import type { Draft } from './blank.js';

/** How to reach the citizen, and in which district, is asked for once and not again by the form. */
const ASKED_ABOVE = [
  'wantsReply',
  'contactPhone',
  'contactEmail',
  'contactName',
  'preferredLanguage',
  'callbackPhone',
  'callbackLanguage',
  'district',
];
/** Pictures come by other ways than the telephone. */
const NOT_BY_HAND = ['photo'];

/** The fields of a form that an agent fills in, after what has been answered. */
export function fieldsToAsk({ fields }: Form, details: Draft['details']): FormField[] {
  return fields.filter(
    ({ name, type, when, unless }) =>
      !ASKED_ABOVE.includes(name) &&
      !NOT_BY_HAND.includes(type) &&
      !(unless && details[unless] !== undefined) &&
      Object.entries(when).every(([other, answer]) => details[other] === answer),
  );
}

/** A number as it is stored: with the country in front. What is none stays as it is, and is refused. */
export function phoneNumber(typed: string): string {
  const bare = typed.replace(/[^\d+]/g, '');
  if (bare.startsWith('00')) return `+${bare.slice(2)}`;
  return bare.startsWith('0') ? `+46${bare.slice(1)}` : bare;
}

/** What was taken down, as it is registered. */
export function heardFrom(draft: Draft, form: Form | undefined): Heard {
  const { key, channel, category, language, district, persona, reason, phone, email, name, subject, note } = draft;
  const details = form ? detailsOf(draft, form) : {};
  return {
    key,
    channel,
    category,
    language,
    district: district || (placeIn(draft)?.district ?? ''),
    ...(persona && { persona }),
    ...(reason && { reason }),
    reach: { phone: phone.trim(), email: email.trim(), name: name.trim() },
    subject: subject.trim(),
    note: note.trim(),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

function detailsOf(draft: Draft, form: Form): Record<string, Detail> {
  const asked = fieldsToAsk(form, draft.details);
  const given = asked.flatMap(({ name, type }) => {
    const value = draft.details[name];
    if (value === undefined) return [];
    return [[name, type === 'phone' ? phoneNumber(String(value)) : value] as const];
  });
  if (given.length === 0) return {};
  const district = form.fields.some(({ name }) => name === 'district') && draft.district;
  return {
    ...callOf(draft, form),
    ...(district && { district }),
    ...Object.fromEntries(given),
    ...replyOf(draft, form),
  };
}

/** Whom to call, and in which language. */
function callOf({ phone, language }: Draft, { becomes, fields }: Form): Record<string, Detail> {
  if (becomes !== 'call-back' || !phone.trim()) return {};
  const asksLanguage = fields.some(({ name }) => name === 'callbackLanguage');
  return { callbackPhone: phoneNumber(phone), ...(asksLanguage && { callbackLanguage: language }) };
}

/** Whether the citizen wants a reply follows from how they can be reached. */
function replyOf({ phone, email, name, language }: Draft, { fields }: Form): Record<string, Detail> {
  const has = (field: string) => fields.some((one) => one.name === field);
  if (!has('wantsReply')) return {};
  if (!phone.trim() && !email.trim()) return { wantsReply: 'no' };
  return {
    wantsReply: 'yes',
    ...(phone.trim() && has('contactPhone') ? { contactPhone: phoneNumber(phone) } : {}),
    ...(!phone.trim() && has('contactEmail') ? { contactEmail: email.trim().toLowerCase() } : {}),
    ...(name.trim() && has('contactName') ? { contactName: name.trim() } : {}),
    ...(has('preferredLanguage') ? { preferredLanguage: language } : {}),
  };
}

/** The place that was told, if any. */
export function placeIn({ details }: Draft): Place | undefined {
  return (details.location ?? details.address) as Place | undefined;
}

/** A place as it was told: with a house number it is an address. */
export function placeFrom(typed: string): Place | undefined {
  if (typed.trim() === '') return undefined;
  return /\p{L}.*\d/u.test(typed) ? { text: typed, address: typed } : { text: typed };
}
