import { z } from 'zod';
import type { City } from '../../city/index.js';
import type { Articles, Revision } from '../../editorial/articles.js';
import type { ArticleText } from '../../editorial/check-texts.js';
import type { Opened, Standing, Topic } from '../../editorial/overview.js';
import type { Agents } from '../../handover/agents.js';
import { HttpError } from '../http-error.js';
import { articleText, categoryCode, topicCode } from './article-fields.js';
import { refusing } from './editorial-refusals.js';
import {
  articleDetailShape,
  articleShape,
  articleTaskShape,
  articleTextShape,
  diffLineShape,
  historyShape,
  revisionShape,
} from './editorial-shapes.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs {
  articles: Articles;
  agents: Pick<Agents, 'list'>;
  city: Pick<City, 'categories'>;
  /** The languages the city answers in. */
  languages: readonly { code: string }[];
  mask(text: string): string;
}

const EDITORS = ['editor'] as const;
const STATES = ['draft', 'review', 'due', 'stale', 'unreviewed', 'missing'] as const;

const blank = z.literal('').transform(() => undefined);
const revisionNumber = z.coerce.number().int().min(0);
const comment = z.string().trim().max(1000).default('');

/** Articles, for those who write them. */
export function articleRoutes({ articles, agents, city, languages, mask }: Needs): Route[] {
  const served = languages.map(({ code }) => code);

  async function nameOf(): Promise<(id: string) => string> {
    const names = new Map((await agents.list()).map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? '';
  }

  type Names = Awaited<ReturnType<typeof nameOf>>;
  const entryOf = ({ n, status, author, at, comment, basedOn }: Omit<Revision, 'text'>, name: Names) => {
    return { n, status, author, authorName: name(author), at, comment, basedOn };
  };
  const revisionOf = (revision: Revision, name: Names) => ({ ...entryOf(revision, name), text: revision.text });
  const textOf = ({ revision, title: _title, newest: _newest, status: _status, ...standing }: Opened, name: Names) => {
    return { ...standing, revision: revisionOf(revision, name) };
  };

  async function topicCalled(topic: string) {
    const found = await articles.topic(topic);
    if (!found) throw new HttpError(404, 'NotFound', 'there is no such article');
    return found;
  }

  async function textAt({ topic, language }: Record<string, string>) {
    const found = (await topicCalled(topic ?? '')).texts.find((one) => one.language === language);
    if (!found) throw new HttpError(404, 'NotFound', 'there is no such article');
    return textOf(found, await nameOf());
  }

  async function revisionAt(place: Place, n: number) {
    const found = n > 0 ? await articles.read(place, n) : undefined;
    if (!found) throw new HttpError(404, 'NotFound', 'there is no such revision');
    return revisionOf(found.revision, await nameOf());
  }

  const step = (what: 'submit' | 'publish' | 'reject', about: string): Route =>
    route({
      method: 'POST',
      path: `/api/articles/{topic}/{language}/revisions/{n}/${what}`,
      name: `${what}Revision`,
      about,
      allowed: EDITORS,
      body: z.object({ comment }).prefault({}),
      answer: { status: 200, about: 'the text as it stands now', schema: articleTextShape },
      refusals: what === 'publish' ? [404, 409, 422] : [404, 409],
      async handle({ session: { agent }, params, body }) {
        const place = placeOf(params);
        await refusing(articles[what]({ ...place, n: numberIn(params), by: agent.id, ...body }));
        return textAt(params);
      },
    });

  return [
    route({
      method: 'GET',
      path: '/api/articles',
      name: 'listArticles',
      about:
        'Articles by category and topic. `q` is part of a title or topic; `state` is meant of `language`, or of any.',
      allowed: EDITORS,
      query: z.object({
        q: z.string().max(200).optional(),
        state: z.enum(STATES).or(blank).optional(),
        language: z.string().max(20).optional(),
      }),
      answer: { status: 200, about: 'one row a topic', schema: listOf(articleShape) },
      async handle({ query: { q = '', state, language } }) {
        const items = await articles.topics();
        const stands = (one: Topic) => (state || language ? isIn(one, { state, language, served }) : true);
        return { items: items.filter((one) => isAbout(one, q) && stands(one)) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/articles/tasks',
      name: 'listArticleTasks',
      about: 'What editors should do.',
      allowed: EDITORS,
      answer: { status: 200, about: 'longest waiting first', schema: listOf(articleTaskShape) },
      handle: async () => ({ items: await articles.tasks() }),
    }),
    route({
      method: 'GET',
      path: '/api/articles/{topic}',
      name: 'getArticle',
      about: 'An article in all its languages, each with its newest revision.',
      allowed: EDITORS,
      answer: { status: 200, about: 'the article', schema: articleDetailShape },
      refusals: [404],
      async handle({ params }) {
        const { texts, ...found } = await topicCalled(params.topic ?? '');
        const name = await nameOf();
        const missing = served.filter((code) => !texts.some(({ language }) => language === code));
        return { ...found, texts: texts.map((text) => textOf(text, name)), missing };
      },
    }),
    route({
      method: 'GET',
      path: '/api/articles/{topic}/{language}/history',
      name: 'getArticleHistory',
      about: 'Every revision there was.',
      allowed: EDITORS,
      answer: { status: 200, about: 'newest first', schema: listOf(historyShape) },
      refusals: [404],
      async handle({ params }) {
        const found = await articles.history(placeOf(params));
        if (found.length === 0) throw new HttpError(404, 'NotFound', 'there is no such article');
        const name = await nameOf();
        const items = found.map((one) => {
          return { ...entryOf(one, name), decidedBy: one.decidedBy, decidedByName: name(one.decidedBy) };
        });
        return { items };
      },
    }),
    route({
      method: 'GET',
      path: '/api/articles/{topic}/{language}/revisions/{n}',
      name: 'getRevision',
      about: 'One revision with its text.',
      allowed: EDITORS,
      answer: { status: 200, about: 'the revision', schema: revisionShape },
      refusals: [404],
      handle: ({ params }) => revisionAt(placeOf(params), numberIn(params)),
    }),
    route({
      method: 'GET',
      path: '/api/articles/{topic}/{language}/diff',
      name: 'compareRevisions',
      about: 'What became of a text from one revision to another, line by line.',
      allowed: EDITORS,
      query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
      answer: { status: 200, about: 'all lines', schema: z.object({ lines: z.array(diffLineShape) }) },
      refusals: [404],
      async handle({ params, query: { from, to } }) {
        return { lines: await refusing(articles.diff(placeOf(params), from, to)) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/articles/{topic}/{language}/drafts',
      name: 'saveDraft',
      about: 'Keeps a text on top of the newest revision one has seen; 0 for a new one.',
      allowed: EDITORS,
      body: z.object({
        text: articleText,
        basedOn: revisionNumber,
        comment,
        category: categoryCode(city).optional(),
      }),
      answer: { status: 201, about: 'the draft', schema: revisionShape },
      refusals: [409, 422],
      async handle({ session: { agent }, params, body }) {
        const place = placeOf(params);
        const named = topicCode(mask).safeParse(place.topic);
        if (!named.success) throw new HttpError(400, 'BadRequest', `topic: ${named.error.issues[0]?.message}`);
        const draft = await refusing(articles.saveDraft({ ...place, ...body, author: agent.id }));
        return revisionOf(draft, await nameOf());
      },
    }),
    step('submit', 'Asks for a review.'),
    step('publish', 'Gives a revision to the citizens.'),
    step('reject', 'Sets a draft aside; it stays in the history.'),
    route({
      method: 'POST',
      path: '/api/articles/{topic}/{language}/revisions/{n}/restore',
      name: 'restoreRevision',
      about: 'A new draft with an old text.',
      allowed: EDITORS,
      body: z.object({ basedOn: revisionNumber }),
      answer: { status: 201, about: 'the draft', schema: revisionShape },
      refusals: [404, 409],
      async handle({ session: { agent }, params, body: { basedOn } }) {
        const old = { ...placeOf(params), n: numberIn(params), by: agent.id, basedOn };
        return revisionOf(await refusing(articles.restore(old)), await nameOf());
      },
    }),
    route({
      method: 'PUT',
      path: '/api/articles/{topic}/{language}/review',
      name: 'setReview',
      about: 'Who looks after a text, and when next.',
      allowed: EDITORS,
      body: z.object({ owner: z.string().trim().max(100).optional(), reviewBy: z.string().max(10).optional() }),
      answer: { status: 200, about: 'the text as it stands now', schema: articleTextShape },
      refusals: [404],
      async handle({ params, body: { owner, reviewBy } }) {
        const changes = { ...(owner !== undefined && { owner }), ...(reviewBy !== undefined && { reviewBy }) };
        await refusing(articles.setReview(placeOf(params), changes));
        return textAt(params);
      },
    }),
    route({
      method: 'POST',
      path: '/api/articles/{topic}/{language}/confirm-translation',
      name: 'confirmTranslation',
      about: 'A translation is still right although its Swedish text has changed.',
      allowed: EDITORS,
      answer: { status: 200, about: 'the text as it stands now', schema: articleTextShape },
      refusals: [400, 404],
      async handle({ params }) {
        await refusing(articles.confirmTranslation(placeOf(params)));
        return textAt(params);
      },
    }),
  ];
}

type Place = Pick<ArticleText, 'topic' | 'language'>;

function placeOf({ topic = '', language = '' }: Record<string, string>): Place {
  return { topic, language };
}

/** 0, which no revision has, when it is no number. */
function numberIn({ n = '' }: Record<string, string>): number {
  return /^\d{1,9}$/.test(n) ? Number(n) : 0;
}

function isAbout({ topic, texts }: Topic, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  return [topic, ...texts.map(({ title }) => title)].some((name) => name.toLowerCase().includes(wanted));
}

interface Wanted {
  state: (typeof STATES)[number] | undefined;
  /** Of all when it is not said. */
  language: string | undefined;
  served: readonly string[];
}

/** Whether a topic stands so in a language, or in any; without a state, whether it has a text there. */
function isIn({ texts }: Topic, { state, language, served }: Wanted): boolean {
  if (state === 'missing')
    return (language ? [language] : served).some((code) => !texts.some((text) => text.language === code));
  return texts.some((text) => (!language || text.language === language) && (!state || standsIn(text, state)));
}

function standsIn(text: Standing, state: Exclude<(typeof STATES)[number], 'missing'>): boolean {
  if (state === 'unreviewed') return !text.reviewed;
  return state === 'due' || state === 'stale' ? text[state] : text.status === state;
}
