import type { ActivityLog, LogEntry, LoggedActivity } from '../../store/activity-log.js';

/** An activity log in memory, for tests of what reads or redacts it. */
export function memoryLog(now: () => Date) {
  const entries: LogEntry[] = [];
  const of = (conversationId: string) => entries.filter((entry) => entry.conversationId === conversationId);
  const log = {
    last: async (conversationId: string) => of(conversationId).at(-1)?.seq ?? 0,
    after: async (conversationId: string, watermark: number, limit = 500) =>
      of(conversationId)
        .filter(({ seq }) => seq > watermark)
        .slice(0, limit),
    async redact(conversationId: string, fromSeq: number, toSeq: number, placeholder: string) {
      for (const entry of of(conversationId)) {
        if (entry.seq >= fromSeq && entry.seq <= toSeq) entry.activity = { ...entry.activity, text: placeholder };
      }
    },
  } satisfies Partial<ActivityLog>;
  return {
    ...log,
    /** Says something in a conversation; the sender is `citizen`, `bot` or `agent`. */
    say(conversationId: string, from: string, text: string, more: Partial<LoggedActivity> = {}): LogEntry {
      const seq = (of(conversationId).at(-1)?.seq ?? 0) + 1;
      const id = `${conversationId}|${String(seq).padStart(7, '0')}`;
      const activity = { type: 'message', text, locale: 'sv', from: { id: from, name: from }, ...more };
      const entry: LogEntry = { id, conversationId, seq, at: now(), activity, due: false };
      entries.push(entry);
      return entry;
    },
    texts: (conversationId: string) => of(conversationId).map(({ activity }) => activity.text),
  };
}
