import type { Activity } from './web-chat.js';

/** A link as it stands, or a telephone number as the city writes one: 08-651 00 00. Never a part of a longer number. */
const LINK_OR_PHONE = /(\[[^\]]*\]\([^)]*\)|https?:\/\/\S+)|(^|[^\d-])(0\d{1,3}-\d{2,3}(?: \d{2,3})+)(?!\d)/g;

/** The number as a link: it is called by a press, and is never broken over two lines, where it could not be read. */
function withPhoneLinks(text: string): string {
  return text.replace(LINK_OR_PHONE, (all, link: string, before: string, phone: string) =>
    link ? all : `${before}[${phone}](tel:${phone.replace(/\D/g, '')})`,
  );
}

/** What the bot said, with telephone numbers that can be called. What a person typed stays as it is. */
export function readable(activity: Activity): Activity {
  const { type, from, text, textFormat } = activity;
  if (type !== 'message' || from?.role === 'user' || !text || textFormat === 'plain') return activity;
  return { ...activity, text: withPhoneLinks(text) };
}
