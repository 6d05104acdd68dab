// A query for records to SQL: what is selected, from which rows, in which order; and a row of SQLite's back to a record
// as REST nests it. Aggregates are in aggregate.ts.
import type { FieldType as Selected, Query as SoqlQuery, Subquery } from '@jetstreamapp/soql-parser-js';
import type { JsonRecord } from '../contract.ts';
import { OrgError } from '../org-error.ts';
import { field as makeField } from '../schema/field.ts';
import type { Field } from '../schema/field.ts';
import { shown } from '../store/values.ts';
import { computed } from './functions.ts';
import { treeOf } from './parse.ts';
import { malformed, noSuchRelationship, queryProblem } from './problem.ts';
import { Scope } from './scope.ts';
import type { Column, QueryContext } from './scope.ts';
import { fieldsOf, whereSql } from './where.ts';

/** One thing selected. A child query has a plan of its own and no SQL. */
export type Item =
  | { readonly kind: 'column'; readonly label: string; readonly column: Column }
  | { readonly kind: 'child'; readonly label: string; readonly plan: RowPlan };

export interface RowPlan {
  readonly scope: Scope;
  readonly items: readonly Item[];
  readonly where: readonly string[];
  /** With the words ORDER BY, or empty. */
  readonly orderBy: string;
  readonly limit: number | null;
  readonly offset: number;
  /** For a child query: the field that points at the parent. */
  readonly parentKey: string | null;
}

const rawOf = (selected: { field: string; rawValue?: string }): string => selected.rawValue ?? selected.field;

/** @throws OrgError with the platform's code and wording. */
export function planRows(
  query: SoqlQuery | Subquery,
  scope: Scope,
  context: QueryContext,
  parentKey: string | null,
): RowPlan {
  const items = (query.fields ?? []).flatMap((selected) => select(selected, query, scope, context));
  const labels = items.map((item) => item.label.toLowerCase());
  const twice = labels.find((label, at) => labels.indexOf(label) !== at);
  if (twice !== undefined)
    throw queryProblem('INVALID_FIELD', context.soql, twice, `duplicate field selected: ${twice}`);
  const where = scope.hidden();
  if (query.where) where.push(whereSql(treeOf(query.where, context.soql), fieldsOf(scope, context), context));
  const offset = query.offset ?? 0;
  if (offset > 2000 && !context.deep) {
    throw queryProblem('NUMBER_OUTSIDE_VALID_RANGE', context.soql, 'OFFSET', 'Maximum SOQL offset allowed is 2000');
  }
  return { scope, items, where, orderBy: order(query, scope, context), limit: query.limit ?? null, offset, parentKey };
}

function select(selected: Selected, query: SoqlQuery | Subquery, scope: Scope, context: QueryContext): Item[] {
  const { soql } = context;
  switch (selected.type) {
    case 'Field':
    case 'FieldRelationship': {
      const raw = rawOf(
        'relationships' in selected && selected.rawValue === undefined
          ? { field: [...selected.relationships, selected.field].join('.') }
          : selected,
      );
      if ('alias' in selected) throw malformed(soql, raw, 'only aggregate expressions use field aliasing');
      const column = scope.column(raw);
      return [{ kind: 'column', label: column.path.join('.'), column }];
    }
    case 'FieldSubquery': {
      const { subquery } = selected;
      const relation = context.schema.childRelation(scope.object, subquery.relationshipName);
      if (!relation || !context.viewer.object(relation.child.name).read) {
        throw noSuchRelationship(soql, subquery.relationshipName, subquery.relationshipName);
      }
      const inner = new Scope(relation.child.name, subquery.sObjectAlias ?? null, context);
      const plan = planRows(subquery, inner, context, relation.field.name);
      return [{ kind: 'child', label: relation.field.childRelationshipName ?? subquery.relationshipName, plan }];
    }
    case 'FieldFunctionExpression': {
      if (selected.functionName.toUpperCase() === 'FIELDS')
        return allFields(String(selected.rawValue), query, scope, context);
      const { sql, type, label } = computed(selected, scope, context);
      const field = makeField({ name: label, type });
      return [{ kind: 'column', label, column: { path: [label], parents: [], field, entity: scope.object.name, sql } }];
    }
    case 'FieldTypeof':
      throw malformed(
        soql,
        'TYPEOF',
        'TYPEOF is not supported by the stand-in org; select the fields that the parents share',
      );
  }
}

function allFields(which: string, query: SoqlQuery | Subquery, scope: Scope, context: QueryContext): Item[] {
  const kind = which.toUpperCase().replace(/^FIELDS\((.*)\)$/, '$1');
  if (kind !== 'STANDARD' && (query.limit === undefined || query.limit > 200)) {
    throw malformed(context.soql, 'FIELDS', 'The SOQL FIELDS function must have a LIMIT of at most 200');
  }
  return [...scope.object.fields.values()]
    .filter(
      (field) =>
        context.viewer.canRead(scope.object.name, field.name) &&
        (kind === 'ALL' || field.custom === (kind === 'CUSTOM')),
    )
    .map((field) => ({ kind: 'column', label: field.name, column: scope.column(field.name) }));
}

function order(query: SoqlQuery | Subquery, scope: Scope, context: QueryContext): string {
  const clauses = query.orderBy === undefined ? [] : Array.isArray(query.orderBy) ? query.orderBy : [query.orderBy];
  const parts = clauses.map((clause) => {
    if (!('field' in clause)) throw malformed(context.soql, 'ORDER', 'Only fields can be sorted on without GROUP BY');
    const { field, sql } = scope.column(clause.field);
    if (!field.sortable) {
      throw queryProblem(
        'INVALID_FIELD',
        context.soql,
        clause.field,
        `field '${field.name}' can not be sorted in a query call`,
      );
    }
    return orderSql(sql, field, clause.order, clause.nulls);
  });
  return parts.length === 0 ? '' : `ORDER BY ${parts.join(', ')}`;
}

/** Blanks come first unless the query says otherwise, in both directions. */
export function orderSql(sql: string, field: Field | null, direction = 'ASC', nulls = 'FIRST'): string {
  const plain =
    field === null || ['id', 'reference', 'boolean', 'int', 'double', 'date', 'datetime'].includes(field.type);
  return `${sql}${plain ? '' : ' COLLATE NOCASE'} ${direction} NULLS ${nulls}`;
}

/** The SQL columns that a plan's records are built from, and the building. */
export function builder(
  plan: RowPlan,
  apiVersion: string,
): { columns: string[]; build: (values: readonly unknown[], children: ReadonlyMap<string, unknown>) => JsonRecord } {
  const columns = [`${plan.scope.alias}."Id"`];
  const at = (sql: string): number => {
    const found = columns.indexOf(sql);
    return found >= 0 ? found : columns.push(sql) - 1;
  };
  const attributes = (type: string, id: unknown): JsonRecord['attributes'] => ({
    type,
    url: `/services/data/v${apiVersion}/sobjects/${type}/${String(id)}`,
  });
  const steps = plan.items.map(
    (item): ((record: JsonRecord, values: readonly unknown[], children: ReadonlyMap<string, unknown>) => void) => {
      if (item.kind === 'child')
        return (record, _values, children) => void (record[item.label] = children.get(item.label) ?? null);
      const { column } = item;
      const value = at(column.sql);
      const parents = column.parents.map((step) => ({
        name: step.relationship,
        id: at(step.idSql),
        type: at(step.typeSql),
      }));
      return (record, values) => {
        let target = record;
        for (const parent of parents) {
          const id = values[parent.id];
          if (id === null) {
            target[parent.name] ??= null;
            return;
          }
          target[parent.name] ??= { attributes: attributes(String(values[parent.type]), id) };
          target = target[parent.name] as JsonRecord;
        }
        target[column.field.name] = shown(column.field, values[value]);
      };
    },
  );
  return {
    columns,
    build: (values, children) => {
      const record: JsonRecord = { attributes: attributes(plan.scope.object.name, values[0]) };
      for (const step of steps) step(record, values, children);
      return record;
    },
  };
}

/** Refuses what Bulk refuses. */
export function refuseForBulk(query: SoqlQuery): void {
  const refuse = (what: string): never => {
    throw new OrgError('FUNCTIONALITY_NOT_ENABLED', `${what} not supported in Bulk Query`);
  };
  if (query.groupBy !== undefined) refuse('Aggregate Relationships');
  if (query.offset !== undefined) refuse('OFFSET clause');
  for (const selected of query.fields ?? []) {
    if (selected.type === 'FieldSubquery') refuse('Parent-to-child relationship queries are');
    if (selected.type === 'FieldTypeof') refuse('TYPEOF clause');
    if (selected.type === 'FieldFunctionExpression' && selected.isAggregateFn === true)
      refuse('Aggregate functions are');
  }
}
