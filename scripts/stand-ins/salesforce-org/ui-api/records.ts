// Single records as the UI API shows and saves them: every field with its value and how people read it, refusals with the
// fields at fault.
import type { Viewer } from '../access/viewer.ts';
import type { JsonRecord, Query, Row, SaveResult } from '../contract.ts';
import { OrgError } from '../org-error.ts';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import { fullId } from '../schema/ids.ts';
import type { Schema } from '../schema/schema.ts';
import { displayValue, uiInstant, uiValue } from './display-value.ts';
import type { ServedObjects } from './served-objects.ts';

export interface UiRecord {
  readonly apiName: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, { readonly displayValue: unknown; readonly value: unknown }>>;
  readonly [detail: string]: unknown;
}

/** What a refused save answers with instead of a list of errors. */
export interface RecordProblem {
  readonly message: string;
  readonly statusCode: 400;
  readonly errorCode: string;
  readonly enhancedErrorType: 'RecordError';
  readonly output: {
    readonly errors: readonly FieldProblem[];
    readonly fieldErrors: Readonly<Record<string, readonly FieldProblem[]>>;
  };
}

interface FieldProblem {
  readonly constituentField: null;
  readonly duplicateRecordError: null;
  readonly errorCode: string;
  readonly field: string | null;
  readonly fieldLabel: string | null;
  readonly message: string;
}

export type Saved =
  { readonly saved: true; readonly record: UiRecord } | { readonly saved: false; readonly problem: RecordProblem };

export interface RecordsOf {
  readonly schema: Schema;
  readonly served: ServedObjects;
  query(soql: string, viewer: Viewer): Query;
  write(operation: 'insert' | 'update' | 'delete', objectName: string, record: Row, viewer: Viewer): SaveResult;
}

const SYSTEM = ['LastModifiedById', 'LastModifiedDate', 'SystemModstamp'];
const NO_ACCESS = "You don't have access to this record. Ask your administrator for help or to request access.";

export class UiRecords {
  readonly #of: RecordsOf;

  constructor(of: RecordsOf) {
    this.#of = of;
  }

  /**
   * @param fields paths such as Account.Owner.Name; one that the viewer does not have refuses the request.
   * @param optionalFields paths that are left out instead. @throws OrgError
   */
  read(id: string, fields: readonly string[], optionalFields: readonly string[], viewer: Viewer): UiRecord {
    const object = this.#objectOf(id);
    if (!viewer.object(object.name).read) throw new OrgError('INSUFFICIENT_ACCESS', NO_ACCESS);
    const paths = [
      ...fields.map((path) => this.#path(object, path, viewer, true)),
      ...optionalFields.map((path) => this.#path(object, path, viewer, false)),
    ].filter((path) => path !== null);
    const system = SYSTEM.filter((name) => object.fields.has(name));
    const select = [...new Set(['Id', ...system, ...paths.flatMap((path) => this.#selected(object, path))])];
    const query = this.#of.query(
      `SELECT ${select.join(', ')} FROM ${object.name} WHERE Id = '${fullId(id) ?? id}'`,
      viewer,
    );
    const [record] = query.records(0, 1);
    query.dispose();
    if (!record) throw new OrgError('NOT_FOUND', 'The requested resource does not exist');
    return this.#shown(object, record, paths, viewer);
  }

  #objectOf(id: string): ObjectDefinition {
    const full = fullId(id);
    const object = full === null ? null : this.#of.schema.byPrefix(full);
    if (!object) throw new OrgError('NOT_FOUND', 'The requested resource does not exist');
    return this.#of.served.require(object.name);
  }

  /** The names of a path after the object's, in the schema's spelling; null when it is optional and not there. */
  #path(object: ObjectDefinition, path: string, viewer: Viewer, required: boolean): readonly string[] | null {
    const [first = '', ...names] = path.split('.');
    const { schema } = this.#of;
    let at: ObjectDefinition | null = first === object.name ? object : null;
    const found: string[] = [];
    for (const [index, name] of names.entries()) {
      if (!at) break;
      const last = index === names.length - 1;
      const field: Field | null = last ? schema.field(at, name) : schema.relation(at, name);
      if (!field || !viewer.canRead(at.name, field.name)) break;
      found.push(last ? field.name : (field.relationshipName ?? name));
      at = last ? at : schema.object(field.referenceTo[0] ?? '');
    }
    if (found.length === names.length && names.length > 0) return found;
    if (!required) return null;
    throw new OrgError(
      'INVALID_FIELD',
      `No such column '${names.at(-1) ?? path}' on entity '${first}'. Ask for it as ${object.name}.Field in optionalFields where a person may lack it.`,
    );
  }

  /** The path, and the name of each parent on the way, which is how people read the relationship. */
  #selected(object: ObjectDefinition, path: readonly string[]): string[] {
    const parents = path.slice(0, -1);
    let at: ObjectDefinition | null = object;
    const names = parents.flatMap((relationship, index) => {
      const relation: Field | null = at && this.#of.schema.relation(at, relationship);
      at = relation && this.#of.schema.object(relation.referenceTo[0] ?? '');
      const prefix = parents.slice(0, index + 1).join('.');
      return [`${prefix}.Id`, ...(at?.fields.has('Name') === true ? [`${prefix}.Name`] : [])];
    });
    return [...names, path.join('.')];
  }

  #shown(
    object: ObjectDefinition,
    record: JsonRecord,
    paths: readonly (readonly string[])[],
    viewer: Viewer,
  ): UiRecord {
    const { schema } = this.#of;
    const fields: Record<string, { displayValue: unknown; value: unknown }> = {};
    for (const name of new Set(paths.flatMap((path) => path[0] ?? []))) {
      const below = paths.filter((path) => path[0] === name && path.length > 1).map((path) => path.slice(1));
      const field = schema.field(object, name);
      if (field && below.length === 0) {
        fields[name] = {
          displayValue: displayValue(field, record[name], viewer),
          value: uiValue(field, record[name]),
        };
        continue;
      }
      const parent = record[name] as JsonRecord | null;
      const target = parent && schema.object(parent.attributes.type);
      fields[name] = {
        displayValue: parent?.['Name'] ?? null,
        value: parent && target ? this.#shown(target, parent, below, viewer) : null,
      };
    }
    const stamp = uiInstant(record['SystemModstamp']);
    return {
      apiName: object.name,
      childRelationships: {},
      fields,
      id: String(record['Id']),
      lastModifiedById: record['LastModifiedById'] ?? null,
      lastModifiedDate: uiInstant(record['LastModifiedDate']),
      recordTypeId: null,
      recordTypeInfo: null,
      systemModstamp: stamp,
      weakEtag: stamp === null ? 0 : Date.parse(stamp),
    };
  }

  /** @throws OrgError for an object that the UI API or the viewer does not have. */
  create(apiName: string, fields: Row, viewer: Viewer): Saved {
    const object = this.#of.served.require(apiName);
    return this.#saved('insert', object, fields, Object.keys(fields), viewer);
  }

  update(id: string, fields: Row, viewer: Viewer): Saved {
    const object = this.#objectOf(id);
    return this.#saved('update', object, { ...fields, Id: fullId(id) }, Object.keys(fields), viewer);
  }

  remove(id: string, viewer: Viewer): RecordProblem | null {
    const object = this.#objectOf(id);
    const result = this.#of.write('delete', object.name, { Id: fullId(id) }, viewer);
    return result.success ? null : this.#problem(object, result, 'delete');
  }

  #saved(
    operation: 'insert' | 'update',
    object: ObjectDefinition,
    record: Row,
    names: readonly string[],
    viewer: Viewer,
  ): Saved {
    const result = this.#of.write(operation, object.name, record, viewer);
    if (!result.success || result.id === null)
      return { saved: false, problem: this.#problem(object, result, operation === 'insert' ? 'create' : 'update') };
    const back = names.filter((name) => name !== 'Id').map((name) => `${object.name}.${name}`);
    return { saved: true, record: this.read(result.id, [], back, viewer) };
  }

  #problem(object: ObjectDefinition, { errors }: SaveResult, verb: string): RecordProblem {
    const all = errors.flatMap(({ statusCode, message, fields }): FieldProblem[] =>
      (fields.length === 0 ? [null] : fields).map((name) => ({
        constituentField: null,
        duplicateRecordError: null,
        errorCode: statusCode,
        field: name,
        fieldLabel: name === null ? null : (this.#of.schema.field(object, name)?.label ?? null),
        message,
      })),
    );
    const fieldErrors: Record<string, FieldProblem[]> = {};
    for (const problem of all) if (problem.field !== null) (fieldErrors[problem.field] ??= []).push(problem);
    return {
      message: `An error occurred while trying to ${verb} the record. Please try again.`,
      statusCode: 400,
      errorCode: all[0]?.errorCode ?? 'UNKNOWN_EXCEPTION',
      enhancedErrorType: 'RecordError',
      output: { errors: all.filter(({ field }) => field === null), fieldErrors },
    };
  }
}
