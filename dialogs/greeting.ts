import { personChoice } from './talk-to-human.js';
import { type Choice, named, sentence, type Turn } from './turn.js';

/** The start topics and a person: what can be chosen by a number from the beginning. */
export function startChoices(turn: Turn): Choice[] {
  return [
    ...turn.services.city.start.map(({ label, topics }) => ({
      label: named(turn, label),
      action: { do: 'topics' as const, articles: topics },
    })),
    personChoice(turn),
  ];
}

/** The first message, once: that this is a robot, what it can do, what not to write, how to reach a person (AI Act art. 50). */
export function greet(turn: Turn): void {
  const { city } = turn.services;
  if (turn.talk.greeted) return;
  turn.talk.greeted = true;
  turn.say({
    kind: 'greeting',
    text: sentence(turn, 'greeting.welcome', { city: named(turn, city.name) }),
    choices: startChoices(turn),
    numbered: true,
  });
}
