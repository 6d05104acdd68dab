// Whether the integration user has the rights that no description of an object tells of, and none that the service must
// not have. What fields and objects it may read and write is in access.ts.
import type { OrgIdentity } from '../run/ports.ts';
import type { OrgConnection } from './connection.ts';
import type { Describer } from './describe.ts';
import { bad, good, type Found } from './finding.ts';
import { quoted } from './soql.ts';

/** User permissions that a run needs, with what fails without them. */
const NEEDED: Readonly<Record<string, string>> = {
  ApiEnabled: 'every call',
  ActivitiesAccess: 'reading tasks and events',
  SendCustomNotifications: 'telling people in Salesforce when a run fails',
};
/** User permissions that would let whoever gets hold of the key do more than the service does. */
const TOO_MUCH = [
  'AssignPermissionSets',
  'AuthorApex',
  'CustomizeApplication',
  'ManageUsers',
  'ModifyAllData',
  'ModifyMetadata',
  'ViewAllData',
];
/** Without View All on one of these, what hangs on records that nobody shared with the user is silently missing. */
const SEEN_WHOLE = ['Account', 'Campaign', 'Case', 'Contact', 'Contract', 'Lead', 'Opportunity'];

const ASSIGN = 'assign the permission set Touchpoint Integration to the integration user, as it was deployed';
const TAKE_AWAY =
  'give the integration user the profile of its licence and the permission set Touchpoint Integration, and no other right';

/** Asks for the permissions that the user has by profile and permission sets together. */
export async function checkUserPermissions(org: OrgConnection, describer: Describer): Promise<Found> {
  const doing = 'read the rights of the integration user';
  const description = await describer.object('UserPermissionAccess');
  // Not every org knows every permission, and a name that is not known fails the query.
  const known = [...Object.keys(NEEDED), ...TOO_MUCH].filter((name) =>
    description?.fields.has(`permissions${name.toLowerCase()}`),
  );
  if (known.length === 0) return good('the org does not say which permissions this user has');
  const columns = known.map((name) => `Permissions${name}`);
  const [row] = await org.query(`SELECT Id, ${columns.join(', ')} FROM UserPermissionAccess`, { doing });
  const has = (name: string) => row?.[`Permissions${name}`] === true;
  const lacking = known.filter((name) => name in NEEDED && !has(name));
  if (lacking.length > 0) {
    const told = lacking.map((name) => `${name} (for ${NEEDED[name] ?? ''})`);
    return bad(`the integration user lacks ${told.join(', ')}`, ASSIGN);
  }
  const excess = known.filter((name) => TOO_MUCH.includes(name) && has(name));
  return excess.length === 0
    ? good(`${Object.keys(NEEDED).join(', ')}, and none that reaches further`)
    : bad(`the integration user may do more than the service needs: ${excess.join(', ')}`, TAKE_AWAY);
}

/** Asks which objects the user's permission sets and profile open as a whole, for reading and for changing. */
export async function checkWholeObjects(
  org: OrgConnection,
  describer: Describer,
  { integrationUserId }: OrgIdentity,
): Promise<Found> {
  if ((await describer.object('ObjectPermissions')) === null)
    return good('the org does not show this user its own object permissions; look at View All in Setup');
  const mine = `SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${quoted(integrationUserId)}`;
  const rows = await org.query(
    `SELECT Id, SobjectType, PermissionsViewAllRecords, PermissionsModifyAllRecords FROM ObjectPermissions WHERE ParentId IN (${mine})`,
    { doing: 'read the object permissions of the integration user' },
  );
  const granted = (right: string) =>
    new Set(rows.filter((row) => row[right] === true).map((row) => String(row['SobjectType'])));
  const whole = granted('PermissionsViewAllRecords');
  const missing = SEEN_WHOLE.filter((name) => !whole.has(name));
  if (missing.length > 0)
    return bad(`View All is missing on ${missing.join(', ')}: records that are not shared are not counted`, ASSIGN);
  const changed = [...granted('PermissionsModifyAllRecords')];
  return changed.length === 0
    ? good(`View All on ${SEEN_WHOLE.join(', ')}; Modify All on nothing`)
    : bad(`the integration user has Modify All on ${changed.join(', ')}`, TAKE_AWAY);
}
