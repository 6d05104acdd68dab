// Inserts many rows at a time. The text of a statement for a full load of rows is made once for a table: building it anew
// for each page costs more than the database does.
import { CompiledQuery, type Transaction } from 'kysely';
import type { Flavour, Tables } from './schema.ts';

// 250 rows of the widest table are 3,750 parameters, below the limits of SQLite (32,766) and PostgreSQL (65,535).
const ROWS_A_STATEMENT = 250;

const texts = new Map<string, string>();

/** What happens to a row whose key is taken: it stays as it is, or all its columns are replaced. */
export type OnConflict = { readonly keep: true } | { readonly replaceBy: string };

/** `rows` hold a value for each of `columns`. */
export async function insertRows(
  trx: Transaction<Tables>,
  flavour: Flavour,
  table: keyof Tables,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  onConflict: OnConflict,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const some = rows.slice(start, start + ROWS_A_STATEMENT);
    const text = textOf(flavour, table, columns, some.length, onConflict);
    await trx.executeQuery(CompiledQuery.raw(text, some.flat()));
  }
}

function textOf(
  flavour: Flavour,
  table: keyof Tables,
  columns: readonly string[],
  rows: number,
  onConflict: OnConflict,
): string {
  const key = `${flavour.whole} ${table}`;
  const known = rows === ROWS_A_STATEMENT ? texts.get(key) : undefined;
  if (known !== undefined) return known;
  const tuples = Array.from({ length: rows }, (_row, row) => {
    const values = columns.map((_column, column) => flavour.parameter(row * columns.length + column + 1));
    return `(${values.join(', ')})`;
  });
  const replaced = columns.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  const action = 'keep' in onConflict ? 'do nothing' : `("${onConflict.replaceBy}") do update set ${replaced}`;
  const names = columns.map((column) => `"${column}"`).join(', ');
  const text = `insert into "${table}" (${names}) values ${tuples.join(', ')} on conflict ${action}`;
  if (rows === ROWS_A_STATEMENT) texts.set(key, text);
  return text;
}
