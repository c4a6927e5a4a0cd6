/** The conversation this browser is in, so that a reload continues it. */
export interface Remembered {
  conversationId: string;
  token: string;
  /** The language the bot was last told. */
  locale: string;
  /** The bot has been told which language the page shows. */
  joined: boolean;
  /** Opens the conversation again when the token has expired; '' while there is none. */
  secret: string;
}

const CONVERSATION = 'kontaktcenter.conversation';
const LANGUAGE = 'kontaktcenter.language';

/** Browsers may refuse storage altogether (private windows, embedded pages): then only this page's life is remembered. */
function usable(): Storage | undefined {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    try {
      const storage = window[name];
      storage.setItem('kontaktcenter.test', '1');
      storage.removeItem('kontaktcenter.test');
      return storage;
    } catch {
      // refused: try the next
    }
  }
  return undefined;
}

const storage = usable();
const otherwise = new Map<string, string>();

function read(key: string): string | undefined {
  try {
    return storage ? (storage.getItem(key) ?? undefined) : otherwise.get(key);
  } catch {
    return otherwise.get(key);
  }
}

function write(key: string, value: string): void {
  otherwise.set(key, value);
  try {
    storage?.setItem(key, value);
  } catch {
    // full or refused meanwhile: the page's own memory still has it
  }
}

export function remembered(): Remembered | undefined {
  try {
    const found = JSON.parse(read(CONVERSATION) ?? '') as Partial<Remembered>;
    const { conversationId, token, locale = '', joined = false, secret = '' } = found;
    return conversationId && token ? { conversationId, token, locale, joined, secret } : undefined;
  } catch {
    return undefined;
  }
}

export function remember(conversation: Remembered): void {
  write(CONVERSATION, JSON.stringify(conversation));
}

export function rememberedLanguage(): string | undefined {
  return read(LANGUAGE);
}

export function rememberLanguage(code: string): void {
  write(LANGUAGE, code);
}
