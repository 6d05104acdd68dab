// Who has which of our permission sets: giving them, finding them, taking them away before the sets go.
import type { TargetOrg } from './target-org.ts';

export interface Assignment {
  /** API name of the permission set. */
  readonly set: string;
  readonly username: string;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/**
 * Gives each set to its person; one who has it keeps it.
 *
 * @returns a line for each that could not be given
 */
export async function assign(org: TargetOrg, assignments: readonly Assignment[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { set, username } of assignments) {
    const [found] = await org.query(`SELECT Id FROM PermissionSet WHERE Name = ${quoted(set)}`);
    const [user] = await org.query(`SELECT Id FROM User WHERE Username = ${quoted(username)} AND IsActive = true`);
    const fix = `assign it with: sf org assign permset --name ${set} --on-behalf-of ${username}`;
    if (!found || !user) {
      const missing = user ? `no permission set ${set}` : `no active user ${username}`;
      problems.push(`There is ${missing} in the org; once there is, ${fix}`);
      continue;
    }
    const held = `PermissionSetId = ${quoted(String(found['Id']))} AND AssigneeId = ${quoted(String(user['Id']))}`;
    if ((await org.query(`SELECT Id FROM PermissionSetAssignment WHERE ${held}`)).length > 0) continue;
    try {
      await org.create('PermissionSetAssignment', { PermissionSetId: found['Id'], AssigneeId: user['Id'] });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      problems.push(`${set} was not assigned to ${username}: ${error.message}; ${fix}`);
    }
  }
  return problems;
}

/** Ids of all assignments of these sets. */
export async function assignmentsOf(org: TargetOrg, sets: readonly string[]): Promise<readonly string[]> {
  if (sets.length === 0) return [];
  const names = sets.map(quoted).join(', ');
  const rows = await org.query(`SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name IN (${names})`);
  return rows.map((row) => String(row['Id']));
}
