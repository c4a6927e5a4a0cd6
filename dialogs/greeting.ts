import { named, sentence, type Turn } from './turn.js';

/** The first message, once: that this is a robot, what it can do, what not to write, how to reach a person (AI Act art. 50). */
export function greet(turn: Turn): void {
  const { city } = turn.services;
  if (turn.talk.greeted) return;
  turn.talk.greeted = true;
  turn.say({
    kind: 'greeting',
    text: sentence(turn, 'greeting.welcome', { city: named(turn, city.name) }),
    choices: [
      ...city.start.map(({ label, topics }) => ({
        label: named(turn, label),
        action: { do: 'topics' as const, articles: topics },
      })),
      { label: sentence(turn, 'feedback.person'), action: { do: 'person' }, means: 'human' },
    ],
    numbered: true,
  });
}
