// The UI API of the org as its HTTP side sees it: GraphQL, single records and object descriptions, each as one viewer.
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../access/viewer.ts';
import type { Query, QueryFlags, Row, SaveResult } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import { answerGraphql, connectionCounter } from './answer-graphql.ts';
import type { GraphqlAnswer } from './answer-graphql.ts';
import { apiSchema } from './api-schema.ts';
import { ObjectInfos } from './object-info.ts';
import { UiRecords } from './records.ts';
import { ServedObjects } from './served-objects.ts';
import { isGiven } from './to-soql.ts';
import type { Given } from './to-soql.ts';
import { Visible } from './visible.ts';

/** What the UI API uses of the rest of the org. */
export interface UiApiOf {
  readonly schema: Schema;
  query(soql: string, viewer: Viewer, flags?: QueryFlags): Query;
  write(operation: 'insert' | 'update' | 'delete', objectName: string, record: Row, viewer: Viewer): SaveResult;
  noteUse(object: ObjectDefinition, fields: readonly string[]): void;
}

interface Made {
  readonly fields: number;
  readonly schema: GraphQLSchema;
}

export class UiApi {
  readonly served: ServedObjects;
  readonly records: UiRecords;
  readonly objectInfos: ObjectInfos;
  readonly #of: UiApiOf;
  /** By viewer: a change of somebody's rights makes a new viewer, and so a new schema. */
  #schemas = new WeakMap<Viewer, Map<number, Made>>();

  constructor(of: UiApiOf) {
    this.#of = of;
    this.served = new ServedObjects(of.schema);
    this.records = new UiRecords({ ...of, served: this.served });
    this.objectInfos = new ObjectInfos(of.schema, this.served);
  }

  /** Switches Task and Event on or off. @returns their state. */
  serve(wanted: Readonly<Record<string, unknown>>): Record<string, boolean> {
    const state = this.served.set(wanted);
    this.#schemas = new WeakMap();
    return state;
  }

  /** @param version of the API, such as 66. */
  graphql(body: Given, viewer: Viewer, version: number): GraphqlAnswer {
    const { schema } = this.#of;
    return answerGraphql(body, this.#schema(viewer, version), {
      schema,
      viewer,
      variables: isGiven(body['variables']) ? body['variables'] : {},
      query: (soql, deep = false) => this.#of.query(soql, viewer, { deep }),
      countConnection: connectionCounter(),
      noteUse: (object, fields) => this.#of.noteUse(object, fields),
    });
  }

  #schema(viewer: Viewer, version: number): GraphQLSchema {
    const { schema } = this.#of;
    let versions = this.#schemas.get(viewer);
    if (!versions) {
      versions = new Map();
      this.#schemas.set(viewer, versions);
    }
    // Rows put later may bring fields and objects of their own.
    const fields = schema.all().reduce((sum, object) => sum + object.fields.size, 0);
    let made = versions.get(version);
    if (made?.fields !== fields) {
      made = { fields, schema: apiSchema(new Visible(schema, viewer, this.served), version) };
      versions.set(version, made);
    }
    return made.schema;
  }
}
