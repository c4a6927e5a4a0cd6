import type { ArticleDetail } from '../api/editorial-shapes.js';
import { go } from '../state/route.js';
import { SOURCE, sourceFirst } from './languages.js';
import { TextPane } from './text-pane.js';

interface Props {
  detail: ArticleDetail;
  /** From the address; the first that fits when it says nothing, or something that is not there. */
  language: string | undefined;
  beside: string | undefined;
}

/** Two languages of the reader's choice beside each other; where there is room for one, the first. */
export function LanguagePanes({ detail, language, beside }: Props) {
  const written = sourceFirst(detail.texts).map((text) => text.language);
  const all = [...written, ...detail.missing];
  const first = all.find((code) => code === language) ?? (written.includes(SOURCE) ? SOURCE : all[0]);
  const others = all.filter((code) => code !== first);
  const second = others.find((code) => code === beside) ?? (others.includes(SOURCE) ? SOURCE : others[0]);
  const show = (one: string | undefined, other: string | undefined) =>
    go({ view: 'articles', topic: detail.topic, ...(one && { language: one }), ...(other && { beside: other }) });
  return (
    <div class={second ? 'panes panes-two' : 'panes'}>
      {first && (
        <TextPane
          key={first}
          detail={detail}
          language={first}
          languages={all}
          onLanguage={(chosen) => show(chosen, chosen === second ? first : second)}
        />
      )}
      {second && (
        <TextPane
          key={second}
          beside
          detail={detail}
          language={second}
          languages={all}
          onLanguage={(chosen) => show(chosen === first ? second : first, chosen)}
        />
      )}
    </div>
  );
}
