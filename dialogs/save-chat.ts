import { WHOLE_CHAT } from '../cases/chat.js';
import { reachIn } from './hear-reach.js';
import { labelIn } from './labels.js';
import { sayQuestion } from './reach.js';
import { type Choice, sentence, type Turn } from './turn.js';

/** The conversation to keep: as a file at once, where the channel is ours, and by mail when they want it so. */
export async function offerChat(turn: Turn): Promise<void> {
  const { services, talk, channel } = turn;
  const secret = await services.follow.isSecretChat(turn.conversationId);
  const ours = channel === 'directline';
  const mailed = services.mail && !secret;
  const name = sentence(turn, 'transcript.fileName');
  turn.say({
    kind: 'notice',
    text: [
      ours && sentence(turn, 'transcript.file'),
      ours && secret && sentence(turn, 'transcript.secretFile'),
      !ours && !mailed && sentence(turn, 'transcript.none'),
      !ours && mailed && sentence(turn, 'transcript.mailOnly'),
    ]
      .filter(Boolean)
      .join('\n\n'),
    ...(ours && { files: [{ name, contentType: 'text/plain', contentUrl: WHOLE_CHAT }] }),
    choices: mailed ? [byMail(turn)] : [],
    data: { language: talk.language },
  });
}

const byMail = (turn: Turn): Choice => ({ label: sentence(turn, 'transcript.byMail'), action: { do: 'mailChat' } });

/** Asks where to, and says who may read a letter. Nothing under strong secrecy is mailed. */
export async function askAddress(turn: Turn): Promise<void> {
  const { services, talk } = turn;
  if (!services.mail || (await services.follow.isSecretChat(turn.conversationId))) {
    talk.asking = null;
    return turn.say({ kind: 'invalid', text: sentence(turn, 'transcript.notMailed') });
  }
  talk.asking = { form: 'mail', field: 'contact', tries: 0 };
  sayQuestion(turn);
}

/** The address is kept until the letter is sent, and nowhere else. */
export async function mailChat(turn: Turn, to: string): Promise<void> {
  const { services, talk, conversationId, seq } = turn;
  talk.asking = null;
  turn.forget();
  if (await services.follow.isSecretChat(conversationId)) {
    return turn.say({ kind: 'invalid', text: sentence(turn, 'transcript.notMailed') });
  }
  await services.follow.mailChat(conversationId, { seq, to, language: talk.language });
  turn.say({ kind: 'notice', text: sentence(turn, 'transcript.mailed') });
}

/** What somebody wants of the conversation while a queue or a person has it. False when the message is something else. */
export async function heardOfChat(turn: Turn): Promise<boolean> {
  const { talk, services } = turn;
  const meanings = services.locales.meaning(turn.text).map(({ command }) => command);
  if (meanings.includes('transcript')) {
    await offerChat(turn);
    return true;
  }
  if (labelIn(turn, { mail: 'transcript.byMail' })) {
    await askAddress(turn);
    return true;
  }
  if (talk.asking?.form !== 'mail') return false;
  const { email } = reachIn(turn.text);
  if (email) {
    await mailChat(turn, email);
    return true;
  }
  // Whatever else they write is for the person they write with.
  talk.asking = null;
  return false;
}
