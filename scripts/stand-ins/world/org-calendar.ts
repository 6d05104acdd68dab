// Days and wall-clock times of an org: "so many days before today, at this minute" as Salesforce writes dates and times.
import { offsetAt } from '../time/zones.ts';

const DAY = 86_400_000;

export interface OrgCalendar {
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

export function orgCalendar(today: string, timeZone: string): OrgCalendar {
  const midnight = Date.parse(`${today}T00:00:00Z`);
  // A look-up is slow and a world asks millions of times: one look-up for each day without a change of offset.
  const fixedOffsets = new Map<number, number | null>();
  const fixedOffset = (daysAgo: number): number | null => {
    const known = fixedOffsets.get(daysAgo);
    if (known !== undefined) return known;
    const start = midnight - daysAgo * DAY;
    const before = offsetAt(start - DAY, timeZone);
    const found = before === offsetAt(start + 2 * DAY, timeZone) ? before : null;
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
      const offset = fixedOffset(daysAgo) ?? offsetAt(wall - offsetAt(wall, timeZone), timeZone);
      return new Date(wall - offset).toISOString();
    },
  };
}

/** The same instant, moved by so many seconds. */
export function secondsLater(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
