// The checks that `doctor` makes of the org beyond what a run refuses to start without. One check that fails or cannot
// be made never stops the others.
import { isScarce } from '../run/budget.ts';
import { Failure } from '../run/failures.ts';
import type { OrgIdentity } from '../run/ports.ts';
import { API_VERSION, type SalesforceConfig } from './config.ts';
import type { OrgConnection } from './connection.ts';
import { isRecord } from './connection.ts';
import type { Describer } from './describe.ts';
import { checkClock, checkKey, checkNotification, checkRollUps } from './diagnose-operation.ts';
import { checkDryWrite, checkEditAccess } from './edit-access.ts';
import { bad, good, type Finding, type Found } from './finding.ts';
import { checkUserPermissions, checkWholeObjects } from './granted-rights.ts';
import { quoted } from './soql.ts';

const PERMISSION_SET = 'Touchpoint_Integration';
/** Activities looked at for objects they hang on. */
const SAMPLE = 2_000;

/** Every check in the order a person would fix things. */
export async function diagnose(
  org: OrgConnection,
  describer: Describer,
  identify: () => Promise<OrgIdentity>,
  { loginUrl, nextPrivateKeyPem }: SalesforceConfig,
): Promise<readonly Finding[]> {
  let identity: OrgIdentity | null = null;
  const signIn = await run('sign-in', async () => {
    identity = await identify();
    return good(`${identity.username} in org ${identity.orgId} at ${org.instanceUrl}`);
  });
  // TypeScript does not see that the check sets it.
  const who = identity as OrgIdentity | null;
  if (!who) return [signIn];
  return [
    signIn,
    await run('key', () => Promise.resolve(checkKey(org, typeof nextPrivateKeyPem === 'string'))),
    await run('clock', () => Promise.resolve(checkClock(org, loginUrl))),
    await run('API version', () => checkVersion(org)),
    await run('time zone', () => checkZone(org, who)),
    await run('permission set', () => checkPermissionSet(org, who)),
    await run('user permissions', () => checkUserPermissions(org, describer)),
    await run('whole objects', () => checkWholeObjects(org, describer, who)),
    await run('activity parents', () => checkParents(org, describer)),
    await run('edit access', () => checkEditAccess(org, who)),
    await run('dry write', () => checkDryWrite(org)),
    await run('roll-ups', () => checkRollUps(org)),
    await run('notifications', () => checkNotification(org)),
    await run('API calls left', () => Promise.resolve(checkCalls(org))),
  ];
}

async function run(check: string, look: () => Promise<Found>): Promise<Finding> {
  try {
    return { check, ...(await look()) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { check, ...bad(error.message, error.actions.join('; ') || 'see the message') };
  }
}

async function checkVersion(org: OrgConnection): Promise<Found> {
  const answer = await org.rest({ method: 'GET', path: '/services/data', doing: 'list the API versions' });
  const versions = Array.isArray(answer) ? answer.filter(isRecord).map((entry) => String(entry['version'])) : [];
  return versions.includes(API_VERSION)
    ? good(`${API_VERSION} of ${versions[0] ?? '?'} to ${versions.at(-1) ?? '?'}`)
    : bad(
        `the org does not offer API version ${API_VERSION}`,
        'use an org of the Summer release of that version or later',
      );
}

async function checkZone(org: OrgConnection, { integrationUserId, timeZone }: OrgIdentity): Promise<Found> {
  const [user] = await org.query(`SELECT Id, TimeZoneSidKey FROM User WHERE Id = ${quoted(integrationUserId)}`, {
    doing: 'read the zone of the integration user',
  });
  const zone = user?.['TimeZoneSidKey'];
  if (zone === timeZone) return good(`org and integration user are both in ${timeZone}`);
  return bad(
    `the org is in ${timeZone}, the integration user in ${typeof zone === 'string' ? zone : 'an unknown zone'}: reports it runs have other days than the scores`,
    `set the time zone of the integration user to ${timeZone}`,
  );
}

async function checkPermissionSet(org: OrgConnection, { integrationUserId, username }: OrgIdentity): Promise<Found> {
  const where = `AssigneeId = ${quoted(integrationUserId)} AND PermissionSet.Name = ${quoted(PERMISSION_SET)}`;
  const found = await org.query(`SELECT Id, PermissionSetId FROM PermissionSetAssignment WHERE ${where}`, {
    doing: 'read the permission sets of the integration user',
  });
  return found.length > 0
    ? good(`${PERMISSION_SET} is assigned to ${username}`)
    : bad(
        `${PERMISSION_SET} is not assigned to ${username}`,
        `assign the permission set Touchpoint Integration to ${username}`,
      );
}

/**
 * An activity is visible only when all its parents are, so activities on objects the user cannot read are silently
 * missing. Looks at what activities can hang on and at what recent ones do hang on.
 */
async function checkParents(org: OrgConnection, describer: Describer): Promise<Found> {
  const doing = 'read what activities hang on';
  const answer = await org.rest({ method: 'GET', path: '/sobjects', doing });
  const objects = isRecord(answer) && Array.isArray(answer['sobjects']) ? answer['sobjects'].filter(isRecord) : [];
  const readable = objects.filter((object) => object['queryable'] === true);
  const names = new Set(readable.map((object) => object['name']));
  const prefixes = new Set(readable.map((object) => object['keyPrefix']));
  const unreadable = new Set<string>();
  for (const activity of ['Task', 'Event']) {
    const fields = (await describer.object(activity))?.fields;
    for (const field of ['whatid', 'whoid'])
      for (const target of fields?.get(field)?.referenceTo ?? []) if (!names.has(target)) unreadable.add(target);
    const page = await org.queryPage(
      `/query?q=${encodeURIComponent(`SELECT WhatId, WhoId FROM ${activity} ORDER BY CreatedDate DESC LIMIT ${SAMPLE}`)}`,
      { doing },
    );
    for (const { WhatId: what, WhoId: who } of page.records)
      for (const id of [what, who])
        if (typeof id === 'string' && !prefixes.has(id.slice(0, 3))) unreadable.add(`key prefix ${id.slice(0, 3)}`);
  }
  if (unreadable.size === 0) return good('every object that activities hang on is readable');
  const list = [...unreadable].sort().join(', ');
  return bad(
    `activities on these objects are invisible to the integration user and not counted: ${list}`,
    `give the integration user Read and View All on: ${list} (in a permission set of your own)`,
  );
}

function checkCalls(org: OrgConnection): Found {
  const { used, limit, ours } = org.wire.usage;
  if (used === null || limit === null)
    return bad('the org does not say how many API calls are left', 'see Setup > Company Information');
  const detail = `${used} of ${limit} calls used in the last 24 hours; this command sent ${ours} requests`;
  return isScarce(org.wire.usage)
    ? bad(detail, 'wait until calls of the last 24 hours lapse, or have the limit raised')
    : good(detail);
}
