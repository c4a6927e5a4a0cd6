import type { Suggestion } from '../api/shapes.js';
import { directionOf } from '../city-languages.js';
import { languageName, linksIn, percent, withoutMarkup } from '../format.js';
import { Disclosure } from '../parts/disclosure.js';
import { Icon } from '../parts/icon.js';
import { Markdown } from '../parts/markdown.js';
import { insertIntoReply } from '../state/reply.js';
import { t } from '../texts.js';
import { Why } from './why.js';

const SURE = 0.8;
const LIKELY = 0.5;

/** One answer: how sure it is, why, and what it says. Inserted, it is text in the reply and nothing more. */
export function SuggestionItem({ item, first }: { item: Suggestion; first: boolean }) {
  const { title, language, score, text, why } = item;
  const sure = score >= SURE ? 'sure' : score >= LIKELY ? 'likely' : 'unsure';
  const insert = insertIntoReply.value;
  return (
    <li class="suggestion">
      <h3 lang={language} dir={directionOf(language, title)}>
        {title}
      </h3>
      <p class="suggestion-facts">
        <span class={`tag tag-${sure}`}>{t(`suggestions.${sure}`, { percent: percent(score) })}</span>
        <span class="tag">{languageName(language)}</span>
      </p>
      {insert && (
        <button type="button" onClick={() => insert(withoutMarkup(text))}>
          <Icon name="add" /> {t('suggestions.insert')}
          <span class="unseen">: {title}</span>
        </button>
      )}
      <Disclosure title={t('suggestions.preview')} open={first && score >= LIKELY}>
        {() => (
          <div class="preview" lang={language} dir={directionOf(language)}>
            <Markdown text={text} />
          </div>
        )}
      </Disclosure>
      <Disclosure title={t('suggestions.why')}>{() => <Why why={why} />}</Disclosure>
      {insert &&
        linksIn(text).map((link) => (
          <button key={link.address} type="button" class="button-quiet" onClick={() => insert(link.address)}>
            <Icon name="add" /> {t('suggestions.insertLink', { title: link.words })}
          </button>
        ))}
    </li>
  );
}
