// Order and pages of a list: cursor paging as recommended, offset paging as deprecated, and their links.
// A cursor is opaque to clients; ours has the members that a real one was seen to have.
import type { SQLInputValue } from 'node:sqlite';
import { badParameter, Refusal } from './answers.ts';
import type { Attribute, ResourceType } from './catalogue.ts';
import { columnOf, type Condition } from './filter-target.ts';
import type { StoredRow } from './store.ts';

export interface SortKey {
  readonly name: string;
  /** Nulls come first when ascending: as the lowest value. */
  readonly sql: string;
  readonly descending: boolean;
}

export interface Page {
  readonly size: number;
  /** Deprecated paging: rows to skip; undefined with cursors. */
  readonly offset?: number;
  readonly cursor?: { readonly direction: 'after' | 'before'; readonly values: SQLInputValue[]; readonly id: number };
}

const DEFAULT_SIZE = 50;
const MAX_SIZE = 1000;
const MAX_OFFSET = 10_000;

/** What null counts as in the order: below every value of the kind. */
const lowestOf = (attribute: Attribute | undefined): string | number =>
  attribute && ['integer', 'number', 'boolean'].includes(attribute.kind) ? -1e300 : '';

/** @throws Refusal (400) on what cannot be sorted; empty = by id. */
export function readSort(type: ResourceType, text: string | null): SortKey[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const descending = part.startsWith('-');
      const name = descending ? part.slice(1) : part;
      const attribute = type.attributes.get(name);
      if (name !== 'id' && attribute?.sortable !== true) {
        const detail = `'${name}' cannot be used to sort ${type.plural}.`;
        throw new Refusal(badParameter('sortParameter.notSortable', 'sort', detail));
      }
      const column = columnOf(name);
      const lowest = lowestOf(attribute);
      return {
        name,
        descending,
        sql: column.startsWith('"') ? column : `coalesce(${column}, ${lowest === '' ? "''" : lowest})`,
      };
    });
}

/** @throws Refusal (400) on sizes above 1000, offsets above 10,000 and cursors of another list. */
export function readPage(type: ResourceType, sort: readonly SortKey[], parameters: URLSearchParams): Page {
  const limit = parameters.get('page[limit]');
  const offset = parameters.get('page[offset]');
  if (limit !== null || offset !== null) {
    return {
      size: whole('page[limit]', limit, DEFAULT_SIZE, 1, MAX_SIZE),
      offset: whole('page[offset]', offset, 0, 0, MAX_OFFSET),
    };
  }
  const size = whole('page[size]', parameters.get('page[size]'), DEFAULT_SIZE, 1, MAX_SIZE);
  for (const direction of ['after', 'before'] as const) {
    const text = parameters.get(`page[${direction}]`);
    if (text !== null) return { size, cursor: { direction, ...readCursor(type, sort, text, `page[${direction}]`) } };
  }
  return { size };
}

function whole(name: string, text: string | null, usual: number, least: number, most: number): number {
  if (text === null) return usual;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Refusal(
    badParameter('pageParameter.invalid', name, `'${name}' must be from ${least} to ${most}, not '${text}'.`),
  );
}

export function writeCursor(type: ResourceType, sort: readonly SortKey[], values: unknown[], id: number): string {
  const cursor = { cn: controller(type), sp: spelled(sort), sv: values, id, v: 1 };
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

function readCursor(
  type: ResourceType,
  sort: readonly SortKey[],
  text: string,
  name: string,
): { values: SQLInputValue[]; id: number } {
  const wrong = new Refusal(
    badParameter('pageParameter.invalidCursor', name, `'${name}' is not a cursor of this list.`),
  );
  let cursor: { cn?: unknown; sp?: unknown; sv?: unknown; id?: unknown } | null;
  try {
    cursor = JSON.parse(Buffer.from(text, 'base64').toString()) as typeof cursor;
  } catch (problem) {
    if (problem instanceof SyntaxError) throw wrong;
    throw problem;
  }
  if (cursor?.cn !== controller(type) || cursor.sp !== spelled(sort) || typeof cursor.id !== 'number') throw wrong;
  if (!Array.isArray(cursor.sv) || cursor.sv.length !== sort.length) throw wrong;
  return { values: cursor.sv as SQLInputValue[], id: cursor.id };
}

const controller = ({ plural }: ResourceType) => `ApiV2::${plural.charAt(0).toUpperCase()}${plural.slice(1)}Controller`;

const spelled = (sort: readonly SortKey[]) =>
  sort.map(({ name, descending }) => (descending ? `-${name}` : name)).join(',') || 'id';

/** ORDER BY, forwards or (to read the page before a cursor) backwards; ties are broken by id. */
export function orderBy(sort: readonly SortKey[], backwards: boolean): string {
  const keys = [...sort, { sql: '"id"', descending: false }];
  return `ORDER BY ${keys.map(({ sql, descending }) => `${sql} ${descending !== backwards ? 'DESC' : 'ASC'}`).join(', ')}`;
}

/** The rows strictly behind the cursor in reading direction. */
export function beyond(sort: readonly SortKey[], cursor: NonNullable<Page['cursor']>): Condition {
  const keys = [...sort, { sql: '"id"', descending: false }];
  const values = [...cursor.values, cursor.id];
  const backwards = cursor.direction === 'before';
  const ways: string[] = [];
  const bound: SQLInputValue[] = [];
  const [first] = keys;
  const sign = (descending: boolean) => (descending !== backwards ? '<' : '>');
  keys.forEach((key, position) => {
    const equal = keys.slice(0, position).map(({ sql }) => `${sql} = ?`);
    ways.push(`(${[...equal, `${key.sql} ${sign(key.descending)} ?`].join(' AND ')})`);
    bound.push(...values.slice(0, position + 1));
  });
  // The repeated first bound changes no result: it is what lets SQLite walk the index of that key.
  const guide = first ? `${first.sql} ${sign(first.descending)}= ?` : '1';
  return { sql: `${guide} AND (${ways.join(' OR ')})`, values: [...values.slice(0, 1), ...bound] };
}

/** The value of each sort key in a row, as the cursor keeps it: null as the lowest value, booleans as numbers. */
export function sortValues(type: ResourceType, sort: readonly SortKey[], row: StoredRow): (string | number)[] {
  return sort.map(({ name }) => {
    if (name === 'id') return row.id;
    if (name === 'createdAt' || name === 'updatedAt') return row[name];
    const value = row.given.attributes[name];
    if (typeof value === 'string' || typeof value === 'number') return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    return lowestOf(type.attributes.get(name));
  });
}
