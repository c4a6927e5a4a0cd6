import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseArticle } from '../knowledge/article-file.js';
import { articleFrom } from '../knowledge/articles.js';
import { readGolden } from '../knowledge/golden.js';
import { findAnswer, type Knowledge } from '../knowledge/index.js';
import { factsOf } from './articles.js';
import type { ArticleText } from './check-texts.js';

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
  { knowledge, directory }: { knowledge: Knowledge; directory: string },
  draft: ArticleText,
): Promise<TakenQuestion[]> {
  const { language, topic, category } = draft;
  const path = { file: '', category, id: topic, language };
  const drafted = articleFrom(parseArticle(draft.text), path, factsOf(directory));
  // as it stands now, whatever is published while the questions are asked
  const before = await knowledge.with({});
  const after = await before.with({ changed: [drafted] });

  const others = before.ids.flatMap((id) => (id === topic ? [] : (before.article(id, language) ?? [])));
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
