import { giveArticle, lastTopic } from './answer.js';
import { offerPerson, personChoice } from './talk-to-human.js';
import { sentence, type Turn } from './turn.js';

/** From now on in easy Swedish; what was just answered is said again in it. */
export async function answerEasily(turn: Turn, topic: string | undefined): Promise<void> {
  const { services, talk } = turn;
  talk.easy = true;
  const isEasy = topic !== undefined && services.article(topic, 'sv')?.easy !== undefined;
  if (topic && !isEasy) return offerPerson(turn, sentence(turn, 'easy.none'));
  turn.say({ kind: 'notice', text: sentence(turn, 'easy.begun') });
  if (topic) await giveArticle(turn, topic, { repeated: true });
}

/** Somebody does not understand: in Swedish an easier text, in other languages other words or a person. */
export async function beClearer(turn: Turn): Promise<void> {
  const { talk } = turn;
  if (talk.language === 'sv' && !talk.easy) return answerEasily(turn, lastTopic(turn));
  turn.say({ kind: 'notice', text: sentence(turn, 'easy.hard'), choices: [personChoice(turn)] });
}
