import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import i18next from 'i18next';
import { isolateLeftToRight } from './bidi.js';

export { dateLanguage, dayIn } from './date-language.js';

export interface Language {
  code: string;
  /** The language's name in itself. */
  name: string;
  dir: 'ltr' | 'rtl';
  /** Only a live language is offered; a draft may be incomplete. */
  status: 'live' | 'draft';
  /** An easier form of it that a citizen may choose: the sentences are the same, some answers have a text of their own. */
  easy?: { code: string; name: string };
}

/**
 * A language of right or of demand in which we have no texts, and let no machine make any: citizens are told their rights
 * and helped by a person.
 */
export interface ByPerson {
  code: string;
  name: string;
  dir: 'ltr' | 'rtl';
  /** The language they are spoken to in meanwhile. */
  reads: string;
  /** `minority`: a right to use the language itself (lag 2009:724); `interpreter`: to one when it is needed (förvaltningslagen 13 §). */
  right: 'minority' | 'interpreter';
  /** How people ask for it. */
  asked: readonly string[];
}

/** What a citizen may choose, by its name in itself. */
export interface MenuLanguage extends Pick<Language, 'code' | 'name' | 'dir'> {
  /** The language whose sentences they read. */
  reads: string;
}

/** Words that mean something to the dialogs by themselves. Lists, so that a translator adds to them without a programmer. */
export const COMMANDS = [
  'human',
  'cancel',
  'help',
  'language',
  'startOver',
  'yes',
  'no',
  'greeting',
  'thanks',
  'goodbye',
  'leave',
  'skip',
  'back',
  'send',
  'report',
  'none',
  'name',
  'tell',
  'status',
  'partly',
  'write',
  'call',
  'howLong',
  'transcript',
  'confused',
] as const;
export type Command = (typeof COMMANDS)[number];

export interface Locales {
  readonly languages: readonly Language[];
  readonly live: readonly string[];
  readonly menu: readonly MenuLanguage[];
  byPerson(code: string): ByPerson | undefined;
  /** The sentence of a key in a language, Swedish where that language lacks it. An unknown key is a fault of ours and throws. */
  say(language: string, key: string, values?: Record<string, unknown>): string;
  /** A name of the city's data in a language: by the Swedish name from its `names.json`, else the English one. */
  name(language: string, names: { sv: string; en: string }): string;
  /** A text that was not said by key, such as an article, as it is to be read in a language. */
  written(language: string, text: string): string;
  dir(language: string): Language['dir'];
  /**
   * The commands that a whole message is, in any served language: as it stands, or without the words of politeness
   * around it ("jag vill avbryta, tack").
   */
  meaning(text: string): { command: Command; language: string }[];
  /**
   * Yes or no, in any served language when that is all; in the language given and the city's also with more behind it:
   * "ja, kablarna hänger". Never by a word that only denies what follows: "no es seguro" is no "no".
   */
  yesOrNo(text: string, language?: string): 'yes' | 'no' | undefined;
  /** A message without the greeting that it begins with, in any served language; the whole where nothing else is said. */
  withoutGreeting(text: string): string;
  /** Whether a message says that something is not so, or not wanted. */
  denies(text: string): boolean;
  /** "We cannot answer in this language yet", in a language that is not served; undefined where we have no sentence. */
  notServed(language: string): string | undefined;
  /** One file of a language as it is, for the chat page and the console. */
  file(language: string, name: string): Record<string, unknown>;
  /** The live language that a browser's tag such as `sv-SE` asks for. */
  served(tag: string | undefined): string | undefined;
}

const SOURCE = 'sv';
/** Longer messages are sentences, not commands. */
const LONGEST_COMMAND = 60;
/** More words than these after a yes or a no tell something else. */
const LONGEST_ANSWER = 6;

/** A whole message reduced to what makes it a command: lower case, no punctuation, single spaces. */
export function plainly(text: string): string {
  return (
    text
      .toLowerCase()
      // The Turkish İ becomes an i with a dot of its own.
      .replace(/i\u0307/g, 'i')
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}

/** Nothing for a draft that has only its line yet. */
function readFolder(folder: string): Record<string, Record<string, unknown>> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [basename(name, '.json'), JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  );
}

/** Reads every sentence once. Nothing of it changes while the program runs. */
export function loadLocales(directory: string): Locales {
  const languages: Language[] = JSON.parse(readFileSync(join(directory, 'languages.json'), 'utf8'));
  const others: Record<string, string> = JSON.parse(readFileSync(join(directory, 'other-languages.json'), 'utf8'));
  const helpedByPerson: ByPerson[] = JSON.parse(readFileSync(join(directory, 'by-person.json'), 'utf8'));
  const texts = Object.fromEntries(languages.map(({ code }) => [code, readFolder(join(directory, code))]));
  const i18n = i18next.createInstance();
  void i18n.init({
    initAsync: false,
    fallbackLng: SOURCE,
    resources: Object.fromEntries(Object.entries(texts).map(([code, files]) => [code, { translation: files }])),
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof i18n.init>[0]);
  const live = languages.filter(({ status }) => status === 'live').map(({ code }) => code);
  const rightToLeft = new Set(languages.filter(({ dir }) => dir === 'rtl').map(({ code }) => code));
  const written = (language: string, text: string) => (rightToLeft.has(language) ? isolateLeftToRight(text) : text);

  /** Sentences without values, once they have been said. */
  const fixed = new Map<string, string>();
  const meanings = new Map<string, { command: Command; language: string }[]>();
  for (const language of live) {
    const words = texts[language]?.words as Record<Command, string[]>;
    for (const command of COMMANDS) {
      for (const word of words[command]) {
        const known = meanings.get(plainly(word)) ?? [];
        meanings.set(plainly(word), [...known, { command, language }]);
      }
    }
  }

  for (const { code, asked } of helpedByPerson)
    for (const word of asked) meanings.set(plainly(word), [{ command: 'name', language: code }]);

  const lists = (name: string) =>
    live.flatMap((language) => (texts[language]?.words as Record<string, string[]>)[name] ?? []);
  const fillers = lists('filler').map(plainly);
  const denials = new Set(lists('not').map(plainly));

  /** Whichever of its polite words are left out, as long as a command remains: "tack snälla" is thanks. */
  function withoutFillers(said: string): string {
    for (const filler of fillers) {
      const rest = said.startsWith(`${filler} `)
        ? said.slice(filler.length + 1)
        : said.endsWith(` ${filler}`) && said.slice(0, -filler.length - 1);
      const left = rest && (meanings.has(rest) ? rest : withoutFillers(rest));
      if (left && meanings.has(left)) return left;
    }
    return said;
  }

  function meaning(text: string): { command: Command; language: string }[] {
    const said = plainly(text);
    return (
      meanings.get(said) ?? (said.length <= LONGEST_COMMAND ? meanings.get(withoutFillers(said)) : undefined) ?? []
    );
  }

  const denies = (text: string) =>
    plainly(text)
      .split(' ')
      .some((word) => denials.has(word));

  const greetings = new Set(lists('greeting').map(plainly));
  const longestGreeting = Math.max(...[...greetings].map((greeting) => greeting.split(' ').length));

  function withoutGreeting(text: string): string {
    const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
    for (let count = Math.min(longestGreeting, words.length - 1); count > 0; count--) {
      const next = words[count]?.index ?? 0;
      if (greetings.has(plainly(text.slice(0, next)))) return withoutGreeting(text.slice(next));
    }
    return text;
  }

  function beginning(text: string, language: string): 'yes' | 'no' | undefined {
    const words = plainly(text).split(' ');
    const [first = ''] = words;
    if (words.length > LONGEST_ANSWER || denials.has(first)) return undefined;
    const own = (meanings.get(first) ?? []).filter((one) => [language, SOURCE].includes(one.language));
    if (own.some(({ command }) => command === 'no')) return 'no';
    return own.some(({ command }) => command === 'yes') && !denies(text) ? 'yes' : undefined;
  }

  return {
    languages,
    live,
    menu: [
      ...languages
        .filter(({ status }) => status === 'live')
        .flatMap(({ code, name, dir, easy }) => [
          { code, name, dir, reads: code },
          ...(easy ? [{ ...easy, dir, reads: code }] : []),
        ]),
      ...helpedByPerson.map(({ code, name, dir, reads }) => ({ code, name, dir, reads })),
    ],
    byPerson: (code) => helpedByPerson.find((one) => one.code === code),
    say(language, key, values) {
      const name = `${language} ${key}`;
      const known = values ? undefined : fixed.get(name);
      if (known !== undefined) return known;
      if (!i18n.exists(key, { lng: language, ...values })) throw new Error(`no sentence ${key}`);
      const text = written(language, i18n.t(key, { lng: language, ...values }));
      if (!values) fixed.set(name, text);
      return text;
    },
    name(language, { sv, en }) {
      if (language === SOURCE) return sv;
      const names = texts[language]?.names as Record<string, string> | undefined;
      return names?.[sv] ?? en;
    },
    written,
    dir: (language) => (rightToLeft.has(language) ? 'rtl' : 'ltr'),
    meaning,
    yesOrNo(text, language) {
      const whole = meaning(text).map(({ command }) => command);
      const said = (['yes', 'no'] as const).find((answer) => whole.includes(answer));
      return said ?? (language ? beginning(text, language) : undefined);
    },
    denies,
    withoutGreeting,
    notServed: (language) => (live.includes(language) ? undefined : others[language]),
    file: (language, name) => texts[language]?.[name] ?? {},
    served(tag) {
      const wanted = tag?.toLowerCase() ?? '';
      return live.find((code) => code === wanted) ?? live.find((code) => code === wanted.split(/[-_]/)[0]);
    },
  };
}
