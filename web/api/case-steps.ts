import { z } from 'zod';
import { DetailsRefused, HAND_CHANNELS } from '../../cases/by-hand.js';
import { CALL_OUTCOMES, OTHER_LANGUAGE } from '../../cases/call-backs.js';
import type { Case } from '../../cases/case.js';
import { CONTACT_REASONS, PERSONAS } from '../../cases/contact.js';
import type { Details } from '../../cases/details.js';
import type { Reach } from '../../cases/reach.js';
import type { Registry } from '../../cases/registry.js';
import { CASE_STATUSES, StepRefused } from '../../cases/status.js';
import { TextNotKept } from '../../cases/steps.js';
import type { Agent, Agents } from '../../handover/agents.js';
import { HttpError } from '../http-error.js';
import { callBackShape, caseShape } from './case-shapes.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs {
  registry: Registry;
  agents: Pick<Agents, 'find' | 'list'>;
  /** Takes personal numbers out of what is written. */
  mask(text: string): string;
}

const WORKERS = ['agent', 'officer', 'supervisor'] as const;
const why = z.string().trim().max(4000).optional();
const version = z.int().positive().optional();
const day = z.iso.date();
const code = z.string().min(1).max(40);
const stepBody = z.object({ why, version });
const stepped = z.object({ number: z.string(), status: z.enum(CASE_STATUSES), version: z.int() });

const place = z.object({
  text: z.string().max(500),
  address: z.string().max(200).optional(),
  position: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
  district: code.optional(),
});
const detail = z.union([
  z.string().max(4000),
  z.number(),
  z.array(z.string().max(100)).max(50),
  place,
  z.object({ from: day, to: day }),
]);
const heardBody = z.object({
  /** Named by the sender, so that sending it again makes no second case. */
  key: z.string().regex(/^[\w-]{1,64}$/),
  channel: z.enum(HAND_CHANNELS),
  category: code,
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .or(z.literal(OTHER_LANGUAGE)),
  district: z.string().max(40).optional(),
  persona: z.enum(PERSONAS).optional(),
  reason: z.enum(CONTACT_REASONS).optional(),
  reach: z
    .object({ phone: z.string().max(40), email: z.string().max(254), name: z.string().max(100) })
    .partial()
    .optional(),
  subject: z.string().trim().max(200).optional(),
  details: z.record(z.string().max(60), detail).optional(),
  note: why,
});

type Words = { why?: string | undefined; version?: number | undefined };

/** What people do with a case: each a step of the registry, refused in its words. */
export function caseStepRoutes({ registry, agents, mask }: Needs): Route[] {
  const said = ({ why: words, version: seen }: Words) => ({
    ...(words && { why: mask(words) }),
    ...(seen !== undefined && { version: seen }),
  });

  /** A step that ends with the case as it stands then. */
  function step<B extends typeof stepBody>(
    name: string,
    {
      path,
      about,
      body,
      work,
    }: { path: string; about: string; body: B; work(number: string, agent: Agent, said: z.output<B>): Promise<Case> },
  ): Route {
    return route({
      method: 'POST',
      path: `/api/cases/{number}/${path}`,
      name,
      about,
      allowed: WORKERS,
      body,
      answer: { status: 200, about: 'done', schema: stepped },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { number = '' }, body: asked }) {
        const { _id, status, version: now } = await refusing(() => work(number, agent, asked as z.output<B>));
        return { number: _id, status, version: now };
      },
    });
  }

  return [
    route({
      method: 'POST',
      path: '/api/cases',
      name: 'registerCase',
      about:
        'Registers by hand what came by telephone, e-mail, post, fax or at the counter. The answers may be none, a place alone, or the whole form; the language `other` takes an interpreter.',
      allowed: ['agent', 'officer'],
      body: heardBody,
      answer: {
        status: 201,
        about: 'number and secret, for the citizen',
        schema: z.object({ number: z.string(), secret: z.string() }),
      },
      refusals: [409],
      async handle({
        session: { agent },
        body: { details, district, persona, reason, reach, subject, note, ...heard },
      }) {
        const { number, secret } = await refusing(() =>
          registry.registerByHand(agent, {
            ...heard,
            ...(district && { district }),
            ...(persona && { persona }),
            ...(reason && { reason }),
            ...(reach && { reach: masked<Partial<Reach>>(reach, mask) }),
            ...(subject && { subject: mask(subject) }),
            ...(details && { details: masked<Details>(details, mask) }),
            ...(note && { note: mask(note) }),
          }),
        );
        return { number, secret };
      },
    }),
    route({
      method: 'POST',
      path: '/api/cases/duplicates',
      name: 'likelyDuplicates',
      about: 'Open reports of the same thing nearby, as far as one may read them.',
      allowed: WORKERS,
      body: z.object({ category: code, place, district: z.string().max(40).optional() }),
      answer: { status: 200, about: 'at most five, the likeliest first', schema: listOf(caseShape) },
      handle: async ({ session: { agent }, body: { category, place: where, district } }) => ({
        items: await registry.duplicatesFor(agent, {
          category,
          place: where as Parameters<Registry['duplicatesFor']>[1]['place'],
          ...(district && { district }),
        }),
      }),
    }),
    step('takeCase', {
      path: 'take',
      about:
        'Begins, takes up again or fetches back what was forwarded; the case is then one’s own. What waits in the queue is claimed there (409 `InQueue`); what was only sent to one’s board is not taken (403 `SentHere`).',
      body: stepBody,
      work: (number, agent, asked) => registry.take(number, agent, said(asked)),
    }),
    step('waitForCitizen', {
      path: 'wait',
      about: 'Nothing can be done until the citizen has replied.',
      body: stepBody,
      work: (number, agent, asked) => registry.wait(number, agent, said(asked)),
    }),
    step('forwardCase', {
      path: 'forward',
      about:
        'Sends it to a department or board with a summary (`why`) and a day to answer by. Whoever it was sent to may send it on within their own board, or back.',
      body: stepBody.extend({
        to: z.union([z.object({ department: code }), z.object({ board: code })]),
        answerBy: day,
      }),
      work: (number, agent, { to, answerBy, ...asked }) =>
        registry.forward(number, agent, { to, answerBy, ...said(asked) }),
    }),
    step('answerCase', {
      path: 'answer',
      about: 'Keeps the text for the citizen (`why`).',
      body: stepBody,
      work: (number, agent, asked) => registry.answer(number, agent, said(asked)),
    }),
    step('parkCase', {
      path: 'park',
      about: 'Rests until a day, and is due then. Whoever it was forwarded to keeps it.',
      body: stepBody.extend({ until: day }),
      work: (number, agent, { until, ...asked }) => registry.park(number, agent, { until, ...said(asked) }),
    }),
    step('closeCase', {
      path: 'close',
      about: 'Ends it with a resolution of the city.',
      body: stepBody.extend({ resolution: code }),
      work: (number, agent, { resolution, ...asked }) => registry.close(number, agent, { resolution, ...said(asked) }),
    }),
    step('reopenCase', {
      path: 'reopen',
      about: 'Opens a closed case again.',
      body: stepBody,
      work: (number, agent, asked) => registry.reopen(number, agent, said(asked)),
    }),
    route({
      method: 'POST',
      path: '/api/cases/{number}/link',
      name: 'linkCases',
      about: 'Joins it with another case that one sees, both ways.',
      allowed: WORKERS,
      body: z.object({ other: z.string().max(20) }),
      answer: { status: 204, about: 'joined' },
      refusals: [404],
      handle: ({ session: { agent }, params: { number = '' }, body: { other } }) =>
        refusing(() => registry.link(number, agent, other)),
    }),
    route({
      method: 'POST',
      path: '/api/cases/{number}/notes',
      name: 'addCaseNote',
      about: 'Keeps an internal note. The citizen never sees it.',
      allowed: WORKERS,
      body: z.object({ text: z.string().trim().min(1).max(4000) }),
      answer: { status: 204, about: 'kept' },
      refusals: [404, 409],
      async handle({ session: { agent }, params: { number = '' }, body: { text } }) {
        if (!(await refusing(() => registry.note(number, agent, mask(text)))))
          throw new HttpError(404, 'NotFound', 'there is no such case');
      },
    }),
    route({
      method: 'GET',
      path: '/api/assignees',
      name: 'listAssignees',
      about: 'Whom a case can be given to.',
      allowed: ['supervisor'],
      answer: { status: 200, about: 'accounts', schema: listOf(z.object({ id: z.string(), name: z.string() })) },
      handle: async () => ({
        items: (await agents.list())
          .filter((one) => one.active && handlesCases(one))
          .map(({ id, name }) => ({ id, name })),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/cases/{number}/assign',
      name: 'assignCase',
      about: 'Gives it to somebody: the way to a case of strong secrecy.',
      allowed: ['supervisor'],
      body: z.object({ to: z.string().max(60) }),
      answer: { status: 204, about: 'given' },
      refusals: [404],
      async handle({ session: { agent }, params: { number = '' }, body: { to } }) {
        const assignee = await agents.find(to);
        if (!assignee?.active || !handlesCases(assignee))
          throw new HttpError(400, 'BadRequest', 'there is no such account');
        await refusing(() => registry.assign(number, agent, assignee));
      },
    }),
    route({
      method: 'POST',
      path: '/api/cases/{number}/break-glass',
      name: 'breakGlass',
      about: 'Opens a case of strong secrecy for an hour. The reason is kept and checked.',
      allowed: WORKERS,
      body: z.object({ reason: z.string().trim().min(10).max(500) }),
      answer: { status: 200, about: 'open until then', schema: z.object({ until: z.iso.datetime() }) },
      refusals: [404],
      handle: ({ session: { agent }, params: { number = '' }, body: { reason } }) =>
        refusing(() => registry.breakGlass(number, agent, mask(reason))),
    }),
    route({
      method: 'POST',
      path: '/api/cases/{number}/call-attempt',
      name: 'addCallAttempt',
      about: 'Keeps that somebody called back; `reached` ends the wait.',
      allowed: WORKERS,
      body: z.object({ outcome: z.enum(CALL_OUTCOMES) }),
      answer: { status: 204, about: 'kept' },
      refusals: [404, 409],
      handle: ({ session: { agent }, params: { number = '' }, body: { outcome } }) =>
        refusing(() => registry.callAttempt(number, agent, outcome)),
    }),
    route({
      method: 'GET',
      path: '/api/call-backs',
      name: 'listCallBacks',
      about: 'Calls that were promised and not made yet, the longest due first.',
      allowed: WORKERS,
      query: z.object({ group: z.string().max(40).optional(), due: day.optional() }),
      answer: {
        status: 200,
        about: 'the calls; `more`: there are others that are due later',
        schema: listOf(callBackShape).extend({ more: z.literal(true).optional() }),
      },
      async handle({ session: { agent }, query: { group, due } }) {
        const asked = { ...(group && { group }), ...(due && { due }) };
        const { items, more } = await registry.callBacks(agent, asked);
        return { items, ...(more && { more }) };
      },
    }),
  ];
}

const handlesCases = ({ roles }: Pick<Agent, 'roles'>) => roles.includes('agent') || roles.includes('officer');

function masked<T>(given: unknown, mask: (text: string) => string): T {
  return JSON.parse(JSON.stringify(given), (_key, value) => (typeof value === 'string' ? mask(value) : value));
}

const REFUSALS = {
  'not-found': [404, 'NotFound'],
  transition: [409, 'Transition'],
  changed: [409, 'Conflict'],
  'in-queue': [409, 'InQueue'],
  talking: [409, 'Talking'],
  'sent-here': [403, 'SentHere'],
  'not-valid': [400, 'BadRequest'],
} as const;

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TextNotKept) throw new HttpError(409, 'TextNotKept', error.message);
    if (error instanceof DetailsRefused) {
      const faults = Object.fromEntries([...error.faults].map(([field, { code }]) => [field, code]));
      throw new HttpError(400, 'DetailsRefused', `details: ${error.message}`, {}, { faults });
    }
    if (!(error instanceof StepRefused)) throw error;
    const [status, name] = REFUSALS[error.reason];
    throw new HttpError(status, name, error.message);
  }
}
