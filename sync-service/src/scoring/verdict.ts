// The rule: what counts in the window, whether the account is high-signal, and until when that holds if nothing new
// happens. Checkable with a report; never mixed with the score.
import type { Day } from './calendar.ts';
import type { AccountFacts } from './evidence.ts';
import type { Interaction } from './interaction.ts';
import type { Policy, SourceLabel } from './policy.ts';

/** Tier of an account that has been scored. */
export type Tier = 'High-Engaged' | 'High-Effort' | 'Near' | 'None' | 'Suppressed';

export interface Counts {
  /** A: touchpoints in the window. */
  readonly active: number;
  readonly twoWay: number;
  /** Null when A is 0. */
  readonly lastTouch: Day | null;
  readonly lastTwoWay: Day | null;
  /** Distinct people, and channels, with two-way touchpoints in the window. */
  readonly people: number;
  readonly channels: number;
  /** Source labels in the window, sorted. */
  readonly sources: readonly SourceLabel[];
}

/** What counts on a date: D−W … D, both ends included. */
export function countWindow(touchpoints: readonly Interaction[], policy: Policy, day: Day): Counts {
  const window = touchpoints.filter((it) => it.day <= day && it.day >= day - policy.windowDays);
  const twoWay = window.filter((it) => policy.types[it.type]?.twoWay === true);
  return {
    active: window.length,
    twoWay: twoWay.length,
    lastTouch: latest(window),
    lastTwoWay: latest(twoWay),
    people: new Set(twoWay.flatMap((it) => it.people)).size,
    channels: new Set(twoWay.map((it) => policy.types[it.type]?.channel)).size,
    sources: [...new Set(window.map((it) => it.source))].sort(),
  };
}

function latest(list: readonly Interaction[]): Day | null {
  return list.reduce<Day | null>((last, it) => (last === null || it.day > last ? it.day : last), null);
}

/** First dates on which something stops holding if nothing new happens; null: it does not hold today. */
export interface Outlook {
  /** Enough touchpoints and a recent enough one hold today, and fail first on this date. */
  readonly exitsOn: Day | null;
  /** First date on which the account is neither high nor near by counts. */
  readonly nearUntil: Day | null;
  /** First date without a two-way touchpoint in the window. */
  readonly engagedUntil: Day | null;
}

/** The three stored dates that keep tier and flag right by formula. They look at counts only. */
export function outlook(touchpoints: readonly Interaction[], policy: Policy, day: Day): Outlook {
  const counts = countWindow(touchpoints, policy, day);
  const { lastTouch } = counts;
  const engagedUntil = counts.lastTwoWay === null ? null : counts.lastTwoWay + policy.windowDays + 1;
  if (lastTouch === null) return { exitsOn: null, nearUntil: null, engagedUntil };
  const days = touchpoints
    .map((it) => it.day)
    .filter((it) => it <= day && it >= day - policy.windowDays)
    .sort((a, b) => b - a);
  // First date on which fewer than n of the touchpoints are in the window; never reached below n today.
  const fewerThan = (n: number): Day =>
    (n < 1 ? Number.NEGATIVE_INFINITY : (days[n - 1] ?? Number.NEGATIVE_INFINITY)) + policy.windowDays + 1;
  const stale = lastTouch + policy.lastTouchMaxDays + 1;
  const enough = fewerThan(policy.minTouchpoints);
  const exitsOn = Math.min(stale, enough);
  const nearUntil = Math.max(
    Math.min(enough, stale + policy.nearExtraDays),
    Math.min(fewerThan(policy.minTouchpoints - 1), stale),
  );
  return { exitsOn: exitsOn > day ? exitsOn : null, nearUntil: nearUntil > day ? nearUntil : null, engagedUntil };
}

/** Why the policy leaves this account out, in at most 80 characters; null: in scope. */
export function excludedBecause(account: AccountFacts, policy: Policy): string | null {
  const type = account.type.trim().toLowerCase();
  const excluded = policy.excludedAccountTypes.some((start) => type.startsWith(start.trim().toLowerCase()));
  return type !== '' && excluded ? `Account type: ${account.type.trim()}`.slice(0, 80) : null;
}

/** Snoozed through that date, that date included. */
export function isSnoozed(account: AccountFacts, day: Day): boolean {
  return account.snoozedUntil !== null && account.snoozedUntil >= day;
}

/** The tier on a date: the first that applies. */
export function tierOn(account: AccountFacts, dates: Outlook, policy: Policy, day: Day): Tier {
  if (excludedBecause(account, policy) !== null || isSnoozed(account, day)) return 'Suppressed';
  if (account.openOpportunities > 0) return 'None';
  if (dates.exitsOn !== null && day < dates.exitsOn)
    return dates.engagedUntil !== null && day < dates.engagedUntil ? 'High-Engaged' : 'High-Effort';
  return dates.nearUntil !== null && day < dates.nearUntil ? 'Near' : 'None';
}

/** The whole rule: the account is high-signal. */
export function isHigh(tier: Tier): boolean {
  return tier === 'High-Engaged' || tier === 'High-Effort';
}
