// Queries with aggregates or GROUP BY to SQL: one row a group, under the aliases or expr0, expr1 …
import type { FieldFunctionExpression, FunctionExp, Query as SoqlQuery } from '@jetstreamapp/soql-parser-js';
import { field as makeField } from '../schema/field.ts';
import type { Field, FieldType } from '../schema/field.ts';
import { datePart, isDatePart } from './functions.ts';
import { treeOf } from './parse.ts';
import { malformed, queryProblem } from './problem.ts';
import { orderSql } from './rows.ts';
import type { QueryContext, Scope } from './scope.ts';
import { fieldsOf, whereSql } from './where.ts';

export interface AggregatePlan {
  readonly sql: string;
  /** In SELECT order. */
  readonly columns: readonly { readonly label: string; readonly field: Field }[];
}

export const isAggregate = (query: SoqlQuery): boolean =>
  query.groupBy !== undefined ||
  (query.fields ?? []).some((each) => each.type === 'FieldFunctionExpression' && each.isAggregateFn === true);

/** True for `SELECT COUNT() FROM …`. */
export const isCountOnly = (query: SoqlQuery): boolean => {
  const [only, ...more] = query.fields ?? [];
  return (
    only?.type === 'FieldFunctionExpression' &&
    only.functionName.toUpperCase() === 'COUNT' &&
    only.parameters.length === 0 &&
    more.length === 0
  );
};

interface Value {
  readonly sql: string;
  readonly type: FieldType;
}

function aggregate(given: FieldFunctionExpression | FunctionExp, scope: Scope, context: QueryContext): Value {
  const name = (given.functionName ?? '').toUpperCase();
  const parameter = given.parameters?.[0];
  if (isDatePart(name) && typeof parameter === 'string') return datePart(name, parameter, scope, context);
  if (typeof parameter !== 'string')
    throw malformed(context.soql, given.functionName ?? 'SELECT', `${name} needs a field`);
  const { sql, field } = scope.column(parameter);
  const refuse = (): Error =>
    malformed(context.soql, parameter, `field ${field.name} does not support aggregate operator ${name}`);
  if (field.type === 'longtext' || field.type === 'multipicklist') throw refuse();
  switch (name) {
    case 'COUNT':
      return { sql: `count(${sql})`, type: 'int' };
    case 'COUNT_DISTINCT':
      return { sql: `count(DISTINCT ${sql})`, type: 'int' };
    case 'MIN':
    case 'MAX':
      if (field.type === 'boolean') throw refuse();
      return { sql: `${name.toLowerCase()}(${sql})`, type: field.type };
    case 'SUM':
    case 'AVG':
      if (field.type !== 'int' && field.type !== 'double') throw refuse();
      return { sql: `${name.toLowerCase()}(${sql})`, type: 'double' };
    default:
      throw malformed(context.soql, given.functionName ?? 'SELECT', `unknown function ${name}`);
  }
}

/** @throws OrgError with the platform's code and wording. */
export function planAggregate(query: SoqlQuery, scope: Scope, context: QueryContext): AggregatePlan {
  const { soql } = context;
  const list = <T>(given: T | T[] | undefined): T[] =>
    given === undefined ? [] : Array.isArray(given) ? given : [given];
  const groups = list(query.groupBy).map((clause) => {
    if (!('field' in clause)) return aggregate(clause.fn, scope, context).sql;
    const column = scope.column(clause.field);
    if (!column.field.groupable) {
      throw queryProblem(
        'INVALID_FIELD',
        soql,
        clause.field,
        `field '${column.field.name}' can not be grouped in a query call`,
      );
    }
    return column.sql;
  });
  const aliases = new Map<string, Value>();
  const columns: { label: string; field: Field }[] = [];
  const sqls: string[] = [];
  let unnamed = 0;
  for (const selected of query.fields ?? []) {
    let value: Value;
    let label: string;
    if (selected.type === 'FieldFunctionExpression') {
      value = aggregate(selected, scope, context);
      label = selected.alias ?? `expr${unnamed++}`;
    } else if (selected.type === 'Field' || selected.type === 'FieldRelationship') {
      const raw =
        selected.type === 'FieldRelationship' ? [...selected.relationships, selected.field].join('.') : selected.field;
      const column = scope.column(raw);
      if (!groups.includes(column.sql)) throw malformed(soql, raw, `Field must be grouped or aggregated: ${raw}`);
      value = { sql: column.sql, type: column.field.type };
      label = 'alias' in selected && typeof selected.alias === 'string' ? selected.alias : column.field.name;
    } else {
      throw malformed(soql, 'SELECT', 'Grouped queries select fields and aggregates only');
    }
    aliases.set(label.toLowerCase(), value);
    columns.push({ label, field: makeField({ name: label, type: value.type }) });
    sqls.push(value.sql);
  }
  const conditions = scope.hidden();
  if (query.where) conditions.push(whereSql(treeOf(query.where, soql), fieldsOf(scope, context), context));
  const having = query.having
    ? whereSql(
        treeOf(query.having, soql),
        (test) => {
          const value = 'fn' in test ? aggregate(test.fn, scope, context) : scopedValue(test.field, scope, aliases);
          const name = 'fn' in test ? (test.fn.rawValue ?? 'HAVING') : test.field;
          return { sql: value.sql, field: makeField({ name, type: value.type }), name };
        },
        context,
      )
    : null;
  const orders = list(query.orderBy).map((clause) => {
    const value = 'field' in clause ? scopedValue(clause.field, scope, aliases) : aggregate(clause.fn, scope, context);
    return orderSql(value.sql, makeField({ name: 'order', type: value.type }), clause.order, clause.nulls);
  });
  const parts = [
    `SELECT ${sqls.map((sql, at) => `${sql} AS c${at}`).join(', ')} FROM ${scope.from()}`,
    conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    groups.length > 0 ? `GROUP BY ${groups.join(', ')}` : '',
    having === null ? '' : `HAVING ${having}`,
    orders.length > 0 ? `ORDER BY ${orders.join(', ')}` : '',
    query.limit === undefined ? '' : `LIMIT ${query.limit}`,
    query.offset === undefined ? '' : `${query.limit === undefined ? 'LIMIT -1 ' : ''}OFFSET ${query.offset}`,
  ];
  return { sql: parts.filter((each) => each !== '').join(' '), columns };
}

function scopedValue(name: string, scope: Scope, aliases: ReadonlyMap<string, Value>): Value {
  const known = aliases.get(name.toLowerCase());
  if (known) return known;
  const column = scope.column(name);
  return { sql: column.sql, type: column.field.type };
}
