// Functions over one field: the date parts, toLabel and FORMAT. Aggregates are in aggregate.ts.
import type { FieldFunctionExpression } from '@jetstreamapp/soql-parser-js';
import type { FieldType } from '../schema/field.ts';
import { malformed } from './problem.ts';
import type { QueryContext, Scope } from './scope.ts';

const part = (format: string) => (sql: string) => `CAST(strftime('${format}', ${sql}) AS INTEGER)`;

/** Parts of an instant are those of UTC, as on the platform without convertTimezone(). */
const DATE_PARTS: Record<string, (sql: string) => string> = {
  CALENDAR_YEAR: part('%Y'),
  CALENDAR_MONTH: part('%m'),
  CALENDAR_QUARTER: (sql) => `((CAST(strftime('%m', ${sql}) AS INTEGER) + 2) / 3)`,
  DAY_IN_MONTH: part('%d'),
  DAY_IN_WEEK: (sql) => `(CAST(strftime('%w', ${sql}) AS INTEGER) + 1)`,
  DAY_IN_YEAR: part('%j'),
  HOUR_IN_DAY: part('%H'),
  DAY_ONLY: (sql) => `date(${sql})`,
};

export const isDatePart = (name: string): boolean => name.toUpperCase() in DATE_PARTS;

export interface Computed {
  readonly sql: string;
  readonly type: FieldType;
  /** The alias, or expr0. */
  readonly label: string;
}

export function datePart(
  name: string,
  fieldName: string,
  scope: Scope,
  context: QueryContext,
): { sql: string; type: FieldType } {
  const make = DATE_PARTS[name.toUpperCase()];
  const { sql, field } = scope.column(fieldName);
  if (!make || (field.type !== 'date' && field.type !== 'datetime')) {
    throw malformed(context.soql, name, `${name} needs a date or dateTime field`);
  }
  return { sql: make(sql), type: name.toUpperCase() === 'DAY_ONLY' ? 'date' : 'int' };
}

export function computed(selected: FieldFunctionExpression, scope: Scope, context: QueryContext): Computed {
  const name = selected.functionName;
  const parameter = selected.parameters[0];
  const label = selected.alias ?? (typeof parameter === 'string' ? parameter : 'expr0');
  if ((name.toUpperCase() === 'TOLABEL' || name.toUpperCase() === 'FORMAT') && typeof parameter === 'string') {
    const { sql, field } = scope.column(parameter);
    return { sql, type: field.type, label };
  }
  throw malformed(context.soql, name, `the function ${name} is not supported here`);
}
