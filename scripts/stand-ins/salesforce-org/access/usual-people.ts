// Who looks at an org whose world assigns no permission set: owners of accounts as reps, those above them as managers, and
// an administrator. People that are missing are added.
import type { Row } from '../contract.ts';
import { newId } from '../schema/ids.ts';
import type { Schema } from '../schema/schema.ts';
import { deriveRow } from '../store/derive.ts';
import type { Derivation } from '../store/derive.ts';
import { ADMINISTRATOR, INTEGRATION_USER } from '../store/own-rows.ts';
import { ROLE_SETS } from './people.ts';
import type { People } from './people.ts';

const REP = { id: newId('005', 3), username: 'rep@touchpoint.example' };
const MANAGER = { id: newId('005', 4), username: 'manager@touchpoint.example' };

/**
 * Adds an administrator only where a set of these roles is assigned already, or where the org has no permission set yet;
 * nobody where it has other sets than these three.
 */
export function addUsualPeople(people: People, schema: Schema, setNames: readonly string[], using: Derivation): void {
  const { store } = using;
  const wanted = Object.values(ROLE_SETS);
  if (setNames.length > 0 && !wanted.every((name) => setNames.includes(name))) return;
  const known = people.list();
  if (known.some(({ role }) => role === 'admin')) return;
  const user = schema.known('User');
  const put = ({ id, username }: { id: string; username: string }, FirstName: string, LastName: string): void => {
    if (store.row(user, id)) return;
    const row: Row = {
      Id: id,
      Username: username,
      Email: username,
      FirstName,
      LastName,
      Alias: username.split('@')[0],
      LocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
    };
    deriveRow(user, row, using);
    store.insert(user, row);
  };
  const addAdministrator = (): void => {
    put(ADMINISTRATOR, 'Stand-in', 'Administrator');
    if (setNames.length > 0) people.assign(ADMINISTRATOR.id, 'admin');
    else people.appoint(ADMINISTRATOR.id);
  };
  if (known.length > 0 || setNames.length === 0) {
    addAdministrator();
    return;
  }
  const owners = store.db
    .prepare(
      `SELECT u."Id" AS id, u."ManagerId" AS managerId FROM "User" u
       WHERE u."IsActive" = 1 AND u."Id" NOT IN (?, ?) AND u."Id" IN (SELECT "OwnerId" FROM "Account" WHERE "IsDeleted" = 0) ORDER BY u."Id"`,
    )
    .all(INTEGRATION_USER.id, ADMINISTRATOR.id) as { id: string; managerId: string | null }[];
  if (owners.length === 0) {
    put(REP, 'Stand-in', 'Rep');
    owners.push({ id: REP.id, managerId: null });
  }
  const managers = new Set(
    owners.flatMap(({ managerId }) => (managerId !== null && store.row(user, managerId) ? managerId : [])),
  );
  if (managers.size === 0) {
    put(MANAGER, 'Stand-in', 'Manager');
    managers.add(MANAGER.id);
    for (const { id, managerId } of owners) if (managerId === null) store.update(user, id, { ManagerId: MANAGER.id });
  }
  for (const { id } of owners) if (!managers.has(id)) people.assign(id, 'rep');
  for (const id of managers) people.assign(id, 'manager');
  addAdministrator();
}
