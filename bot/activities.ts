import type { Activity, SuggestedActions } from 'botbuilder';
import type { Choice, Reply } from '../dialogs/turn.js';

export const BOT = { id: 'bot', name: 'Kontaktcenter', role: 'bot' } as const;

/** A text as it should be read aloud: all of it, in one line. */
function inOneLine(text: string): string {
  return text.replace(/\s*\n+\s*/g, ' ').trim();
}

/** Markdown as it should be read aloud: no marks, links by their words. */
export function spoken(markdown: string): string {
  const words = markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s{0,3}(#{1,6}|[-*+]|>)\s+/gm, '')
    .replace(/([*`~]{1,3})(\S(?:.*?\S)?)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])(_{1,3})(\S(?:.*?\S)?)\1(?![\p{L}\p{N}])/gu, '$2');
  return inOneLine(words);
}

function numberedList(choices: readonly Choice[]): string {
  return choices.map(({ label }, place) => `${place + 1}. ${label}`).join('\n');
}

function buttons(choices: readonly Choice[]): SuggestedActions {
  return { to: [], actions: choices.map(({ label }) => ({ type: 'imBack', title: label, value: label })) };
}

/**
 * A reply as the Bot Framework's protocol and the contract's `channelData.reply` want it. What the bot says is Markdown;
 * an agent types plain text, in which an asterisk is an asterisk.
 */
export function activityOf(
  reply: Reply,
  { language, replyToId }: { language: string; replyToId?: string },
): Partial<Activity> {
  const { kind, choices = [], numbered, files = [], data } = reply;
  const typed = kind === 'agent';
  const text = numbered ? `${reply.text}\n\n${numberedList(choices)}` : reply.text;
  return {
    type: 'message',
    text,
    speak: typed ? inOneLine(text) : spoken(text),
    textFormat: typed ? 'plain' : 'markdown',
    locale: reply.language ?? language,
    ...(replyToId && { replyToId }),
    ...(choices.length > 0 && { suggestedActions: buttons(choices) }),
    ...(files.length > 0 && { attachments: files }),
    channelData: { reply: { kind, ...data } },
  };
}
