import { authorOf } from './decorate.js';
import type { PageTexts } from './texts.js';
import type { Activity } from './web-chat.js';

/**
 * A message as a screen reader says it: who wrote it, the words, and what can be chosen. Web Chat by itself has one name
 * for everybody who is not the citizen.
 */
export function withWordsAloud(activity: Activity, texts: PageTexts): Activity {
  const { type, from, speak, text = '', attachments = [], suggestedActions } = activity;
  if (type !== 'message' || from?.role === 'user') return activity;
  const words = speak || text;
  const files = attachments.map(({ name = '' }) => `${texts.say('attached')} ${name}`);
  const choices = (suggestedActions?.actions ?? []).map(({ title = '' }) => title);
  const aloud = [
    texts.say('said', { name: authorOf(activity, texts).name }),
    words,
    ...files,
    // What is listed in the text is not read twice.
    choices.filter((one) => !words.includes(one)).join(', '),
  ];
  return {
    ...activity,
    channelData: { ...activity.channelData, 'webchat:fallback-text': aloud.filter(Boolean).join(' ') },
  };
}
