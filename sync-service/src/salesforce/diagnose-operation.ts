// Checks of `doctor` that look at the org as something to be operated: which key signs in, whose clock is right, who hears of
// problems, whether roll-ups are calculated. What a run needs to see and change is checked in diagnose.ts and access.ts.
import { ROLL_UPS } from './account-schema.ts';
import { loginOrigin } from './config.ts';
import type { OrgConnection } from './connection.ts';
import { bad, fair, good, type Found } from './finding.ts';
import { NOTIFICATION_TYPE, RECIPIENTS } from './notify.ts';
import { quoted } from './soql.ts';

/** The sign-in is signed for three minutes by this machine's clock. */
const CLOCK_MS = 60_000;
const SAMPLE = 5;

/** @param hasNext whether a second key is set */
export function checkKey({ keyInUse }: OrgConnection, hasNext: boolean): Found {
  if (!hasNext) return good('SF_PRIVATE_KEY signs in');
  return keyInUse === 'SF_PRIVATE_KEY_NEXT'
    ? fair(
        'the org knows SF_PRIVATE_KEY_NEXT; the other key is not needed any more',
        'make it SF_PRIVATE_KEY, remove SF_PRIVATE_KEY_NEXT, and destroy the old key',
      )
    : fair(
        'the org does not know SF_PRIVATE_KEY_NEXT yet; SF_PRIVATE_KEY signs in',
        'upload the certificate of the next key to the External Client App',
      );
}

/** A stand-in lives on a day of its own. */
export function checkClock(org: OrgConnection, loginUrl: string): Found {
  if (/^(127\.|localhost$|\[::1\]$)/.test(new URL(loginOrigin(loginUrl)).hostname))
    return good('not compared: a server on this machine keeps its own time');
  const seconds = Math.round(Math.abs(org.wire.ahead) / 1000);
  return Math.abs(org.wire.ahead) <= CLOCK_MS
    ? good(`${seconds} s apart from the org's`)
    : fair(
        `${seconds} s apart from the org's; beyond three minutes the org refuses the sign-in`,
        'let this machine keep its time by NTP',
      );
}

export async function checkNotification(org: OrgConnection): Promise<Found> {
  const doing = 'see who is notified';
  const types = await org.query(
    `SELECT Id FROM CustomNotificationType WHERE DeveloperName = ${quoted(NOTIFICATION_TYPE)}`,
    { doing },
  );
  if (types.length === 0)
    return fair(`the org has no notification type ${NOTIFICATION_TYPE}`, 'deploy again: ./scripts/deploy');
  const held = await org.query(
    `SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = ${quoted(RECIPIENTS)} AND Assignee.IsActive = TRUE`,
    { doing },
  );
  const people = new Set(held.map((row) => row['AssigneeId'])).size;
  return people > 0
    ? good(`${people} holders of ${RECIPIENTS} are notified`)
    : fair(
        `nobody holds ${RECIPIENTS}, so that Salesforce notifies nobody`,
        'assign the permission set Touchpoint Admin to those who shall hear of problems',
      );
}

/** A roll-up that the org still calculates is empty, and every account looks as if it had no open opportunity. */
export async function checkRollUps(org: OrgConnection): Promise<Found> {
  const doing = 'compare the roll-up with the opportunities';
  const counted = await org.query(
    `SELECT AccountId, COUNT(Id) open FROM Opportunity WHERE IsClosed = false AND AccountId != null GROUP BY AccountId ORDER BY COUNT(Id) DESC LIMIT ${SAMPLE}`,
    { doing },
  );
  if (counted.length === 0) return good('no account has an open opportunity; nothing to compare');
  const ids = counted.map((row) => quoted(String(row['AccountId']))).join(', ');
  const field = ROLL_UPS.openOpportunities;
  const accounts = await org.query(`SELECT Id, ${field} FROM Account WHERE Id IN (${ids})`, { doing });
  return accounts.some((account) => Number(account[field] ?? 0) > 0)
    ? good('the org has calculated the open opportunities of accounts')
    : bad(
        `${field} is empty on ${counted.length} accounts that have open opportunities`,
        'wait until the org has calculated it (Setup > Background Jobs); nothing is wrong if its filter leaves all of these out',
      );
}
