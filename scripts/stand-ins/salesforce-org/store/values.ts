// Values between the three forms they have: as a caller gives them, as SQLite keeps them, as REST shows them.
// SQLite keeps dates as YYYY-MM-DD, instants as YYYY-MM-DDTHH:mm:ss.SSSZ, booleans as 0 and 1, numbers as REAL so that
// they read 5.0 as the platform's CSV does.
import { isId, isNumber } from '../schema/field.ts';
import type { Field } from '../schema/field.ts';
import { fullId } from '../schema/ids.ts';

export type Stored = string | number | null;

const STORED_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The stored form of an instant, or null when the text is none. Offsets such as +0000 and +02:00 are accepted. */
export function storedInstant(text: string): string | null {
  if (STORED_INSTANT.test(text)) return text;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') : `${text}Z`;
  const instant = Date.parse(zoned);
  return Number.isNaN(instant) ? null : new Date(instant).toISOString();
}

/** Takes a world's or the control interface's value as given; what cannot be of the field's type is kept as text. */
export function stored(field: Field, value: unknown): Stored {
  if (value === null || value === undefined || value === '') return field.type === 'boolean' ? 0 : null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return JSON.stringify(value);
  const { type } = field;
  if (type === 'datetime') return storedInstant(value) ?? value;
  if (type === 'date') return value.length > 10 ? value.slice(0, 10) : value;
  if (isId(type)) return value.length === 18 ? value : (fullId(value) ?? value);
  if (type === 'boolean') return value.toLowerCase() === 'true' || value === '1' ? 1 : 0;
  if (isNumber(type)) return Number.isNaN(Number(value)) ? value : Number(value);
  return value;
}

/** The REST form. */
export function shown(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
  if (field.type === 'boolean') return value === 1;
  return field.type === 'datetime' && typeof value === 'string' ? value.replace(/Z$/, '+0000') : value;
}
