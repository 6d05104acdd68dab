// Calendar days and the org's time zone. Nothing here asks what time it is: every instant is an argument.

/** A calendar date as whole days since 1970-01-01 (2026-03-02 is 20514). Plain dates never pass through a zone. */
export type Day = number;

/** An instant in milliseconds since the epoch, UTC. */
export type Instant = number;

const MS_A_DAY = 86_400_000;
// Zone offsets are multiples of 15 minutes and change only on such a boundary (IANA, since 1972).
const OFFSET_STEP_MS = 900_000;

/** Parses `YYYY-MM-DD`. Throws a RangeError for anything else, impossible dates such as 2026-02-30 included. */
export function dayFromIso(text: string): Day {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at) || isoFromDay(at / MS_A_DAY) !== text)
    throw new RangeError(`"${text}" is not a date of the form YYYY-MM-DD`);
  return at / MS_A_DAY;
}

/** The `YYYY-MM-DD` form of a day. */
export function isoFromDay(day: Day): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}

/** What an org's zone is needed for: the date of an instant, and the last instant of a date. */
export interface Zone {
  readonly name: string;
  /** The calendar date that this instant has in the zone. */
  dayOf(instant: Instant): Day;
  /** The last millisecond of that date in the zone (23:59:59.999 unless the clocks change at midnight). */
  endOf(day: Day): Instant;
}

/** Builds a zone from an IANA name such as `America/New_York`. Throws a RangeError for an unknown name. */
export function zoneNamed(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  const offsetAt = (instant: Instant): number => {
    const step = Math.floor(instant / OFFSET_STEP_MS);
    let offset = known.get(step);
    if (offset === undefined) {
      offset = parseOffset(format.formatToParts(step * OFFSET_STEP_MS));
      known.set(step, offset);
    }
    return offset;
  };
  const dayOf = (instant: Instant): Day => Math.floor((instant + offsetAt(instant)) / MS_A_DAY);
  return {
    name,
    dayOf,
    endOf(day) {
      const next = (day + 1) * MS_A_DAY;
      // Where clocks change around midnight the two offsets differ and an hour of the date may come twice: the later
      // of the two ends, unless it belongs to the next date already.
      const ends = [next - offsetAt(next - MS_A_DAY), next - offsetAt(next + MS_A_DAY)].sort((a, b) => b - a);
      const [later = next, sooner = next] = ends;
      return (dayOf(later - 1) === day ? later : sooner) - 1;
    },
  };
}

function parseOffset(parts: Intl.DateTimeFormatPart[]): number {
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const found = /([+-])(\d{2}):(\d{2})/.exec(text);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === '-' ? -minutes : minutes) * 60_000;
}
