// What the profile "Standard User" of a person grants before any permission set: the platform's own sales objects, and
// none of our fields, objects or metadata types. The integration user has no such profile.
import type { PermissionSet } from './permission-set.ts';
import type { ObjectRights } from './viewer.ts';

const WORK: ObjectRights = { read: true, create: true, edit: true, delete: false, viewAll: false, modifyAll: false };
const SEE: ObjectRights = { ...WORK, create: false, edit: false };

export const STANDARD_PROFILE: PermissionSet = {
  name: 'Standard User',
  label: 'Standard User',
  objects: new Map([
    ['Account', WORK],
    ['Contact', WORK],
    ['Lead', WORK],
    ['Opportunity', WORK],
    ['Campaign', SEE],
    ['Contract', SEE],
  ]),
  fields: new Map(),
  metadataTypes: new Set(),
  userPermissions: new Set(['ApiEnabled', 'ActivitiesAccess', 'EditTask', 'EditEvent']),
  customPermissions: new Set(),
};
