import type { Checked } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { Markdown } from '../parts/markdown.js';
import { t } from '../texts.js';

/** The answer in the bot's bubble, as the text stands now. */
export function Preview({ checked }: { checked: Checked | undefined }) {
  if (!checked) return <p class="hint">{t('articles.previewWaits')}</p>;
  const { language, text } = checked.preview;
  return (
    <div class="preview" lang={language} dir={directionOf(language, text)}>
      <Markdown text={text} />
    </div>
  );
}
