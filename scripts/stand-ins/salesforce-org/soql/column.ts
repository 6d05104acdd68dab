// The SQL of one field of one row: a column, a formula, or a roll-up over the row's children.
import { parseFormula } from '../formula/parse.ts';
import { literal, toSql } from '../formula/to-sql.ts';
import type { FormulaType } from '../formula/formula-type.ts';
import type { Expression } from '../formula/to-sql.ts';
import { isNumber } from '../schema/field.ts';
import type { Field, FieldType, Formula, ObjectDefinition, Summary, SummaryFilter } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import { quoted } from '../store/store.ts';
import { stored } from '../store/values.ts';

/** What a formula may ask about the moment and the reader. */
export interface Moment {
  /** The reader's date, 'YYYY-MM-DD', and zone. */
  readonly today: string;
  readonly timeZone: string;
  /** ISO instant with Z. */
  readonly now: string;
}

const formulaType = (type: FieldType): FormulaType =>
  isNumber(type) ? 'number' : type === 'date' || type === 'datetime' || type === 'boolean' ? type : 'text';

/** As it is read: a formula's number rounded to the field's scale. */
export function columnSql(
  schema: Schema,
  object: ObjectDefinition,
  field: Field,
  alias: string,
  moment: Moment,
): string {
  const { sql } = expressionOf(schema, object, field, alias, moment, []);
  if (field.formula === null) return sql;
  if (field.type === 'double') return `round(${sql}, ${field.scale})`;
  if (field.type === 'boolean') return `ifnull(${sql}, 0)`;
  return formulaType(field.type) === 'text' ? `nullif(${sql}, '')` : sql;
}

function expressionOf(
  schema: Schema,
  object: ObjectDefinition,
  field: Field,
  alias: string,
  moment: Moment,
  through: readonly string[],
): Expression {
  const type = formulaType(field.type);
  if (field.summary) return { sql: rollUpSql(schema, field.summary, alias), type };
  if (!field.formula) return { sql: `${alias}.${quoted(field.name)}`, type };
  const owner = `${object.name}.${field.name}`;
  if (through.includes(owner))
    throw new Error(`The formula of ${owner} leads back to itself; break the circle in its XML.`);
  return { type, sql: compiled(schema, object, field.formula, owner, alias, moment, [...through, owner]) };
}

/** A formula that is no field, such as a validation rule's; `owner` names it in errors. */
export function formulaSql(
  schema: Schema,
  object: ObjectDefinition,
  formula: Formula,
  owner: string,
  alias: string,
  moment: Moment,
): string {
  return compiled(schema, object, formula, owner, alias, moment, [owner]);
}

function compiled(
  schema: Schema,
  object: ObjectDefinition,
  formula: Formula,
  owner: string,
  alias: string,
  moment: Moment,
  chain: readonly string[],
): string {
  const { sql } = toSql(parseFormula(formula.text, owner), {
    blankAsZero: formula.blankAsZero,
    owner,
    ...moment,
    field: (path) => pathExpression(schema, object, path, alias, moment, chain),
  });
  return `(${sql})`;
}

/** A field of this row or, by relationship names, of a parent's. */
function pathExpression(
  schema: Schema,
  object: ObjectDefinition,
  path: readonly string[],
  alias: string,
  moment: Moment,
  through: readonly string[],
): Expression {
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    const field = schema.field(object, first);
    if (!field)
      throw new Error(`The formula of ${through.at(-1) ?? ''} reads ${first}, which ${object.name} does not have.`);
    return expressionOf(schema, object, field, alias, moment, through);
  }
  const relation = schema.relation(object, first);
  const parentName = relation?.referenceTo.includes('User') ? 'User' : relation?.referenceTo[0];
  if (!relation || parentName === undefined) {
    throw new Error(
      `The formula of ${through.at(-1) ?? ''} reads ${path.join('.')}, but ${object.name} has no relationship ${first}.`,
    );
  }
  const inner = `${alias}_${relation.name}`;
  const value = pathExpression(schema, schema.known(parentName), rest, inner, moment, through);
  return {
    type: value.type,
    sql: `(SELECT ${value.sql} FROM ${quoted(parentName)} ${inner} WHERE ${inner}."Id" = ${alias}.${quoted(relation.name)})`,
  };
}

function rollUpSql(schema: Schema, summary: Summary, alias: string): string {
  const child = schema.known(summary.child);
  const inner = `${alias}_r`;
  const conditions = [`${inner}.${quoted(summary.foreignKey)} = ${alias}."Id"`, `${inner}."IsDeleted" = 0`];
  for (const filter of summary.filters) {
    const field = schema.field(child, filter.field);
    if (!field) throw new Error(`A roll-up filters on ${child.name}.${filter.field}, which does not exist.`);
    conditions.push(filterSql(`${inner}.${quoted(field.name)}`, field, filter));
  }
  const value = summary.summarized === null ? '*' : `${inner}.${quoted(summary.summarized)}`;
  const result =
    summary.operation === 'count'
      ? 'CAST(count(*) AS REAL)'
      : summary.operation === 'sum'
        ? `total(${value})`
        : `${summary.operation}(${value})`;
  return `(SELECT ${result} FROM ${quoted(child.name)} ${inner} WHERE ${conditions.join(' AND ')})`;
}

const COMPARE: Record<string, string> = { lessThan: '<', greaterThan: '>', lessOrEqual: '<=', greaterOrEqual: '>=' };

function filterSql(column: string, field: Field, { operation, value }: SummaryFilter): string {
  const sqlOf = (text: string): string => {
    const kept = stored(field, text.trim());
    return kept === null ? 'NULL' : typeof kept === 'number' ? String(kept) : literal(kept);
  };
  const anyOf = (condition: (text: string) => string): string => `(${value.split(',').map(condition).join(' OR ')})`;
  switch (operation) {
    case 'equals':
      return anyOf((text) => `${column} IS ${sqlOf(text)}`);
    case 'notEqual':
      return `NOT ${anyOf((text) => `${column} IS ${sqlOf(text)}`)}`;
    case 'contains':
      return anyOf((text) => `instr(lower(ifnull(${column}, '')), lower(${literal(text.trim())})) > 0`);
    case 'notContain':
      return `NOT ${anyOf((text) => `instr(lower(ifnull(${column}, '')), lower(${literal(text.trim())})) > 0`)}`;
    case 'startsWith':
      return anyOf(
        (text) => `substr(lower(ifnull(${column}, '')), 1, ${text.trim().length}) = lower(${literal(text.trim())})`,
      );
    default: {
      const compare = COMPARE[operation];
      if (compare === undefined)
        throw new Error(`A roll-up filters with ${operation}, which the stand-in org does not know.`);
      return `${column} ${compare} ${sqlOf(value)}`;
    }
  }
}
