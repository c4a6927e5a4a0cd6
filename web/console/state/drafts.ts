const PREFIX = 'kontaktcenter.draft.';

/** `outgoing` is a reply that has been sent and is not known to have arrived. */
export type DraftKind = 'reply' | 'outgoing' | 'note' | 'closing' | 'article';

/**
 * A text not sent yet, kept for this tab: it survives a reload and a session that ends. It belongs to the agent who
 * wrote it, so that the next one at the same desk does not find it.
 */
export interface DraftPlace {
  agentId: string;
  /** The handover's id, or `<topic>/<language>`. */
  about: string;
  kind: DraftKind;
}

const keyOf = ({ agentId, about, kind }: DraftPlace) => `${PREFIX}${agentId}.${kind}.${about}`;

export function draft(place: DraftPlace): string {
  try {
    return sessionStorage.getItem(keyOf(place)) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(place: DraftPlace, text: string): void {
  try {
    if (text) sessionStorage.setItem(keyOf(place), text);
    else sessionStorage.removeItem(keyOf(place));
  } catch {
    // Without storage the text is only in the box.
  }
}

/** When a conversation is closed there is nothing left to send. */
export function forgetDraftsOf(handoverId: string): void {
  forget((key) => key.endsWith(`.${handoverId}`));
}

/** What somebody has begun and not sent, of one kind. */
export function draftsOf({ agentId, kind }: Omit<DraftPlace, 'about'>): string[] {
  const begin = keyOf({ agentId, kind, about: '' });
  try {
    return Object.keys(sessionStorage)
      .filter((key) => key.startsWith(begin))
      .map((key) => key.slice(begin.length));
  } catch {
    return [];
  }
}

/** On signing out by choice: nothing of the citizens stays in the browser. */
export function forgetDrafts(): void {
  forget(() => true);
}

function forget(which: (key: string) => boolean): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX) && which(key)) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}
