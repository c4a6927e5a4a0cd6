import { join } from 'node:path';
import { StepRefused } from '../../cases/status.js';
import { loadCity } from '../../city/index.js';
import { hear } from '../../dialogs/main.js';
import { type LeftQuestion, newTalk, type Reply, type Services, type Talk, type Turn } from '../../dialogs/turn.js';

import { loadLocales } from '../../locales/index.js';
import { shippedKnowledge } from './shipped-knowledge.js';

const ROOT = join(__dirname, '..', '..');
export const locales = loadLocales(join(ROOT, 'locales'));
export const city = loadCity(join(ROOT, 'city'));
export const knowledge = shippedKnowledge();

type Owner = Awaited<ReturnType<Services['desk']['ownerOf']>>;

/** Everything the dialogs may ask for, with the real knowledge and city, and a desk and registry that only remember. */
export function services(
  over: Partial<Services> & { open?: boolean } = {},
): Services & { opened: unknown[]; reached: unknown[]; remembered: unknown[]; mailed: string[] } {
  const mailed: string[] = [];
  const opened: unknown[] = [];
  const reached: unknown[] = [];
  const remembered: unknown[] = [];
  let owner: Owner = { kind: 'bot' };
  return {
    city,
    locales,
    find: (question) => knowledge.find(question),
    article: (id, language) => knowledge.article(id, language),
    fact: (name) => `<${name}>`,
    today: (at) => at.toISOString().slice(0, 10),
    openCase: async (asked) => {
      opened.push(asked);
      const number = 'KC-2026-000001';
      if (asked.handover) owner = { kind: 'queue', number, handoverId: 'h1', group: 'VAX', position: 1 };
      return { number, secret: 'sommar-båt-sju', handoverId: 'h1', repeated: false };
    },
    addReach: async (number, reach) => {
      reached.push({ number, ...reach });
      return true;
    },
    mail: true,
    follow: {
      find: async () => null,
      casesOf: async () => [],
      lookUp: async () => ({ kind: 'wrong' }),
      tellMore: async () => undefined,
      eraseChat: async () => [],
      contest: async () => Promise.reject(new StepRefused('not-found', 'there is no such case')),
      withdraw: async () => Promise.reject(new StepRefused('not-found', 'there is no such case')),
      transcript: async () => [],
      likelyDuplicates: async () => [],
      follow: async () => Promise.reject(new StepRefused('not-found', 'there is no such open report')),
      isSecretChat: async () => false,
      mailChat: async (_conversationId, { to }) => void mailed.push(to),
      link: (number) => `https://city.example/case#${number}`,
    },
    remember: async (_conversationId, seq, reach) => {
      remembered.push({ seq, ...reach });
      return true;
    },
    desk: aDesk({
      availability: async () => ({ open: over.open ?? true }),
      ownerOf: async () => owner,
      leave: async () => {
        owner = { kind: 'bot' };
        return { number: 'KC-2026-000001', group: 'VAX', since: new Date('2026-11-21T09:00:00Z') };
      },
    }),
    keepHelped: async () => undefined,
    ...over,
    opened,
    reached,
    remembered,
    mailed,
  };
}

/** A desk at which nobody waits; override what the test is about. */
export function aDesk(over: Partial<Services['desk']> = {}): Services['desk'] {
  return {
    availability: async () => ({ open: true }),
    localCentre: async () => '',
    before: async () => undefined,
    wait: async () => undefined,
    ownerOf: async () => ({ kind: 'bot' }),
    hear: async () => ({ kind: 'bot' }),
    leave: async () => undefined,
    answerConsent: async () => undefined,
    beReached: async () => undefined,
    askAgain: async () => undefined,
    talkedAbout: async () => undefined,
    surveyed: async () => true,
    ...over,
  };
}

/** A conversation with the dialogs alone: says what came back, by kind. */
export function talkTo(
  language: string,
  over: Partial<Services> & { open?: boolean } = {},
  before: Talk = newTalk(language),
) {
  const needs = services(over);
  let talk = before;
  let seq = 0;
  const left: LeftQuestion[] = [];
  const forgotten: number[] = [];
  return {
    needs,
    /** Questions left to the editors. */
    left,
    /** Where messages stand whose words are not kept. */
    forgotten,
    talk: () => talk,
    async hears(text: string, more: Partial<Turn> = {}): Promise<Reply[]> {
      const replies: Reply[] = [];
      seq += 1;
      talk = structuredClone(talk);
      const turn: Turn = {
        id: `c1|${seq}`,
        seq,
        at: new Date('2026-11-21T10:00:00Z'),
        conversationId: 'c1',
        channel: 'directline',
        text,
        hasFiles: false,
        files: [],
        talk,
        services: needs,
        say: (reply) => void replies.push(reply),
        keepMatter: async () => undefined,
        leave: (question) => void left.push(question),
        forget: () => void forgotten.push(turn.seq),
        ...more,
      };
      await hear(turn);
      const menu = replies.flatMap(({ choices = [] }) => choices);
      if (menu.length > 0) talk.menu = menu;
      return replies;
    },
    says: (key: string, values?: Record<string, unknown>) => locales.say(talk.language, key, values),
  };
}

export const kinds = (replies: Reply[]) => replies.map(({ kind }) => kind);
