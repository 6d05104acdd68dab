// People, permissions and the org itself: the setup objects that an integration reads. Their rows come from the world
// and from the metadata folder.
import { standardObject } from './standard-notation.ts';
import { USER_PERMISSIONS } from './user-permissions.ts';

const READ_ONLY = { readOnly: true };

export const SETUP_OBJECTS = [
  standardObject(
    'User',
    '005',
    `
Username text(80) required
FirstName text(40)
LastName text(80) required
Name text(121) system
CompanyName text(80)
Division text(80)
Department text(80)
Title text(80)
Email email required
Phone phone
Alias text(8)
IsActive boolean
TimeZoneSidKey picklist
LocaleSidKey picklist
LanguageLocaleKey picklist
UserRoleId ref(UserRole) as UserRole
ProfileId ref(Profile) as Profile
UserType picklist system
ManagerId ref(User) as Manager children ManagedUsers
LastLoginDate datetime system
FederationIdentifier text(512)`,
  ),
  standardObject(
    'UserRole',
    '00E',
    `
Name text(80) required
DeveloperName text(80)
ParentRoleId ref(UserRole) as ParentRole`,
  ),
  standardObject(
    'Profile',
    '00e',
    `
Name text(255)
UserType picklist
Description text(255)`,
    READ_ONLY,
  ),
  standardObject(
    'Group',
    '00G',
    `
Name text(40)
DeveloperName text(80)
Type picklist
Email email
OwnerId ref(User) as Owner`,
  ),
  standardObject(
    'GroupMember',
    '011',
    `
GroupId ref(Group) as Group children GroupMembers
UserOrGroupId ref(User,Group) as UserOrGroup`,
  ),
  standardObject(
    'RecordType',
    '012',
    `
Name text(80)
DeveloperName text(80)
SobjectType picklist
IsActive boolean
Description text(255)`,
    READ_ONLY,
  ),
  standardObject(
    'Organization',
    '00D',
    `
Name text(80)
InstanceName text(8)
IsSandbox boolean
OrganizationType picklist
NamespacePrefix text(15)
TrialExpirationDate datetime
TimeZoneSidKey picklist
DefaultLocaleSidKey picklist
LanguageLocaleKey picklist
FiscalYearStartMonth int
UsesStartDateAsFiscalYearName boolean`,
    READ_ONLY,
  ),
  standardObject(
    'PermissionSet',
    '0PS',
    `
Name text(80)
Label text(80)
ProfileId ref(Profile) as Profile
IsOwnedByProfile boolean
IsCustom boolean
Description text(255)`,
    READ_ONLY,
  ),
  standardObject(
    'PermissionSetAssignment',
    '0Pa',
    `
PermissionSetId ref(PermissionSet) as PermissionSet children Assignments
AssigneeId ref(User) as Assignee children PermissionSetAssignments
IsActive boolean`,
  ),
  standardObject(
    'ObjectPermissions',
    '110',
    `
ParentId ref(PermissionSet) as Parent children ObjectPerms
SobjectType picklist
PermissionsCreate boolean
PermissionsRead boolean
PermissionsEdit boolean
PermissionsDelete boolean
PermissionsViewAllRecords boolean
PermissionsModifyAllRecords boolean`,
    READ_ONLY,
  ),
  standardObject(
    'FieldPermissions',
    '01k',
    `
ParentId ref(PermissionSet) as Parent children FieldPerms
SobjectType picklist
Field picklist
PermissionsRead boolean
PermissionsEdit boolean`,
    READ_ONLY,
  ),
  standardObject(
    'EntityDefinition',
    '000',
    `
DurableId text(255)
QualifiedApiName text(255)
DeveloperName text(255)
Label text(255)
PluralLabel text(255)
KeyPrefix text(3)
IsQueryable boolean
IsCustomSetting boolean`,
    READ_ONLY,
  ),
  standardObject(
    'UserRecordAccess',
    null,
    `
RecordId text(18)
UserId text(18)
HasReadAccess boolean
HasEditAccess boolean
HasDeleteAccess boolean
HasTransferAccess boolean
HasAllAccess boolean
MaxAccessLevel picklist`,
    { readOnly: true, bare: true },
  ),
  standardObject(
    'UserPermissionAccess',
    null,
    USER_PERMISSIONS.map((name) => `Permissions${name} boolean`).join('\n'),
    { readOnly: true, bare: true },
  ),
  standardObject(
    'CustomNotificationType',
    '0ML',
    `
DeveloperName text(80)
MasterLabel text(80)
Description text(255)
Desktop boolean
Mobile boolean`,
    READ_ONLY,
  ),
];
