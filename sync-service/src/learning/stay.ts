// When an account's stay in the pool began, from what it held before and what it is now.
import type { AccountFields } from '../scoring/account-fields.ts';
import type { Day } from '../scoring/calendar.ts';

// Coming back within this many days continues the stay (2-scoring, "Episodes").
const SAME_STAY_DAYS = 14;

/** Was the account high on the day it was last scored, and until when would that have held by itself? */
function highUntil(held: AccountFields): Day | null {
  return held.tierScored?.startsWith('High') === true ? held.exitsOn : null;
}

/** True when the account was high up to this day, by what it holds. */
export function wasHigh(held: AccountFields, day: Day): boolean {
  const until = highUntil(held);
  return until !== null && until > day;
}

/**
 * First day of the current or latest stay; never cleared. An account that left and comes back within 14 days goes on
 * with its stay; how long it was away is known from the date it was to leave on, or was scored on after it had left.
 */
export function enteredOn(held: AccountFields, highNow: boolean, day: Day): Day | null {
  if (!highNow) return held.enteredOn;
  if (held.enteredOn === null) return day;
  const left = highUntil(held) ?? held.scoredOn;
  return left !== null && day - left <= SAME_STAY_DAYS ? held.enteredOn : day;
}
