import { useId, useState } from 'preact/hooks';
import type { UnansweredItem } from '../api/editorial-shapes.js';
import { directionOf } from '../city-languages.js';
import { Icon } from '../parts/icon.js';
import { t } from '../texts.js';
import { AnswerButtons } from './answer-buttons.js';
import { DecisionButton } from './decision-button.js';
import { UnansweredFacts } from './unanswered-facts.js';
import { Wordings } from './wordings.js';

/** Questions that say the same: one of them in its own words, and what is known of all. */
export function UnansweredRow({ item }: { item: UnansweredItem }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <li class={open ? 'list-row unanswered-row unanswered-row-open' : 'list-row unanswered-row'}>
      <h2 id={`${id}-text`} class="unanswered-text" lang={item.language} dir={directionOf(item.language, item.text)}>
        {item.text}
      </h2>
      <UnansweredFacts item={item} />
      <div class="unanswered-actions">
        <button
          type="button"
          class="unanswered-open"
          aria-expanded={open}
          aria-controls={`${id}-wordings`}
          aria-describedby={`${id}-text`}
          onClick={() => setOpen(!open)}
        >
          <Icon name="down" /> {t('unanswered.wordings')}
        </button>
        {item.status === 'open' && <AnswerButtons item={item} describedBy={`${id}-text`} />}
        <DecisionButton item={item} describedBy={`${id}-text`} />
      </div>
      <div id={`${id}-wordings`} hidden={!open}>
        {open && <Wordings item={item} />}
      </div>
    </li>
  );
}
