// Makes viewers: an administrator, or a user who may do exactly what a list of permission sets says.
import type { Field, ObjectDefinition } from '../schema/field.ts';
import type { Schema } from '../schema/schema.ts';
import type { PermissionSet } from './permission-set.ts';
import type { ObjectRights, Person, Reach, Viewer } from './viewer.ts';

const ALL: ObjectRights = { read: true, create: true, edit: true, delete: true, viewAll: true, modifyAll: true };
const NONE: ObjectRights = { read: false, create: false, edit: false, delete: false, viewAll: false, modifyAll: false };
const LOOK: ObjectRights = { ...NONE, read: true, viewAll: true };

/** What every API user reads of the org itself. */
const OPEN_TO_ALL = new Set([
  'User',
  'UserRole',
  'Profile',
  'Group',
  'GroupMember',
  'RecordType',
  'Organization',
  'PermissionSet',
  'PermissionSetAssignment',
  'ObjectPermissions',
  'FieldPermissions',
  'EntityDefinition',
  'UserRecordAccess',
  'UserPermissionAccess',
  'CustomNotificationType',
  'TaskStatus',
  'TaskPriority',
  'OpportunityStage',
]);

/** Objects without permissions of their own. */
const AS_PARENT: Record<string, string> = {
  OpportunityContactRole: 'Opportunity',
  CampaignMember: 'Campaign',
  AccountContactRelation: 'Account',
  Note: 'Account',
  ContentDocument: 'Account',
  ContentDocumentLink: 'Account',
  ContentNote: 'Account',
};

const ACTIVITIES: Record<string, string> = {
  Task: 'EditTask',
  Event: 'EditEvent',
  TaskRelation: 'EditTask',
  EventRelation: 'EditEvent',
  TaskWhoRelation: '',
  EventWhoRelation: '',
};

const customPermissionsOf = (sets: readonly PermissionSet[]): ReadonlySet<string> =>
  new Set(sets.flatMap((set) => [...set.customPermissions]));

/** @param sets give an administrator custom permissions only: everything else is allowed anyway. */
export function administrator(person: Person, sets: readonly PermissionSet[] = []): Viewer {
  return {
    ...person,
    admin: true,
    reach: null,
    customPermissions: customPermissionsOf(sets),
    object: () => ALL,
    canRead: () => true,
    canEdit: () => true,
    allows: () => true,
  };
}

/** @param reach null for the integration user. */
export function restricted(
  person: Person,
  sets: readonly PermissionSet[],
  schema: Schema,
  reach: Reach | null = null,
): Viewer {
  const allows = (permission: string): boolean => sets.some((set) => set.userPermissions.has(permission));
  const granted = (name: string): ObjectRights =>
    sets.reduce((sum, set) => {
      const more = set.objects.get(name);
      return more ? union(sum, more) : sum;
    }, NONE);

  const decide = (object: ObjectDefinition): ObjectRights => {
    const { name } = object;
    if (name.endsWith('__mdt')) {
      return allows('CustomizeApplication') || sets.some((set) => set.metadataTypes.has(name)) ? LOOK : NONE;
    }
    const activity = ACTIVITIES[name];
    if (activity !== undefined) {
      if (!allows('ActivitiesAccess') && !allows('EditTask') && !allows('EditEvent')) return NONE;
      const edit = activity !== '' && allows(activity);
      return { ...NONE, read: true, create: edit, edit, delete: edit, viewAll: allows('ViewAllData') };
    }
    if (OPEN_TO_ALL.has(name)) return LOOK;
    const parent = AS_PARENT[name];
    const own = granted(parent ?? name);
    return allows('ModifyAllData') ? ALL : allows('ViewAllData') ? union(own, LOOK) : own;
  };

  const byObject = new Map<string, ObjectRights>();
  const rights = (name: string): ObjectRights => {
    let found = byObject.get(name);
    if (!found) {
      const object = schema.object(name);
      found = object ? decide(object) : NONE;
      byObject.set(name, found);
    }
    return found;
  };
  const fieldRights = (objectName: string, name: string): { read: boolean; edit: boolean } | null => {
    const said = sets.flatMap((set) => set.fields.get(`${objectName}.${name}`) ?? []);
    if (said.length === 0) return null;
    return { read: said.some((each) => each.read), edit: said.some((each) => each.edit) };
  };
  // A person's profile shows every standard field; an integration has sets alone.
  const hasProfile = reach !== null;
  const unprotected = (objectName: string, field: Field): boolean =>
    (!field.custom && (hasProfile || !field.guarded)) ||
    field.required ||
    field.masterDetail ||
    objectName.endsWith('__mdt');

  return {
    ...person,
    admin: false,
    reach,
    customPermissions: customPermissionsOf(sets),
    object: rights,
    allows,
    canRead: (objectName, fieldName) => {
      const object = schema.object(objectName);
      const field = object?.fields.get(fieldName);
      if (!field || !rights(objectName).read) return false;
      return field.fromWorld || (fieldRights(objectName, fieldName)?.read ?? unprotected(objectName, field));
    },
    canEdit: (objectName, fieldName) => {
      const object = schema.object(objectName);
      const field = object?.fields.get(fieldName);
      if (!field) return false;
      return fieldRights(objectName, fieldName)?.edit ?? unprotected(objectName, field);
    },
  };
}

function union(one: ObjectRights, other: ObjectRights): ObjectRights {
  return {
    read: one.read || other.read,
    create: one.create || other.create,
    edit: one.edit || other.edit,
    delete: one.delete || other.delete,
    viewAll: one.viewAll || other.viewAll,
    modifyAll: one.modifyAll || other.modifyAll,
  };
}
