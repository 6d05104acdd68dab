// What would change the verdict, in facts and dates: the sentence is made where it is shown.
import type { Day } from './calendar.ts';
import { isoFromDay } from './calendar.ts';
import type { AccountFacts } from './evidence.ts';
import type { Policy } from './policy.ts';
import type { Counts, Outlook, Tier } from './verdict.ts';
import { excludedBecause, isHigh, isSnoozed } from './verdict.ts';

export type Change =
  /** The policy leaves the account out. */
  | { readonly what: 'excluded'; readonly because: string }
  /** Suppressed through that date. */
  | { readonly what: 'snoozed'; readonly until: Day }
  /** Nothing counts as high while one is open. */
  | { readonly what: 'open opportunity'; readonly count: number }
  /** Without a new touchpoint it stops being high on that date. */
  | { readonly what: 'exits'; readonly on: Day; readonly because: 'last touch' | 'touchpoints' }
  /** So many new touchpoints, today, would be enough. */
  | { readonly what: 'touchpoints needed'; readonly count: number }
  /** Without a new touchpoint it stops being near on that date. */
  | { readonly what: 'near until'; readonly on: Day }
  /** A reply, a connected call or a meeting held would make it High-Engaged. */
  | { readonly what: 'response needed' }
  /** Without a new two-way touchpoint it stops being engaged on that date. */
  | { readonly what: 'engaged until'; readonly on: Day };

/** Everything that would change the verdict, the obstacles first. */
export function whatWouldChange(
  account: AccountFacts,
  tier: Tier,
  counts: Counts,
  dates: Outlook,
  policy: Policy,
  day: Day,
): readonly Change[] {
  const changes: Change[] = [];
  const because = excludedBecause(account, policy);
  if (because !== null) changes.push({ what: 'excluded', because });
  if (account.snoozedUntil !== null && isSnoozed(account, day))
    changes.push({ what: 'snoozed', until: account.snoozedUntil });
  if (account.openOpportunities > 0) changes.push({ what: 'open opportunity', count: account.openOpportunities });
  if (dates.exitsOn === null) {
    // A new touchpoint today is also a recent one, so one is always needed and never more than are missing.
    changes.push({ what: 'touchpoints needed', count: Math.max(1, policy.minTouchpoints - counts.active) });
    if (dates.nearUntil !== null) changes.push({ what: 'near until', on: dates.nearUntil });
    return changes;
  }
  const stale = (counts.lastTouch ?? day) + policy.lastTouchMaxDays + 1;
  changes.push({ what: 'exits', on: dates.exitsOn, because: stale <= dates.exitsOn ? 'last touch' : 'touchpoints' });
  if (isHigh(tier) && dates.engagedUntil === null) changes.push({ what: 'response needed' });
  if (isHigh(tier) && dates.engagedUntil !== null && dates.engagedUntil < dates.exitsOn)
    changes.push({ what: 'engaged until', on: dates.engagedUntil });
  return changes;
}

/** A change as JSON tells it: its dates as `YYYY-MM-DD`. */
export function withIsoDates(change: Change): Record<string, unknown> {
  return {
    ...change,
    ...('on' in change ? { on: isoFromDay(change.on) } : {}),
    ...('until' in change ? { until: isoFromDay(change.until) } : {}),
  };
}
