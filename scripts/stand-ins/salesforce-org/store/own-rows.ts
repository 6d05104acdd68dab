// The rows that every org has whatever its world says: the organization, the integration user, permission sets and what
// they grant, notification types, and the list of objects.
import { join } from 'node:path';
import type { PermissionSet } from '../access/permission-set.ts';
import type { Row, WorldSource } from '../contract.ts';
import { newId } from '../schema/ids.ts';
import { metadataFiles, readXml } from '../schema/read-metadata.ts';
import { deriveRow } from './derive.ts';
import type { Derivation } from './derive.ts';

export const INTEGRATION_USER = { id: newId('005', 1), username: 'integration@touchpoint.example' };

/** Ids of permission sets by name, in the order of their files. */
export const permissionSetIds = (sets: readonly PermissionSet[]): Map<string, string> =>
  new Map(sets.map((set, at) => [set.name, newId('0PS', at + 1)]));

/** Owner and creator of rows that name nobody, in a world without users. */
export const ADMINISTRATOR = { id: newId('005', 2), username: 'admin@touchpoint.example' };

export function addOwnRows(
  world: WorldSource,
  metadata: string,
  sets: readonly PermissionSet[],
  integration: string,
  using: Derivation,
): void {
  const { schema, store } = using;
  const put = (objectName: string, row: Row): void => {
    const object = schema.known(objectName);
    if (store.row(object, String(row['Id']))) return;
    const whole = { ...row };
    deriveRow(object, whole, using);
    store.insert(object, whole);
  };
  const { id, timeZone } = world.org;
  put('Organization', {
    Id: id,
    Name: 'Stand-in Org',
    InstanceName: 'LOCAL1',
    IsSandbox: false,
    OrganizationType: 'Enterprise Edition',
    TimeZoneSidKey: timeZone,
    DefaultLocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    FiscalYearStartMonth: 1,
  });
  const person = {
    IsActive: true,
    TimeZoneSidKey: timeZone,
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    UserType: 'Standard',
  };
  put('User', {
    ...person,
    Id: INTEGRATION_USER.id,
    Username: INTEGRATION_USER.username,
    FirstName: 'Touchpoint',
    LastName: 'Integration',
    Alias: 'tpint',
    Email: INTEGRATION_USER.username,
  });
  if (using.defaultUser === ADMINISTRATOR.id) {
    put('User', {
      ...person,
      Id: ADMINISTRATOR.id,
      Username: ADMINISTRATOR.username,
      FirstName: 'Stand-in',
      LastName: 'Administrator',
      Alias: 'admin',
      Email: ADMINISTRATOR.username,
    });
  }
  let sequence = 0;
  const setIds = permissionSetIds(sets);
  sets.forEach((set) => {
    const setId = setIds.get(set.name) ?? '';
    put('PermissionSet', { Id: setId, Name: set.name, Label: set.label, IsCustom: true, IsOwnedByProfile: false });
    if (set.name === integration) {
      put('PermissionSetAssignment', {
        Id: newId('0Pa', 1),
        PermissionSetId: setId,
        AssigneeId: INTEGRATION_USER.id,
        IsActive: true,
      });
    }
    for (const [object, rights] of set.objects) {
      put('ObjectPermissions', {
        Id: newId('110', ++sequence),
        ParentId: setId,
        SobjectType: object,
        PermissionsRead: rights.read,
        PermissionsCreate: rights.create,
        PermissionsEdit: rights.edit,
        PermissionsDelete: rights.delete,
        PermissionsViewAllRecords: rights.viewAll,
        PermissionsModifyAllRecords: rights.modifyAll,
      });
    }
    for (const [path, rights] of set.fields) {
      put('FieldPermissions', {
        Id: newId('01k', ++sequence),
        ParentId: setId,
        SobjectType: path.split('.')[0],
        Field: path,
        PermissionsRead: rights.read,
        PermissionsEdit: rights.edit,
      });
    }
  });
  metadataFiles(join(metadata, 'notificationtypes'), '.notiftype-meta.xml').forEach(([name, file], at) => {
    const xml = readXml(file, 'CustomNotificationType');
    put('CustomNotificationType', {
      Id: newId('0ML', at + 1),
      DeveloperName: name,
      MasterLabel: xml.text('masterLabel') ?? name,
      Description: xml.text('description'),
      Desktop: xml.text('desktop') === 'true',
      Mobile: xml.text('mobile') === 'true',
    });
  });
  schema.all().forEach((object, at) => {
    put('EntityDefinition', {
      Id: newId('000', at + 1),
      DurableId: object.name,
      QualifiedApiName: object.name,
      DeveloperName: object.name.replace(/__(c|mdt)$/, ''),
      Label: object.label,
      PluralLabel: object.labelPlural,
      KeyPrefix: object.keyPrefix,
      IsQueryable: true,
      IsCustomSetting: false,
    });
  });
}
