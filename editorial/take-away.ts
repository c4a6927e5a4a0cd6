import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArticle } from '../knowledge/article-file.js';
import { articleFrom } from '../knowledge/articles.js';
import { readGolden } from '../knowledge/golden.js';
import { findAnswer, knowledgeOf } from '../knowledge/index.js';
import { type Head, headModel } from './article.model.js';
import { articlesOf, factsOf } from './articles.js';
import type { ArticleText } from './check-texts.js';
import type { ArticleNeeds } from './needs.js';

/** A question that another topic answers now and this text would answer once it is published. */
export interface TakenQuestion {
  text: string;
  /** The topic that has it now. */
  from: string;
  kind: 'asked-as' | 'golden';
}

/** How many questions are asked before others get their turn. */
const AT_ONCE = 5;

/** Which questions a draft would take from other topics of its language: shown before it is published. */
export async function wouldTakeAway(
  { db, directory }: Pick<ArticleNeeds, 'db' | 'directory'>,
  draft: ArticleText,
): Promise<TakenQuestion[]> {
  const { language, topic, category } = draft;
  const heads = await headModel(db)
    .find({ language, published: { $gt: 0 } })
    .lean<Head[]>();
  const now = articlesOf(heads, directory);
  const others = now.filter(({ id }) => id !== topic);
  const path = { file: '', category, id: topic, language };
  const drafted = articleFrom(parseArticle(draft.text), path, factsOf(directory));
  const before = knowledgeOf(now, { directory });
  const after = knowledgeOf([...others, drafted], { directory });

  const golden = readGolden(directory).questions.filter(
    ({ lang, topics }) => lang === language && !topics.includes(topic),
  );
  const questions: TakenQuestion[] = [
    ...others.flatMap(({ id, askedAs }) => askedAs.map((text) => ({ text, from: id, kind: 'asked-as' as const }))),
    ...golden.flatMap(({ text, topics: [from] }) =>
      from === undefined ? [] : [{ text, from, kind: 'golden' as const }],
    ),
  ];
  const taken: TakenQuestion[] = [];
  for (const [index, question] of questions.entries()) {
    if (index % AT_ONCE === 0) await nextTurn();
    const asked = { text: question.text, language };
    if (findAnswer(after, asked).ranking[0]?.id !== topic) continue;
    const had = findAnswer(before, asked).ranking[0]?.id;
    if (had !== undefined && had !== topic) taken.push({ ...question, from: had });
  }
  return taken;
}
