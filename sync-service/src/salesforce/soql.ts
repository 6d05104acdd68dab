// The pieces of WHERE clauses. Nothing here talks to the org.
import { isoFromDay, type Day } from '../scoring/calendar.ts';
import type { AccountRange } from '../run/ports.ts';

/** 16 kB of URI hold some 590 quoted and encoded Ids; the rest is for the other parts. */
const IDS_A_CHUNK = 400;

/** Conditions joined by AND; empty ones are left out, those with OR must bring their parentheses. */
export function all(...conditions: readonly string[]): string {
  return conditions.filter((condition) => condition !== '').join(' AND ');
}

/** `field` lies in the range; '' for the unbounded one. Any other leaves null out by itself. */
export function within(field: string, range: AccountRange): string {
  if ('ids' in range) return among(field, range.ids);
  return all(
    range.from === null ? '' : `${field} >= ${quoted(range.from)}`,
    range.to === null ? '' : `${field} <= ${quoted(range.to)}`,
  );
}

/** Like `within`, but null never belongs to the range, not even to the unbounded one. */
export function withinAndSet(field: string, range: AccountRange): string {
  return within(field, range) || `${field} != null`;
}

/**
 * The parts of the world outside the range, each a condition without OR: below, above, and null. Of single accounts it is
 * the whole world, in one condition that is always true: their own few rows come twice, which costs less than the queries.
 */
export function outside(field: string, range: AccountRange): string[] {
  if ('ids' in range) return [''];
  return [
    ...(range.from === null ? [] : [`${field} < ${quoted(range.from)}`]),
    ...(range.to === null ? [] : [`${field} > ${quoted(range.to)}`]),
    `${field} = null`,
  ];
}

/** How many rows to expect of a range: see `Select.size`. */
export function sizeOf(range: AccountRange): 'large' | 'small' {
  return 'ids' in range ? 'small' : 'large';
}

export function among(field: string, ids: readonly string[]): string {
  return `${field} IN (${ids.map(quoted).join(',')})`;
}

/** Distinct Ids in slices short enough for a URI. */
export function chunksOfIds(ids: Iterable<string>): string[][] {
  const distinct = [...new Set(ids)].sort();
  const chunks: string[][] = [];
  for (let at = 0; at < distinct.length; at += IDS_A_CHUNK) chunks.push(distinct.slice(at, at + IDS_A_CHUNK));
  return chunks;
}

export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}

/** Two days before the first date that matters: a zone moves an instant's date by one at most. */
export function margin(since: Day): { readonly date: string; readonly instant: string } {
  const date = isoFromDay(since - 2);
  return { date, instant: `${date}T00:00:00Z` };
}

/**
 * Tasks that can be dated on or after `since`: a superset. A task is dated by ActivityDate, or earlier by its completion;
 * without ActivityDate by its completion, or without that by its creation.
 */
export function tasksSince(since: Day, prefix = ''): string {
  const { date, instant } = margin(since);
  const undated = `(${prefix}CompletedDateTime >= ${instant} OR ${prefix}CreatedDate >= ${instant})`;
  return `(${prefix}ActivityDate >= ${date} OR (${prefix}ActivityDate = null AND ${undated}))`;
}

/** Events that can be dated on or after `since`: a superset. Timed ones are dated by their end, all-day ones by their date. */
export function eventsSince(since: Day, prefix = ''): string {
  const { date, instant } = margin(since);
  return `(${prefix}ActivityDate >= ${date} OR ${prefix}ActivityDateTime >= ${instant} OR ${prefix}EndDateTime >= ${instant})`;
}
