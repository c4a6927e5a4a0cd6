import { join } from 'node:path';
import { z } from 'zod';
import type { City } from '../../city/index.js';
import { factText, readFacts } from '../../knowledge/facts.js';
import type { Knowledge } from '../../knowledge/index.js';
import type { Locales } from '../../locales/index.js';
import { type Route, route } from './route.js';
import { listOf } from './shapes.js';

interface Needs {
  city: Pick<City, 'templates' | 'categories'>;
  locales: Pick<Locales, 'live' | 'file' | 'written'>;
  /** What citizens are answered from: a category is called as the article that answers it. */
  knowledge: Pick<Knowledge, 'article'>;
  /** The city's knowledge folder, for its facts. */
  knowledgeDir: string;
}

const shape = listOf(
  z.object({
    code: z.string(),
    title: z.object({ sv: z.string(), en: z.string() }),
    groups: z.array(z.string()),
    categories: z.array(z.string()),
    /** By language, with the facts in it. A name left between braces is for the console, or for the agent, to fill in. */
    text: z.record(z.string(), z.string()),
  }),
).extend({
  /** By category and language, for the languages besides those of the console. What has no name in a language is absent. */
  categoryNames: z.record(z.string(), z.record(z.string(), z.string())),
});

/**
 * Words that agents use often: the city's, and where it has none in a language, that language's `templates.json`. A fact
 * that must not be shown stays as its name, so that nobody sends it.
 */
export function templateRoutes({ city, locales, knowledge, knowledgeDir }: Needs): Route[] {
  const { facts } = readFacts(join(knowledgeDir, 'facts.yaml'));
  const withFacts = (text: string, language: string) =>
    text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) => {
      const fact = factText(name, language, facts);
      return fact === undefined ? `{{${name}}}` : locales.written(language, fact);
    });
  const items = city.templates.map(({ text, ...template }) => {
    const translated = locales.live.flatMap((language) => {
      const words = locales.file(language, 'templates')[template.code];
      return typeof words === 'string' ? [[language, words] as const] : [];
    });
    const all = { ...Object.fromEntries(translated), ...text };
    return {
      ...template,
      text: Object.fromEntries(Object.entries(all).map(([language, words]) => [language, withFacts(words, language)])),
    };
  });
  const others = locales.live.filter((language) => language !== 'sv' && language !== 'en');

  /** Asked for each time: an article may get another title while the city is open. */
  function categoryNames() {
    return Object.fromEntries(
      Object.entries(city.categories).map(([code, { topic, title }]) => {
        const names = others.flatMap((language) => {
          const name = knowledge.article(topic, language)?.title ?? locales.file(language, 'names')[title.sv];
          return typeof name === 'string' ? [[language, name] as const] : [];
        });
        return [code, Object.fromEntries(names)];
      }),
    );
  }

  return [
    route({
      method: 'GET',
      path: '/api/templates',
      name: 'listTemplates',
      about: 'Ready-made words for replies, in the languages the city has them in.',
      allowed: ['agent', 'supervisor'],
      answer: { status: 200, about: 'in the order of the city’s file', schema: shape },
      handle: async () => ({ items, categoryNames: categoryNames() }),
    }),
  ];
}
