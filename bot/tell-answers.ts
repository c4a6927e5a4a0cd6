import type { Outbox } from '../cases/outbox.js';
import { readEmail } from '../cases/reach.js';
import type { Unanswered } from '../editorial/unanswered.js';

interface Needs {
  unanswered: Pick<Unanswered, 'toTellOf' | 'told'>;
  outbox: Pick<Outbox, 'put'>;
  /** Title of the article that citizens get now; undefined while there is none. */
  titleOf(topic: string, language: string): string | undefined;
}

/**
 * Writes down whom to tell that their question has an answer: as soon as an editor has said which, and citizens get it.
 * The address moves from the question into the outbox, which forgets it when the letter is sent.
 */
export function createAnswerTellings({ unanswered, outbox, titleOf }: Needs): () => Promise<void> {
  return async () => {
    const told: string[] = [];
    for (const { question, topic } of await unanswered.toTellOf()) {
      const { _id, language, email } = question;
      const to = readEmail(email);
      if (!to || !titleOf(topic, language)) continue;
      await outbox.put({ _id: `answer/${_id}`, about: 'answer', ref: topic, move: 0, language, channel: 'email', to });
      told.push(_id);
    }
    await unanswered.told(told);
  };
}
