// Reads one connection: a page of records by one SOQL query, with what the page says about itself. Sharing, field security
// and formulas are those of the SOQL engine.
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { JsonRecord, Query } from '../contract.ts';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { ValueContext } from './field-types.ts';
import { badQuery } from './problem.ts';
import { argumentsOf, inGivenOrder, selectedAt, selectedBelow } from './selection.ts';
import { Conditions, direction, isGiven, orderTerms, selectiveFields, together } from './to-soql.ts';
import type { Given } from './to-soql.ts';

export interface UiContext extends ValueContext {
  readonly schema: Schema;
  /** As sent: they tell the order of keys. */
  readonly variables: Given;
  /** Runs SOQL as the viewer; `deep` lifts the limit of OFFSET. */
  query(soql: string, deep?: boolean): Query;
  /** Called for each connection of the query: the platform counts them as subqueries. @throws GraphQLError above ten. */
  countConnection(): void;
  /** Fields that queries of viewers filter or sort by: the org may index them. */
  noteUse(object: ObjectDefinition, fields: readonly string[]): void;
}

/** A page of records as the types of a connection read it. */
export interface Page {
  readonly rows: readonly unknown[];
  /** Of the first row. */
  readonly offset: number;
  readonly more: boolean;
  total(): number;
}

const FIRST = 10;
const MOST = 2000;
const LEAST_WITH_BOUND = 200;
/** Rows that can be paged through without an upper bound, as documented. */
const MOST_UNBOUND = 4000;

export const cursorOf = (position: number): string => Buffer.from(`v1:${position}`).toString('base64');

export function cursorPosition(cursor: unknown): number {
  if (cursor === undefined || cursor === null) return 0;
  const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64').toString() : '';
  const [, digits] = /^v1:(\d+)$/.exec(text) ?? [];
  if (digits === undefined) throw badQuery(`The cursor ${JSON.stringify(cursor)} is not one that a query gave out.`);
  return Number(digits);
}

/** @throws GraphQLError for a number that the platform refuses. */
export function pageSize({ first, upperBound }: Given): number {
  const wanted = first ?? FIRST;
  const least = upperBound === undefined || upperBound === null ? 1 : LEAST_WITH_BOUND;
  if (typeof wanted !== 'number' || wanted < least || wanted > MOST)
    throw badQuery(`The first argument must be from ${least} to ${MOST}${least > 1 ? ' with upperBound' : ''}.`);
  return wanted;
}

/** WHERE … with its space, or nothing. */
export function whereText(object: ObjectDefinition, args: Given, context: UiContext): string {
  const { where, scope } = args;
  const conditions = new Conditions(context.schema);
  const condition = together(
    [
      scope === 'MINE' ? `(OwnerId = '${context.viewer.userId}')` : null,
      isGiven(where) ? conditions.of(object, where) : null,
    ],
    'AND',
  );
  return condition === null ? '' : ` WHERE ${condition}`;
}

function orderText(args: Given, node: FieldNode, context: UiContext): { text: string; paths: string[] } {
  if (!isGiven(args['orderBy'])) return { text: '', paths: [] };
  const terms = orderTerms(inGivenOrder(args['orderBy'], 'orderBy', node, context.variables));
  const text = terms.map(({ path, clause }) => `${path} ${direction(clause)}`).join(', ');
  return { text: text === '' ? '' : ` ORDER BY ${text}`, paths: terms.map(({ path }) => path) };
}

/** The paths and child queries that these selections of an object need. */
export function selectTerms(
  object: ObjectDefinition,
  selected: ReturnType<typeof selectedBelow>,
  info: GraphQLResolveInfo,
  context: UiContext,
  prefix = '',
): string[] {
  const { schema } = context;
  const terms = new Set([`${prefix}Id`]);
  const children = new Set<string>();
  for (const { name, nodes } of selected) {
    const field = schema.field(object, name);
    if (field) {
      terms.add(prefix + field.name);
      continue;
    }
    const relation = schema.relation(object, name);
    if (relation) {
      for (const term of parentTerms(relation, `${prefix}${name}.`, nodes, info, context)) terms.add(term);
      continue;
    }
    const list = schema.childRelation(object, name);
    if (list && prefix === '') {
      if (nodes.length > 1 || children.has(name)) throw badQuery(`${name} can be selected once in a query.`);
      children.add(name);
      terms.add(childQuery(object, list.child, name, nodes[0], info, context));
    } else if (list) throw badQuery(`${prefix}${name}: children of a parent cannot be selected.`);
    if (name === 'DisplayValue' && object.fields.has('Name')) terms.add(`${prefix}Name`);
  }
  return [...terms];
}

function parentTerms(
  relation: Field,
  prefix: string,
  nodes: readonly FieldNode[],
  info: GraphQLResolveInfo,
  context: UiContext,
): string[] {
  const below = selectedBelow(nodes, info);
  const [target = ''] = relation.referenceTo;
  if (relation.referenceTo.length === 1) return selectTerms(context.schema.known(target), below, info, context, prefix);
  // Of a polymorphic parent SOQL reads what all its objects have.
  return [`${prefix}Id`, ...below.filter(({ name }) => !name.startsWith('__')).map(({ name }) => prefix + name)];
}

function childQuery(
  object: ObjectDefinition,
  child: ObjectDefinition,
  name: string,
  node: FieldNode | undefined,
  info: GraphQLResolveInfo,
  context: UiContext,
): string {
  const type = info.schema.getType(object.name);
  const definition = type && 'getFields' in type ? type.getFields()[name] : undefined;
  if (!node || !definition || !('args' in definition)) throw badQuery(`${object.name} has no children ${name}.`);
  const args = argumentsOf(definition, node, info);
  const terms = selectTerms(child, selectedAt(['edges', 'node'], [node], info), info, context);
  if (terms.some((term) => term.startsWith('(')))
    throw badQuery(`${name}: only one level of children can be selected.`);
  const counted = selectedBelow([node], info).some((each) => each.name === 'totalCount');
  // One more than asked for tells whether there is a next page; a count needs them all.
  const limit = counted ? MOST : Math.min(MOST, cursorPosition(args['after']) + pageSize(args) + 1);
  const { text } = orderText(args, node, context);
  return `(SELECT ${terms.join(', ')} FROM ${name}${whereText(child, args, context)}${text} LIMIT ${limit})`;
}

/** A page of a top-level connection. @throws OrgError or GraphQLError for what the platform refuses. */
export function readConnection(
  object: ObjectDefinition,
  args: Given,
  context: UiContext,
  info: GraphQLResolveInfo,
): Page {
  context.countConnection();
  const [node] = info.fieldNodes;
  const size = pageSize(args);
  const offset = cursorPosition(args['after']);
  const where = whereText(object, args, context);
  const order = node ? orderText(args, node, context) : { text: '', paths: [] };
  context.noteUse(object, [...order.paths, ...(isGiven(args['where']) ? selectiveFields(args['where']) : [])]);
  const total = (): number => {
    const count = context.query(`SELECT COUNT() FROM ${object.name}${where}`);
    return count.totalSize();
  };
  const selected = selectedAt(['edges', 'node'], info.fieldNodes, info);
  const asked = selectedBelow(info.fieldNodes, info).map(({ name }) => name);
  if (!asked.some((name) => name === 'edges' || name === 'pageInfo' || name === 'pageResultCount'))
    return { rows: [], offset, more: false, total };
  const terms = selectTerms(object, selected, info, context).join(', ');
  const text = `SELECT ${terms} FROM ${object.name}${where}${order.text}`;
  const bound = args['upperBound'];
  const bounded = typeof bound === 'number';
  // Beyond what goes without a bound SOQL refuses the offset.
  const end = bounded ? bound : Math.max(MOST_UNBOUND, offset + 1);
  const left = Math.max(0, Math.min(size, end - offset));
  // One more than asked for tells whether there is a next page.
  const query = context.query(
    `${text} LIMIT ${left + 1}${offset === 0 ? '' : ` OFFSET ${offset}`}`,
    bounded || offset < MOST_UNBOUND,
  );
  const rows = [...query.records(0, left)];
  const more = query.totalSize() > left && !(bounded && offset + left >= bound);
  query.dispose();
  return { rows, offset, more, total };
}

/** A page of children out of the record that their query came with. */
export function childPage(record: JsonRecord, name: string, args: Given): Page {
  const list = record[name] as { totalSize: number; records: readonly JsonRecord[] } | null | undefined;
  const offset = cursorPosition(args['after']);
  const end = offset + pageSize(args);
  const all = list?.records ?? [];
  return { rows: all.slice(offset, end), offset, more: all.length > end, total: () => all.length };
}
