import { type Detail, HAND_CHANNELS, type HandChannel, type Persona, type Reason } from '../api/case-shapes.js';
import { newKey } from '../state/new-key.js';
import { prefer, preference } from '../state/preferences.js';

/** What the form holds. */
export interface Draft {
  /** Sent again after a lost answer, it must not become a second case. */
  key: string;
  channel: HandChannel;
  category: string;
  subject: string;
  phone: string;
  email: string;
  name: string;
  language: string;
  district: string;
  persona: Persona | '';
  reason: Reason | '';
  note: string;
  details: Record<string, Detail>;
}

/** Whoever answers the telephone answers it again: the channel is remembered. */
const CHANNEL = 'register.channel';

export function blank(): Draft {
  const remembered = preference(CHANNEL);
  return {
    key: newKey(),
    channel: HAND_CHANNELS.find((channel) => channel === remembered) ?? 'phone',
    category: '',
    subject: '',
    phone: '',
    email: '',
    name: '',
    language: 'sv',
    district: '',
    persona: '',
    reason: '',
    note: '',
    details: {},
  };
}

export const rememberChannel = (channel: HandChannel): void => prefer(CHANNEL, channel);
