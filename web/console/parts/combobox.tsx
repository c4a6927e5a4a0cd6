import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../texts.js';
import { Field } from './field.js';

export interface Option {
  value: string;
  label: string;
}

interface Props {
  label: string;
  hint?: string;
  error?: string | undefined;
  options: readonly Option[];
  value: string;
  onChange: (value: string) => void;
  /** The values are nothing to read: accounts, not codes of the city. */
  noCodes?: boolean;
}

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Every word typed must be there, in any order, with or without the dots over å, ä and ö. */
function matching(options: readonly Option[], typed: string, noCodes: boolean): Option[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return options.filter(({ value, label }) => {
    const text = plain(noCodes ? label : `${label} ${value}`);
    return words.every((word) => text.includes(word));
  });
}

/** A list to choose one from by typing a part of it. Leaving it without choosing keeps what was chosen before. */
export function Combobox({ label, hint, error, options, value, onChange, noCodes = false }: Props) {
  const listId = useId();
  const chosen = options.find((option) => option.value === value)?.label ?? '';
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const open = typed !== undefined;
  const found = open ? matching(options, typed, noCodes) : [];

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active, open]);

  function show(text: string): void {
    setTyped(text);
    const at = text === '' ? options.findIndex((option) => option.value === value) : 0;
    setActive(Math.max(0, at));
  }

  function choose(option: Option | undefined): void {
    if (option) onChange(option.value);
    setTyped(undefined);
  }

  function press(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) {
        show('');
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((active + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      choose(found[active]);
    } else if (event.key === 'Escape' && open) {
      // Esc closes the list first, not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      setTyped(undefined);
    }
  }

  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <div class="combobox">
          <input
            {...ids}
            type="text"
            role="combobox"
            autocomplete="off"
            spellcheck={false}
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            {...(open && found[active] && { 'aria-activedescendant': `${listId}-${active}` })}
            value={typed ?? chosen}
            placeholder={chosen || t('app.searchList')}
            onInput={(event) => show(event.currentTarget.value)}
            onClick={(event) => {
              if (open) return;
              show('');
              event.currentTarget.select();
            }}
            onKeyDown={press}
            onBlur={() => setTyped(undefined)}
          />
          <div id={listId} ref={list} role="listbox" aria-label={label} class="combobox-list" hidden={!open}>
            {found.map((option, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the text box, which keeps the focus
              <div
                key={option.value}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                // The list must not take the focus from the text box before the click arrives.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
              >
                {option.label} {!noCodes && <span class="code">{option.value}</span>}
              </div>
            ))}
            {open && found.length === 0 && (
              <div role="option" tabIndex={-1} aria-selected={false} aria-disabled="true" class="combobox-none">
                {t('app.nothingFound')}
              </div>
            )}
          </div>
        </div>
      )}
    </Field>
  );
}
