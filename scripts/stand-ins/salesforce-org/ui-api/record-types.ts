// The output types of the GraphQL schema for records: an object, its connection and its edges, as one viewer finds them.
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  GraphQLUnionType,
} from 'graphql';
import type { GraphQLFieldConfigArgumentMap, GraphQLFieldConfigMap } from 'graphql';
import type { JsonRecord } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { childPage, cursorOf, readConnection } from './connection.ts';
import type { Page, UiContext } from './connection.ts';
import { FIELD_FORMS } from './field-types.ts';
import type { FieldValue } from './field-types.ts';
import type { FilterTypes } from './filter-types.ts';
import { Long } from './scalars.ts';
import type { ParentRelation, Visible } from './visible.ts';

const RecordInterface = new GraphQLInterfaceType({
  name: 'Record',
  fields: {
    Id: { type: new GraphQLNonNull(GraphQLID) },
    ApiName: { type: new GraphQLNonNull(GraphQLString) },
    DisplayValue: { type: GraphQLString },
    WeakEtag: { type: new GraphQLNonNull(Long) },
  },
});

export const SupportedScopes = new GraphQLEnumType({ name: 'SupportedScopes', values: { EVERYTHING: {}, MINE: {} } });

const PageInfo = new GraphQLObjectType<Page>({
  name: 'PageInfo',
  fields: {
    hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean), resolve: ({ more }) => more },
    hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean), resolve: ({ offset }) => offset > 0 },
    startCursor: {
      type: GraphQLString,
      resolve: ({ rows, offset }) => (rows.length === 0 ? null : cursorOf(offset + 1)),
    },
    endCursor: {
      type: GraphQLString,
      resolve: ({ rows, offset }) => (rows.length === 0 ? null : cursorOf(offset + rows.length)),
    },
  },
});

/** A connection over any kind of row; aggregates have one, too. */
export function connectionType(name: string, node: GraphQLObjectType): GraphQLObjectType<Page, UiContext> {
  const edge = new GraphQLObjectType({
    name: `${name}Edge`,
    fields: { node: { type: node }, cursor: { type: new GraphQLNonNull(GraphQLString) } },
  });
  return new GraphQLObjectType<Page, UiContext>({
    name: `${name}Connection`,
    fields: {
      edges: {
        type: new GraphQLList(edge),
        resolve: ({ rows, offset }) => rows.map((row, at) => ({ node: row, cursor: cursorOf(offset + at + 1) })),
      },
      pageInfo: { type: new GraphQLNonNull(PageInfo), resolve: (page) => page },
      pageResultCount: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ rows }) => rows.length },
      totalCount: { type: new GraphQLNonNull(GraphQLInt), resolve: (page) => page.total() },
    },
  });
}

export class RecordTypes {
  readonly #visible: Visible;
  readonly #filters: FilterTypes;
  readonly #nodes = new Map<string, GraphQLObjectType<JsonRecord, UiContext>>();
  readonly #connections = new Map<string, GraphQLObjectType<Page, UiContext>>();

  constructor(visible: Visible, filters: FilterTypes) {
    this.#visible = visible;
    this.#filters = filters;
  }

  node(object: ObjectDefinition): GraphQLObjectType<JsonRecord, UiContext> {
    let type = this.#nodes.get(object.name);
    if (!type) {
      type = new GraphQLObjectType<JsonRecord, UiContext>({
        name: object.name,
        interfaces: [RecordInterface],
        fields: () => ({ ...this.#values(object), ...this.#parents(object), ...this.#children(object) }),
      });
      this.#nodes.set(object.name, type);
    }
    return type;
  }

  #values(object: ObjectDefinition): GraphQLFieldConfigMap<JsonRecord, UiContext> {
    const fields: GraphQLFieldConfigMap<JsonRecord, UiContext> = {
      Id: { type: new GraphQLNonNull(GraphQLID) },
      ApiName: { type: new GraphQLNonNull(GraphQLString), resolve: () => object.name },
      DisplayValue: { type: GraphQLString, resolve: (record) => record['Name'] ?? null },
      WeakEtag: { type: new GraphQLNonNull(Long), resolve: () => 0 },
    };
    for (const field of this.#visible.fields(object)) {
      fields[field.name] = {
        type: FIELD_FORMS[field.type].value,
        resolve: (record): FieldValue => ({ field, raw: record[field.name] ?? null }),
      };
    }
    return fields;
  }

  #parents(object: ObjectDefinition): GraphQLFieldConfigMap<JsonRecord, UiContext> {
    return Object.fromEntries(
      this.#visible.parents(object).flatMap((relation) => {
        const [target] = relation.targets;
        if (!target) return [];
        return [[relation.name, { type: relation.polymorphic ? this.#union(object, relation) : this.node(target) }]];
      }),
    );
  }

  #union(object: ObjectDefinition, relation: ParentRelation): GraphQLUnionType {
    const names = new Set(relation.targets.map(({ name }) => name));
    return new GraphQLUnionType({
      name: `${object.name}_${relation.name}`,
      types: () => relation.targets.map((target) => this.node(target)),
      resolveType: (record: JsonRecord) => (names.has(record.attributes.type) ? record.attributes.type : undefined),
    });
  }

  #children(object: ObjectDefinition): GraphQLFieldConfigMap<JsonRecord, UiContext> {
    return Object.fromEntries(
      this.#visible.children(object).map(({ name, child }) => [
        name,
        {
          type: this.connection(child),
          args: this.#paging(child),
          resolve: (record: JsonRecord, args: Record<string, unknown>) => childPage(record, name, args),
        },
      ]),
    );
  }

  #paging(object: ObjectDefinition): GraphQLFieldConfigArgumentMap {
    return {
      first: { type: GraphQLInt },
      after: { type: GraphQLString },
      where: { type: this.#filters.filter(object) },
      orderBy: { type: this.#filters.orderBy(object) },
    };
  }

  connection(object: ObjectDefinition): GraphQLObjectType<Page, UiContext> {
    let type = this.#connections.get(object.name);
    if (!type) {
      type = connectionType(object.name, this.node(object));
      this.#connections.set(object.name, type);
    }
    return type;
  }

  /** The fields of `uiapi { query }`. */
  entries(): GraphQLFieldConfigMap<unknown, UiContext> {
    return Object.fromEntries(
      this.#visible.objects().map((object) => [
        object.name,
        {
          type: this.connection(object),
          args: {
            ...this.#paging(object),
            upperBound: { type: GraphQLInt },
            ...(object.fields.has('OwnerId') ? { scope: { type: SupportedScopes } } : {}),
          },
          resolve: (_source: unknown, args: Record<string, unknown>, context: UiContext, info) =>
            readConnection(object, args, context, info),
        },
      ]),
    );
  }
}
