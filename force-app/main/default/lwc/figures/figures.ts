// How numbers, dates and ages read in the viewer's locale, and what stands in place of a missing one. Words around them
// are the labels of whoever shows them.
import LANG from '@salesforce/i18n/lang';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import NONE from '@salesforce/label/c.Touchpoint_Figure_None';
import NOT_SCORED from '@salesforce/label/c.Touchpoint_Figure_Not_Scored';

type Missing = null | undefined;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
// A plain date has no zone: read as midnight UTC and written in UTC, it can never move.
const plain = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE });
// These two say words, so they follow the language and not the locale.
const dayCount = new Intl.NumberFormat(LANG, { style: 'unit', unit: 'day', unitDisplay: 'long' });
const ago = new Intl.RelativeTimeFormat(LANG, { numeric: 'auto' });

/** A score of 0 to 100 with one decimal. 0 is a score; missing reads "Not scored". */
export function scoreText(value: number | Missing): string {
  return isMissing(value) ? NOT_SCORED : tenths.format(value);
}

/** A whole number, or a dash. */
export function countText(value: number | Missing): string {
  return isMissing(value) ? NONE : whole.format(value);
}

/** A number with one decimal, or a dash. */
export function averageText(value: number | Missing): string {
  return isMissing(value) ? NONE : tenths.format(value);
}

/** A share given as 0 to 100, with at most one decimal, or a dash. */
export function percentText(value: number | Missing): string {
  return isMissing(value) ? NONE : percent.format(value / 100);
}

/** A plain date (`YYYY-MM-DD`, no zone), or a dash. Shown as stored, in whatever zone the viewer is. */
export function dateText(value: string | Missing): string {
  return isMissing(value) || value === '' ? NONE : plain.format(new Date(`${value.slice(0, 10)}T00:00:00Z`));
}

/** An instant (ISO, with zone) in the viewer's zone, or a dash. */
export function instantText(value: string | Missing): string {
  return isMissing(value) || value === '' ? NONE : moment.format(new Date(value));
}

/** A number of days as an age, such as "200 days"; missing is a dash. The number comes from the org, never from the browser's clock. */
export function daysText(days: number | Missing): string {
  return isMissing(days) ? NONE : dayCount.format(days);
}

/** A number of days as "today", "yesterday", "5 days ago"; missing is a dash. The number comes from the org, never from the browser's clock. */
export function daysAgoText(days: number | Missing): string {
  return isMissing(days) ? NONE : ago.format(-days, 'day');
}

/** How long an instant lies before `now` (milliseconds since 1970), in the largest unit that fits: "3 hours ago". */
export function sinceText(instant: string, now: number): string {
  const passed = Math.max(0, now - Date.parse(instant));
  if (passed < HOUR_MS) return ago.format(-Math.floor(passed / MINUTE_MS), 'minute');
  if (passed < 2 * DAY_MS) return ago.format(-Math.floor(passed / HOUR_MS), 'hour');
  return ago.format(-Math.floor(passed / DAY_MS), 'day');
}

/** A label with its {0}, {1} … replaced. A value may itself contain braces or dollar signs. */
export function filled(label: string, ...values: readonly string[]): string {
  return label.replace(/\{(\d)\}/g, (placeholder, index: string) => values[Number(index)] ?? placeholder);
}

function isMissing(value: unknown): value is Missing {
  return value === null || value === undefined;
}
