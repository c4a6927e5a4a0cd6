import { plainly } from '../locales/index.js';
import { answerDidNotHelp, answerQuestion, giveArticle, miss, offerArticles } from './answer.js';
import { hearReach } from './hear-reach.js';
import { interrupt } from './interrupts.js';
import { changeLanguage } from './language.js';
import { currentMatter, note } from './matter.js';
import { endReach } from './reach.js';
import { leaveQueue, talkToHuman } from './talk-to-human.js';
import { type Action, sentence, type Turn } from './turn.js';

/** The choice a message takes: by its number, its label, or another word for the same. */
function chosen(turn: Turn): Action | undefined {
  const { menu } = turn.talk;
  const number = /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(turn.text)?.[1];
  if (number) return menu[Number(number) - 1]?.action;
  const said = plainly(turn.text);
  const byLabel = menu.find(({ label }) => plainly(label) === said);
  if (byLabel) return byLabel.action;
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  return menu.find(({ means }) => means && meanings.includes(means))?.action;
}

function thank(turn: Turn): void {
  const matter = currentMatter(turn);
  matter.helped = 'yes';
  note(turn, matter, 'answered');
  turn.say({ kind: 'notice', text: sentence(turn, 'feedback.glad') });
}

async function act(turn: Turn, action: Action): Promise<void> {
  switch (action.do) {
    case 'answer':
      return giveArticle(turn, action.article);
    case 'topics':
      return offerArticles(turn, action.articles, 'choose.topics');
    case 'person':
      return talkToHuman(turn, turn.services.city.categoryOf('manniska'));
    case 'helped':
      return thank(turn);
    case 'notHelped':
      return answerDidNotHelp(turn);
    case 'none':
      return miss(turn, [], 'rejected');
    case 'ask':
      return turn.say({ kind: 'notice', text: sentence(turn, 'handover.declined') });
    case 'leave':
      return leaveQueue(turn);
    case 'skip':
      return endReach(turn);
    case 'language':
      return changeLanguage(turn, action.language);
  }
}

/** Hears one message while the bot owns the conversation: a choice, a command, an open question, or a new question. */
export async function hear(turn: Turn): Promise<void> {
  const { talk } = turn;
  const action = chosen(turn);
  talk.menu = [];
  if (action) return act(turn, action);
  if (await interrupt(turn)) return;
  if (talk.asking) return hearReach(turn);
  if (!/[\p{L}\p{N}]/u.test(turn.text)) {
    return turn.say({ kind: 'invalid', text: sentence(turn, turn.hasFiles ? 'unknown.file' : 'unknown.empty') });
  }
  return answerQuestion(turn);
}
