import type { Talk } from '../dialogs/turn.js';
import type { Locales } from '../locales/index.js';
import type { Conversation } from '../store/conversations.js';

/** The language in which a conversation is held. */
export function languageOf({ state, locale }: Conversation, locales: Pick<Locales, 'served'>): string {
  return (state as Partial<Talk>).language ?? locales.served(locale) ?? 'sv';
}
