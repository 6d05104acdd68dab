// UserPermissionAccess: the user permissions of whoever asks. The platform computes it when asked, so its only row is put
// in place just before a query reads it.
import { USER_PERMISSIONS } from '../schema/user-permissions.ts';
import type { Store } from '../store/store.ts';
import type { Viewer } from './viewer.ts';

export function fillOwnPermissions({ db }: Store, viewer: Viewer): void {
  const columns = USER_PERMISSIONS.map((name) => `"Permissions${name}"`);
  db.exec('DELETE FROM "UserPermissionAccess"');
  db.prepare(
    `INSERT INTO "UserPermissionAccess" ("Id", ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`,
  ).run(viewer.userId, ...USER_PERMISSIONS.map((name) => Number(viewer.allows(name))));
}
