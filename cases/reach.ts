import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** How the city can reach a citizen; each is '' when not given. Phone in E.164, e-mail in small letters. */
export interface Reach {
  phone: string;
  email: string;
  name: string;
}

/** A telephone number as it is stored (`+46701234567`); numbers without a country are Swedish. Undefined when it is none. */
export function readPhone(text: string): string | undefined {
  const compact = text.normalize('NFKC').trim();
  if (compact.length > 30 || !/^[+\d(][\d\s()/.-]+$/.test(compact)) return undefined;
  const parsed = parsePhoneNumberFromString(compact.replace(/^00/, '+'), 'SE');
  return parsed?.isValid() ? parsed.number : undefined;
}

/** An e-mail address as it is stored. Undefined when it is none. */
export function readEmail(text: string): string | undefined {
  const compact = text.normalize('NFKC').trim().toLowerCase();
  if (compact.length > 254) return undefined;
  return /^[^\s@<>"(),;:\\[\]]{1,64}@[\p{L}\p{N}]([\p{L}\p{N}-]*\.)+[\p{L}][\p{L}\p{N}-]+$/u.test(compact)
    ? compact
    : undefined;
}

/** Nothing a citizen left is dropped: what cannot be read as a number or an address is kept as it was written. */
export function reachOf({ phone = '', email = '', name = '' }: Partial<Reach>): Reach {
  return {
    phone: readPhone(phone) ?? phone.trim().slice(0, 40),
    email: readEmail(email) ?? email.trim().slice(0, 254),
    name: name.trim().slice(0, 100),
  };
}
