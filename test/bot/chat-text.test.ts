import { createChatText } from '../../bot/chat-text.js';
import type { TranscriptEntry } from '../../cases/transcript.js';
import { CITY } from '../support/registry.js';
import { locales } from '../support/talk-to.js';

const said = (text: string): TranscriptEntry => ({
  id: 'c|0000001',
  at: new Date('2026-11-18T09:00:00Z'),
  from: 'citizen',
  name: '',
  text,
  language: 'ar',
  attachments: [],
});

it('a chat as a file says of words that are not kept, in its citizen’s language, that they are not', async () => {
  const chats = { whole: async () => [said('[hidden]'), said('مرحبا')] };
  const textOf = createChatText({ chats, locales, city: CITY, placeholder: '[hidden]' });
  const text = await textOf('c', { language: 'ar' });
  expect(text).toContain(locales.say('ar', 'emergency.placeholder'));
  expect(text).toContain('مرحبا');
  expect(text).not.toContain('[hidden]');
});
