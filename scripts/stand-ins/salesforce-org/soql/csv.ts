// Rows as CSV text, written by SQLite itself: one string a chunk instead of one object a row.
import type { Field } from '../schema/field.ts';
import { isId } from '../schema/field.ts';

/** SQLite allows many arguments in one call, but how many depends on its build; this many always work. */
const MAX_ARGUMENTS = 90;

const PLAIN: readonly Field['type'][] = ['boolean', 'int', 'double', 'date', 'datetime'];

function valueSql({ field, sql }: { field: Field; sql: string }): string {
  if (field.type === 'boolean') return `iif(${sql} = 1, 'true', 'false')`;
  if (PLAIN.includes(field.type) || isId(field.type)) return sql;
  return `replace(${sql}, '"', '""')`;
}

/** One SQL expression for a whole line; blanks are "". */
export function lineSql(columns: readonly { readonly field: Field; readonly sql: string }[]): string {
  const parts = columns.flatMap((column, at) => [at === 0 ? `'"'` : `'","'`, valueSql(column)]);
  parts.push(`'"'`);
  const groups: string[] = [];
  for (let at = 0; at < parts.length; at += MAX_ARGUMENTS)
    groups.push(`concat(${parts.slice(at, at + MAX_ARGUMENTS).join(', ')})`);
  return groups.length === 1 ? (groups[0] ?? "''") : `concat(${groups.join(', ')})`;
}

const csvValue = (value: string | number | null): string => `"${String(value ?? '').replaceAll('"', '""')}"`;

export const csvLine = (values: readonly (string | number | null)[]): string => `${values.map(csvValue).join(',')}\n`;
