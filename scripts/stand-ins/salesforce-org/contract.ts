// What goes in and out of the stand-in org: rows, queries, results, and what it needs of a world. Types only.
import type { OrgClock } from '../time/org-clock.ts';

/** A row as a world gives it or as a caller sends it: API names as keys. */
export type Row = Record<string, unknown>;

/** What the engine needs of a world; `scripts/stand-ins/world` provides it. */
export interface WorldSource {
  readonly org: { readonly id: string; readonly timeZone: string; readonly today: string };
  objects(): Promise<string[]> | string[];
  rows(objectName: string): AsyncIterable<Row>;
  /** All rows in one pass, each after those it refers to. Taken instead of `rows` where there is one. */
  everyRow?(): Iterable<{ readonly objectName: string; readonly row: Row }>;
}

export interface OrgOptions {
  /** The folder that holds `objects`, `customMetadata` and `permissionsets`: force-app/main/default. */
  readonly metadata: string;
  readonly world: WorldSource;
  /** The integration user's only permission set; default Touchpoint_Integration. */
  readonly permissionSet?: string;
  /** Default: one that starts on the world's `today`. */
  readonly clock?: OrgClock;
  /** Default ':memory:'. An existing file is replaced. */
  readonly databaseFile?: string;
}

/** A record as REST shows it: `attributes`, then the selected fields in SELECT order. */
export interface JsonRecord {
  attributes: { type: string; url?: string };
  [field: string]: unknown;
}

export interface QueryFlags {
  /** True for queryAll: deleted and archived rows too. */
  readonly all?: boolean;
  /** True for Bulk: refuses what Bulk refuses. */
  readonly bulk?: boolean;
  /** True for pages of the UI API with an upper bound, which may begin further down than OFFSET can say elsewhere. */
  readonly deep?: boolean;
  /** Written into `attributes.url`, for example 66.0. */
  readonly apiVersion?: string;
}

export interface Query {
  readonly objectName: string;
  /** In SELECT order; a relationship path as `Owner.Name`, an unnamed aggregate as `expr0`, a child query as its relationship name. */
  readonly columns: readonly string[];
  /** Set for `SELECT COUNT() FROM …`: totalSize() is the count and there are no records. */
  readonly countOnly: boolean;
  totalSize(): number;
  records(offset: number, limit: number): Iterable<JsonRecord>;
  /** CSV with the header row, LF line ends, every value quoted, in chunks of about 64 kB. */
  csv(offset: number, limit: number): Iterable<string>;
  /** Frees what the query keeps (its snapshot of Ids). A disposed query must not be read. */
  dispose(): void;
}

export interface SaveError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

export interface SaveResult {
  /** Null when the record was not saved. */
  readonly id: string | null;
  readonly success: boolean;
  /** Set for upsert. */
  readonly created?: boolean;
  readonly errors: readonly SaveError[];
}

export type WriteOperation = 'insert' | 'update' | 'upsert' | 'delete';

export interface WriteFlags {
  /** True: one failing record rolls all back, the others answer ALL_OR_NONE_OPERATION_ROLLED_BACK. */
  readonly allOrNone: boolean;
  /** Only for upsert; default Id. */
  readonly externalIdField?: string;
}

/** One daily limit, as `/limits` shows it. */
export interface LimitFigure {
  readonly Max: number;
  readonly Remaining: number;
}

export interface Limits {
  /** The HTTP side calls it once a request. */
  use(requests: number): void;
  readonly used: number;
  readonly max: number;
  figures(): Record<string, LimitFigure>;
}
