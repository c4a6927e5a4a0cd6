import { useEffect, useRef } from 'preact/hooks';
import type { Revision } from '../api/editorial-shapes.js';
import { useDraft } from '../desk/use-draft.js';
import type { Place } from '../state/article.js';

/** What somebody has written and not saved, on top of which revision. */
interface Own {
  text: string;
  basedOn: number;
}

export interface Writing {
  text: string;
  basedOn: number;
  /** There is something that only this browser has. */
  unsaved: boolean;
  /** Somebody has saved a newer revision than the one this was written on top of. */
  overtaken: boolean;
  write(text: string): void;
  /** What was written is saved, as the server keeps it; what has been typed since goes on top of it. */
  saved(written: string, kept: Revision): void;
  /** From now on it is written on top of this revision: what it says has been seen. */
  rebase(n: number): void;
  discard(): void;
}

/** An article's text as it stands in the form: what is written here, else the newest revision. */
export function useArticleText({ topic, language }: Place, newest: Revision | undefined): Writing {
  const [kept, keep] = useDraft('article', `${topic}/${language}`);
  const own = ownIn(kept);
  const latest = useRef(own);
  latest.current = own;
  const [n, theirs] = [newest?.n ?? 0, newest?.text ?? ''];
  const set = (next: Own | undefined) => {
    latest.current = next;
    keep(next ? JSON.stringify(next) : '');
  };

  // Saved, and the server's answer has come round: nothing here is only here any more.
  useEffect(() => {
    if (own && own.text === theirs && own.basedOn <= n) set(undefined);
  }, [n, theirs, kept]);

  return {
    text: own?.text ?? theirs,
    basedOn: own?.basedOn ?? n,
    unsaved: own !== undefined && !(own.text === theirs && own.basedOn === n),
    overtaken: own !== undefined && own.basedOn < n && own.text !== theirs,
    write(text) {
      const { basedOn = n } = latest.current ?? {};
      set(text === theirs && basedOn === n ? undefined : { text, basedOn });
    },
    saved(written, kept) {
      const now = latest.current?.text ?? written;
      set({ text: now === written ? kept.text : now, basedOn: kept.n });
    },
    rebase: (number) => set(latest.current && { ...latest.current, basedOn: number }),
    discard: () => set(undefined),
  };
}

function ownIn(kept: string): Own | undefined {
  try {
    const { text, basedOn } = JSON.parse(kept);
    return typeof text === 'string' && typeof basedOn === 'number' ? { text, basedOn } : undefined;
  } catch {
    return undefined;
  }
}
