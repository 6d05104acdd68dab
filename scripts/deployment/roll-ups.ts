// Whether the org has calculated the roll-up of open opportunities: a new one is filled in the background, and until then every
// account with an open opportunity looks as if it had none.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TargetOrg } from './target-org.ts';

const SAMPLE = 5;
const PAUSE_MS = 10_000;

/**
 * Compares the roll-up with the opportunities themselves, for the accounts that have most of them. One that shows a number is
 * calculated: which opportunities count is the admin's, so the number itself may be lower.
 *
 * @returns a line when it could not be seen, or is not there after that time
 */
export async function waitForRollUps(
  org: TargetOrg,
  minutes: number,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const counted = await org.query(
    `SELECT AccountId, COUNT(Id) open FROM Opportunity WHERE IsClosed = false AND AccountId != null GROUP BY AccountId ORDER BY COUNT(Id) DESC LIMIT ${SAMPLE}`,
  );
  if (counted.length === 0) return [];
  const ids = counted.map((row) => `'${String(row['AccountId'])}'`).join(', ');
  const until = Date.now() + minutes * 60_000;
  for (;;) {
    const rows = await org.queryIfVisible(`SELECT Open_Opportunities__c FROM Account WHERE Id IN (${ids})`);
    if (rows === null)
      return [
        `Whether the roll-up Open Opportunities is calculated could not be seen: the deployed fields are hidden from ${org.username}. Look at the check "roll-ups" of doctor, or give that user a role, too (--admin USERNAME).`,
      ];
    if (rows.some((row) => Number(row['Open_Opportunities__c'] ?? 0) > 0)) return [];
    if (Date.now() >= until)
      return [
        `The roll-up Open Opportunities is still empty on ${counted.length} accounts with open opportunities: wait until Setup > Background Jobs shows no calculation, then run doctor. If its filter leaves all of them out, nothing is wrong.`,
      ];
    say('The org still calculates the roll-up Open Opportunities …');
    await sleep(Math.min(PAUSE_MS, Math.max(0, until - Date.now())));
  }
}
