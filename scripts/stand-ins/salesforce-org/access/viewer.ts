// Who is asking: a user with a zone and what that user may see and change. Deciding it from the metadata lives in
// rights.ts.

/** What one user may do with one object. */
export interface ObjectRights {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

export interface Viewer {
  readonly userId: string;
  readonly username: string;
  /** IANA name; date literals and TODAY() use it. */
  readonly timeZone: string;
  /** Sees and edits everything, as a System Administrator does. */
  readonly admin: boolean;
  object(objectName: string): ObjectRights;
  canRead(objectName: string, fieldName: string): boolean;
  canEdit(objectName: string, fieldName: string): boolean;
  /** A user permission by its API name, such as ViewAllData. */
  allows(userPermission: string): boolean;
}
