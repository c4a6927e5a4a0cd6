import type { Message } from '../api/shapes.js';
import { directionOf } from '../city-languages.js';
import { languageInSentence } from '../format.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';

/** What a machine made of a message, below the words themselves and never to be taken for them. */
export function MachineTranslation({ language, text }: NonNullable<Message['translation']>) {
  if (!text)
    return (
      <p class="machine-mark machine-failed">
        <Icon name="warning" /> {t('transcript.notTranslated')}
      </p>
    );
  return (
    <div class="machine">
      <p class="machine-mark">
        <Icon name="machine" /> {t('transcript.translated', { language: languageInSentence(language) })}
      </p>
      <p class="machine-text" dir={directionOf(language, text)} lang={language}>
        {text}
      </p>
    </div>
  );
}
