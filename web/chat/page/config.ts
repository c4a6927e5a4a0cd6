/** What the server writes into the page (web/chat/shell.ts): everything that differs by city and language. */
export interface Config {
  /** The language the page was rendered in. */
  language: string;
  /** The address named that language, so it is the citizen's choice. */
  chosen: boolean;
  embedded: boolean;
  /** Lets Web Chat add its styles under our content security policy. */
  nonce: string;
  /** Where the Web Chat script is served. */
  webChat: string;
  languages: readonly Language[];
  texts: Readonly<Record<string, Texts>>;
  points: Readonly<Record<string, readonly ContactPoint[]>>;
}

export interface Language {
  code: string;
  name: string;
  dir: 'ltr' | 'rtl';
  /** The language whose texts are shown for it. */
  reads: string;
}

export type Texts = Readonly<Record<string, string>>;

export interface ContactPoint {
  label: string;
  value: string;
  href: string;
}

export function readConfig(): Config {
  return JSON.parse(element('config').textContent ?? '') as Config;
}

/** An element of the shell. It is always there: both are ours and are tested together. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}
