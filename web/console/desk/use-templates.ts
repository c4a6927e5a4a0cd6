import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { CaseDetail } from '../api/case-shapes.js';
import type { HandoverItem } from '../api/shapes.js';
import { matching, type Offered, offeredFor } from '../state/templates.js';
import { language } from '../texts.js';
import { typeOver } from './use-draft.js';

interface Needs {
  item: HandoverItem;
  file: CaseDetail | undefined;
  box: RefObject<HTMLTextAreaElement | null>;
  text: string;
}

/** A `/` at the beginning of a word, and what is typed behind it up to the cursor. */
const ASKED = /(?:^|\s)\/(\S[^\n/]{0,40})?$/;

/** Templates by `/` in a reply: looked for while one types, chosen with the arrows and Enter, put where the `/` stood. */
export function useTemplates({ item, file, box, text }: Needs) {
  const [asked, setAsked] = useState<string>();
  const [active, setActive] = useState(0);
  /** The place of a `/` that somebody has said no at with Esc. */
  const [closedAt, setClosedAt] = useState(-1);
  const found = asked === undefined ? [] : matching(offeredFor(item, file, language.value), asked);
  const open = asked !== undefined && (found.length > 0 || asked === '');

  function place(): { from: number; to: number; asked: string } | undefined {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = box.current ?? {};
    if (selectionStart !== selectionEnd) return undefined;
    const match = ASKED.exec(value.slice(0, selectionStart));
    if (!match) return undefined;
    const typed = match[1] ?? '';
    return { from: selectionStart - typed.length - 1, to: selectionStart, asked: typed };
  }

  function look(): void {
    const at = place();
    const next = at && at.from !== closedAt ? at.asked : undefined;
    if (!at) setClosedAt(-1);
    if (next !== asked) setActive(0);
    setAsked(next);
  }

  function insert(template: Offered): void {
    const at = place();
    if (box.current && at) typeOver(box.current, at, template.text);
    setAsked(undefined);
  }

  /** True when the key was for the list. */
  function press({ key, shiftKey }: KeyboardEvent, choose: (template: Offered) => void): boolean {
    const chosen = found[active];
    if (!open || !chosen) return false;
    if (key === 'ArrowDown') setActive((active + 1) % found.length);
    else if (key === 'ArrowUp') setActive((active + found.length - 1) % found.length);
    else if ((key === 'Enter' && !shiftKey) || key === 'Tab') choose(chosen);
    else if (key === 'Escape') {
      setClosedAt(place()?.from ?? -1);
      setAsked(undefined);
    } else return false;
    return true;
  }

  /** By the mouse: as if `/` had been typed. */
  function begin(): void {
    const { current } = box;
    if (!current) return;
    const at = current.selectionEnd;
    const apart = at > 0 && !/\s/.test(text[at - 1] ?? '') ? ' ' : '';
    setClosedAt(-1);
    typeOver(current, { from: at, to: at }, `${apart}/`);
  }

  return { open, found, active, look, insert, press, begin, close: () => setAsked(undefined) };
}
