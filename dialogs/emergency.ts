import type { Emergency, Sighting } from './emergency-signs.js';
import { matterOf, note } from './matter.js';
import { type Choice, type Services, sentence, type Turn } from './turn.js';

/** The topic that each kind of emergency is registered under. */
const TOPIC: Record<Emergency, string> = {
  danger: 'akut-112',
  selfHarm: 'akut-112',
  missingChild: 'akut-112',
  violence: 'vald-nara-relation',
};

/** Topics whose article is shown as help in an emergency, whatever led to it. */
export function emergencyOf(topic: string): Emergency | undefined {
  if (topic === TOPIC.danger) return 'danger';
  return topic === TOPIC.violence ? 'violence' : undefined;
}

/** The right help in words, wherever somebody has written. */
function helpFor({ locales, fact }: Pick<Services, 'locales' | 'fact'>, kind: Emergency, language: string): string {
  const phone = (name: string) => fact(`phone.${name}`, language) ?? '';
  return locales.say(language, `emergency.${kind}`, {
    emergency: phone('emergency'),
    kvinnofrid: phone('kvinnofrid'),
    health: phone('health'),
  });
}

/** What somebody is told whose words of an emergency came where no dialog answers, and what it is registered as. */
export function helpElsewhere(
  services: Pick<Services, 'locales' | 'fact' | 'city'>,
  { kind, language }: Sighting,
): { category: string; language: string; text: string } {
  const notTaken = services.locales.say(language, 'emergency.notTaken');
  return {
    category: services.city.categoryOf(TOPIC[kind]),
    language,
    text: `${helpFor(services, kind, language)}\n\n${notTaken}`,
  };
}

/** What was going on can go on afterwards: nothing of it is lost. */
function goOnChoice(turn: Turn): Choice[] {
  return turn.talk.form ? [{ label: sentence(turn, 'form.step.resume'), action: { do: 'ask' } }] : [];
}

/** In the language of the cry for help, whatever was chosen before: the right help first, then a person if wanted. No question, and whatever was going on is left where it was. */
export function helpInEmergency(turn: Turn, kind: Emergency, language = turn.talk.language): void {
  const { services, talk } = turn;
  if (services.locales.live.includes(language)) talk.language = language;
  const topic = TOPIC[kind];
  const matter = matterOf(turn, services.city.categoryOf(topic));
  note(turn, matter, 'emergency');
  turn.say({
    kind: 'emergency',
    text: `${helpFor(services, kind, talk.language)}\n\n${sentence(turn, 'emergency.person')}`,
    choices: [
      { label: sentence(turn, 'feedback.person'), action: { do: 'person' }, means: ['yes', 'human'] },
      ...goOnChoice(turn),
    ],
    data: { article: topic },
  });
}
