// Values of Account fields as people and programs read them: dates as dates, lists as lists, a story in short.
import type { AccountFields } from '../scoring/account-fields.ts';
import { isoFromDay } from '../scoring/calendar.ts';

type Field = keyof AccountFields;
type Value = AccountFields[Field] | undefined;

const DAYS: ReadonlySet<Field> = new Set<Field>([
  ...(['lastTouch', 'lastTwoWayTouch', 'scoredOn', 'nextRescoreOn', 'exitsOn', 'nearUntil'] as const),
  ...(['engagedUntil', 'enteredOn'] as const),
]);

/** Dates as `YYYY-MM-DD`, instants as ISO text; `undefined`, a field that is not there, as null. */
export function valueAsJson(field: Field, value: Value): string | number | readonly string[] | null {
  if (typeof value !== 'number') return value ?? null;
  if (DAYS.has(field)) return isoFromDay(value);
  return field === 'scoredAt' ? new Date(value).toISOString() : value;
}

/** In a few words: a story by its length. */
export function valueAsText(field: Field, value: Value): string {
  const plain = valueAsJson(field, value);
  if (plain === null || plain === '' || (Array.isArray(plain) && plain.length === 0)) return '(blank)';
  if (field === 'story') return `(a story of ${String(plain).length} characters)`;
  return Array.isArray(plain) ? plain.join('; ') : String(plain);
}
