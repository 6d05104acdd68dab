// The GraphQL schema of one viewer: `uiapi { query aggregate currentUser }` over the objects and fields that the viewer has.
import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  specifiedDirectives,
} from 'graphql';
import { administrator } from '../access/rights.ts';
import { readSchema } from '../schema/schema.ts';
import { AggregateTypes } from './aggregate-types.ts';
import { FilterTypes } from './filter-types.ts';
import { OPTIONAL, OPTIONAL_SINCE } from './optional.ts';
import { readCurrentUser } from './current-user.ts';
import type { UiContext } from './connection.ts';
import { RecordTypes } from './record-types.ts';
import { ServedObjects } from './served-objects.ts';
import { Visible } from './visible.ts';

const Optional = new GraphQLDirective({ name: OPTIONAL, locations: [DirectiveLocation.FIELD] });
const Category = new GraphQLDirective({
  name: 'category',
  locations: [DirectiveLocation.FIELD],
  args: { name: { type: new GraphQLNonNull(GraphQLString) } },
});

/** @param version of the API, such as 66. */
export function apiSchema(visible: Visible, version: number): GraphQLSchema {
  const filters = new FilterTypes(visible);
  const records = new RecordTypes(visible, filters);
  const aggregates = new AggregateTypes(visible, filters);
  const user = visible.objects().find(({ name }) => name === 'User');
  const here = (): object => ({});
  const UIAPI = new GraphQLObjectType<unknown, UiContext>({
    name: 'UIAPI',
    fields: {
      query: {
        type: new GraphQLNonNull(new GraphQLObjectType({ name: 'RecordQuery', fields: records.entries() })),
        resolve: here,
      },
      aggregate: {
        type: new GraphQLNonNull(new GraphQLObjectType({ name: 'RecordQueryAggregate', fields: aggregates.entries() })),
        resolve: here,
      },
      ...(user
        ? {
            currentUser: {
              type: records.node(user),
              resolve: (_source, _args, context, info) => readCurrentUser(user, context, info),
            },
          }
        : {}),
    },
  });
  return new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { uiapi: { type: new GraphQLNonNull(UIAPI), resolve: here } },
    }),
    directives: [...specifiedDirectives, Category, ...(version >= OPTIONAL_SINCE ? [Optional] : [])],
    // Its parts are made by rules; checking them anew for each viewer takes longer than making them.
    assumeValid: true,
  });
}

/** The schema of somebody who sees everything that a metadata folder defines: to check queries against without an org. */
export function schemaOfMetadata(metadata: string, version = 66): GraphQLSchema {
  const schema = readSchema(metadata);
  const everybody = administrator({ userId: '', username: '', name: '', timeZone: 'UTC', locale: 'en_US' });
  return apiSchema(new Visible(schema, everybody, new ServedObjects(schema)), version);
}
