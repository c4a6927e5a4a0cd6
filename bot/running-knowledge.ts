import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { type Articles, createArticles } from '../editorial/articles.js';
import { Refused } from '../editorial/faults.js';
import { importFiles } from '../editorial/import-files.js';
import type { ArticleNeeds } from '../editorial/needs.js';
import { type Knowledge, knowledgeOf } from '../knowledge/index.js';
import { type LiveKnowledge, liveKnowledge } from '../knowledge/live.js';
import { judgeInWorker } from '../knowledge/trainer.js';
import { type Bus, createSerial } from '../store/index.js';
import { ROOT } from './config.js';
import { maskPersonalNumbers } from './masking.js';
import type { Rooms } from './rooms.js';

export const KNOWLEDGE_DIR = join(ROOT, 'knowledge');
/** What the build has indexed and learnt from the articles shipped. */
const PREPARED_DIR = join(ROOT, 'build', 'knowledge');

/** Most citizens ask in these: what is not prepared is learnt before the start for them, for the others just after. */
const FIRST = ['sv', 'en'];

export interface RunningKnowledge {
  articles: Articles;
  knowledge: LiveKnowledge;
  following: Awaited<ReturnType<typeof followArticles>>;
}

/** What citizens are answered from, following what the editors publish. */
export async function runKnowledge(rooms: Rooms): Promise<RunningKnowledge> {
  const { log, db, bus, now, locales } = rooms;
  const needs = {
    db,
    bus,
    now,
    directory: KNOWLEDGE_DIR,
    languages: locales.languages.map(({ code }) => code),
    live: locales.live,
    mask: maskPersonalNumbers,
  };
  const articles = createArticles(needs);
  const first =
    rooms.knowledge ?? (await openKnowledge(articles, needs, { folder: rooms.articlesDir ?? KNOWLEDGE_DIR, log }));
  const knowledge = liveKnowledge(first, {
    judge: judgeInWorker,
    onError: (error) => log.error({ error }, 'the phrasings could not be learnt'),
  });
  const following = await followArticles({
    articles,
    live: knowledge,
    bus,
    onError: (error) => log.error({ error }, 'what was published could not be taken up'),
  });
  return { articles, knowledge, following };
}

/** Brings the files into the store and makes what is published searchable. A file at fault is named and stays out. */
async function openKnowledge(
  articles: Pick<Articles, 'published'>,
  needs: ArticleNeeds,
  { folder, log }: { folder: string; log: Logger },
): Promise<Knowledge> {
  try {
    const { published, proposed, unchanged, gone, problems } = await importFiles(needs, folder);
    for (const { file, line, level, message } of problems)
      if (level === 'error') log.warn(`${file}:${line}: ${message}; the article was left out`);
    for (const id of proposed) log.info(`${id}: edited in the console since; the file's text waits there as a draft`);
    log.info({ published: published.length, unchanged, gone: gone.length }, 'articles imported');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log.warn(error.message);
  }
  return knowledgeOf(await articles.published(), {
    directory: needs.directory,
    atOnce: FIRST,
    prepared: {
      folder: PREPARED_DIR,
      onUnfit: (language, why) => log.info({ language, why }, 'articles not as they were built; learnt anew'),
    },
  });
}

interface Following {
  articles: Pick<Articles, 'published' | 'marks'>;
  live: LiveKnowledge;
  bus: Bus;
  onError(error: unknown): void;
}

/** Keeps the running knowledge at what is published, by this process or by another one. */
export async function followArticles({ articles, live, bus, onError }: Following) {
  const inOrder = createSerial();
  let seen = await articles.marks();

  async function readAnew(topics: readonly string[]): Promise<void> {
    const published = (await Promise.all(topics.map((topic) => articles.published(topic)))).flat();
    const changed = published.filter(
      (article) => !isDeepStrictEqual(article, live.article(article.id, article.language)),
    );
    if (changed.length > 0) await live.update({ changed });
  }

  /** The whole topic: a new Swedish text says something about its translations. */
  const unsubscribe = bus.subscribe(({ what, id }) => {
    if (what === 'articles') inOrder(what, () => readAnew([topicOf(id)])).catch(onError);
  });

  return {
    /** Another process does not reach our bus: what it published stands in the store. */
    look: () =>
      inOrder('articles', async () => {
        const now = await articles.marks();
        const topics = [...now].filter(([id, mark]) => seen.get(id) !== mark).map(([id]) => topicOf(id));
        await readAnew([...new Set(topics)]);
        seen = now;
      }),
    async close(): Promise<void> {
      unsubscribe();
      await inOrder('articles', live.close);
    },
  };
}

/** Of `<language>/<topic>`. */
function topicOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
