import { sentence, type Turn } from './turn.js';

/** From now on in this language, whatever language the next message looks like. */
export function changeLanguage(turn: Turn, language: string): void {
  turn.talk.language = language;
  turn.talk.chosen = true;
  turn.say({ kind: 'notice', text: sentence(turn, 'notice.language') });
}

export function askLanguage(turn: Turn): void {
  const live = turn.services.locales.languages.filter(({ status }) => status === 'live');
  turn.say({
    kind: 'question',
    text: sentence(turn, 'notice.chooseLanguage'),
    choices: live.map(({ code, name }) => ({ label: name, action: { do: 'language', language: code } })),
    numbered: true,
    data: { form: 'language', field: 'language' },
  });
}
