// Calendar arithmetic of the independent count: dates are YYYY-MM-DD, instants are milliseconds.

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date of an instant in a zone. */
export function dateIn(zone: string, instant: number): string {
  let format = formats.get(zone);
  if (format === undefined) {
    // Canadian English writes dates as YYYY-MM-DD.
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(instant);
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one date to a later one; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** An instant as Salesforce and Outreach write it; null stays null. */
export function instantOf(text: string | null): number | null {
  if (text === null) return null;
  const instant = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (Number.isNaN(instant)) throw new Error(`"${text}" is not a date and time; write it as 2026-03-02T15:00:00.000Z.`);
  return instant;
}
