// Rows of a SOQL query as text values in the order of the SELECT, by the road that suits its size: a REST query for
// small answers, a Bulk job for large ones.
import { Failure } from '../run/failures.ts';
import { bulkQuery } from './bulk-query.ts';
import type { JsonRecord, OrgConnection } from './connection.ts';
import { isRecord } from './connection.ts';
import { Turnstile } from './wait.ts';

/** A REST answer has 2,000 rows a page; five pages cost as many requests as a Bulk job. */
const LARGE_ROWS = 10_000;
// An org refuses more than 25 long requests at a time, over all programs.
const PARALLEL_QUERIES = 6;

export interface Select<T> {
  readonly object: string;
  /** API names or paths such as `Task.AccountId`; at least two. */
  readonly columns: readonly string[];
  /** Without the word WHERE; empty for all rows. */
  readonly where: string;
  /** True: deleted and archived rows too. */
  readonly all: boolean;
  /** `large` goes straight to Bulk; `small` asks REST first and turns to Bulk when the answer is large. */
  readonly size: 'large' | 'small';
  /** Null leaves the row out. Blank values are ''. */
  readonly map: (row: readonly string[]) => T | null;
  readonly pageRows?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Reads rows; bounds how many queries run at a time. */
export class Selector {
  readonly #org: OrgConnection;
  readonly #pollMs: number;
  readonly #turnstile = new Turnstile(PARALLEL_QUERIES);

  constructor(org: OrgConnection, pollMs: number) {
    this.#org = org;
    this.#pollMs = pollMs;
  }

  /** Every row of the answer that `map` keeps, once, in no particular order. Throws a Failure; never a part of the rows. */
  async select<T>(select: Select<T>): Promise<readonly T[]> {
    return this.#turnstile.run(async () => {
      select.signal?.throwIfAborted();
      const where = select.where === '' ? '' : ` WHERE ${select.where}`;
      const soql = `SELECT ${select.columns.join(', ')} FROM ${select.object}${where}`;
      const doing = `read ${select.object}`;
      if (select.size === 'small') {
        const rows = await this.#byRest(soql, select, doing);
        if (rows) return rows;
      }
      return bulkQuery(this.#org, { ...select, soql, doing }, this.#pollMs);
    });
  }

  /** Null when Bulk should do it. */
  async #byRest<T>(soql: string, select: Select<T>, doing: string): Promise<readonly T[] | null> {
    const options = { signal: select.signal, doing };
    try {
      const first = await this.#org.queryPage(
        `/${select.all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`,
        options,
      );
      if (first.totalSize > LARGE_ROWS) return null;
      const records = await this.#org.restOfQuery(first, options);
      return rowsOf(records, select.columns)
        .map(select.map)
        .filter((item) => item !== null);
    } catch (error) {
      // What is too slow or too large for one REST answer is what Bulk is for.
      if (error instanceof Failure && /QUERY_TIMEOUT|OPERATION_TOO_LARGE/.test(error.code)) return null;
      throw error;
    }
  }
}

/** REST records in the form of CSV rows. */
export function rowsOf(records: readonly JsonRecord[], columns: readonly string[]): string[][] {
  const paths = columns.map((column) => column.split('.'));
  return records.map((record) => paths.map((path) => textAt(record, path)));
}

function textAt(record: JsonRecord, path: readonly string[]): string {
  let value: unknown = record;
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';
}
