// Days and wall-clock times of an org: "so many days before today, at this minute" as Salesforce writes dates and times.

const DAY = 86_400_000;

export interface OrgClock {
  readonly today: string;
  readonly timeZone: string;
  /** YYYY-MM-DD, so many days before today (negative: ahead). */
  date(daysAgo: number): string;
  /**
   * UTC instant of a wall-clock time in the org's zone, `2026-02-27T15:30:00.000Z`.
   * Today (0 days ago) only its first minute is used, whatever `minute` says: the org's clock may start at midnight.
   */
  at(daysAgo: number, minute: number, second?: number): string;
}

export function orgClock(today: string, timeZone: string): OrgClock {
  const midnight = Date.parse(`${today}T00:00:00Z`);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const offsetAt = (instant: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
  // Formatting is slow and a world asks millions of times: one look-up for each day without a change of offset.
  const fixedOffsets = new Map<number, number | null>();
  const fixedOffset = (daysAgo: number): number | null => {
    const known = fixedOffsets.get(daysAgo);
    if (known !== undefined) return known;
    const start = midnight - daysAgo * DAY;
    const before = offsetAt(start - DAY);
    const found = before === offsetAt(start + 2 * DAY) ? before : null;
    fixedOffsets.set(daysAgo, found);
    return found;
  };
  const dates = new Map<number, string>();
  const date = (daysAgo: number): string => {
    let known = dates.get(daysAgo);
    if (known === undefined) {
      known = new Date(midnight - daysAgo * DAY).toISOString().slice(0, 10);
      dates.set(daysAgo, known);
    }
    return known;
  };
  return {
    today,
    timeZone,
    date,
    at: (daysAgo, minute, second = 0) => {
      const wall = midnight - daysAgo * DAY + (daysAgo === 0 ? 0 : minute * 60_000) + second * 1000;
      const offset = fixedOffset(daysAgo) ?? offsetAt(wall - offsetAt(wall));
      return new Date(wall - offset).toISOString();
    },
  };
}

/** The same instant, moved by so many seconds. */
export function secondsLater(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
