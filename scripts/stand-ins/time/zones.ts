// Calendar dates and instants in IANA time zones: what date an instant has somewhere, and when a date begins there.
// No clock here.

const formats = new Map<string, Intl.DateTimeFormat>();

const partsFormat = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
};

/** Whether this Node knows the name as an IANA zone. */
export function isTimeZone(name: string): boolean {
  try {
    partsFormat(name);
    return true;
  } catch (problem) {
    if (problem instanceof RangeError) return false;
    throw problem;
  }
}

/** Wall-clock time of an instant in a zone, as the UTC milliseconds that show the same digits. */
function wallClock(instant: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of partsFormat(timeZone).formatToParts(instant)) part[type] = Number(value);
  const wall = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
    part['second'] ?? 0,
  );
  return wall + (((instant % 1000) + 1000) % 1000);
}

const QUARTER_HOUR = 900_000;
const offsets = new Map<string, number>();

/** What a zone's clock is ahead of UTC, in ms. Zones change it on quarter hours at the finest, so one answer serves each. */
export function offsetAt(instant: number, timeZone: string): number {
  const key = `${timeZone}${Math.floor(instant / QUARTER_HOUR)}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    offset = wallClock(instant, timeZone) - instant;
    if (offsets.size > 200_000) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/** 'YYYY-MM-DD' of an instant in a zone. */
export function civilDate(instant: number, timeZone: string): string {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 10);
}

const beginnings = new Map<string, number>();

/** The first instant (epoch ms) of a calendar date in a zone. Throws RangeError unless `date` is 'YYYY-MM-DD' and exists. */
export function instantOf(date: string, timeZone: string): number {
  const key = timeZone + date;
  let instant = beginnings.get(key);
  if (instant === undefined) {
    const wanted = parseDate(date);
    if (wanted === null) throw new RangeError(`"${date}" is not a date; write it as YYYY-MM-DD.`);
    instant = wanted;
    // Two corrections are enough: the second one sees the offset that is in force near the answer.
    for (let round = 0; round < 2; round++) instant = wanted - offsetAt(instant, timeZone);
    if (beginnings.size > 50_000) beginnings.clear();
    beginnings.set(key, instant);
  }
  return instant;
}

/** Epoch ms of midnight UTC, or null unless `date` is a date that exists, written 'YYYY-MM-DD'. */
export function parseDate(date: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null;
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? null : ms;
}

/** `date` moved by whole days; the months of both are whatever the calendar says. */
export function addDays(date: string, days: number): string {
  const ms = parseDate(date);
  if (ms === null) throw new RangeError(`"${date}" is not a date; write it as YYYY-MM-DD.`);
  return new Date(ms + days * 86_400_000).toISOString().slice(0, 10);
}
