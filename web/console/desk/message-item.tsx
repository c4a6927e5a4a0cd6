import type { Message } from '../api/shapes.js';
import { clockTime, languageName } from '../format.js';
import { t } from '../texts.js';

interface Props {
  message: Message;
  agentName: string;
  day: string | undefined;
  goesOn: boolean;
}

/** One thing said. Whatever a citizen writes is shown as the characters it is: never as HTML, Markdown or a link. */
export function MessageItem({ message, agentName, day, goesOn }: Props) {
  const { from, at, text, language, attachments } = message;
  const who = from === 'agent' ? t('transcript.agent', { name: message.name || agentName }) : t(`transcript.${from}`);
  return (
    <>
      {day && <p class="day">{day}</p>}
      <article class={`message message-${from}`}>
        <p class={goesOn ? 'message-head unseen' : 'message-head'}>
          <strong>{who}</strong> <time dateTime={at}>{clockTime(at)}</time>
          {language && <span class="message-language">{languageName(language)}</span>}
        </p>
        <p class="message-text" dir="auto" {...(language && { lang: language })}>
          {text}
        </p>
        {attachments.map((file) => (
          <p key={file.name} class="message-file" dir="auto">
            {t('transcript.file', { name: file.name, kind: file.contentType })}
          </p>
        ))}
      </article>
    </>
  );
}
