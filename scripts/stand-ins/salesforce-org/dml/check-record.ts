// One record on its way in: which of its fields may be written, whether what it points at exists, what is missing.
import type { Viewer } from '../access/viewer.ts';
import type { Row, SaveError } from '../contract.ts';
import type { Field, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import { checkValue } from './check-value.ts';

export interface RecordCheck {
  /** By the schema's spelling. */
  readonly values: Row;
  readonly errors: readonly SaveError[];
}

interface Doing {
  readonly store: Store;
  readonly schema: Schema;
  readonly viewer: Viewer;
  readonly inserting: boolean;
}

export const saveError = (statusCode: string, message: string, fields: readonly string[] = []): SaveError => ({
  statusCode,
  message,
  fields,
});

/** Keys with a dot, `attributes` and `Id` are left to the caller. */
export function checkRecord(object: ObjectDefinition, record: Row, doing: Doing): RecordCheck {
  const values: Row = {};
  const errors: SaveError[] = [];
  const refused: string[] = [];
  for (const [key, given] of Object.entries(record)) {
    if (key === 'attributes' || key.toLowerCase() === 'id') continue;
    const field = doing.schema.field(object, key);
    if (!field || !doing.viewer.canRead(object.name, field.name)) {
      errors.push(saveError('INVALID_FIELD', `No such column '${key}' on sobject of type ${object.name}`));
      continue;
    }
    const writable = doing.inserting ? field.createable : field.updateable;
    if (!writable || !doing.viewer.canEdit(object.name, field.name)) {
      refused.push(field.name);
      continue;
    }
    const checked = checkValue(field, given);
    if (!checked.ok) errors.push(checked.error);
    else {
      const wrong = typeof checked.value === 'string' ? checkTarget(field, checked.value, doing) : null;
      if (wrong) errors.push(wrong);
      values[field.name] = checked.value;
    }
  }
  if (refused.length > 0) {
    errors.push(
      saveError(
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
        refused,
      ),
    );
  }
  if (doing.inserting) {
    const missing = [...object.fields.values()].filter(
      (field) =>
        field.required &&
        field.createable &&
        field.defaultValue === null &&
        values[field.name] === undefined &&
        !errors.some((error) => error.fields.includes(field.name)),
    );
    if (missing.length > 0) {
      const names = missing.map((field) => field.name);
      errors.push(saveError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names));
    }
  }
  return { values, errors };
}

function checkTarget(field: Field, id: string, { store, schema }: Doing): SaveError | null {
  if (field.type !== 'reference') return null;
  const target = schema.byPrefix(id);
  const allowed =
    field.referenceTo.length === 0 ||
    (target !== null && (field.referenceTo.includes(target.name) || (field.name === 'WhatId' && target.custom)));
  if (!target || !allowed)
    return saveError('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.name]);
  const row = store.row(target, id);
  if (!row) return saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
  return row['IsDeleted'] === 1 ? saveError('ENTITY_IS_DELETED', 'entity is deleted', [field.name]) : null;
}

/** A unique field's value that another row has already. */
export function checkUnique(object: ObjectDefinition, id: string | null, values: Row, store: Store): SaveError[] {
  return [...object.fields.values()].flatMap((field) => {
    const value = values[field.name];
    if (!field.unique || typeof value !== 'string') return [];
    const other = store
      .rows(object.name, `"${field.name}" = ? AND "IsDeleted" = 0`, value)
      .find((row) => row['Id'] !== id);
    return other
      ? [
          saveError(
            'DUPLICATE_VALUE',
            `duplicate value found: ${field.name} duplicates value on record with id: ${String(other['Id'])}`,
            [field.name],
          ),
        ]
      : [];
  });
}
