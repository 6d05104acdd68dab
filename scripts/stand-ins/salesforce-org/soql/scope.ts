// Names in a query to SQL: resolves field paths for one FROM object as the viewer sees it and collects the joins that
// the paths need.
import { field as makeField } from '../schema/field.ts';
import type { Field, FieldType, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { Viewer } from '../access/viewer.ts';
import { rowFilter } from '../access/row-filter.ts';
import { quoted } from '../store/store.ts';
import { columnSql } from './column.ts';
import type { Moment } from './column.ts';
import { malformed, noSuchColumn, noSuchObject, noSuchRelationship } from './problem.ts';

export interface QueryContext {
  readonly soql: string;
  readonly schema: Schema;
  readonly viewer: Viewer;
  readonly moment: Moment;
  /** queryAll. */
  readonly all: boolean;
  /** An OFFSET may be of any size. */
  readonly deep: boolean;
  /** Makes a fresh table alias. */
  readonly nextAlias: () => string;
}

/** A parent on the way to a field, as REST nests it. */
export interface ParentStep {
  /** As the schema spells it, such as Account or Who. */
  readonly relationship: string;
  /** SQL of the parent's Id, null when there is no such parent, and of its object's name. */
  readonly idSql: string;
  readonly typeSql: string;
}

export interface Column {
  /** Relationship names, then the field. */
  readonly path: readonly string[];
  readonly parents: readonly ParentStep[];
  readonly field: Field;
  readonly entity: string;
  readonly sql: string;
}

const NAME_FIELDS: Record<string, FieldType> = {
  Id: 'id',
  Name: 'string',
  Type: 'picklist',
  FirstName: 'string',
  LastName: 'string',
  Email: 'email',
  Phone: 'phone',
  Title: 'string',
  Username: 'string',
  Alias: 'string',
  IsActive: 'boolean',
  UserRoleId: 'reference',
  ProfileId: 'reference',
};

/** The field that names a record of the object. */
function nameField(object: ObjectDefinition): string | null {
  return (
    ['Name', 'CaseNumber', 'Subject', 'Title', 'MasterLabel', 'DeveloperName'].find((name) =>
      object.fields.has(name),
    ) ?? null
  );
}

export class Scope {
  readonly object: ObjectDefinition;
  readonly alias: string;
  readonly #context: QueryContext;
  readonly #given: string | null;
  readonly #joins = new Map<string, { readonly alias: string; readonly sql: string }>();

  /** @param givenAlias the query's own name for the object. @throws OrgError INVALID_TYPE. */
  constructor(objectName: string, givenAlias: string | null, context: QueryContext) {
    const object = context.schema.object(objectName);
    if (!object || !context.viewer.object(object.name).read) throw noSuchObject(context.soql, objectName);
    this.object = object;
    this.alias = context.nextAlias();
    this.#context = context;
    this.#given = givenAlias?.toLowerCase() ?? null;
  }

  /** FROM and the joins of every path resolved so far. */
  from(): string {
    return [`${quoted(this.object.name)} ${this.alias}`, ...[...this.#joins.values()].map((join) => join.sql)].join(
      ' ',
    );
  }

  /** What hides rows: sharing, the recycle bin, the archive. Empty when nothing does. */
  hidden(): string[] {
    const { viewer, schema, all } = this.#context;
    const filter = rowFilter(this.object, this.alias, viewer, schema);
    const conditions = filter === null ? [] : [filter];
    if (!all && this.object.fields.has('IsDeleted')) conditions.push(`${this.alias}."IsDeleted" = 0`);
    if (!all && this.object.fields.has('IsArchived')) conditions.push(`${this.alias}."IsArchived" = 0`);
    return conditions;
  }

  /** @param raw a path as the query writes it. @throws OrgError INVALID_FIELD. */
  column(raw: string): Column {
    const words = raw.split('.');
    const first = words[0]?.toLowerCase();
    const { schema } = this.#context;
    const prefixed =
      first === this.#given ||
      (first === this.object.name.toLowerCase() && !schema.relation(this.object, words[0] ?? ''));
    if (words.length > 1 && prefixed) words.shift();
    if (words.length > 6)
      throw malformed(this.#context.soql, raw, 'only 5 levels of relationships are allowed in a field path');
    return this.#walk(this.object, this.alias, words, [], [], raw);
  }

  #walk(
    object: ObjectDefinition,
    alias: string,
    words: readonly string[],
    path: readonly string[],
    parents: readonly ParentStep[],
    raw: string,
  ): Column {
    const { schema, viewer, soql, moment } = this.#context;
    const [word = '', ...rest] = words;
    if (rest.length === 0) {
      const field = schema.field(object, word);
      if (!field || !viewer.canRead(object.name, field.name)) throw noSuchColumn(soql, raw, word, object.name);
      return {
        path: [...path, field.name],
        parents,
        field,
        entity: object.name,
        sql: columnSql(schema, object, field, alias, moment),
      };
    }
    const relation = schema.relation(object, word);
    if (!relation || !viewer.canRead(object.name, relation.name)) throw noSuchRelationship(soql, raw, word);
    const relationship = relation.relationshipName ?? word;
    const key = `${alias}.${quoted(relation.name)}`;
    if (relation.referenceTo.length !== 1)
      return this.#polymorphic(relation, key, rest, [...path, relationship], parents, raw);
    const parent = schema.object(relation.referenceTo[0] ?? '');
    if (!parent || !viewer.object(parent.name).read) throw noSuchRelationship(soql, raw, word);
    const inner = this.#join(key, parent);
    const step = { relationship, idSql: `${inner}."Id"`, typeSql: `'${parent.name}'` };
    return this.#walk(parent, inner, rest, [...path, relationship], [...parents, step], raw);
  }

  #join(key: string, parent: ObjectDefinition): string {
    let join = this.#joins.get(key);
    if (!join) {
      const alias = this.#context.nextAlias();
      const { viewer, schema } = this.#context;
      // A parent that the viewer may not see is as good as none.
      const hidden = viewer.reach ? rowFilter(parent, alias, viewer, schema) : null;
      const on = [`${alias}."Id" = ${key}`, ...(hidden === null ? [] : [hidden])];
      join = { alias, sql: `LEFT JOIN ${quoted(parent.name)} ${alias} ON ${on.join(' AND ')}` };
      this.#joins.set(key, join);
    }
    return join.alias;
  }

  /** Who, What, Owner and their like show the fields that all their objects have in common. */
  #polymorphic(
    relation: Field,
    key: string,
    words: readonly string[],
    path: readonly string[],
    parents: readonly ParentStep[],
    raw: string,
  ): Column {
    const { schema, viewer, soql, moment } = this.#context;
    const name = Object.keys(NAME_FIELDS).find((each) => each.toLowerCase() === words[0]?.toLowerCase());
    if (name === undefined || words.length !== 1) throw noSuchColumn(soql, raw, words.join('.'), 'Name');
    const field = makeField({ name, type: NAME_FIELDS[name] ?? 'string', length: 255 });
    const custom =
      relation.name === 'WhatId' ? schema.all().filter((each) => each.custom && each.keyPrefix !== null) : [];
    const cases: string[] = [];
    const types: string[] = [];
    for (const target of [...relation.referenceTo.flatMap((each) => schema.object(each) ?? []), ...custom]) {
      if (target.keyPrefix === null || !viewer.object(target.name).read) continue;
      types.push(`WHEN '${target.keyPrefix}' THEN '${target.name}'`);
      const own = name === 'Name' ? nameField(target) : name === 'Type' ? null : name;
      const source = own === null ? null : schema.field(target, own);
      if (!source || !viewer.canRead(target.name, source.name)) continue;
      const inner = this.#context.nextAlias();
      cases.push(
        `WHEN '${target.keyPrefix}' THEN (SELECT ${columnSql(schema, target, source, inner, moment)} FROM ${quoted(target.name)} ${inner} WHERE ${inner}."Id" = ${key})`,
      );
    }
    const choose = (choices: string[]): string =>
      choices.length === 0 ? 'NULL' : `CASE substr(${key}, 1, 3) ${choices.join(' ')} END`;
    const typeSql = choose(types);
    const step = {
      relationship: path.at(-1) ?? '',
      idSql: `CASE WHEN ${typeSql} IS NULL THEN NULL ELSE ${key} END`,
      typeSql,
    };
    const sql =
      name === 'Type'
        ? `(${typeSql} COLLATE NOCASE)`
        : name === 'Id'
          ? step.idSql
          : `(${choose(cases)}${field.type === 'boolean' ? '' : ' COLLATE NOCASE'})`;
    return { path: [...path, name], parents: [...parents, step], field, entity: 'Name', sql };
  }
}
