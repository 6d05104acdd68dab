// REST queries: the first batch, the batches behind a locator, and the columns of a query. SOQL itself is ../soql.
import { ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import type { Query } from '../org.ts';
import { newId } from '../schema/ids.ts';
import { json, type Reply } from './reply.ts';

/** The platform's default and greatest batch, and the least one that Sforce-Query-Options may ask for. */
const MOST_ROWS = 2000;
const LEAST_ROWS = 200;
/** Cursors kept at a time; an older one is dropped, as the platform does with its own (smaller) number. */
const MOST_CURSORS = 200;

interface Cursor {
  readonly query: Query;
  readonly batchSize: number;
  readonly userId: string;
}

/** The open locators of one org. */
export class QueryRoutes {
  readonly #cursors = new Map<string, Cursor>();
  #opened = 0;

  first(call: Call, all: boolean): Reply {
    const soql = call.query.get('q');
    if (soql === null || soql.trim() === '') {
      throw new ApiError(400, 'MALFORMED_QUERY', 'SOQL statement cannot be empty: give it as ?q=SELECT …');
    }
    const query = call.org.query(soql, call.viewer, { all, apiVersion: call.version });
    if (call.query.get('columns') === 'true') {
      const reply = json(200, columnsOf(call, query), { object: query.objectName });
      query.dispose();
      return reply;
    }
    const batchSize = batchSizeOf(call.headers['sforce-query-options']);
    if (query.countOnly || query.totalSize() <= batchSize) {
      const records = query.countOnly ? [] : [...query.records(0, batchSize)];
      const totalSize = query.totalSize();
      query.dispose();
      return json(200, { totalSize, done: true, records }, { object: query.objectName, rows: records.length });
    }
    this.#opened += 1;
    const id = newId('01g', this.#opened);
    this.#cursors.set(id, { query, batchSize, userId: call.viewer.userId });
    this.#dropOldest();
    return this.#batch(call, id, { query, batchSize, userId: call.viewer.userId }, 0);
  }

  next(call: Call): Reply {
    const [, id = '', offset = ''] = /^(\w{15,18})-(\d+)$/.exec(call.params[0] ?? '') ?? [];
    const cursor = this.#cursors.get(id);
    if (cursor?.userId !== call.viewer.userId || Number(offset) >= cursor.query.totalSize()) {
      throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    }
    return this.#batch(call, id, cursor, Number(offset));
  }

  close(): void {
    for (const { query } of this.#cursors.values()) query.dispose();
    this.#cursors.clear();
  }

  #batch(call: Call, id: string, { query, batchSize }: Cursor, offset: number): Reply {
    const records = [...query.records(offset, batchSize)];
    const totalSize = query.totalSize();
    const next = offset + batchSize;
    const rest =
      next >= totalSize ? { done: true } : { done: false, nextRecordsUrl: `${call.base}/query/${id}-${next}` };
    return json(200, { totalSize, ...rest, records }, { object: query.objectName, rows: records.length });
  }

  #dropOldest(): void {
    for (const [id, { query }] of this.#cursors) {
      if (this.#cursors.size <= MOST_CURSORS) return;
      query.dispose();
      this.#cursors.delete(id);
    }
  }
}

function batchSizeOf(header: string | string[] | undefined): number {
  const [, asked] = /batchSize\s*=\s*(\d+)/i.exec(String(header ?? '')) ?? [];
  return asked === undefined ? MOST_ROWS : Math.min(MOST_ROWS, Math.max(LEAST_ROWS, Number(asked)));
}

interface Column {
  columnName: string;
  displayName: string;
  aggregate: boolean;
  joinColumns: Column[];
  [detail: string]: unknown;
}

/** What `columns=true` answers instead of records: a path such as Owner.Name is a column with a joined one. */
function columnsOf(call: Call, query: Query) {
  const described = call.org.describe(query.objectName, call.viewer);
  const types = new Map(
    (described['fields'] as { name: string; type: string }[]).map(({ name, type }) => [name, type]),
  );
  const columnMetadata: Column[] = [];
  for (const path of query.columns) {
    let level = columnMetadata;
    for (const [index, name] of path.split('.').entries()) {
      let column = level.find(({ columnName }) => columnName === name);
      if (!column) {
        column = columnOf(name, index === 0 ? types.get(name) : undefined);
        level.push(column);
      }
      level = column.joinColumns;
    }
  }
  return {
    columnMetadata,
    entityName: query.objectName,
    groupBy: query.columns.some((name) => /^expr\d+$/.test(name)),
    idSelected: query.columns.includes('Id'),
    keyPrefix: described['keyPrefix'] ?? null,
  };
}

const columnOf = (name: string, type: string | undefined): Column => ({
  aggregate: /^expr\d+$/.test(name),
  apexType: null,
  booleanType: type === 'boolean',
  columnName: name,
  custom: name.endsWith('__c'),
  displayName: name,
  foreignKeyName: null,
  insertable: false,
  joinColumns: [],
  numberType: ['double', 'int', 'currency', 'percent'].includes(type ?? ''),
  textType: ['string', 'textarea', 'picklist', 'email', 'phone', 'url'].includes(type ?? ''),
  updatable: false,
});
