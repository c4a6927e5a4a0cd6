import { z } from 'zod';
import { mayRead } from '../../cases/access.js';
import type { Case } from '../../cases/case.js';
import type { Registry } from '../../cases/registry.js';
import { entriesOf, speakerOf } from '../../cases/transcript.js';
import type { Desk } from '../../handover/desk.js';
import type { Explanation, Finding, Knowledge, Question } from '../../knowledge/index.js';
import type { ActivityLog } from '../../store/activity-log.js';
import { HttpError } from '../http-error.js';
import { type Route, route } from './route.js';
import { suggestionsShape } from './suggestion-shapes.js';

/** What citizens are told about a topic, in their language or in one that has it. */
export type AnswerIn = (
  topic: string,
  language: string,
) => { title: string; language: string; text: string } | undefined;

interface Needs {
  desk: Pick<Desk, 'get'>;
  registry: Pick<Registry, 'audit'>;
  log: Pick<ActivityLog, 'after'>;
  liveText(entryId: string): string | undefined;
  knowledge: Pick<Knowledge, 'find' | 'explain'>;
  answerIn: AnswerIn;
  /** Names that say where and not what. */
  places: readonly string[];
  /** Whether a whole message only tells the bot what to do, such as to fetch a person. */
  isCommand(text: string): boolean;
  languages: readonly { code: string }[];
  now: () => Date;
}

const READERS = ['agent', 'supervisor'] as const;
/** What is so far behind the first has nothing to do with the question. */
const WORTH_A_LOOK = 0.02;
const SHOWN = 3;
/** What the talk so far says of the language of the next message; as much as for the bot. */
const PRIOR = 6;

/** What the bot would answer, for the people who answer instead of it. Nothing of it is kept. */
export function suggestionRoutes(needs: Needs): Route[] {
  const { desk, registry, log, liveText, knowledge, answerIn, places, isCommand, languages, now } = needs;

  /** The newest message of the citizen that asks something, in the words that this agent sees. */
  async function lastQuestion(found: Case, owned: boolean): Promise<{ id: string; text: string }> {
    const entries = await entriesOf(log, found);
    for (const entry of entries.toReversed()) {
      const { id, activity } = entry;
      if (activity.type !== 'message' || speakerOf(entry) !== 'citizen') continue;
      const kept = activity.channelData?.redacted ? '' : (activity.text ?? '');
      const text = (owned ? liveText(id) : undefined) ?? kept;
      if (/\p{L}/u.test(text) && !isCommand(text)) return { id, text };
    }
    return { id: '', text: '' };
  }

  function suggest(question: Question & { priors: Record<string, number> }, answerLanguage?: string) {
    const asked = { ...question, ignore: places };
    const finding = knowledge.find(asked);
    const { articles } = knowledge.explain(asked, finding);
    const isServed = languages.some(({ code }) => code === finding.language);
    const spoken = finding.languageSure && isServed ? finding.language : undefined;
    const language = answerLanguage || spoken || Object.keys(question.priors)[0] || finding.language;
    return {
      question: question.text,
      language: finding.language,
      verdict: finding.verdict.kind,
      confidence: finding.confidence,
      items: articles.flatMap((why) => itemFor(why, finding, answerIn(why.article, language)) ?? []).slice(0, SHOWN),
    };
  }

  return [
    route({
      method: 'GET',
      path: '/api/handovers/{id}/suggestions',
      name: 'suggestAnswers',
      about: 'What the knowledge has for the citizen’s last question, and why. Nothing is kept.',
      allowed: READERS,
      answer: { status: 200, about: 'the first three, best first', schema: suggestionsShape },
      refusals: [404],
      async handle({ session: { agent }, params: { id = '' } }) {
        const { item, case: found, owned } = await desk.get(id, agent);
        if (mayRead(agent, found, now()) !== 'full') {
          throw new HttpError(403, 'Forbidden', 'you may not read this conversation');
        }
        await registry.audit(found, agent, 'conversation');
        const { id: message, text } = await lastQuestion(found, owned);
        if (!text) return { ...NOTHING_ASKED, language: item.language };
        return { message, ...suggest({ text, priors: { [item.language]: PRIOR } }) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/knowledge',
      name: 'searchKnowledge',
      about:
        'What the knowledge has for a question of one’s own, and why; `language` is the citizen’s, for the answers.',
      allowed: READERS,
      query: z.object({
        q: z
          .string()
          .trim()
          .min(1)
          .max(1000)
          .regex(/[\p{L}\p{N}]/u, 'must have a word'),
        language: z
          .string()
          .regex(/^[a-z]{2,3}$/)
          .optional(),
      }),
      answer: { status: 200, about: 'the first three, best first', schema: suggestionsShape },
      handle: async ({ query: { q, language } }) => ({
        message: '',
        ...suggest({ text: q, priors: language ? { [language]: 1 } : {} }, language),
      }),
    }),
  ];
}

const NOTHING_ASKED = { message: '', question: '', verdict: 'unknown', confidence: 0, items: [] };

function itemFor(
  { article: topic, words, nearest, parts }: Explanation['articles'][number],
  { confidence, ranking }: Finding,
  answer: ReturnType<AnswerIn>,
) {
  const [best] = ranking;
  const own = ranking.find(({ id }) => id === topic);
  if (!answer || !best || !own || own.score <= best.score * WORTH_A_LOOK) return undefined;
  return { topic, ...answer, score: (confidence * own.score) / best.score, why: { words, nearest, parts } };
}
