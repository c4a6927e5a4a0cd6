import { join } from 'node:path';
import { maskPersonalNumbers } from '../../bot/masking.js';
import { followArticles } from '../../bot/running-knowledge.js';
import { placeNames } from '../../dialogs/answer.js';
import { answersFor, renderArticle } from '../../dialogs/render-article.js';
import { createArticles } from '../../editorial/articles.js';
import { importFiles } from '../../editorial/import-files.js';
import { type Article, type Knowledge, knowledgeOf } from '../../knowledge/index.js';
import { liveKnowledge } from '../../knowledge/live.js';
import { loadLocales } from '../../locales/index.js';
import { KNOWLEDGE } from './articles.js';
import { CITY, type Office } from './registry.js';

let empty: Knowledge | undefined;

/** The editors' part of an office: articles in its store, and a knowledge that follows them and is empty at first. */
export async function openNewsroom({ store, bus, clock }: Pick<Office, 'store' | 'bus' | 'clock'>) {
  const locales = loadLocales(join(KNOWLEDGE, '..', 'locales'));
  const languages = locales.languages.map(({ code }) => code);
  const needs = {
    db: store.connection,
    bus,
    now: clock.now,
    directory: KNOWLEDGE,
    languages,
    mask: maskPersonalNumbers,
  };
  const articles = createArticles(needs);
  empty ??= knowledgeOf([], { directory: KNOWLEDGE });
  const knowledge = liveKnowledge(empty);
  const onError = (error: unknown) => {
    throw error;
  };
  const following = await followArticles({ articles, live: knowledge, bus, onError });
  const preview = (article: Article) =>
    renderArticle({ city: CITY, locales }, article, { language: article.language, district: '' });
  const answerIn = answersFor({ article: knowledge.article, city: CITY, locales });
  const isCommand = (text: string) => locales.meaning(text).length > 0;
  const places = placeNames(CITY);
  return {
    articles,
    importFiles: (folder: string) => importFiles(needs, folder),
    close: following.close,
    /** What `addApi` needs of it. */
    api: { articles, knowledge, knowledgeDir: KNOWLEDGE, preview, answerIn, isCommand, places },
  };
}
