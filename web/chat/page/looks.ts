import type { PageTexts } from './texts.js';

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";
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

/** Web Chat's sentences that are missing, wrong or name a robot where a human may have spoken. */
export function overrides(texts: PageTexts) {
  return (strings: Record<string, unknown>) => ({
    ...strings,
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
