// Whether a verdict is another one than what people see in the org now. That alone is worth interrupting them between two
// runs; what a run writes is decided in account-fields.ts.
import type { AccountFields } from './account-fields.ts';
import type { Day } from './calendar.ts';
import type { AccountFacts } from './evidence.ts';
import type { Policy } from './policy.ts';
import { tierOn } from './verdict.ts';

/**
 * Flag, tier or Exits On differ from what the org shows on this date. The org's formulas make flag and tier from the stored
 * dates, the exclusion, open opportunities and snoozes, so what only those last two change is shown without a write.
 */
export function isVerdictChange(
  account: AccountFacts,
  held: AccountFields,
  decided: Pick<AccountFields, 'exitsOn' | 'excludedBecause' | 'nearUntil' | 'engagedUntil'>,
  policy: Policy,
  day: Day,
): boolean {
  if (held.scoredOn === null || held.exitsOn !== decided.exitsOn) return true;
  if ((held.excludedBecause === null) !== (decided.excludedBecause === null)) return true;
  return tierOn(account, held, policy, day) !== tierOn(account, decided, policy, day);
}
