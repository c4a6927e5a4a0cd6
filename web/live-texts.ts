const KEPT = 1000;
const MINUTES = 30;

export interface LiveTexts {
  keep(entryId: string, text: string): void;
  get(entryId: string): string | undefined;
  clear(): void;
}

/**
 * What a citizen really wrote, where the log has a placeholder: for those who must see it now, the citizen's own screen
 * and the agent in charge. In memory only, for half an hour, never written anywhere.
 */
export function createLiveTexts({ now }: { now: () => Date }): LiveTexts {
  const texts = new Map<string, { text: string; until: number }>();
  return {
    keep(entryId, text) {
      const time = now().getTime();
      for (const [id, { until }] of texts) {
        if (until > time && texts.size < KEPT) break;
        texts.delete(id);
      }
      texts.set(entryId, { text, until: time + MINUTES * 60_000 });
    },
    get(entryId) {
      const found = texts.get(entryId);
      return found && found.until > now().getTime() ? found.text : undefined;
    },
    clear: () => texts.clear(),
  };
}
