// How many requests a year Outreach grants, and where the year is heading. Outreach's own hourly limit is the client's
// business; what is counted is kept by the ledger.

/** What requests were made for. Only the first load does not come back. */
export type RequestPurpose = 'first load' | 'night' | 'sweep' | 'records' | 'check';

export interface RequestsOfDay {
  /** `YYYY-MM-DD`, UTC, by Outreach's clock. */
  readonly day: string;
  readonly purpose: RequestPurpose;
  readonly requests: number;
}

/** Where requests are counted, each when it is made. */
export interface RequestCounter {
  add(day: string, purpose: RequestPurpose): Promise<void>;
  /** Of that day and all later ones. */
  since(day: string): Promise<readonly RequestsOfDay[]>;
}

/** Where the year is heading. */
export interface YearOfRequests {
  /** Within the last 365 days. */
  readonly used: number;
  /** A day, first loads left out; the mean of the last four weeks, or of as many days as are known. */
  readonly perDay: number;
  /** `used`, and `perDay` for the days of a year that are not known yet. */
  readonly projected: number;
  /** OUTREACH_YEARLY_REQUESTS. */
  readonly allowed: number;
}

const DAY_MS = 86_400_000;
export const YEAR_DAYS = 365;
const RECENT_DAYS = 28;

/** Projects the counts of the days up to `now`; older ones than a year are not looked at. */
export function yearOfRequests(days: readonly RequestsOfDay[], now: number, allowed: number): YearOfRequests {
  const age = ({ day }: RequestsOfDay): number => Math.floor(now / DAY_MS) - Math.floor(Date.parse(day) / DAY_MS);
  const ofYear = days.filter((one) => age(one) >= 0 && age(one) < YEAR_DAYS);
  const known = 1 + Math.max(0, ...ofYear.map(age));
  const recent = ofYear.filter((one) => age(one) < RECENT_DAYS && one.purpose !== 'first load');
  const used = sum(ofYear);
  const perDay = sum(recent) / Math.min(known, RECENT_DAYS);
  return { used, perDay, projected: Math.round(used + perDay * (YEAR_DAYS - known)), allowed };
}

const sum = (days: readonly RequestsOfDay[]): number => days.reduce((total, { requests }) => total + requests, 0);

/** What a person should know when the year does not suffice; null when it does. */
export function allowanceWarning({ used, projected, allowed }: YearOfRequests): string | null {
  if (projected <= allowed) return null;
  return `Outreach requests will pass the ${grouped(allowed)} of a year: ${grouped(used)} in the last 365 days, about ${grouped(projected)} in a year at this pace. What to do: ${ALLOWANCE_FIX}`;
}

export const ALLOWANCE_FIX =
  'Set OUTREACH_YEARLY_REQUESTS to what your Outreach plan grants, and see in the log (outreach.requests) what they are used for.';

export const grouped = (count: number): string => Math.round(count).toLocaleString('en-US');
