import type { Command } from '../locales/index.js';
import { askForCase } from './case-status.js';
import { beClearer } from './easy.js';
import { askAgain } from './form/ask.js';
import { cancelForm } from './form/hear.js';
import { startChoices } from './greeting.js';
import { askLanguage, changeLanguage } from './language.js';
import { endReach } from './reach.js';
import { offerChat } from './save-chat.js';
import { talkToHuman } from './talk-to-human.js';
import { named, type ReplyKind, sentence, type Turn } from './turn.js';

function reply(turn: Turn, key: string, kind: ReplyKind = 'notice'): void {
  turn.say({ kind, text: sentence(turn, key, { city: named(turn, turn.services.city.name) }) });
}

function startOver(turn: Turn): void {
  Object.assign(turn.talk, {
    asking: null,
    form: null,
    menu: [],
    misses: 0,
    nearest: [],
    question: null,
    matter: null,
    told: {},
  });
  const text = sentence(turn, 'notice.startOver');
  turn.say({ kind: 'notice', text, choices: startChoices(turn), numbered: true });
}

function cancel(turn: Turn): void {
  const { talk } = turn;
  if (talk.form) cancelForm(turn);
  else if (talk.asking) endReach(turn);
  else reply(turn, talk.matter ? 'notice.cancelled' : 'notice.nothingToCancel');
  talk.menu = [];
}

/** What a command does when it is the whole message. Those that only answer a question are not here. */
const DO: Partial<Record<Command, (turn: Turn) => unknown>> = {
  human: (turn) => talkToHuman(turn, turn.services.city.categoryOf('manniska')),
  cancel,
  help: (turn) => reply(turn, turn.talk.form ? 'form.step.help' : 'greeting.help'),
  language: askLanguage,
  startOver,
  status: askForCase,
  transcript: offerChat,
  leave: (turn) => reply(turn, 'waiting.notWaiting'),
  greeting: (turn) => reply(turn, 'greeting.hello', 'greeting'),
  thanks: (turn) => reply(turn, 'greeting.thanks'),
  goodbye: (turn) => reply(turn, 'greeting.goodbye'),
  confused: (turn) => (turn.talk.form ? reply(turn, 'form.step.help') : beClearer(turn)),
  yes: (turn) => reply(turn, 'greeting.hello'),
  no: (turn) => reply(turn, 'greeting.hello'),
};

/** Commands that are understood while a question waits for its answer; a name or a number never contains them. */
const IN_FORM: readonly Command[] = ['human', 'cancel', 'help', 'language', 'startOver', 'name', 'confused'];

/** Said in passing in whatever language: "bay" ends a talk in Turkish, and turns it into no Arabic one. */
const IN_PASSING: readonly Command[] = ['thanks', 'goodbye', 'yes', 'no'];

/**
 * Carries out a command when the whole message is one, in any served language. Returns false when it is none: a word
 * inside a sentence never interrupts.
 */
export async function interrupt(turn: Turn): Promise<boolean> {
  const meanings = turn.services.locales.meaning(turn.text);
  const found = meanings.find(({ language }) => language === turn.talk.language) ?? meanings[0];
  if (!found) return false;
  const { command, language } = found;
  const { form } = turn.talk;
  if ((form || turn.talk.asking) && !IN_FORM.includes(command)) return false;
  if (command === 'name') {
    changeLanguage(turn, language);
    return true;
  }
  const act = DO[command];
  if (!act) return false;
  const isOwn = meanings.some((meaning) => meaning.language === turn.talk.language);
  const isPassing = IN_PASSING.includes(command) && turn.talk.matter !== null;
  if (!turn.talk.chosen && !isOwn && !isPassing) turn.talk.language = language;
  turn.talk.guessed = false;
  await act(turn);
  if (form && (command === 'help' || command === 'confused')) askAgain(turn);
  return true;
}
