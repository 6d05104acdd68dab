// The rows that every org has whatever its world says: the organization, the integration user with its permission set, and
// those in which the org shows its own metadata (metadata-rows.ts).
import type { PermissionSet } from '../access/permission-set.ts';
import type { Row, WorldSource } from '../contract.ts';
import { newId } from '../schema/ids.ts';
import { deriveRow } from './derive.ts';
import type { Derivation } from './derive.ts';
import { putMetadataRows } from './metadata-rows.ts';

export const INTEGRATION_USER = { id: newId('005', 1), username: 'integration@touchpoint.example' };

/** Ids of permission sets by name when the org opens, in the order of their files; those that are deployed later get others. */
export const permissionSetIds = (sets: readonly PermissionSet[]): Map<string, string> =>
  new Map(sets.map((set, at) => [set.name, newId('0PS', at + 1)]));

/** Owner and creator of rows that name nobody, in a world without users. */
export const ADMINISTRATOR = { id: newId('005', 2), username: 'admin@touchpoint.example' };

/** Whoever the world lists first owns what names no owner. */
export async function firstUser(world: WorldSource): Promise<string> {
  const objects = await world.objects();
  if (objects.includes('User')) {
    for await (const row of world.rows('User')) return String(row['Id']);
  }
  return ADMINISTRATOR.id;
}

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
  const setId = sets.some((set) => set.name === integration) ? permissionSetIds(sets).get(integration) : undefined;
  if (setId !== undefined) {
    put('PermissionSetAssignment', {
      Id: newId('0Pa', 1),
      PermissionSetId: setId,
      AssigneeId: INTEGRATION_USER.id,
      IsActive: true,
    });
  }
  putMetadataRows(metadata, sets, using, (prefix, at) => newId(prefix, at + 1));
}
