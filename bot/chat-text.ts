import type { Chats } from '../cases/chat.js';
import { transcriptText } from '../cases/transcript-text.js';
import type { City } from '../city/index.js';
import { dateLanguage, type Locales } from '../locales/index.js';

interface Needs {
  chats: Pick<Chats, 'whole'>;
  locales: Pick<Locales, 'say'>;
  city: Pick<City, 'timezone'>;
  /** What stands in the log for words that are not kept. */
  placeholder: string;
}

export type ChatText = (conversationId: string, given: { language: string; upTo?: number }) => Promise<string>;

/** A whole conversation as plain text in its citizen's language: who, when and what. */
export function createChatText({ chats, locales, city, placeholder }: Needs): ChatText {
  return async (conversationId, { language, upTo }) => {
    const say = (key: string) => locales.say(language, key);
    const names = {
      citizen: say('status.transcript.citizen'),
      bot: say('status.transcript.bot'),
      agent: say('status.transcript.agent'),
    };
    const shown = new Intl.DateTimeFormat(dateLanguage(language), {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: city.timezone,
    });
    const notKept = say('emergency.placeholder');
    const entries = (await chats.whole(conversationId, upTo)).map((entry) =>
      entry.text === placeholder ? { ...entry, text: notKept } : entry,
    );
    const translated = (text: string) => locales.say(language, 'translation.byMachine', { text });
    const text = transcriptText(entries, { names, time: (at) => shown.format(at), translated });
    return `${say('transcript.head')}\n\n${text}\n`;
  };
}
