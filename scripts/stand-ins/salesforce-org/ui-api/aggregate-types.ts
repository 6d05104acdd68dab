// The aggregate half of the GraphQL schema: groups of records with functions over their fields, read by one grouped SOQL
// query.
import { GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { FieldNode, GraphQLFieldConfigMap, GraphQLResolveInfo } from 'graphql';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import { cursorPosition, pageSize, whereText } from './connection.ts';
import type { Page, UiContext } from './connection.ts';
import { AGGREGATE_FUNCTIONS, aggregateKey, aggregateType, DATE_FUNCTIONS } from './field-types.ts';
import type { AggregateFunction, DateFunction, FieldAggregate } from './field-types.ts';
import type { FilterTypes } from './filter-types.ts';
import { badQuery } from './problem.ts';
import { connectionType, SupportedScopes } from './record-types.ts';
import { inGivenOrder, selectedAt, selectedBelow } from './selection.ts';
import type { Selected } from './selection.ts';
import { direction, isGiven, orderTerms } from './to-soql.ts';
import type { Given } from './to-soql.ts';
import type { Visible } from './visible.ts';

/** A group, as seen from its object or from a parent that it was grouped by. */
interface Group {
  readonly prefix: string;
  readonly row: ReadonlyMap<string, unknown>;
}

const SOQL_FUNCTION: Readonly<Record<AggregateFunction, string>> = {
  avg: 'AVG',
  count: 'COUNT',
  countDistinct: 'COUNT_DISTINCT',
  max: 'MAX',
  min: 'MIN',
  sum: 'SUM',
};

export class AggregateTypes {
  readonly #visible: Visible;
  readonly #filters: FilterTypes;
  readonly #made = new Map<string, GraphQLObjectType<Group, UiContext>>();

  constructor(visible: Visible, filters: FilterTypes) {
    this.#visible = visible;
    this.#filters = filters;
  }

  #groups(object: ObjectDefinition): GraphQLObjectType<Group, UiContext> {
    let type = this.#made.get(object.name);
    if (!type) {
      type = new GraphQLObjectType<Group, UiContext>({
        name: `${object.name}Aggregate`,
        fields: () => this.#fields(object),
      });
      this.#made.set(object.name, type);
    }
    return type;
  }

  #fields(object: ObjectDefinition): GraphQLFieldConfigMap<Group, UiContext> {
    const own = (field: Field): GraphQLFieldConfigMap<Group, UiContext>[string] => ({
      type: aggregateType(field.type),
      resolve: ({ prefix, row }): FieldAggregate => ({ field, path: prefix + field.name, row }),
    });
    const id = object.fields.get('Id');
    const fields: GraphQLFieldConfigMap<Group, UiContext> = id ? { Id: own(id) } : {};
    for (const field of this.#visible.fields(object)) fields[field.name] = own(field);
    for (const { name, targets, polymorphic } of this.#visible.parents(object)) {
      const [target] = targets;
      if (!target || polymorphic) continue;
      fields[name] = {
        type: this.#groups(target),
        resolve: ({ prefix, row }): Group => ({ prefix: `${prefix}${name}.`, row }),
      };
    }
    return fields;
  }

  /** The fields of `uiapi { aggregate }`. */
  entries(): GraphQLFieldConfigMap<unknown, UiContext> {
    return Object.fromEntries(
      this.#visible.objects().map((object) => {
        const result = new GraphQLObjectType<Group>({
          name: `${object.name}Result`,
          fields: () => ({
            aggregate: { type: new GraphQLNonNull(this.#groups(object)), resolve: (group) => group },
          }),
        });
        return [
          object.name,
          {
            type: connectionType(`${object.name}Aggregate`, result),
            args: {
              first: { type: GraphQLInt },
              after: { type: GraphQLString },
              groupBy: { type: this.#filters.groupBy(object) },
              where: { type: this.#filters.filter(object) },
              orderBy: { type: this.#filters.aggregateOrderBy(object) },
              ...(object.fields.has('OwnerId') ? { scope: { type: SupportedScopes } } : {}),
            },
            resolve: (_source: unknown, args: Record<string, unknown>, context: UiContext, info) =>
              readGroups(object, args, context, info),
          },
        ];
      }),
    );
  }
}

/** What is selected, as SOQL terms by the key under which the types look for their values. */
class Terms {
  readonly byKey = new Map<string, string>();
  readonly grouped: ReadonlyMap<string, string>;

  /** @param grouped SOQL by the path that the query groups by. */
  constructor(grouped: ReadonlyMap<string, string>) {
    this.grouped = grouped;
  }

  add(
    object: ObjectDefinition,
    selected: readonly Selected[],
    info: GraphQLResolveInfo,
    context: UiContext,
    prefix = '',
  ): void {
    for (const { name, nodes } of selected) {
      if (name.startsWith('__')) continue;
      const field = context.schema.field(object, name);
      const relation = field ? null : context.schema.relation(object, name);
      if (relation) {
        const target = context.schema.known(relation.referenceTo[0] ?? '');
        this.add(target, selectedBelow(nodes, info), info, context, `${prefix}${name}.`);
      } else if (field) this.#addField(prefix + field.name, nodes, info);
    }
  }

  #addField(path: string, nodes: readonly FieldNode[], info: GraphQLResolveInfo): void {
    for (const { name } of selectedBelow(nodes, info)) {
      const wanted = AGGREGATE_FUNCTIONS.find((each) => each === name);
      if (wanted) this.byKey.set(aggregateKey(wanted, path), `${SOQL_FUNCTION[wanted]}(${path})`);
      else if (!name.startsWith('__')) {
        const part = name in DATE_FUNCTIONS ? (name as DateFunction) : null;
        const soql = this.grouped.get(part === null ? path : `${DATE_FUNCTIONS[part]} ${path}`);
        if (soql === undefined)
          throw badQuery(`${path} must be grouped by, or aggregated with a function such as count.`);
        this.byKey.set(aggregateKey(part ?? 'value', path), soql);
      }
    }
  }
}

/** SOQL by the path grouped by, or by a date function and its path. */
function groupsOf(groupBy: unknown): Map<string, string> {
  const terms = isGiven(groupBy) ? orderTerms(groupBy) : [];
  return new Map(
    terms.flatMap(({ path, clause }): [string, string][] => {
      if (typeof clause['function'] === 'string')
        return [[`${clause['function']} ${path}`, `${clause['function']}(${path})`]];
      return clause['group'] === true ? [[path, path]] : [];
    }),
  );
}

function orderOf(
  args: Given,
  node: FieldNode | undefined,
  grouped: ReadonlyMap<string, string>,
  context: UiContext,
): string {
  const given = args['orderBy'];
  if (!isGiven(given) || !node) return '';
  const terms = orderTerms(inGivenOrder(given, 'orderBy', node, context.variables)).map(({ path, clause }) => {
    const by = clause['function'];
    const soql = typeof by === 'string' ? `${by}(${path})` : grouped.get(path);
    if (soql === undefined) throw badQuery(`${path} must be grouped by, or ordered by a function such as COUNT.`);
    return `${soql} ${direction(clause)}`;
  });
  return terms.length === 0 ? '' : ` ORDER BY ${terms.join(', ')}`;
}

function readGroups(object: ObjectDefinition, args: Given, context: UiContext, info: GraphQLResolveInfo): Page {
  context.countConnection();
  const size = pageSize(args);
  const offset = cursorPosition(args['after']);
  const grouped = groupsOf(args['groupBy']);
  const terms = new Terms(grouped);
  terms.add(object, selectedAt(['edges', 'node', 'aggregate'], info.fieldNodes, info), info, context);
  // A count of groups alone still needs something to select.
  if (terms.byKey.size === 0) terms.byKey.set('count', 'COUNT(Id)');
  const keys = [...terms.byKey.keys()];
  const select = [...terms.byKey.values()].map((soql, at) => `${soql} c${at}`).join(', ');
  const groupText = grouped.size === 0 ? '' : ` GROUP BY ${[...grouped.values()].join(', ')}`;
  const order = orderOf(args, info.fieldNodes[0], grouped, context);
  const query = context.query(
    `SELECT ${select} FROM ${object.name}${whereText(object, args, context)}${groupText}${order}`,
  );
  const rows = [...query.records(offset, size)].map((record): Group => ({
    prefix: '',
    row: new Map(keys.map((key, at) => [key, record[`c${at}`]])),
  }));
  const total = query.totalSize();
  query.dispose();
  return { rows, offset, more: total > offset + rows.length, total: () => total };
}
