import { isolateLeftToRight } from '../../../locales/bidi.js';
import type { Message } from '../api/shapes.js';
import { directionOf } from '../city-languages.js';
import { clockTime, languageName, withoutMarkup } from '../format.js';
import { t } from '../texts.js';
import { MachineTranslation } from './machine-translation.js';

interface Props {
  message: Message;
  agentName: string;
  day: string | undefined;
  goesOn: boolean;
}

/** One thing said. Whatever a citizen writes is shown as the characters it is: never as HTML, Markdown or a link. */
export function MessageItem({ message, agentName, day, goesOn }: Props) {
  const { from, at, text, language, translation, attachments } = message;
  const dir = directionOf(language, text);
  const words = from === 'bot' ? withoutMarkup(text) : text;
  const who = from === 'agent' ? t('transcript.agent', { name: message.name || agentName }) : t(`transcript.${from}`);
  return (
    <>
      {day && <p class="day">{day}</p>}
      <article class={`message message-${from}`}>
        <p class={goesOn ? 'message-head unseen' : 'message-head'}>
          <strong>{who}</strong> <time dateTime={at}>{clockTime(at)}</time>
          {language && <span class="message-language">{languageName(language)}</span>}
        </p>
        <p class="message-text" dir={dir} {...(language && { lang: language })}>
          {/* Or the parts of a telephone number would stand in turned order. */}
          {dir === 'rtl' ? isolateLeftToRight(words) : words}
        </p>
        {translation && <MachineTranslation {...translation} />}
        {attachments.map((file) => (
          <AttachedFile key={file.contentUrl || file.name} {...file} />
        ))}
      </article>
    </>
  );
}

/** A file is opened on a click only, and only when it lies with us. */
function AttachedFile({ name, contentType, contentUrl }: Message['attachments'][number]) {
  const label = t('transcript.file', { name, kind: contentType });
  return (
    <p class="message-file" dir="auto">
      {isOurs(contentUrl) ? (
        <a href={contentUrl} target="_blank" rel="noopener noreferrer">
          {label}
        </a>
      ) : (
        label
      )}
    </p>
  );
}

function isOurs(address: string): boolean {
  try {
    const { origin, pathname } = new URL(address, location.href);
    return address !== '' && origin === location.origin && pathname.startsWith('/v3/directline/');
  } catch {
    return false;
  }
}
