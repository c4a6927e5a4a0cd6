import type { PageTexts } from './texts.js';

const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, 'SF Arabic', 'Noto Sans Arabic', Tahoma, sans-serif";
const INK = '#1b2429';
const ACCENT = '#0b4a6f';
const SUBTLE = '#4b5963';
const LINE = '#8a98a3';

/** Web Chat's own settings; what it has no setting for stands in style.css. */
export const STYLE = {
  primaryFont: FONT,
  accent: ACCENT,
  subtle: SUBTLE,
  backgroundColor: '#f4f6f8',
  bubbleBackground: '#ffffff',
  bubbleBorderColor: '#c5ced5',
  bubbleBorderRadius: 12,
  bubbleTextColor: INK,
  bubbleFromUserBackground: '#d9eaf5',
  bubbleFromUserBorderColor: '#a9c9de',
  bubbleFromUserBorderRadius: 12,
  bubbleFromUserTextColor: INK,
  bubbleMaxWidth: 560,
  bubbleMinWidth: 1,
  bubbleMinHeight: 44,
  paddingRegular: 12,
  paddingWide: 16,
  timestampColor: SUBTLE,
  sendBoxHeight: 52,
  sendBoxTextWrap: true,
  sendBoxTextColor: INK,
  sendBoxPlaceholderColor: SUBTLE,
  sendBoxButtonColor: ACCENT,
  sendBoxButtonColorOnDisabled: SUBTLE,
  sendBoxBorderTop: `1px solid ${LINE}`,
  maxMessageLength: 4000,
  hideUploadButton: false,
  // Not .heic: then an iPhone makes a JPEG of its own accord.
  uploadAccept: '.jpg,.jpeg,.png,.gif,.webp,.avif,.pdf,.txt',
  suggestedActionLayout: 'flow',
  suggestedActionHeight: 44,
  suggestedActionBorderRadius: 22,
  suggestedActionBorderWidth: 1,
  suggestedActionBorderColor: ACCENT,
  suggestedActionTextColor: ACCENT,
  suggestedActionKeyboardFocusIndicatorBorderStyle: 'none',
  transcriptVisualKeyboardIndicatorColor: ACCENT,
  transcriptActivityVisualKeyboardIndicatorColor: ACCENT,
  transcriptOverlayButtonBackground: '#0b3a57',
  typingAnimationDuration: 5000,
} as const;

/** The tag of a language whose formats Web Chat should use. */
export function webChatLocale(code: string): string {
  return { sv: 'sv-SE', en: 'en-GB' }[code] ?? code;
}

/** Languages that Web Chat has no sentences in: there it would speak English. */
const UNKNOWN_TO_WEB_CHAT = ['fa', 'so'];

/** What of Web Chat's own sentences is seen or read aloud on this page, in our words. */
function instead(texts: PageTexts): Record<string, string> {
  const file = `${texts.say('attached')} $1`;
  return {
    ACTIVITY_INTERACTIVE_REASON_SEND_FAILED_ALT: texts.say('sendFailed'),
    ACTIVITY_STATUS_SEND_STATUS_ALT_SENDING: texts.say('sending'),
    ACTIVITY_YOU_ATTACHED_ALT: texts.say('attached'),
    ATTACHMENT_FILE: file,
    ATTACHMENT_IMAGE: texts.say('attached'),
    CONNECTIVITY_STATUS_ALT: '$1',
    CONNECTIVITY_STATUS_ALT_CONNECTED: texts.say('online'),
    CONNECTIVITY_STATUS_ALT_CONNECTING: texts.say('loading'),
    CONNECTIVITY_STATUS_ALT_SLOW_CONNECTION: texts.say('loading'),
    FILE_CONTENT_ALT: file,
    FILE_CONTENT_DOWNLOADABLE_ALT: file,
    FILE_CONTENT_DOWNLOADABLE_WITH_SIZE_ALT: file,
    FILE_CONTENT_WITH_SIZE_ALT: file,
    MARKDOWN_EXTERNAL_LINK_ALT: texts.say('newTab'),
    SEND_BOX_IS_EMPTY_TOOLTIP_ALT: texts.say('sendBox'),
    TEXT_INPUT_ATTACHMENTS_ONE: texts.say('attached'),
    TEXT_INPUT_ATTACHMENTS_OTHER: file,
    TEXT_INPUT_DROP_ZONE: texts.say('upload'),
    TRANSCRIPT_ARIA_LABEL_ALT: texts.say('inConversation'),
    TRANSCRIPT_ARIA_ROLE_ALT: texts.say('inConversation'),
    TRANSCRIPT_LIVE_REGION_INTERACTIVE_LABEL_ALT: ' ',
    TRANSCRIPT_LIVE_REGION_INTERACTIVE_WITH_LINKS_LABEL_ALT: ' ',
    TRANSCRIPT_LIVE_REGION_SEND_FAILED_ALT: texts.say('sendFailed'),
    TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_LABEL_ALT: texts.say('suggestions'),
    TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_WITH_ACCESS_KEY_LABEL_ALT: texts.say('suggestions'),
    TRANSCRIPT_MORE_MESSAGES: texts.say('newMessage'),
    TRANSCRIPT_NEW_MESSAGES: texts.say('newMessage'),
    TRANSCRIPT_TERMINATOR_TEXT: ' ',
  };
}

/** Web Chat's sentences that are missing, wrong or name a robot where a human may have spoken. */
export function overrides(texts: PageTexts) {
  return (strings: Record<string, unknown>) => ({
    ...strings,
    ...(UNKNOWN_TO_WEB_CHAT.includes(texts.language.reads) && instead(texts)),
    // Who it was stands in the message itself (aloud.ts). For nothing at all Web Chat takes its English words.
    ACTIVITY_BOT_SAID_ALT: ' ',
    ACTIVITY_YOU_SAID_ALT: texts.say('said', { name: texts.say('you') }),
    ACTIVITY_BOT_ATTACHED_ALT: texts.say('attached'),
    ACTIVITY_STATUS_SEND_FAILED_RETRY: `${texts.say('sendFailed')} [${texts.say('retry')}][RETRY]`,
    SUGGESTED_ACTIONS_LABEL_ALT: texts.say('suggestions'),
    TEXT_INPUT_ALT: texts.say('sendBox'),
    TEXT_INPUT_PLACEHOLDER: texts.say('sendBox'),
    TEXT_INPUT_SEND_BUTTON_ALT: texts.say('send'),
    TEXT_INPUT_UPLOAD_BUTTON_ALT: texts.say('upload'),
    TYPING_INDICATOR_ALT: texts.say('typing'),
    TYPING_INDICATOR_SINGLE_TEXT: texts.say('typing'),
    CONNECTIVITY_STATUS_ALT_FATAL: texts.say('failed'),
    CONNECTIVITY_STATUS_ALT_RECONNECTING: texts.say('offline'),
  });
}
