import type { RefObject } from 'preact';
import { t, tOr } from '../texts.js';

interface Props {
  names: readonly { name: string; from: number; to: number }[];
  box: RefObject<HTMLTextAreaElement | null>;
}

/** What a template asks for and nobody has filled in: the reply is not sent so. A press goes there. */
export function OpenNames({ names, box }: Props) {
  if (names.length === 0) return null;
  return (
    <div class="open-names" role="status">
      <span>{t('templates.fillIn')}</span>
      {names.map(({ name, from, to }) => (
        <button
          key={name}
          type="button"
          onClick={() => {
            box.current?.focus();
            box.current?.setSelectionRange(from, to);
          }}
        >
          <mark>{`{{${name}}}`}</mark> {tOr(`templates.name.${name}`, '')}
        </button>
      ))}
    </div>
  );
}
