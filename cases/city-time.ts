const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timezone, format);
  }
  return format;
}

export interface CityTime {
  year: number;
  /** The city's date, `YYYY-MM-DD`. */
  day: string;
  hour: number;
  /** Minutes since the city's midnight as the clock on the wall shows them. */
  minute: number;
}

/** What was asked last: a turn asks several times about its own moment. */
let last: { at: number; timezone: string; time: CityTime } | undefined;

/** What calendar and clock in the city show at an instant. Figures are counted by these, never by the engine's zone. */
export function cityTime(at: Date, timezone: string): CityTime {
  if (last?.at !== at.getTime() || last.timezone !== timezone)
    last = { at: at.getTime(), timezone, time: readTime(at, timezone) };
  return last.time;
}

function readTime(at: Date, timezone: string): CityTime {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(timezone).formatToParts(at)) parts[type] = value;
  return {
    year: Number(parts.year),
    day: `${parts.year}-${parts.month}-${parts.day}`,
    hour: Number(parts.hour),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
}
