// The conditions and orders of a GraphQL query as SOQL text. Names were checked by the schema, so nothing is looked up here
// but what type a field has; what SOQL refuses is refused there.
import { isNumber } from '../schema/field.ts';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import { badQuery } from './problem.ts';

export type Given = Readonly<Record<string, unknown>>;

export const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === null ? [] : [value]);

const quote = (text: string): string =>
  `'${text
    .replace(/[\\']/g, (mark) => `\\${mark}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')}'`;

/** 1e-7 is no number to SOQL. */
const plainNumber = (value: number): string =>
  /e/.test(String(value)) ? value.toFixed(20).replace(/\.?0+$/, '') : String(value);

/** Of a date or instant: exactly one of value, literal and range is given. */
function dateText(input: Given, where: string): string {
  const { value, literal, range } = input;
  const given = [value, literal, range].filter((each) => each !== undefined && each !== null);
  if (given.length !== 1) throw badQuery(`${where}: give exactly one of value, literal and range.`);
  if (typeof literal === 'string') return literal;
  if (typeof value === 'string') return value;
  const [only, ...more] = Object.entries(range as Given).filter(([, count]) => count !== null);
  if (!only || more.length > 0) throw badQuery(`${where}: give exactly one member of range, such as last_n_days.`);
  const [name, count] = only;
  const word = name.toUpperCase();
  return `${word}:${String(count)}`;
}

function valueText(field: Field, value: unknown, where: string): string {
  if (isGiven(value)) return dateText(value, where);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && isNumber(field.type)) return plainNumber(value);
  return typeof value === 'string' ? quote(value) : 'null';
}

const COMPARE: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: 'LIKE',
};
const LISTS: Readonly<Record<string, string>> = { in: 'IN', nin: 'NOT IN', includes: 'INCLUDES', excludes: 'EXCLUDES' };

export class Conditions {
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** @param prefix relationship names with a dot after each. @returns null when the filter asks nothing. */
  of(object: ObjectDefinition, filter: Given, prefix = ''): string | null {
    return together(
      Object.entries(filter).map(([key, given]) => this.#one(object, key, given, prefix)),
      'AND',
    );
  }

  #one(object: ObjectDefinition, key: string, given: unknown, prefix: string): string | null {
    if (given === null) return null;
    if (key === 'and' || key === 'or') {
      const parts = listOf(given).map((each) => (isGiven(each) ? this.of(object, each, prefix) : null));
      return together(parts, key === 'and' ? 'AND' : 'OR');
    }
    if (!isGiven(given)) return null;
    if (key === 'not') {
      const inner = this.of(object, given, prefix);
      return inner === null ? null : `(NOT ${inner})`;
    }
    const field = this.#schema.field(object, key);
    if (field) return this.#tests(field, given, prefix + field.name);
    return this.#parent(object, key, given, prefix);
  }

  #parent(object: ObjectDefinition, key: string, given: Given, prefix: string): string | null {
    const relation = this.#schema.relation(object, key);
    if (!relation) throw badQuery(`${object.name} has no relationship ${key}.`);
    const path = `${prefix}${relation.relationshipName ?? key}.`;
    return together(
      Object.entries(given).map(([name, inner]) => {
        const target = relation.referenceTo.includes(name) ? this.#schema.known(name) : null;
        if (target && isGiven(inner)) {
          const type = relation.referenceTo.length > 1 ? `${path}Type = ${quote(name)}` : null;
          return together([type, this.of(target, inner, path)], 'AND');
        }
        return this.#one(this.#schema.known(relation.referenceTo[0] ?? ''), name, inner, path);
      }),
      'AND',
    );
  }

  #tests(field: Field, operators: Given, path: string): string | null {
    return together(
      Object.entries(operators).map(([operator, value]) => {
        const where = `${path}.${operator}`;
        const compare = COMPARE[operator];
        if (compare !== undefined) return `(${path} ${compare} ${valueText(field, value, where)})`;
        if (value === null) return null;
        if (operator === 'inq' || operator === 'ninq')
          return this.#join(path, operator === 'inq' ? 'IN' : 'NOT IN', value);
        // An empty list is no SOQL: nothing is in it.
        if (listOf(value).length === 0)
          return operator === 'in' || operator === 'includes' ? '(Id = null)' : '(Id != null)';
        return `(${path} ${LISTS[operator] ?? ''} (${listOf(value)
          .map((each) => valueText(field, each, where))
          .join(', ')}))`;
      }),
      'AND',
    );
  }

  #join(path: string, operator: string, given: unknown): string {
    const { ApiName: field, ...objects } = isGiven(given) ? given : {};
    const [only, ...more] = Object.entries(objects);
    if (!only || more.length > 0 || typeof field !== 'string')
      throw badQuery(`${path}: a join names one object with its filter, and the field as ApiName.`);
    const [name, filter] = only;
    if (!this.#schema.field(this.#schema.known(name), field))
      throw badQuery(
        `${path}: ${name} has no field ${JSON.stringify(field)}; ApiName is the field that holds the Ids.`,
      );
    const where = isGiven(filter) ? this.of(this.#schema.known(name), filter) : null;
    return `(${path} ${operator} (SELECT ${field} FROM ${name}${where === null ? '' : ` WHERE ${where}`}))`;
  }
}

/** Fields of the object itself by whose tests few rows are found, inside and, or and not, too: being blank is no such test. */
export function selectiveFields(filter: Given): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (key === 'and' || key === 'or' || key === 'not')
      return listOf(value).flatMap((each) => (isGiven(each) ? selectiveFields(each) : []));
    return isGiven(value) && Object.values(value).some((each) => each !== null) ? [key] : [];
  });
}

/** @returns null when there is nothing to put together. */
export function together(parts: readonly (string | null)[], word: 'AND' | 'OR'): string | null {
  const kept = parts.filter((part) => part !== null);
  return kept.length === 0 ? null : kept.length === 1 ? (kept[0] ?? null) : `(${kept.join(` ${word} `)})`;
}

/** One term of an order: a path, and the clause given for it. */
export interface OrderTerm {
  readonly path: string;
  readonly clause: Given;
}

/** Flattens orders through parents; the order of keys is the order of sorting. */
export function orderTerms(given: Given, prefix = ''): OrderTerm[] {
  return Object.entries(given).flatMap(([key, value]) => {
    if (!isGiven(value)) return [];
    const isClause = Object.values(value).every((each) => !isGiven(each));
    return isClause ? [{ path: prefix + key, clause: value }] : orderTerms(value, `${prefix}${key}.`);
  });
}

/** `DESC NULLS LAST`; ascending with blanks first unless the clause says otherwise. */
export const direction = ({ order, nulls }: Given): string =>
  `${order === 'DESC' ? 'DESC' : 'ASC'} NULLS ${nulls === 'LAST' ? 'LAST' : 'FIRST'}`;
