// The rows in which an org shows its own metadata: permission sets and what they grant, notification types, the list of
// objects. Written when the org opens and after each deployment; the metadata itself is read elsewhere.
import { join } from 'node:path';
import type { PermissionSet } from '../access/permission-set.ts';
import type { Row } from '../contract.ts';
import type { ObjectDefinition } from '../schema/field.ts';
import { metadataFiles, readXml } from '../schema/read-metadata.ts';
import { deriveRow } from './derive.ts';
import type { Derivation } from './derive.ts';

/** An Id for the row at this place among the rows of its kind. */
export type NewId = (prefix: string, at: number) => string;

/** Brings the rows up to date: known ones keep their Id, those of removed metadata go. Rows of the world's own stay. */
export function putMetadataRows(
  metadata: string,
  sets: readonly PermissionSet[],
  using: Derivation,
  newId: NewId,
): void {
  const replace = (objectName: string, prefix: string, key: string | null, rows: readonly Row[]) =>
    replaceRows(objectName, key, rows, using, (at) => newId(prefix, at));
  const setIds = replace('PermissionSet', '0PS', 'Name', sets.map(permissionSetRow));
  const idOf = (set: PermissionSet): string => setIds.get(set.name) ?? '';
  replace(
    'ObjectPermissions',
    '110',
    null,
    sets.flatMap((set) => objectPermissions(set, idOf(set))),
  );
  replace(
    'FieldPermissions',
    '01k',
    null,
    sets.flatMap((set) => fieldPermissions(set, idOf(set))),
  );
  const types = metadataFiles(join(metadata, 'notificationtypes'), '.notiftype-meta.xml');
  replace('CustomNotificationType', '0ML', 'DeveloperName', types.map(notificationType));
  replace('EntityDefinition', '000', 'QualifiedApiName', using.schema.all().map(entity));
}

/** @param key the field that tells rows apart; null makes every row anew. @returns Ids by that field. */
function replaceRows(
  objectName: string,
  key: string | null,
  rows: readonly Row[],
  { schema, store, ...rest }: Derivation,
  newId: (at: number) => string,
): Map<string, string> {
  const object = schema.known(objectName);
  const wanted = new Set(key === null ? [] : rows.map((row) => row[key]));
  const ids = new Map<string, string>();
  for (const row of store.rows(objectName)) {
    const name = key === null ? null : row[key];
    const id = String(row['Id']);
    if (name !== null && wanted.has(name)) ids.set(String(name), id);
    // Ids that newId gives out; a world's own look otherwise.
    else if (id.startsWith('SI', 3)) store.db.prepare(`DELETE FROM "${objectName}" WHERE "Id" = ?`).run(id);
  }
  rows.forEach((row, at) => {
    const name = key === null ? '' : String(row[key]);
    const known = key === null ? undefined : ids.get(name);
    if (known !== undefined) {
      store.update(object, known, row);
      return;
    }
    const whole: Row = { Id: newId(at), ...row };
    deriveRow(object, whole, { schema, store, ...rest });
    store.insert(object, whole);
    ids.set(name, String(whole['Id']));
  });
  return ids;
}

const permissionSetRow = (set: PermissionSet): Row => ({
  Name: set.name,
  Label: set.label,
  IsCustom: true,
  IsOwnedByProfile: false,
});

const objectPermissions = (set: PermissionSet, ParentId: string): Row[] =>
  [...set.objects].map(([object, rights]) => ({
    ParentId,
    SobjectType: object,
    PermissionsRead: rights.read,
    PermissionsCreate: rights.create,
    PermissionsEdit: rights.edit,
    PermissionsDelete: rights.delete,
    PermissionsViewAllRecords: rights.viewAll,
    PermissionsModifyAllRecords: rights.modifyAll,
  }));

const fieldPermissions = (set: PermissionSet, ParentId: string): Row[] =>
  [...set.fields].map(([path, rights]) => ({
    ParentId,
    SobjectType: path.split('.')[0],
    Field: path,
    PermissionsRead: rights.read,
    PermissionsEdit: rights.edit,
  }));

function notificationType([name, file]: readonly [string, string]): Row {
  const xml = readXml(file, 'CustomNotificationType');
  return {
    DeveloperName: name,
    MasterLabel: xml.text('masterLabel') ?? name,
    Description: xml.text('description'),
    Desktop: xml.text('desktop') === 'true',
    Mobile: xml.text('mobile') === 'true',
  };
}

const entity = (object: ObjectDefinition): Row => ({
  DurableId: object.name,
  QualifiedApiName: object.name,
  DeveloperName: object.name.replace(/__(c|mdt)$/, ''),
  Label: object.label,
  PluralLabel: object.labelPlural,
  KeyPrefix: object.keyPrefix,
  IsQueryable: true,
  IsCustomSetting: false,
});
