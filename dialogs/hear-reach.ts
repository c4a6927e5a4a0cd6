import { readEmail, readPhone } from '../cases/reach.js';
import { giveArticle } from './answer.js';
import { hearAboutCase } from './case-status.js';
import { endReach, sayQuestion, skip } from './reach.js';
import { mailChat } from './save-chat.js';
import { rememberToTell } from './tell.js';
import { sentence, type Turn } from './turn.js';

/** Between two questions of ours, a guess would be taken for a misunderstanding. */
const SURELY_A_QUESTION = 0.8;

interface Found {
  phone?: string;
  email?: string;
}

/** "2026-11-03" could be dialled, but nobody means that. */
const DATE = /^\d{4}-\d{1,2}-\d{1,2}$/;

/** A number or an address inside a sentence: "ring mig på 070-123 45 67". */
export function reachIn(text: string): Found {
  const email = text
    .split(/\s+/)
    .map((word) => readEmail(word.replace(/^[<("']+|[>)"'.,;:!?]+$/g, '')))
    .find(Boolean);
  const phone = (text.match(/\+?\(?\d[\d\s()/.-]{5,}\d/g) ?? [])
    .filter((one) => !DATE.test(one))
    .map(readPhone)
    .find(Boolean);
  return { ...(phone && { phone }), ...(email && { email }) };
}

async function keepWithCase(turn: Turn, caseNumber: string, found: Found): Promise<void> {
  await turn.services.addReach(caseNumber, found);
  const reach = [found.phone, found.email].filter(Boolean).join(', ');
  const text = sentence(turn, 'case.reachable', { number: caseNumber, reach });
  turn.say({ kind: 'case', text, data: { caseNumber } });
}

/** Hears the answer. A question asked aside is answered, and the form goes on. */
export async function hearReach(turn: Turn): Promise<void> {
  const { asking, language } = turn.talk;
  if (!asking) return;
  if (asking.form === 'case') return hearAboutCase(turn, asking);
  const told = reachIn(turn.text);
  // Nobody rings to say that there is an answer, or reads a conversation to somebody.
  const found: Found = asking.form === 'reach' ? told : { ...(told.email && { email: told.email }) };
  if (found.phone || found.email) {
    turn.talk.asking = null;
    if (asking.form === 'mail') return mailChat(turn, found.email ?? '');
    return asking.form === 'tell'
      ? rememberToTell(turn, asking.seq, found)
      : keepWithCase(turn, asking.caseNumber, found);
  }
  const meanings = turn.services.locales.meaning(turn.text).map(({ command }) => command);
  if (meanings.includes('no') || meanings.includes('skip')) return endReach(turn);
  if (meanings.length > 0) return sayQuestion(turn);
  const { verdict, confidence } = turn.services.find({ text: turn.text, priors: { [language]: 6 } });
  if (verdict.kind === 'answer' && confidence >= SURELY_A_QUESTION && !/@|\d{4}/.test(turn.text)) {
    await giveArticle(turn, verdict.article, { aside: true });
    turn.talk.asking = asking;
    sayQuestion(turn);
    return;
  }
  asking.tries += 1;
  if (asking.form !== 'reach') turn.forget();
  const [first, again] =
    asking.form === 'reach' ? ['reach.invalid', 'reach.invalidAgain'] : ['tell.invalid', 'tell.invalidAgain'];
  turn.say({
    kind: 'invalid',
    text: sentence(turn, asking.tries > 1 ? again : first),
    choices: skip(turn),
    data: { form: asking.form, field: 'contact' },
  });
}
