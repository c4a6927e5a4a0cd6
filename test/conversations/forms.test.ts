import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { KnownReport } from '../../cases/duplicates.js';
import { helpInEmergency } from '../../dialogs/emergency.js';
import { signsOfEmergency } from '../../dialogs/emergency-signs.js';
import { hear } from '../../dialogs/main.js';
import { newTalk, type Reply, type Talk, type Turn } from '../../dialogs/turn.js';
import { locales, services } from '../support/talk-to.js';

type Language = 'sv' | 'en';
type Text = string | Record<Language, string>;
type Texts = string[] | Record<Language, string[]>;

interface Step {
  citizen?: Text;
  tap?: string;
  photos?: string[];
  shares?: { latitude: number; longitude: number };
  hoursLater?: number;
  again?: true;
  bot: string[];
  shows?: Texts;
  hides?: Texts;
  sent?: object;
  cases?: number;
  forgets?: Texts;
  follows?: string[];
}

interface Played {
  title: string;
  open?: boolean;
  known?: { number: string; known: KnownReport }[];
  turns: Step[];
}

const FOLDER = join(__dirname, 'forms');
const signs = signsOfEmergency(
  locales.live.map((language) => ({ language, signs: locales.file(language, 'emergency-signs') })),
);

/** Whether a text is the sentence of a key, whatever values stand in it. */
function isSentence(text: string, key: string, language: string): boolean {
  const [file = '', ...path] = key.split('.');
  const raw = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], locales.file(language, file));
  if (typeof raw !== 'string') throw new Error(`no sentence ${key}`);
  const pattern = raw.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\{\w+\}\}/g, '[^]*');
  return new RegExp(pattern, 'u').test(text);
}

/** What a reply is, in the words of the files; '' when it is not what was expected. */
function asExpected(expected: string, reply: Reply | undefined, talk: Talk): string {
  if (!reply) return '(nothing)';
  const [verb, what = ''] = expected.split(' ');
  const { kind, text, data = {} } = reply;
  const fits: Record<string, () => boolean> = {
    begins: () => kind === 'notice' && data.form === undefined && talk.form?.topic === what,
    asks: () => kind === 'question' && data.field === what,
    refuses: () => kind === 'invalid' && isSentence(text, `form.invalid.${what}`, talk.language),
    says: () => isSentence(text, what, talk.language),
    answers: () => kind === 'answer' && data.article === what,
    offers: () => kind === 'handover' && data.state === 'offered',
    in: () => kind === 'handover' && data.state === 'waiting',
    helps: () => kind === 'emergency',
    summary: () => kind === 'summary',
    case: () => kind === 'case',
  };
  return fits[verb ?? '']?.() ? expected : `[${kind} ${data.field ?? data.article ?? ''}] ${text}`;
}

/** Dialogs with a registry that gives the same case for the same message, as the real one does. */
function play(language: Language, { open = true, known: reports = [] }: Omit<Played, 'title' | 'turns'>) {
  const origins = new Map<string, string>();
  const opened: object[] = [];
  const followed: string[] = [];
  const plain = services({ open });
  const needs = services({
    open,
    desk: plain.desk,
    follow: {
      ...plain.follow,
      likelyDuplicates: async () =>
        reports.map((one) => ({ ...one, known: { ...one.known, since: new Date(one.known.since) } })),
      follow: async (number) => void followed.push(number),
    },
    openCase: async (asked) => {
      const known = origins.get(asked.origin);
      const number = known ?? `KC-2026-00000${origins.size + 1}`;
      origins.set(asked.origin, number);
      opened.push(asked);
      await plain.openCase(asked);
      return { number, secret: 'sommar-båt-sju', handoverId: 'h1', repeated: known !== undefined };
    },
  });
  let talk = newTalk(language);
  let before = talk;
  let seq = 0;
  let at = new Date('2026-11-22T10:00:00Z');
  let last: Partial<Turn> = {};

  return {
    origins,
    opened,
    followed,
    talk: () => talk,
    async hears({ again, hoursLater = 0, photos = [], shares, tap, citizen }: Step): Promise<Reply[]> {
      at = new Date(at.getTime() + hoursLater * 3_600_000);
      if (again) talk = structuredClone(before);
      else seq += 1;
      before = structuredClone(talk);
      const text = tap ? locales.say(talk.language, tap) : typeof citizen === 'object' ? citizen[language] : citizen;
      last = again ? last : { id: `c1|${seq}`, seq, text: text ?? '', at, position: shares };
      const files = photos.map((type, nth) => ({ id: `${seq}-${nth}`, name: `bild${nth + 1}`, type }));
      const replies: Reply[] = [];
      talk = structuredClone(talk);
      const turn = {
        conversationId: 'c1',
        channel: 'directline',
        hasFiles: files.length > 0,
        files,
        talk,
        services: needs,
        say: (reply: Reply) => void replies.push(reply),
        leave: () => undefined,
        forget: () => undefined,
        ...last,
      } as Turn;
      const seen = signs(turn.text);
      if (seen) helpInEmergency(turn, seen.kind, seen.language);
      else await hear(turn);
      const menu = replies.flatMap(({ choices = [] }) => choices);
      if (menu.length > 0) talk.menu = menu;
      return replies;
    },
  };
}

const inLanguage = (texts: Texts = [], language: Language) => (Array.isArray(texts) ? texts : texts[language]);

describe.each(readdirSync(FOLDER).sort())('%s', (file) => {
  const { title, turns, ...about } = parse(readFileSync(join(FOLDER, file), 'utf8')) as Played;

  it.each<Language>(['sv', 'en'])(`${title} (%s)`, async (language) => {
    const chat = play(language, about);
    for (const [nth, step] of turns.entries()) {
      const replies = await chat.hears(step);
      const talk = chat.talk();
      const length = Math.max(step.bot.length, replies.length);
      const got = Array.from({ length }, (_, place) => asExpected(step.bot[place] ?? '', replies[place], talk));
      expect([nth + 1, ...got]).toEqual([nth + 1, ...step.bot]);
      const { text = '', choices = [], numbered } = replies.at(-1) ?? {};
      const seen = numbered ? [text, ...choices.map(({ label }) => label)].join('\n') : text;
      for (const words of inLanguage(step.shows, language)) expect(seen).toContain(words);
      for (const words of inLanguage(step.hides, language)) expect(seen).not.toContain(words);
      if (step.sent) expect(chat.opened.at(-1)).toMatchObject(step.sent);
      if (step.cases !== undefined) expect(chat.origins.size).toBe(step.cases);
      if (step.follows) expect(chat.followed).toEqual(step.follows);
      for (const words of inLanguage(step.forgets, language))
        expect(JSON.stringify([talk, chat.opened])).not.toContain(words);
    }
  });
});
