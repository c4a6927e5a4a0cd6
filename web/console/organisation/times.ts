const INTERVAL = /^(\d{1,2})(?:[.:](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[.:](\d{2}))?$/;

/** "8–12, 13–16.30" as the city keeps it; undefined when it is no list of times. Nothing written means closed. */
export function intervalsOf(text: string): string[] | undefined {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const read = parts.map(intervalOf);
  return read.every((one) => one !== undefined) ? (read as string[]) : undefined;
}

function intervalOf(part: string): string | undefined {
  const [, fromHour = '', fromMinute = '00', toHour = '', toMinute = '00'] = INTERVAL.exec(part) ?? [];
  const from = `${fromHour.padStart(2, '0')}:${fromMinute}`;
  const to = `${toHour.padStart(2, '0')}:${toMinute}`;
  const right = Number(fromMinute) < 60 && Number(toMinute) < 60 && from < '24:00' && to <= '24:00' && from < to;
  return fromHour && right ? `${from}-${to}` : undefined;
}

export const textOf = (intervals: readonly string[] = []): string => intervals.join(', ');

/** A date that the calendar has. */
export function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
