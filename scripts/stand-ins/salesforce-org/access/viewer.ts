// Who is asking: a user with a zone and what that user may see and change. Deciding it from the metadata lives in
// rights.ts, the rows it leaves in row-filter.ts.
import type { SharingLevel } from './sharing.ts';

/** What one user may do with one object. */
export interface ObjectRights {
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly viewAll: boolean;
  readonly modifyAll: boolean;
}

export interface Person {
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  /** IANA name; date literals and TODAY() use it. */
  readonly timeZone: string;
  /** As in LocaleSidKey: en_US. Numbers and dates are shown in it. */
  readonly locale: string;
}

/** How far a person sees beside what objects allow. */
export interface Reach {
  /** The person and everybody below in the hierarchy, by Id; the person comes first. */
  readonly team: readonly string[];
  level(objectName: string): SharingLevel;
}

export interface Viewer extends Person {
  /** Sees and edits everything, as a System Administrator does. */
  readonly admin: boolean;
  /** Null for an administrator and for the integration user, who sees own records and what View All opens. */
  readonly reach: Reach | null;
  readonly customPermissions: ReadonlySet<string>;
  object(objectName: string): ObjectRights;
  canRead(objectName: string, fieldName: string): boolean;
  canEdit(objectName: string, fieldName: string): boolean;
  /** A user permission by its API name, such as ViewAllData. */
  allows(userPermission: string): boolean;
}
