// Values in a query's conditions to SQL, checked against the type of the field that they are compared with.
import type { Field } from '../schema/field.ts';
import { isId, isNumber, isText } from '../schema/field.ts';
import { fullId } from '../schema/ids.ts';
import { literal } from '../formula/to-sql.ts';
import { storedInstant } from '../store/values.ts';
import { instantOf } from '../../time/zones.ts';
import type { Moment } from './column.ts';
import { dateRange } from './date-literals.ts';
import { malformed, queryProblem } from './problem.ts';

/** One value: SQL, or null for null; a date literal is a range, its end exclusive for instants and inclusive for dates. */
export type Value =
  | { readonly kind: 'null' }
  | { readonly kind: 'one'; readonly sql: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly toIncluded: boolean };

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text between the quotes. With `like`, escaped wildcards and backslashes stay escaped for LIKE … ESCAPE '\'. */
export function unquote(raw: string, like = false): string {
  return raw.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_whole, mark: string) => {
    if (mark.length > 1) return String.fromCharCode(Number.parseInt(mark.slice(1), 16));
    if (mark === '_' || mark === '%') return like ? `\\${mark}` : mark;
    if (mark === '\\') return like ? '\\\\' : '\\';
    return ESCAPES[mark.toLowerCase()] ?? mark;
  });
}

const wordFor = (field: Field): string =>
  isText(field.type) ? 'string' : isId(field.type) ? 'ID' : field.type === 'datetime' ? 'dateTime' : field.type;

function wrongType(soql: string, name: string, field: Field): Error {
  const quoting =
    isText(field.type) || isId(field.type) ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  return queryProblem(
    'INVALID_FIELD',
    soql,
    name,
    `value of filter criterion for field '${name}' must be of type ${wordFor(field)} and ${quoting}`,
  );
}

export interface Comparison {
  readonly soql: string;
  /** As the query writes it. */
  readonly name: string;
  readonly field: Field;
  readonly moment: Moment;
}

/** @throws OrgError INVALID_FIELD for a value of another type, INVALID_QUERY_FILTER_OPERATOR for an Id that is none. */
export function valueOf(raw: string, literalType: string, comparison: Comparison): Value {
  const { soql, name, field, moment } = comparison;
  if (literalType === 'NULL') return { kind: 'null' };
  const wrong = (): Error => wrongType(soql, name, field);
  switch (literalType) {
    case 'STRING': {
      const text = unquote(raw);
      if (isText(field.type)) return text === '' ? { kind: 'null' } : { kind: 'one', sql: literal(text) };
      if (!isId(field.type)) throw wrong();
      if (text === '') return { kind: 'null' };
      const id = fullId(text);
      if (id === null) throw queryProblem('INVALID_QUERY_FILTER_OPERATOR', soql, raw, `invalid ID field: ${text}`);
      return { kind: 'one', sql: literal(id) };
    }
    case 'INTEGER':
    case 'DECIMAL':
      if (!isNumber(field.type)) throw wrong();
      return { kind: 'one', sql: String(Number(raw)) };
    case 'BOOLEAN':
      if (field.type !== 'boolean') throw wrong();
      return { kind: 'one', sql: raw.toLowerCase() === 'true' ? '1' : '0' };
    case 'DATE':
      if (field.type !== 'date') throw wrong();
      return { kind: 'one', sql: literal(raw) };
    case 'DATETIME': {
      const instant = field.type === 'datetime' ? storedInstant(raw.replace(/ (\d\d:?\d\d)$/, '+$1')) : null;
      if (instant === null) throw wrong();
      return { kind: 'one', sql: literal(instant) };
    }
    case 'DATE_LITERAL':
    case 'DATE_N_LITERAL': {
      const range = dateRange(raw, moment.today);
      if (!range || (field.type !== 'date' && field.type !== 'datetime')) throw wrong();
      if (field.type === 'date')
        return { kind: 'range', from: literal(range.from), to: literal(range.through), toIncluded: true };
      const begin = new Date(instantOf(range.from, moment.timeZone)).toISOString();
      const end = new Date(instantOf(nextDate(range.through), moment.timeZone)).toISOString();
      return { kind: 'range', from: literal(begin), to: literal(end), toIncluded: false };
    }
    default:
      throw malformed(soql, raw, `unexpected token: '${raw}'`);
  }
}

const nextDate = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
