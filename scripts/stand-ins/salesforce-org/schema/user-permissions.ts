// The user permissions that the org knows by name, as UserPermissionAccess shows them. Who has which is in access/.

/** Without the prefix `Permissions`; those that sets grant, and those that an integration must not have. */
export const USER_PERMISSIONS = [
  'ActivitiesAccess',
  'ApiEnabled',
  'AssignPermissionSets',
  'AuthorApex',
  'CustomizeApplication',
  'EditEvent',
  'EditTask',
  'ManageUsers',
  'ModifyAllData',
  'ModifyMetadata',
  'SendCustomNotifications',
  'ViewAllData',
  'ViewSetup',
] as const;
