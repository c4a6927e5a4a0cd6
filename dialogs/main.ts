import { withoutNumber } from '../cases/look-up.js';
import { plainly } from '../locales/index.js';
import { heardAfterPerson, leaveItThere, talkAgain } from './after-person.js';
import { answerDidNotHelp, answerQuestion, giveArticle, miss, offerArticles } from './answer.js';
import { actOnCase, heardOfCase } from './case-status.js';
import { answerEasily } from './easy.js';
import { askAgain, takesNumbers as takesNumbersIn } from './form/ask.js';
import { takeFiles } from './form/files.js';
import { actInForm, comeBack, hearForm } from './form/hear.js';
import { followKnown, offerKnown } from './form/known.js';
import { takePosition } from './form/position.js';
import { isReport, startForm } from './form/start.js';
import { fieldOf, openForm } from './form/state.js';
import { hearReach } from './hear-reach.js';
import { withoutCode } from './hide-code.js';
import { interrupt } from './interrupts.js';
import { numberIn } from './labels.js';
import { changeLanguage, offerLanguages } from './language.js';
import { currentMatter, note } from './matter.js';
import { endReach } from './reach.js';
import { askAddress } from './save-chat.js';
import { talkToHuman } from './talk-to-human.js';
import { askTell } from './tell.js';
import { type Action, sentence, type Turn } from './turn.js';
import { takeWay } from './waiting.js';

/** In a form a number may be the answer itself. */
function takesNumbers(turn: Turn): boolean {
  if (!turn.talk.form || turn.talk.form.offers) return true;
  const { form, state } = openForm(turn);
  return state.field !== '' && takesNumbersIn(fieldOf(form, state.field));
}

/** The choice a message takes: by its number, its label, or another word for the same. */
function chosen(turn: Turn): Action | undefined {
  const { menu } = turn.talk;
  const number = numberIn(turn.text);
  if (number !== undefined && takesNumbers(turn)) return menu[number - 1]?.action;
  const said = plainly(turn.text);
  const byLabel = menu.find(({ label }) => plainly(label) === said);
  if (byLabel) return byLabel.action;
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  return menu.find(({ means = [] }) => means.some((command) => meanings.includes(command)))?.action;
}

/** A number that chooses nothing is no question: which numbers there are, or that it says nothing by itself. */
function wrongNumber(turn: Turn): void {
  const { menu } = turn.talk;
  const text =
    menu.length > 0 ? sentence(turn, 'choose.outOfRange', { count: menu.length }) : sentence(turn, 'choose.noMenu');
  turn.say({ kind: 'invalid', text, choices: menu, numbered: menu.length > 0 });
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
      if (action.language) return giveArticle(turn, action.article, { language: action.language });
      return isReport(turn, action.article) ? startForm(turn, action.article) : giveArticle(turn, action.article);
    case 'easy':
      return answerEasily(turn, action.article);
    case 'topics':
      turn.talk.question = null;
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
      if (turn.talk.form) return askAgain(turn);
      return turn.say({ kind: 'notice', text: sentence(turn, 'handover.declined') });
    case 'leave':
      return takeWay(turn, 'leave');
    case 'reach':
      return takeWay(turn, action.by === 'chat' ? 'stay' : action.by);
    case 'again':
      return talkAgain(turn, action.number);
    case 'enough':
      return leaveItThere(turn, action.number);
    case 'mailChat':
      return askAddress(turn);
    case 'skip':
      return turn.talk.form ? actInForm(turn, action) : endReach(turn);
    case 'tell':
      return askTell(turn);
    case 'form':
      return startForm(turn, action.topic);
    case 'known':
      return turn.talk.form ? followKnown(turn, action.number) : undefined;
    case 'value':
    case 'remove':
    case 'change':
    case 'send':
    case 'cancel':
      return turn.talk.form ? actInForm(turn, action) : undefined;
    case 'language':
      return changeLanguage(turn, action.language);
    case 'case':
      return actOnCase(turn, action.number, action.step, action.sure);
    case 'otherLanguage':
      return offerLanguages(turn);
  }
}

/** A form, or a question of it, that the city has taken away meanwhile cannot go on. */
function dropWhatIsGone({ talk, services }: Turn): void {
  const form = talk.form && services.city.forms.get(talk.form.topic);
  if (talk.form && !form) talk.form = null;
  else if (talk.form && !form?.fields.some(({ name }) => name === talk.form?.field)) talk.form.field = '';
}

async function hearInForm(turn: Turn, action: Action | undefined): Promise<void> {
  comeBack(turn);
  if (action) return act(turn, action);
  if (takePosition(turn) || takeFiles(turn)) return;
  // Whatever was said to the offer, it answers no question: that one has not been asked yet.
  if (turn.talk.form?.offers) return askAgain(turn);
  return hearForm(turn);
}

/** Somebody in a form who wants to look up a case finishes or leaves the form first. */
function sayNoCodeNeeded(turn: Turn): void {
  turn.say({ kind: 'notice', text: sentence(turn, 'form.step.noCode') });
  askAgain(turn);
}

/** Whether a code in the message would be for looking up a case. */
function mayLookUp({ talk: { form, asking } }: Turn): boolean {
  return !form && (asking ? asking.form === 'case' && asking.field !== 'more' && asking.field !== 'why' : true);
}

async function hearMessage(given: Turn): Promise<void> {
  const turn = mayLookUp(given) ? given : withoutCode(given);
  const { talk } = turn;
  dropWhatIsGone(turn);
  if (await heardAfterPerson(turn)) return;
  const action = chosen(turn);
  if (!action && (await interrupt(turn))) return;
  if (!action && !talk.asking && !talk.form && numberIn(turn.text) !== undefined) return wrongNumber(turn);
  talk.menu = [];
  if (talk.form && turn !== given && !/\p{L}/u.test(withoutNumber(turn.text))) return sayNoCodeNeeded(turn);
  if (talk.form) return hearInForm(turn, action);
  if (action) return act(turn, action);
  if (talk.asking) return hearReach(turn);
  if (!/[\p{L}\p{N}]/u.test(turn.text)) {
    return turn.say({ kind: 'invalid', text: sentence(turn, turn.hasFiles ? 'unknown.file' : 'unknown.empty') });
  }
  if (await heardOfCase(turn)) return;
  return answerQuestion(withoutCode(turn));
}

/** Hears one message while the bot owns the conversation: a choice, a command, an open question, or a new question. */
export async function hear(turn: Turn): Promise<void> {
  await hearMessage(turn);
  await offerKnown(turn);
}
