import { prefer } from '../state/preferences.js';
import { language, languages, nameOfLanguage, t } from '../texts.js';

/** The languages by their own names; the choice stays in this browser. */
export function LanguageChoice() {
  return (
    <fieldset class="languages" aria-label={t('app.language')}>
      {languages.map((code) => (
        <button
          key={code}
          type="button"
          class="button-quiet"
          lang={code}
          aria-pressed={language.value === code}
          onClick={() => {
            language.value = code;
            prefer('language', code);
          }}
        >
          {nameOfLanguage(code)}
        </button>
      ))}
    </fieldset>
  );
}
