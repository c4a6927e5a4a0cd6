import { servedLanguages } from '../city-languages.js';

/** The languages the city answers in, as a list to choose from. */
export function LanguageOptions() {
  return servedLanguages().map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
}
