// Insert, update, upsert and delete as the API offers them: each record answers for itself, or all together.
import { editFilter, rowFilter } from '../access/row-filter.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Row, SaveError, SaveResult, WriteFlags, WriteOperation } from '../contract.ts';
import { OrgError } from '../org-error.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { fullId, newId } from '../schema/ids.ts';
import { DERIVED, deriveChange, moveActivities } from '../store/derive-change.ts';
import { deriveRow } from '../store/derive.ts';
import type { Derivation } from '../store/derive.ts';
import type { StoredRow } from '../store/store.ts';
import { checkRecord, checkUnique, saveError } from './check-record.ts';
import { brokenRules } from './validation.ts';
import type { Rules } from './validation.ts';

export interface Writing {
  readonly using: Derivation;
  readonly viewer: Viewer;
  readonly rules: Rules;
  /** The world's refusals: false when the viewer may not edit this record although object and sharing allow it. */
  readonly mayEdit: (recordId: string, userId: string) => boolean;
  readonly sequence: () => number;
}

const failure = (id: string | null, ...errors: SaveError[]): SaveResult => ({ id, success: false, errors });

/** @throws OrgError INVALID_TYPE for an object that the viewer does not have. */
export function write(
  operation: WriteOperation,
  objectName: string,
  records: readonly Row[],
  flags: WriteFlags,
  writing: Writing,
): SaveResult[] {
  const { using, viewer } = writing;
  const object = using.schema.object(objectName);
  if (!object || !viewer.object(object.name).read)
    throw new OrgError('INVALID_TYPE', `sObject type '${objectName}' is not supported.`);
  const { db } = using.store;
  db.exec('BEGIN');
  try {
    const results = records.map((record) => one(operation, object, record, flags, writing));
    const undone = flags.allOrNone && results.some((result) => !result.success);
    db.exec(undone ? 'ROLLBACK' : 'COMMIT');
    if (!undone) return results;
    const error = saveError(
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'Record rolled back because not all records were valid and the request was using AllOrNone header',
    );
    return results.map((result) => (result.success ? failure(null, error) : result));
  } catch (problem) {
    db.exec('ROLLBACK');
    throw problem;
  }
}

function one(
  operation: WriteOperation,
  object: ObjectDefinition,
  record: Row,
  flags: WriteFlags,
  writing: Writing,
): SaveResult {
  const rights = writing.viewer.object(object.name);
  const given = record['Id'] ?? record['id'];
  const able = operation === 'insert' ? rights.create : operation === 'delete' ? rights.delete : rights.edit;
  if (object.readOnly)
    return failure(
      null,
      saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${operation}d: ${object.name}`),
    );
  if (operation !== 'upsert' && !able)
    return failure(null, saveError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
  if (operation === 'insert') {
    if (typeof given === 'string' && given !== '')
      return failure(null, saveError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']));
    return insert(object, record, writing);
  }
  if (operation === 'upsert') return upsert(object, record, flags, writing);
  const found = find(object, given, writing);
  if ('error' in found) return failure(null, found.error);
  return operation === 'delete' ? remove(object, found.row, writing) : update(object, found.row, record, writing);
}

const NO_SUCH_RECORD = saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');

function find(
  object: ObjectDefinition,
  given: unknown,
  { using, viewer, rules }: Writing,
): { readonly row: StoredRow } | { readonly error: SaveError } {
  if (typeof given !== 'string' || given === '')
    return { error: saveError('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']) };
  const id = fullId(given);
  if (id === null)
    return { error: saveError('MALFORMED_ID', `${object.label} ID: id value of incorrect type: ${given}`, ['Id']) };
  // A wide row costs more to read than to change, so it is only read where something is derived from it.
  const whole = DERIVED.has(object.name) || rules.byObject.has(object.name) || !object.fields.has('IsDeleted');
  const row = whole ? using.store.row(object, id) : using.store.brief(object, id);
  if (!row) {
    const wrong = using.schema.byPrefix(id)?.name !== object.name;
    const message = `${object.label} ID: id value of incorrect type: ${given}`;
    return { error: wrong ? saveError('MALFORMED_ID', message, ['Id']) : NO_SUCH_RECORD };
  }
  if (row['IsDeleted'] === 1) return { error: saveError('ENTITY_IS_DELETED', 'entity is deleted') };
  return holds(object, id, rowFilter(object, 't', viewer, using.schema), using) ? { row } : { error: NO_SUCH_RECORD };
}

/** Whether the row meets a condition of row-filter.ts. */
function holds(object: ObjectDefinition, id: string, condition: string | null, { store }: Derivation): boolean {
  return (
    condition === null ||
    store.db.prepare(`SELECT 1 FROM "${object.name}" t WHERE t."Id" = ? AND ${condition}`).get(id) !== undefined
  );
}

function insert(object: ObjectDefinition, record: Row, writing: Writing): SaveResult {
  const { using, viewer } = writing;
  const { values, errors } = checkRecord(object, record, { ...using, viewer, inserting: true });
  const unfit = [
    ...errors,
    ...checkUnique(object, null, values, using.store),
    ...masterErrors(object, values, writing),
  ];
  if (unfit.length > 0) return failure(null, ...unfit);
  const sequence = writing.sequence();
  const id = newId(object.keyPrefix ?? '000', sequence);
  const now = using.now().toISOString();
  const row: Row = {
    ...values,
    Id: id,
    CreatedDate: now,
    LastModifiedDate: now,
    SystemModstamp: now,
    CreatedById: viewer.userId,
    LastModifiedById: viewer.userId,
    OwnerId: values['OwnerId'] ?? viewer.userId,
  };
  for (const field of object.fields.values()) {
    if (field.autoNumber !== null)
      row[field.name] = field.autoNumber.replace(/\{(0+)\}/, (_, zeros: string) =>
        String(sequence).padStart(zeros.length, '0'),
      );
  }
  if (object.name === 'Task') row['Status'] ??= 'Not Started';
  for (const field of object.fields.values())
    if (field.type === 'boolean' && field.name in row)
      row[field.name] = row[field.name] === 1 || row[field.name] === true;
  deriveRow(object, row, using);
  // The platform stamps a task that is saved with a closed status.
  if (object.name === 'Task' && row['IsClosed'] === true) row['CompletedDateTime'] = now;
  using.store.insert(object, row);
  const broken = brokenRules(object, id, writing.rules, using.store);
  if (broken.length > 0) {
    using.store.db.prepare(`DELETE FROM "${object.name}" WHERE "Id" = ?`).run(id);
    return failure(null, ...broken);
  }
  return { id, success: true, errors: [] };
}

/** A detail record needs its master: edit access to it, or read access where the field says that reading suffices. */
function masterErrors(object: ObjectDefinition, values: Row, { using, viewer, mayEdit }: Writing): SaveError[] {
  return [...object.fields.values()].flatMap((field) => {
    const id = values[field.name];
    const parent = field.referenceTo[0];
    if (!field.masterDetail || typeof id !== 'string' || parent === undefined) return [];
    const rights = viewer.object(parent);
    const master = using.schema.known(parent);
    const meets = (filter: typeof rowFilter): boolean =>
      holds(master, id, filter(master, 't', viewer, using.schema), using);
    const able = field.masterReadSuffices
      ? rights.read
      : rights.edit && mayEdit(id, viewer.userId) && meets(editFilter);
    return able && meets(rowFilter)
      ? []
      : [
          saveError(
            'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            `insufficient access rights on cross-reference id: ${id}`,
            [field.name],
          ),
        ];
  });
}

function update(object: ObjectDefinition, before: StoredRow, record: Row, writing: Writing): SaveResult {
  const { using, viewer } = writing;
  const id = String(before['Id']);
  if (!writing.mayEdit(id, viewer.userId) || !holds(object, id, editFilter(object, 't', viewer, using.schema), using))
    return failure(id, saveError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
  const { values, errors } = checkRecord(object, record, { ...using, viewer, inserting: false });
  const unfit = [...errors, ...checkUnique(object, id, values, using.store)];
  if (unfit.length > 0) return failure(id, ...unfit);
  change(object, before, { ...values, LastModifiedById: viewer.userId }, using);
  const broken = brokenRules(object, id, writing.rules, using.store);
  if (broken.length > 0) {
    using.store.update(object, id, before);
    return failure(id, ...broken);
  }
  return { id, success: true, errors: [] };
}

/** Changes a row, gives it a strictly later stamp unless one is given, and what follows from the change. */
export function change(object: ObjectDefinition, before: StoredRow, values: Row, using: Derivation): void {
  const id = String(before['Id']);
  const old = Date.parse(String(before['SystemModstamp'] ?? ''));
  const now = using.now().getTime();
  const stamp = new Date(Number.isNaN(old) ? now : Math.max(now, old + 1)).toISOString();
  const more = DERIVED.has(object.name) ? deriveChange(object, values, { ...before, ...values }, using) : {};
  using.store.update(object, id, { LastModifiedDate: stamp, SystemModstamp: stamp, ...more, ...values });
  if ('AccountId' in values && values['AccountId'] !== before['AccountId']) moveActivities(object, id, using);
}

function upsert(object: ObjectDefinition, record: Row, flags: WriteFlags, writing: Writing): SaveResult {
  const { using, viewer } = writing;
  const key = flags.externalIdField ?? 'Id';
  const field = using.schema.field(object, key);
  if (!field || (field.name !== 'Id' && !field.externalId)) {
    return failure(
      null,
      saveError('INVALID_FIELD', `Field name provided, ${key} does not match an External ID for ${object.name}`),
    );
  }
  const rights = viewer.object(object.name);
  const denied = failure(null, saveError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'));
  const name = Object.keys(record).find((each) => each.toLowerCase() === field.name.toLowerCase());
  const value = name === undefined ? null : record[name];
  const insertNew = (): SaveResult => (rights.create ? { ...insert(object, record, writing), created: true } : denied);
  if (value === null || value === undefined || value === '') {
    return field.name === 'Id'
      ? insertNew()
      : failure(null, saveError('MISSING_ARGUMENT', `${field.name} not specified`, [field.name]));
  }
  if (field.name === 'Id') {
    const found = find(object, value, writing);
    if ('error' in found) return failure(null, found.error);
    return rights.edit ? { ...update(object, found.row, record, writing), created: false } : denied;
  }
  const matches = using.store.rows(
    object.name,
    `"${field.name}" = ? AND "IsDeleted" = 0`,
    typeof value === 'string' ? value : JSON.stringify(value),
  );
  if (matches.length > 1)
    return failure(
      null,
      saveError(
        'DUPLICATE_EXTERNAL_ID',
        `${field.name}: more than one record found for external id field: [${matches.map((row) => String(row['Id'])).join(', ')}]`,
      ),
    );
  const [match] = matches;
  if (!match) return insertNew();
  const rest = Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
  return rights.edit ? { ...update(object, match, rest, writing), created: false } : denied;
}

/** What goes to the recycle bin together with its parent. */
export const WITH_PARENT: Readonly<Record<string, readonly [string, string][]>> = {
  Account: [
    ['Contact', 'AccountId'],
    ['Opportunity', 'AccountId'],
    ['Task', 'WhatId'],
    ['Event', 'WhatId'],
  ],
  Opportunity: [
    ['Task', 'WhatId'],
    ['Event', 'WhatId'],
    ['OpportunityContactRole', 'OpportunityId'],
  ],
};

function remove(object: ObjectDefinition, before: StoredRow, writing: Writing): SaveResult {
  const { using } = writing;
  const id = String(before['Id']);
  change(object, before, { IsDeleted: true, LastModifiedById: writing.viewer.userId }, using);
  const details = using.schema
    .childRelations(object)
    .filter(({ field }) => field.masterDetail)
    .map(({ child, field }): [string, string] => [child.name, field.name]);
  for (const [childName, key] of [...(WITH_PARENT[object.name] ?? []), ...details]) {
    const child = using.schema.known(childName);
    for (const row of using.store.rows(childName, `"${key}" = ? AND "IsDeleted" = 0`, id)) remove(child, row, writing);
  }
  return { id, success: true, errors: [] };
}
