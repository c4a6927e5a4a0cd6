import type { ByPerson } from '../locales/index.js';
import { speak } from './form/ask.js';
import { matterOf, note } from './matter.js';
import { offerPerson, personChoice } from './talk-to-human.js';
import { type Choice, sentence, type Talk, type Turn } from './turn.js';

/** Readers of these understand Swedish, and their short questions are often mistaken for it. */
export const READS_SWEDISH: readonly string[] = ['no', 'da'];

/** The tag of easy Swedish (lättläst) in the list of languages. */
export const EASY_SWEDISH = 'sv-x-latt';

/** From now on in this language, whatever language the next message looks like. An open form goes on in it. */
export function changeLanguage(turn: Turn, tag: string): void {
  const helped = turn.services.locales.byPerson(tag);
  if (helped) {
    offerPersonIn(turn, helped);
    return;
  }
  const before = turn.talk.language;
  turn.talk.wished = '';
  turn.talk.easy = tag === EASY_SWEDISH;
  turn.talk.language = turn.talk.easy ? 'sv' : tag;
  turn.talk.chosen = true;
  turn.talk.guessed = false;
  turn.say({ kind: 'notice', text: sentence(turn, turn.talk.easy ? 'easy.begun' : 'notice.language') });
  if (turn.talk.form) speak(turn, before);
}

/** What the citizen has chosen in the list of languages. */
export function chosenLanguage({ wished, easy, language }: Talk): string {
  return wished || (easy && language === 'sv' ? EASY_SWEDISH : language);
}

/** The language of the page that a conversation begins on. What is no mere translation says so at once. */
export function joinIn(turn: Turn, tag: string): void {
  if (turn.services.locales.live.includes(tag)) Object.assign(turn.talk, { language: tag, guessed: false });
  else if (tag !== chosenLanguage(turn.talk)) changeLanguage(turn, tag);
}

/** A language without texts: the citizen's rights and a person, in a language they may read. No machine writes theirs. */
function offerPersonIn(turn: Turn, { code, name, reads, right }: ByPerson): void {
  const { talk } = turn;
  Object.assign(talk, { language: reads, wished: code, easy: false, chosen: true, guessed: false });
  const rights = right === 'minority' ? [sentence(turn, 'rights.minority', { language: name })] : [];
  const text = [...rights, sentence(turn, 'rights.noText', { language: name }), sentence(turn, 'rights.interpreter')];
  offerPerson(turn, text.join('\n\n'), [
    { label: sentence(turn, 'rights.more'), action: { do: 'answer', article: 'minoritetssprak', language: reads } },
  ]);
}

function languageChoices({ services }: Turn): Choice[] {
  return services.locales.menu.map(({ code, name }) => ({ label: name, action: { do: 'language', language: code } }));
}

/** Also in English: who does not read the one language may read the other. */
export function askLanguage(turn: Turn): void {
  const { talk, services } = turn;
  const inEither = (key: string) => [...new Set([talk.language, 'en'])].map((code) => services.locales.say(code, key));
  talk.guessed = false;
  turn.say({
    kind: 'question',
    text: inEither('notice.chooseLanguage').join(' / '),
    choices: [
      ...languageChoices(turn),
      { label: inEither('notice.anotherLanguage').join(' / '), action: { do: 'otherLanguage' }, means: ['none'] },
    ],
    numbered: true,
    data: { form: 'language', field: 'language' },
  });
}

/** A language we do not serve: that it is not served, in that language where we can, then which there are, and a person. */
export function offerLanguages(turn: Turn, detected = ''): void {
  const { services, talk } = turn;
  const helped = services.locales.byPerson(detected);
  if (helped) {
    offerPersonIn(turn, helped);
    return;
  }
  if (!talk.chosen && !READS_SWEDISH.includes(detected)) talk.language = 'en';
  const matter = matterOf(turn);
  note(turn, matter, 'unanswered');
  if (detected) matter.language = detected;
  const own = services.locales.notServed(detected);
  if (own) turn.say({ kind: 'notice', text: own, language: detected });
  turn.say({
    kind: 'notice',
    text: sentence(turn, 'notice.notServed'),
    choices: [...languageChoices(turn), personChoice(turn)],
    numbered: true,
  });
}
