import { replyOf } from './standing.js';
import type { PageTexts } from './texts.js';
import type { Activity, ActivityMiddleware, AttachmentMiddleware, ReactElement, StatusMiddleware } from './web-chat.js';

/** Languages that agents may write in and that run from right to left, whether or not the page is served in them. */
const RTL = /^(ar|ckb|fa|he|ku-arab|ps|sd|ug|ur|yi)\b/i;

/**
 * An element for Web Chat's own React, which it does not hand out: made after one of its elements.
 * https://react.dev/reference/react/createElement#returns says what one consists of.
 */
function like(model: ReactElement, type: string, props: Record<string, unknown>, key: string | null = null) {
  return { ...model, type, key, ref: null, props } as ReactElement;
}

export function authorOf(activity: Activity, texts: PageTexts): { kind: 'citizen' | 'agent' | 'robot'; name: string } {
  if (activity.from?.role === 'user') return { kind: 'citizen', name: texts.say('you') };
  if (replyOf(activity).kind === 'agent') {
    return { kind: 'agent', name: texts.say('agentName', { name: activity.from?.name ?? '' }) };
  }
  return { kind: 'robot', name: texts.say('robot') };
}

/** Writes above a message who said it, and marks its language, so that it is read aloud in the right one. */
export function authorAndLanguage(texts: PageTexts): ActivityMiddleware {
  return () =>
    (next) =>
    (card, ...rest) => {
      const render = next(card, ...rest);
      if (!render) return render;
      return (...args) => {
        const element = render(...args);
        if (!element) return element;
        const { activity } = card;
        const { kind, name } = authorOf(activity, texts);
        // Web Chat itself says of the citizen's own messages whose they are, and of no other's.
        const hidden = kind === 'citizen' && { 'aria-hidden': true };
        const author = like(element, 'div', { className: 'author', ...hidden, children: name }, 'author');
        // What a citizen writes may be in any language: only the direction is taken from the text itself.
        const language = kind === 'citizen' ? undefined : activity.locale;
        return like(element, 'div', {
          className: `said said-${kind}`,
          // Not `dir`: that would also turn the layout, and the bot's and the citizen's side must stay theirs.
          ...(language ? { lang: language, 'data-dir': RTL.test(language) ? 'rtl' : 'ltr' } : {}),
          children: [author, like(element, 'div', { className: 'words', children: element }, 'words')],
        });
      };
    };
}

/** An address somebody typed, without the punctuation of the sentence around it. */
const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,:;!?')\]])/;

/** What an agent typed, letter by letter; Web Chat by itself leaves the links of a plain text dead. */
export const plainTextWithLinks: AttachmentMiddleware = () => (next) => (card) => {
  const element = next(card);
  const { contentType, content } = card.attachment;
  if (!element || contentType !== 'text/plain' || replyOf(card.activity).kind !== 'agent') return element;
  const children = String(content)
    .split(LINK)
    .map((part, place) => {
      if (place % 2 === 0) return part;
      const props = { href: part, target: '_blank', rel: 'noopener noreferrer', children: part };
      return like(element, 'a', props, String(place));
    });
  return like(element, 'p', { className: 'typed', children });
};

/** The time of a message as the city writes it: 14:05, and the day when it was not today. */
export function timeOf(timestamp: string, language: string, now: Date): string {
  const at = new Date(timestamp);
  const tag = `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  if (at.toDateString() === now.toDateString()) return time;
  return `${new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' }).format(at)} ${time}`;
}

/** Web Chat tells the time by a twelve-hour clock in Swedish. Sending and failed sending stay as they are. */
export function timestamps(texts: PageTexts): StatusMiddleware {
  return () => (next) => (card) => {
    const element = next(card);
    const { activity, hideTimestamp, sendState, sendStatus = sendState } = card;
    if (!element || hideTimestamp || !activity.timestamp || (sendStatus && sendStatus !== 'sent')) return element;
    const children = timeOf(activity.timestamp, texts.language.reads, new Date());
    return like(element, 'time', { className: 'time', dateTime: activity.timestamp, children });
  };
}
