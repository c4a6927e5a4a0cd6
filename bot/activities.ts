import type { Activity, SuggestedActions } from 'botbuilder';
import type { Choice, Reply } from '../dialogs/turn.js';

export const BOT = { id: 'bot', name: 'Kontaktcenter', role: 'bot' } as const;

/** The text as it should be read aloud: no marks of Markdown, links by their words. */
export function spoken(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(#{1,6}|[-*+]|>)\s+/gm, '')
    .replace(/[*_`~]{1,3}(\S(?:.*?\S)?)[*_`~]{1,3}/g, '$1')
    .replace(/\s*\n+\s*/g, ' ')
    .trim();
}

function numberedList(choices: readonly Choice[]): string {
  return choices.map(({ label }, place) => `${place + 1}. ${label}`).join('\n');
}

function buttons(choices: readonly Choice[]): SuggestedActions {
  return { to: [], actions: choices.map(({ label }) => ({ type: 'imBack', title: label, value: label })) };
}

/** A reply as the Bot Framework's protocol and the contract's `channelData.reply` want it. */
export function activityOf(
  reply: Reply,
  { language, replyToId }: { language: string; replyToId?: string },
): Partial<Activity> {
  const { kind, choices = [], numbered, data } = reply;
  const text = numbered ? `${reply.text}\n\n${numberedList(choices)}` : reply.text;
  return {
    type: 'message',
    text,
    speak: spoken(text),
    textFormat: 'markdown',
    locale: reply.language ?? language,
    ...(replyToId && { replyToId }),
    ...(choices.length > 0 && { suggestedActions: buttons(choices) }),
    channelData: { reply: { kind, ...data } },
  };
}
