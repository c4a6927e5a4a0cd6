import { useLayoutEffect, useState } from 'preact/hooks';
import { type DraftKind, draft, keepDraft } from '../state/drafts.js';
import { returned } from '../state/outgoing.js';
import { agent } from '../state/session.js';
import { noteWriting } from '../state/watching.js';

/** A text that is kept while it is typed, until it is sent. */
export function useDraft(kind: DraftKind, about: string): [string, (text: string) => void] {
  const place = { agentId: agent.value?.id ?? '', about, kind };
  const [text, setText] = useState(() => draft(place));
  const back = returned.value;
  useLayoutEffect(() => {
    if (kind === 'reply' && back.id === about) setText(draft(place));
  }, [back]);
  return [
    text,
    (typed) => {
      setText(typed);
      keepDraft(place, typed);
      if (kind === 'reply') noteWriting(about, typed);
    },
  ];
}

/** As if it were typed, so that Ctrl+Z takes it out again. */
export function typeOver(box: HTMLTextAreaElement, { from, to }: { from: number; to: number }, words: string): void {
  box.focus();
  box.setSelectionRange(from, to);
  document.execCommand('insertText', false, words);
}
