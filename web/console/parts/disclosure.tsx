import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon } from './icon.js';

interface Props {
  title: string;
  /** Opens by itself, and closes again when somebody wants it. */
  open?: boolean;
  children: () => ComponentChildren;
}

/** A part of a page that is made only when somebody opens it. */
export function Disclosure({ title, open: atFirst = false, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(atFirst);
  return (
    <section class="disclosure">
      <h3>
        <button
          type="button"
          class="button-quiet disclosure-open"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Icon name="down" /> {title}
        </button>
      </h3>
      <div id={id} class="disclosure-body" hidden={!open}>
        {open && children()}
      </div>
    </section>
  );
}
