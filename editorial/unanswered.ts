import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createSerial, isDuplicateKey } from '../store/index.js';
import {
  type Cluster,
  clusterModel,
  questionModel,
  type Resolution,
  type UnansweredQuestion,
} from './question.model.js';
import { aboutOf, mostAlike } from './similar.js';

export type { Cluster, Resolution, UnansweredQuestion } from './question.model.js';

export interface Needs {
  db: Connection;
  bus: { publish(event: { what: string; id: string }): void };
  now: () => Date;
}

export interface NewQuestion {
  /** Personal numbers are masked already. */
  text: string;
  language: string;
  /** Articles by nearness, best first. */
  nearest: readonly string[];
  why: UnansweredQuestion['why'];
  /** The message it came from, unique; only a digest of it is kept. */
  origin: string;
}

export interface Decision {
  /** 'open' takes a decision back. */
  as: Resolution | 'open';
  /** The topic that got the phrasing or the draft. */
  article?: string;
  by: string;
  /** The cluster's version the editor has seen. */
  version: number;
}

/** Somebody else has decided about the questions since, or they are gone. */
export class ClusterConflict extends Error {}

export interface Unanswered {
  /** Keeps a question once, however often it is told. Gives back the id of its cluster. */
  keep(asked: NewQuestion): Promise<string>;
  /** Most asked first, of equals the newest. Open ones unless another status is asked for. */
  clusters(query?: {
    language?: string;
    status?: Cluster['status'];
    limit?: number;
    after?: string;
  }): Promise<{ items: Cluster[]; next?: string }>;
  /** One cluster with its newest questions. */
  read(clusterId: string): Promise<{ cluster: Cluster; questions: UnansweredQuestion[] } | undefined>;
  /** @throws {ClusterConflict} when somebody has decided since `version` was read */
  resolve(clusterId: string, decision: Decision): Promise<void>;
  /** How the citizen wants to be told; both are checked by the caller. False when the question is not known. */
  remember(origin: string, reach: { email?: string; phone?: string }): Promise<boolean>;
  toTell(clusterId: string): Promise<UnansweredQuestion[]>;
  /** Everybody who waits to be told, with the topic that an editor has answered their question by. */
  toTellOf(): Promise<{ question: UnansweredQuestion; topic: string }[]>;
  /** Forgets how to reach those who have been told. */
  told(questionIds: readonly string[]): Promise<void>;
}

const LONGEST_TEXT = 1000;
const CANDIDATES = 100;
const SHOWN_QUESTIONS = 50;

/** Keeps the questions nobody answered, those that say the same together. */
export function createUnanswered({ db, bus, now }: Needs): Unanswered {
  const questions = questionModel(db);
  const clusters = clusterModel(db);
  const serial = createSerial();

  async function clusterFor(language: string, article: string, about: readonly string[]): Promise<string> {
    const own = digest(`${language}\n${article}\n${about.join(' ')}`);
    if (await clusters.exists({ _id: own })) return own;
    const near = await clusters.find({ language, article }).sort({ rank: -1 }).limit(CANDIDATES).lean<Cluster[]>();
    return mostAlike(about, near)?._id ?? own;
  }

  /** The count is counted anew, so that a turn that broke off between question and cluster is made good by the next. */
  async function count(id: string, first: Omit<Cluster, '_id' | 'why' | 'count' | 'lastAt' | 'rank'>, why: string) {
    const lastAt = now();
    const known = await questions.countDocuments({ cluster: id });
    const rank = `${String(known).padStart(9, '0')}|${lastAt.toISOString()}|${id}`;
    const changes = { $setOnInsert: first, $addToSet: { why }, $max: { count: known, lastAt, rank } };
    const write = () => clusters.updateOne({ _id: id }, changes, { upsert: true });
    await write().catch((error) => {
      // Two processes made it at the same moment: one of them finds it there now.
      if (!isDuplicateKey(error)) throw error;
      return write();
    });
  }

  async function keepNow(asked: NewQuestion, article: string): Promise<string> {
    const _id = digest(asked.origin);
    const { language, why } = asked;
    const text = asked.text.slice(0, LONGEST_TEXT);
    const about = aboutOf(text, language);
    let kept = await questions.findById(_id).lean<UnansweredQuestion>();
    if (!kept) {
      const cluster = await clusterFor(language, article, about);
      const question = { _id, cluster, language, text, why, at: now(), tell: false, email: '', phone: '' };
      try {
        await questions.create(question);
        kept = question;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        kept = await questions.findById(_id).lean<UnansweredQuestion>();
      }
    }
    const cluster = kept?.cluster ?? '';
    const first = { language, article, nearest: [...asked.nearest], about, text, firstAt: now(), ...UNDECIDED };
    await count(cluster, first, why);
    return cluster;
  }

  return {
    async keep(asked) {
      const article = asked.nearest[0] ?? '';
      const cluster = await serial(`${asked.language}/${article}`, () => keepNow(asked, article));
      bus.publish({ what: 'unanswered', id: cluster });
      return cluster;
    },

    async clusters({ language, status = 'open', limit = 50, after } = {}) {
      const most = Math.min(Math.max(limit, 1), 200);
      const filter = { status, ...(language && { language }), ...(after && { rank: { $lt: after } }) };
      const found = await clusters
        .find(filter)
        .sort({ rank: -1 })
        .limit(most + 1)
        .lean<Cluster[]>();
      const items = found.slice(0, most);
      const last = items.at(-1);
      return { items, ...(found.length > most && last && { next: last.rank }) };
    },

    async read(clusterId) {
      const cluster = await clusters.findById(clusterId).lean<Cluster>();
      if (!cluster) return undefined;
      const newest = questions.find({ cluster: clusterId }).sort({ at: -1 }).limit(SHOWN_QUESTIONS);
      return { cluster, questions: await newest.lean<UnansweredQuestion[]>() };
    },

    async resolve(clusterId, { as, article = '', by, version }) {
      const decided = { status: as, resolvedTo: article, resolvedBy: by, resolvedAt: now() };
      const $set = as === 'open' ? { ...UNDECIDED, version: version + 1 } : { ...decided, version: version + 1 };
      const { matchedCount } = await clusters.updateOne({ _id: clusterId, version }, { $set });
      if (matchedCount === 0) throw new ClusterConflict('somebody has decided about these questions in the meantime');
      bus.publish({ what: 'unanswered', id: clusterId });
    },

    async remember(origin, { email = '', phone = '' }) {
      const $set = { tell: Boolean(email || phone), email, phone };
      const { matchedCount } = await questions.updateOne({ _id: digest(origin) }, { $set });
      return matchedCount > 0;
    },

    toTell: (clusterId) => questions.find({ cluster: clusterId, tell: true }).lean<UnansweredQuestion[]>(),

    async toTellOf() {
      const waiting = await questions.find({ tell: true }).lean<UnansweredQuestion[]>();
      const wanted = [...new Set(waiting.map(({ cluster }) => cluster))];
      const found = wanted.length > 0 ? await clusters.find({ _id: { $in: wanted } }).lean<Cluster[]>() : [];
      const topics = new Map(
        found.map(({ _id, status, resolvedTo }) => [_id, ANSWERED.includes(status) && resolvedTo]),
      );
      return waiting.flatMap((question) => {
        const topic = topics.get(question.cluster);
        return topic ? [{ question, topic }] : [];
      });
    },

    async told(questionIds) {
      if (questionIds.length === 0) return;
      const $set = { tell: false, email: '', phone: '' };
      await questions.updateMany({ _id: { $in: [...questionIds] } }, { $set });
    },
  };
}

/** What an editor has made an answer of; a draft is one as soon as it is published. */
const ANSWERED: readonly Cluster['status'][] = ['asked-as', 'draft'];

const UNDECIDED = { status: 'open', resolvedTo: '', resolvedBy: '', resolvedAt: null, version: 1 } as const;

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
