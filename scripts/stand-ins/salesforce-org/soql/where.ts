// A WHERE tree to an SQL condition. Every condition is true or false, never unknown: a comparison with a blank does not
// hold, and its negation does.
import type { Query, Operator } from '@jetstreamapp/soql-parser-js';
import { isId, isNumber, isText } from '../schema/field.ts';
import { literal } from '../formula/to-sql.ts';
import { unquote, valueOf } from './literals.ts';
import type { Comparison, Value } from './literals.ts';
import { treeOf } from './parse.ts';
import type { Test, Tree } from './parse.ts';
import { malformed, queryProblem } from './problem.ts';
import { Scope } from './scope.ts';
import type { Column, QueryContext } from './scope.ts';

/** Resolves the left side of a condition; WHERE allows fields, HAVING aggregates. */
export type LeftSide = (test: Test) => Pick<Column, 'sql' | 'field'> & { readonly name: string };

export function whereSql(tree: Tree, left: LeftSide, context: QueryContext): string {
  if (tree.kind === 'not') return `(NOT ${whereSql(tree.part, left, context)})`;
  if (tree.kind === 'test') return testSql(tree.test, left, context);
  const parts = tree.parts.map((part) => whereSql(part, left, context));
  return `(${parts.join(tree.kind === 'and' ? ' AND ' : ' OR ')})`;
}

/** Fields of a scope as the left side of WHERE. @throws OrgError for a field that cannot be filtered. */
export const fieldsOf =
  (scope: Scope, context: QueryContext): LeftSide =>
  (test) => {
    if (!('field' in test))
      throw malformed(context.soql, 'WHERE', 'functions in WHERE are not supported here; compare a field');
    const column = scope.column(test.field);
    if (!column.field.filterable) {
      throw queryProblem(
        'INVALID_FIELD',
        context.soql,
        test.field,
        `field '${column.field.name}' can not be filtered in a query call`,
      );
    }
    return { ...column, name: test.field };
  };

function testSql(test: Test, left: LeftSide, context: QueryContext): string {
  const { sql, field, name } = left(test);
  const comparison: Comparison = { soql: context.soql, name, field, moment: context.moment };
  const operator = test.operator;
  const refuse = (): Error =>
    queryProblem(
      'INVALID_FIELD',
      context.soql,
      name,
      `invalid operator on ${isId(field.type) ? 'id' : field.type} field`,
    );
  if ('valueQuery' in test) return semiJoin(sql, operator, test.valueQuery, context);
  const raws = Array.isArray(test.value) ? test.value : [test.value];
  const typeAt = (at: number): string =>
    (Array.isArray(test.literalType) ? test.literalType[at] : test.literalType) ?? '';
  const values = (): Value[] => raws.map((raw, at) => valueOf(raw, typeAt(at), comparison));
  switch (operator) {
    case 'IN':
      return anyOf(sql, values());
    case 'NOT IN':
      return `(NOT ${anyOf(sql, values())})`;
    case 'LIKE':
      if (!isText(field.type) || typeAt(0) !== 'STRING') throw refuse();
      return `ifnull(${sql} LIKE ${literal(unquote(raws[0] ?? "''", true))} ESCAPE '\\', 0)`;
    case 'INCLUDES':
    case 'EXCLUDES': {
      if (field.type !== 'multipicklist') throw refuse();
      const holds = `(${raws.map((raw) => includes(sql, unquote(raw))).join(' OR ')})`;
      return operator === 'INCLUDES' ? holds : `(NOT ${holds})`;
    }
    case '=':
    case '!=': {
      const [value] = values();
      if (!value) throw refuse();
      return operator === '=' ? equals(sql, value) : `(NOT ${equals(sql, value)})`;
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      if (field.type === 'boolean' || field.type === 'multipicklist') throw refuse();
      const [value] = values();
      return value ? ordered(sql, operator, value, isNumber(field.type)) : '0';
    }
  }
}

/** Plain `=` where an index can serve it; the caller never sees unknown because a blank is asked for first. */
function equals(sql: string, value: Value): string {
  if (value.kind === 'null') return `(${sql} IS NULL)`;
  if (value.kind === 'one') return `(${sql} IS ${value.sql})`;
  return `ifnull(${sql} >= ${value.from} AND ${sql} ${value.toIncluded ? '<=' : '<'} ${value.to}, 0)`;
}

function anyOf(sql: string, values: readonly Value[]): string {
  const plain = values.flatMap((value) => (value.kind === 'one' ? [value.sql] : []));
  if (plain.length < values.length || plain.length === 0)
    return `(${values.map((value) => equals(sql, value)).join(' OR ')})`;
  return `(${sql} IS NOT NULL AND ${sql} IN (${plain.join(', ')}))`;
}

function ordered(sql: string, operator: Operator, value: Value, numeric: boolean): string {
  if (value.kind === 'null') return '0';
  if (value.kind === 'one') return `(${sql} IS NOT NULL AND ${sql} ${operator} ${value.sql})`;
  if (numeric) return '0';
  const edges: Record<string, string> = {
    '<': `< ${value.from}`,
    '>=': `>= ${value.from}`,
    '<=': `${value.toIncluded ? '<=' : '<'} ${value.to}`,
    '>': `${value.toIncluded ? '>' : '>='} ${value.to}`,
  };
  return `(${sql} IS NOT NULL AND ${sql} ${edges[operator] ?? `= ${value.from}`})`;
}

/** 'a;b' asks for records that have both. */
function includes(sql: string, text: string): string {
  const all = text
    .split(';')
    .map((part) => `instr(';' || lower(ifnull(${sql}, '')) || ';', ${literal(`;${part.trim().toLowerCase()};`)}) > 0`);
  return `(${all.join(' AND ')})`;
}

function semiJoin(sql: string, operator: Operator, query: Query, context: QueryContext): string {
  const selected = query.fields?.[0];
  if (query.sObject === undefined || query.fields?.length !== 1 || !selected || !('field' in selected)) {
    throw malformed(context.soql, 'SELECT', 'The inner select must select exactly one field');
  }
  const scope = new Scope(query.sObject, query.sObjectAlias ?? null, context);
  const path = 'rawValue' in selected ? (selected.rawValue ?? selected.field) : selected.field;
  const column = scope.column(path);
  if (!isId(column.field.type)) {
    throw queryProblem(
      'INVALID_FIELD',
      context.soql,
      path,
      `The inner select field '${path}' must be an id or reference field`,
    );
  }
  const conditions = [...scope.hidden(), `${column.sql} IS NOT NULL`];
  if (query.where) conditions.push(whereSql(treeOf(query.where, context.soql), fieldsOf(scope, context), context));
  const list = `SELECT ${column.sql} FROM ${scope.from()} WHERE ${conditions.join(' AND ')}`;
  const holds = `(${sql} IS NOT NULL AND ${sql} IN (${list}))`;
  return operator === 'NOT IN' ? `(NOT ${holds})` : holds;
}
