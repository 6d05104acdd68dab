// Runs a query: keeps the row numbers of the answer, in order, so that pages stay the same while rows change, and reads
// the pages as records or as CSV.
import type { DatabaseSync } from 'node:sqlite';
import type { JsonRecord, Query, QueryFlags } from '../contract.ts';
import type { Schema } from '../schema/schema.ts';
import type { Viewer } from '../access/viewer.ts';
import { shown } from '../store/values.ts';
import { isAggregate, isCountOnly, planAggregate } from './aggregate.ts';
import type { Moment } from './column.ts';
import { csvLine, lineSql } from './csv.ts';
import { parseSoql } from './parse.ts';
import { builder, planRows, refuseForBulk } from './rows.ts';
import type { RowPlan } from './rows.ts';
import { Scope } from './scope.ts';
import type { QueryContext } from './scope.ts';

const RECORDS_A_STEP = 500;
/** About 64 kB of a task's usual columns. */
const LINES_A_CHUNK = 400;

export interface QueryRun {
  readonly db: DatabaseSync;
  readonly schema: Schema;
  readonly viewer: Viewer;
  readonly moment: Moment;
  readonly flags: QueryFlags;
}

/** Once a database, before the first query. */
export function prepareSnapshots(db: DatabaseSync): void {
  db.exec('CREATE TEMP TABLE snapshot (n INTEGER PRIMARY KEY, r INTEGER NOT NULL)');
}

/** @throws OrgError with the platform's code and wording. */
export function runQuery(soql: string, run: QueryRun): Query {
  const parsed = parseSoql(soql);
  if (run.flags.bulk === true) refuseForBulk(parsed);
  let aliases = 0;
  const context: QueryContext = {
    soql,
    schema: run.schema,
    viewer: run.viewer,
    moment: run.moment,
    all: run.flags.all ?? false,
    deep: run.flags.deep ?? false,
    nextAlias: () => `t${aliases++}`,
  };
  const scope = new Scope(parsed.sObject ?? '', parsed.sObjectAlias ?? null, context);
  if (isCountOnly(parsed)) {
    const plan = planRows({ ...parsed, fields: [] }, scope, context, null);
    const { n } = run.db.prepare(`SELECT count(*) AS n FROM (${rowNumbers(plan)})`).get() as { n: number };
    return {
      objectName: scope.object.name,
      columns: [],
      countOnly: true,
      totalSize: () => n,
      records: () => [],
      csv: () => [],
      dispose: () => undefined,
    };
  }
  if (isAggregate(parsed)) return aggregateQuery(planAggregate(parsed, scope, context), scope.object.name, run.db);
  return rowQuery(planRows(parsed, scope, context, null), run);
}

const rowNumbers = (plan: RowPlan): string => selectSql(plan, `${plan.scope.alias}.rowid AS r`);

function selectSql(plan: RowPlan, selected: string, condition: readonly string[] = []): string {
  const where = [...plan.where, ...condition];
  return [
    `SELECT ${selected} FROM ${plan.scope.from()}`,
    where.length > 0 ? `WHERE ${where.join(' AND ')}` : '',
    plan.orderBy,
    plan.limit === null && plan.offset === 0 ? '' : `LIMIT ${plan.limit ?? -1} OFFSET ${plan.offset}`,
  ].join(' ');
}

function rowQuery(plan: RowPlan, { db, flags }: QueryRun): Query {
  const columns = plan.items.map((item) => item.label);
  const taken = db.prepare(`INSERT INTO temp.snapshot (r) ${rowNumbers(plan)}`).run();
  const total = Number(taken.changes);
  const first = total === 0 ? 0 : Number(taken.lastInsertRowid) - total + 1;
  const page = (selected: string): string =>
    `SELECT ${selected} FROM temp.snapshot s CROSS JOIN ${plan.scope.from()} WHERE ${plan.scope.alias}.rowid = s.r AND s.n BETWEEN ? AND ? ORDER BY s.n`;
  const { columns: sqls, build } = builder(plan, flags.apiVersion ?? '66.0');
  const children = plan.items.flatMap((item) =>
    item.kind === 'child' ? [{ label: item.label, read: childReader(item.plan, db, flags) }] : [],
  );
  const steps = function* (offset: number, limit: number, size: number): Iterable<[number, number]> {
    const end = Math.min(total, offset + limit);
    for (let at = offset; at < end; at += size) yield [first + at, first + Math.min(end, at + size) - 1];
  };
  return {
    objectName: plan.scope.object.name,
    columns,
    countOnly: false,
    totalSize: () => total,
    *records(offset, limit): Iterable<JsonRecord> {
      const statement = db.prepare(page(sqls.join(', ')));
      statement.setReturnArrays(true);
      for (const [from, through] of steps(offset, limit, RECORDS_A_STEP)) {
        for (const row of statement.all(from, through) as unknown as unknown[][]) {
          yield build(row, new Map(children.map((child) => [child.label, child.read(String(row[0]))])));
        }
      }
    },
    *csv(offset, limit): Iterable<string> {
      yield csvLine(columns);
      const line = lineSql(plan.items.flatMap((item) => (item.kind === 'column' ? [item.column] : [])));
      const statement = db.prepare(`SELECT group_concat(line, char(10)) AS text FROM (${page(`${line} AS line`)})`);
      for (const [from, through] of steps(offset, limit, LINES_A_CHUNK)) {
        const { text } = statement.get(from, through) as { text: string };
        yield `${text}\n`;
      }
    },
    dispose: () => void db.prepare('DELETE FROM temp.snapshot WHERE n BETWEEN ? AND ?').run(first, first + total - 1),
  };
}

/** Reads the children of one parent as REST shows them: null when there are none. */
function childReader(plan: RowPlan, db: DatabaseSync, flags: QueryFlags): (parentId: string) => unknown {
  const { columns, build } = builder(plan, flags.apiVersion ?? '66.0');
  const inner = plan.items.flatMap((item) =>
    item.kind === 'child' ? [{ label: item.label, read: childReader(item.plan, db, flags) }] : [],
  );
  const key = `${plan.scope.alias}."${plan.parentKey ?? ''}" = ?`;
  const statement = db.prepare(selectSql(plan, columns.join(', '), [key]));
  statement.setReturnArrays(true);
  return (parentId) => {
    const rows = statement.all(parentId) as unknown as unknown[][];
    if (rows.length === 0) return null;
    const records = rows.map((row) =>
      build(row, new Map(inner.map((child) => [child.label, child.read(String(row[0]))]))),
    );
    return { totalSize: records.length, done: true, records };
  };
}

function aggregateQuery(plan: ReturnType<typeof planAggregate>, objectName: string, db: DatabaseSync): Query {
  const statement = db.prepare(plan.sql);
  statement.setReturnArrays(true);
  const rows = statement.all() as unknown as (string | number | null)[][];
  return {
    objectName,
    columns: plan.columns.map((column) => column.label),
    countOnly: false,
    totalSize: () => rows.length,
    *records(offset, limit): Iterable<JsonRecord> {
      for (const row of rows.slice(offset, offset + limit)) {
        const record: JsonRecord = { attributes: { type: 'AggregateResult' } };
        plan.columns.forEach(({ label, field }, at) => (record[label] = shown(field, row[at])));
        yield record;
      }
    },
    *csv(offset, limit): Iterable<string> {
      yield csvLine(plan.columns.map((column) => column.label));
      for (const row of rows.slice(offset, offset + limit)) yield csvLine(row);
    },
    dispose: () => undefined,
  };
}
