import { z } from 'zod';
import type { City } from '../../city/index.js';
import type { Articles } from '../../editorial/articles.js';
import { wouldTakeAway } from '../../editorial/take-away.js';
import { createTrial } from '../../editorial/trial.js';
import type { Article, Knowledge } from '../../knowledge/index.js';
import { articleText, categoryCode, topicCode } from './article-fields.js';
import { shownProblems } from './editorial-refusals.js';
import { checkedShape, takenShape, triedShape } from './editorial-shapes.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs {
  articles: Pick<Articles, 'problemsOf' | 'drafted'>;
  city: Pick<City, 'categories'>;
  /** What citizens are answered from. */
  knowledge: Knowledge;
  /** The city's knowledge folder, for its golden questions. */
  knowledgeDir: string;
  /** An article as a citizen would read it. */
  preview(article: Article): string;
  mask(text: string): string;
  now: () => Date;
}

const EDITORS = ['editor'] as const;

/** What would become of a text, asked while it is written. None of it is kept. */
export function articleCheckRoutes({ articles, city, knowledge, knowledgeDir, preview, mask, now }: Needs): Route[] {
  const tryQuestion = createTrial({ knowledge, now });
  const written = z.object({
    topic: topicCode(mask),
    language: z.string().max(20),
    category: categoryCode(city),
    text: articleText,
  });

  return [
    route({
      method: 'POST',
      path: '/api/articles/check',
      name: 'checkText',
      about: 'What is wrong with a text, and how a citizen would read it. Nothing is kept.',
      allowed: EDITORS,
      body: written,
      answer: { status: 200, about: 'problems and preview', schema: checkedShape },
      async handle({ body }) {
        const problems = shownProblems(await articles.problemsOf(body));
        return { problems, preview: { language: body.language, text: preview(articles.drafted(body)) } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/articles/try',
      name: 'tryQuestion',
      about: 'What the bot would find for a question, were this text published. Nothing is kept.',
      allowed: EDITORS,
      body: written.extend({ question: z.string().trim().min(1).max(1000) }),
      answer: { status: 200, about: 'what it would find', schema: triedShape },
      handle: ({ body: { question, ...draft } }) => tryQuestion(articles.drafted(draft), question),
    }),
    route({
      method: 'POST',
      path: '/api/articles/take-away',
      name: 'listTakenQuestions',
      about: 'Questions of other topics that this text would answer, were it published. Nothing is kept.',
      allowed: EDITORS,
      body: written,
      answer: { status: 200, about: 'the questions', schema: listOf(takenShape) },
      async handle({ body }) {
        const taken = await wouldTakeAway({ knowledge, directory: knowledgeDir }, body);
        const titleOf = (id: string) => knowledge.article(id, body.language)?.title ?? id;
        return { items: taken.map((one) => ({ ...one, fromTitle: titleOf(one.from) })) };
      },
    }),
  ];
}
