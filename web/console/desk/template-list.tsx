import { useEffect, useRef } from 'preact/hooks';
import { directionOf } from '../city-languages.js';
import { languageName } from '../format.js';
import type { Offered } from '../state/templates.js';
import { t } from '../texts.js';

interface Props {
  id: string;
  found: readonly Offered[];
  active: number;
  /** The citizen's. */
  language: string;
  onChoose: (template: Offered) => void;
}

/** The templates that fit what stands behind the `/`. The keys are heard by the reply box, which keeps the focus. */
export function TemplateList({ id, found, active, language, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, found.length]);
  return (
    <div class="templates">
      <p class="hint" role="status">
        {found.length > 0 ? t('templates.found', { count: found.length }) : t('templates.none')}
      </p>
      <div id={id} ref={list} role="listbox" aria-label={t('templates.title')} class="template-list">
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the text box, which keeps the focus
          <div
            key={`${one.code}/${one.language}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(one)}
          >
            <strong>{one.title}</strong>
            {one.language !== language && <span class="tag">{languageName(one.language)}</span>}
            <span class="template-text" lang={one.language} dir={directionOf(one.language)}>
              {one.text}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
