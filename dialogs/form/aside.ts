import { giveArticle, HUMAN } from '../answer.js';
import { emergencyOf } from '../emergency.js';
import { sentence, type Turn } from '../turn.js';
import { askAgain } from './ask.js';
import { fieldOf, openForm, readingOf } from './state.js';
import { isQuestion } from './words.js';

/** Between two questions of ours, a guess would be taken for a misunderstanding. */
const SURELY = 0.6;

/**
 * A question of the citizen's own in between is answered, and the form goes on. A story may be told as a question
 * ("why is it dark here?"); what it is about is then no other matter.
 */
export async function answerAside(turn: Turn): Promise<boolean> {
  const { form, state } = openForm(turn);
  if (!isQuestion(turn.text, readingOf(turn))) return false;
  const isStory = state.field !== '' && fieldOf(form, state.field).type === 'long-text';
  const { language } = turn.talk;
  const { verdict, confidence } = turn.services.find({ text: turn.text, priors: { [language]: 6 } });
  const sure = verdict.kind === 'answer' && confidence >= SURELY;
  if (!sure || (isStory && verdict.article === state.topic)) return !isStory && cannotAnswer(turn);
  await giveArticle(turn, verdict.article, { aside: true });
  // These are acted on instead of being read: the form does not go on by itself.
  if (verdict.article === HUMAN || emergencyOf(verdict.article)) return true;
  turn.talk.form = state;
  askAgain(turn);
  return true;
}

/** "What is this for?" is no place and no name; what only ends in a question mark may be one. */
function cannotAnswer(turn: Turn): boolean {
  if (!isQuestion(turn.text.replace(/[?\s]+$/, ''), readingOf(turn))) return false;
  turn.say({ kind: 'notice', text: sentence(turn, 'form.step.noAnswerNow') });
  askAgain(turn);
  return true;
}
