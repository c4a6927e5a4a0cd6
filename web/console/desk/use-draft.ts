import { useState } from 'preact/hooks';
import { type DraftKind, draft, keepDraft } from '../state/drafts.js';
import { agent } from '../state/session.js';
import { noteWriting } from '../state/watching.js';

/** A text that is kept while it is typed, until it is sent. */
export function useDraft(kind: DraftKind, about: string): [string, (text: string) => void] {
  const place = { agentId: agent.value?.id ?? '', about, kind };
  const [text, setText] = useState(() => draft(place));
  return [
    text,
    (typed) => {
      setText(typed);
      keepDraft(place, typed);
      if (kind === 'reply') noteWriting(about, typed);
    },
  ];
}
