import { type Config, element, type Language } from './config.js';

export interface PageTexts {
  readonly language: Language;
  say(key: string, values?: Record<string, string | number>): string;
  /** Shows the page's own text in another language. */
  show(code: string): void;
}

/** The page's own words. Elements carry the key of their text (`data-text`) or of their label (`data-label`). */
export function createTexts(config: Config): PageTexts {
  let language = languageOf(config.language);

  function languageOf(code: string): Language {
    return config.languages.find((one) => one.code === code) ?? { code, name: code, dir: 'ltr', reads: code };
  }

  function say(key: string, values: Record<string, string | number> = {}): string {
    const text = config.texts[language.reads]?.[key] ?? '';
    const fromRight = languageOf(language.reads).dir === 'rtl';
    return text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => {
      const value = values[name];
      // A Swedish name inside Arabic is set apart, so that it leaves the order of the words around it alone.
      return typeof value === 'string' && fromRight ? `\u2068${value}\u2069` : String(value ?? all);
    });
  }

  function showPoints(): void {
    const items = (config.points[language.reads] ?? []).map(({ label, value, href }) => {
      const item = document.createElement('li');
      const name = document.createElement('span');
      name.textContent = label;
      const link = document.createElement('a');
      link.href = href;
      // A number keeps its order in a language that runs from right to left.
      link.dir = 'ltr';
      link.textContent = value;
      item.append(name, ' ', link);
      return item;
    });
    element('point-list').replaceChildren(...items);
  }

  return {
    get language() {
      return language;
    },
    say,
    show(code) {
      language = languageOf(code);
      document.documentElement.lang = language.reads;
      document.documentElement.dir = languageOf(language.reads).dir;
      for (const node of document.querySelectorAll<HTMLElement>('[data-text]')) {
        node.textContent = say(node.dataset.text ?? '');
      }
      for (const node of document.querySelectorAll<HTMLElement>('[data-label]')) {
        node.setAttribute('aria-label', say(node.dataset.label ?? ''));
      }
      element('language-name').textContent = language.name;
      for (const link of document.querySelectorAll<HTMLElement>('#languages a')) {
        if (link.lang === language.code) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
      showPoints();
    },
  };
}
