// What the headers of an answer say about time and limits. The same header comes in three forms, so all are understood.

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** The server's clock by its `Date` header, in milliseconds; null when it is missing or no date. */
export function serverClock(headers: Headers): number | null {
  const at = Date.parse(headers['date'] ?? '');
  return Number.isNaN(at) ? null : at;
}

/**
 * Milliseconds to wait by a `Retry-After` or `X-RateLimit-Reset` value: seconds, epoch seconds (above 1e9) or a date.
 * Instants are compared with the server's clock where it is known. Never negative; null when there is nothing to read.
 */
export function waitOf(value: string | undefined, clock: number): number | null {
  if (value === undefined || value.trim() === '') return null;
  const number = Number(value);
  const at = Number.isNaN(number) ? Date.parse(value) : number > 1e9 ? number * 1000 : clock + number * 1000;
  return Number.isNaN(at) ? null : Math.max(0, at - clock);
}

/** Requests left in this window: the first of the values, since two were seen (`9999, 19988`); null when not said. */
export function remainingOf(headers: Headers): number | null {
  const first = /^\s*(\d+)/.exec(headers['x-ratelimit-remaining'] ?? '')?.[1];
  return first === undefined ? null : Number(first);
}
