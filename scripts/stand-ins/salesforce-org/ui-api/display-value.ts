// A value as the platform writes it for people: in the viewer's locale, and instants in the viewer's zone.
import type { Viewer } from '../access/viewer.ts';
import type { Field } from '../schema/field.ts';

const formats = new Map<string, { format(value: number): string }>();

function made(key: string, make: () => { format(value: number): string }): { format(value: number): string } {
  let format = formats.get(key);
  if (!format) {
    format = make();
    formats.set(key, format);
  }
  return format;
}

const DAY = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;

/** Null where the platform leaves it to the value itself: text, Ids, booleans and blanks. */
export function displayValue(field: Field, value: unknown, viewer: Pick<Viewer, 'locale' | 'timeZone'>): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const locale = viewer.locale.replace('_', '-');
  switch (field.type) {
    case 'int':
    case 'double': {
      // What an admin's own field is rounded to, a world does not say.
      const least = field.fromWorld ? 0 : field.scale;
      const key = `${locale} ${least} ${field.scale}`;
      const digits = { minimumFractionDigits: least, maximumFractionDigits: field.scale };
      return made(key, () => new Intl.NumberFormat(locale, digits)).format(Number(value));
    }
    case 'date':
      return made(`${locale} date`, () => new Intl.DateTimeFormat(locale, { ...DAY, timeZone: 'UTC' })).format(
        Date.parse(`${String(value)}T00:00:00Z`),
      );
    case 'datetime': {
      const { timeZone } = viewer;
      const options = { ...DAY, hour: 'numeric', minute: '2-digit', timeZone } as const;
      const instant = Date.parse(String(value).replace(/\+0000$/, 'Z'));
      return made(`${locale} ${timeZone}`, () => new Intl.DateTimeFormat(locale, options)).format(instant);
    }
    case 'picklist':
    case 'multipicklist':
      return String(value);
    case 'id':
    case 'reference':
    case 'string':
    case 'textarea':
    case 'longtext':
    case 'email':
    case 'phone':
    case 'url':
    case 'boolean':
      return null;
  }
}

/** With Z, where the other APIs write +0000; null for what is no instant. */
export const uiInstant = (value: unknown): string | null =>
  typeof value === 'string' ? value.replace(/\+0000$/, 'Z') : null;

/** A value as the UI API writes it for programs. */
export const uiValue = (field: Field, value: unknown): unknown =>
  field.type === 'datetime' ? uiInstant(value) : (value ?? null);
