import type { ReachedBy } from '../cases/case.js';
import type { ContactChanges } from '../cases/contact.js';
import type { Details, FileRef, Place } from '../cases/details.js';
import type { Following } from '../cases/following.js';
import type { LookUp } from '../cases/look-up.js';
import type { Registry } from '../cases/registry.js';
import type { City } from '../city/index.js';
import type { Desk } from '../handover/desk.js';
import type { Helped } from '../handover/survey.js';
import type { Article, Finding, Question } from '../knowledge/index.js';
import type { Command, Locales } from '../locales/index.js';
import type { CaseAsking, CaseStep } from './case-status.js';
import type { FormState } from './form/state.js';

/** What a reply is, for clients that draw or count by it; the contract lists the same words. */
export type ReplyKind =
  | 'greeting'
  | 'answer'
  | 'feedback'
  | 'choose'
  | 'unknown'
  | 'question'
  | 'invalid'
  | 'summary'
  | 'case'
  | 'status'
  | 'handover'
  | 'agent'
  | 'emergency'
  | 'notice'
  | 'survey'
  | 'apology';

/** What happens when a citizen takes a choice. Plain JSON, because choices wait in the conversation's state. */
export type Action =
  | { do: 'answer'; article: string; language?: string }
  | { do: 'easy'; article: string }
  | { do: 'topics'; articles: string[] }
  | { do: 'person' }
  | { do: 'helped' }
  | { do: 'notHelped' }
  | { do: 'none' }
  | { do: 'ask' }
  | { do: 'leave' }
  | { do: 'reach'; by: ReachedBy }
  | { do: 'again'; number: string }
  | { do: 'enough'; number: string }
  | { do: 'mailChat' }
  | { do: 'skip' }
  | { do: 'tell' }
  | { do: 'form'; topic: string }
  | { do: 'known'; number: string }
  | { do: 'value'; value: string }
  | { do: 'remove' }
  | { do: 'change'; field: string }
  | { do: 'send' }
  | { do: 'cancel' }
  | { do: 'case'; number: string; step: CaseStep; sure?: boolean }
  | { do: 'language'; language: string }
  | { do: 'otherLanguage' };

export interface Choice {
  label: string;
  action: Action;
  /** Words that choose it too: "ja tack" for a yes. */
  means?: readonly Command[];
}

export interface Reply {
  kind: ReplyKind;
  text: string;
  /** Language of the text; the conversation's when it is not said. */
  language?: string;
  choices?: Choice[];
  /** Writes the choices into the text with their numbers, for those who see no buttons. */
  numbered?: boolean;
  /** What comes with it. */
  files?: { name: string; contentType: string; contentUrl: string }[];
  /** More for `channelData.reply`. */
  data?: Record<string, unknown>;
}

/** The contact that is going on in this conversation, as the turns know it. */
export type Matter = Required<
  Pick<
    ContactChanges,
    | 'id'
    | 'category'
    | 'language'
    | 'district'
    | 'outcome'
    | 'misses'
    | 'helped'
    | 'caseNumber'
    | 'firstSeq'
    | 'lastSeq'
  >
> &
  Pick<ContactChanges, 'reason' | 'secrecy'> & {
    articles: { id: string; version: number; language: string; at: string }[];
    openedAt: string;
    answerMs: number;
  };

/**
 * What an open question is for: to answer a registered case (`by`: in place of waiting for it), to tell when a question
 * has an answer, to mail the conversation, to follow a case.
 */
export type Asking =
  | ({ field: 'contact'; tries: number } & (
      | { form: 'reach'; caseNumber: string; by?: 'write' | 'call' }
      | { form: 'tell'; seq: number }
      | { form: 'mail' }
    ))
  | CaseAsking;

/** What a conversation remembers between turns: plain JSON. */
export interface Talk {
  language: string;
  /** Neither the page nor the citizen has told the language yet. */
  guessed: boolean;
  greeted: boolean;
  /** The language of a citizen whose own we have no texts in; '' otherwise. */
  wished: string;
  /** Easy Swedish (lättläst) wherever there is such a text. */
  easy: boolean;
  /** The citizen has chosen the language; what they write no longer changes it. */
  chosen: boolean;
  district: string;
  menu: Choice[];
  /** Misses in a row. */
  misses: number;
  /** Articles that came next to the one shown, for when it did not help. */
  nearest: string[];
  /** Where the last question stands in the log, for when it turns out that nobody answered it. Never its text. */
  question: { seq: number; language: string } | null;
  matter: Matter | null;
  /** From here on a transcript may show this conversation: what was said before belongs behind a wall. */
  openFrom: number;
  asking: Asking | null;
  /** Until now a queue or a person has had the conversation. */
  withPerson: boolean;
  form: FormState | null;
  /** What the last message tells for the reports it may be meant as, until the next question. */
  told: Record<string, Details>;
  /** Numbers of the cases that this conversation has opened by their secret. */
  followed: string[];
}

/** What a citizen's conversation may do with cases; the dialogs see to it that they are theirs. */
export interface CitizenCases
  extends Pick<Following, 'casesOf' | 'tellMore' | 'eraseChat' | 'transcript'>,
    Pick<Registry, 'contest' | 'withdraw' | 'likelyDuplicates' | 'follow'> {
  find: Registry['findCase'];
  lookUp: LookUp;
  isSecretChat(conversationId: string): Promise<boolean>;
  /** Mails the conversation up to this message. The address is forgotten when it is sent. */
  mailChat(conversationId: string, letter: { seq: number; to: string; language: string }): Promise<void>;
  /** Where a case is followed outside the chat; no secret in it. */
  link(number: string): string;
}

export interface Services {
  city: City;
  locales: Locales;
  find(question: Question): Finding;
  article(id: string, language: string): Article | undefined;
  /** A fact that may be shown, such as `phone.emergency`. */
  fact(name: string, language: string): string | undefined;
  /** The city's date at an instant, `YYYY-MM-DD`. */
  today(at: Date): string;
  openCase: Registry['openCase'];
  addReach: Registry['addReach'];
  /** Whether the city sends mail: otherwise none is promised. */
  mail: boolean;
  follow: CitizenCases;
  /** Keeps how to tell somebody with the question that stands there in the log. False when the question is not kept. */
  remember(conversationId: string, seq: number, reach: { phone?: string; email?: string }): Promise<boolean>;
  /** Keeps with a contact that is over whether it helped. */
  keepHelped(contactId: string, helped: Helped): Promise<void>;
  desk: Pick<
    Desk,
    | 'availability'
    | 'localCentre'
    | 'before'
    | 'wait'
    | 'ownerOf'
    | 'hear'
    | 'leave'
    | 'answerConsent'
    | 'beReached'
    | 'askAgain'
    | 'talkedAbout'
    | 'surveyed'
  >;
}

/** One thing a citizen said, and what the dialogs need to answer it. */
export interface Turn {
  readonly id: string;
  readonly seq: number;
  readonly at: Date;
  readonly conversationId: string;
  readonly channel: string;
  readonly text: string;
  readonly hasFiles: boolean;
  /** Those of the files that we keep. */
  readonly files: readonly FileRef[];
  /** Where the citizen is, when they share it. */
  readonly position?: NonNullable<Place['position']> | undefined;
  readonly talk: Talk;
  readonly services: Services;
  say(reply: Reply): void;
  /** Keeps the contact before what comes next, because a turn that is repeated after that takes another way. */
  keepMatter(): Promise<void>;
  /** Leaves a question that was not answered for the editors. */
  leave(question: LeftQuestion): void;
  /** The words of this message are not kept in the log, but for those of `rest`. */
  forget(rest?: string): void;
}

/** A question of this conversation that nobody answered. */
export interface LeftQuestion {
  seq: number;
  language: string;
  nearest: readonly string[];
  why: 'unknown' | 'not-helped' | 'rejected';
}

/** The sentence of a key in the language of the conversation. */
export function sentence(turn: Turn, key: string, values?: Record<string, unknown>): string {
  return turn.services.locales.say(turn.talk.language, key, values);
}

/** A name of the city's data in the language of the conversation. */
export function named(turn: Turn, names: { sv: string; en: string }): string {
  return turn.services.locales.name(turn.talk.language, names);
}

export function newTalk(language: string): Talk {
  return {
    language,
    guessed: false,
    greeted: false,
    chosen: false,
    wished: '',
    easy: false,
    district: '',
    menu: [],
    misses: 0,
    nearest: [],
    question: null,
    matter: null,
    openFrom: 1,
    asking: null,
    withPerson: false,
    form: null,
    told: {},
    followed: [],
  };
}
