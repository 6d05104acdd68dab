// Rows as the control interface gives them, system fields included: a row whose Id exists is changed in the fields given.
// Checking what callers of the API send is write.ts.
import type { Row } from '../contract.ts';
import { OrgError } from '../org-error.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { fullId } from '../schema/ids.ts';
import { deriveRow, type Derivation } from '../store/derive.ts';
import { change } from './write.ts';

/** @throws OrgError MALFORMED_ID for a row without its own Id. */
export function putRow(object: ObjectDefinition, row: Row, using: Derivation): void {
  const { store } = using;
  const id = typeof row['Id'] === 'string' ? fullId(row['Id']) : null;
  if (id === null)
    throw new OrgError('MALFORMED_ID', `Row of ${object.name} without a usable Id; give each row its 18-character Id.`);
  const whole: Row = { ...row, Id: id };
  store.learnFields(object, whole);
  const before = store.row(object, id);
  if (before) {
    change(object, before, { LastModifiedById: using.defaultUser, ...whole }, using);
    return;
  }
  deriveRow(object, whole, using);
  store.insert(object, whole);
}
