// One account, from evidence to verdict: touchpoints, the four metrics, rule, strength, forecast, story. The door of
// the core; everything else here is called by it.
import type { AccountFields } from './account-fields.ts';
import { isMaterial, roundTo, SCALES, scoreOn } from './account-fields.ts';
import type { Day } from './calendar.ts';
import type { Change } from './changes.ts';
import { whatWouldChange } from './changes.ts';
import { coverageOf, type Coverage, type PlacedFact } from './coverage.ts';
import type { AccountEvidence } from './evidence.ts';
import type { Interaction, LeftOut } from './interaction.ts';
import type { AsOf } from './interpret.ts';
import type { Matching } from './matching.ts';
import type { Policy } from './policy.ts';
import type { RuleSet } from './rules.ts';
import { seriesContactDays, seriesNumbers } from './series.ts';
import { tellStory } from './story.ts';
import type { SeniorityOf } from './strength.ts';
import { seniorityBy, strengthOn } from './strength.ts';
import { findTouchpoints } from './touchpoints.ts';
import type { Counts, Outlook, Tier } from './verdict.ts';
import { countWindow, excludedBecause, isHigh, outlook, tierOn } from './verdict.ts';

/** What every account of a run shares. */
export interface Yardstick {
  readonly policy: Policy;
  /** First 16 hex digits, from the adapter that read the policy. */
  readonly fingerprint: string;
  readonly rules: RuleSet;
  readonly asOf: AsOf;
}

export interface Assessment {
  /** As they would be stored: rounded. `enteredOn` is null here; it depends on what the account held before. */
  readonly fields: AccountFields;
  readonly tier: Tier;
  /** The whole rule holds. */
  readonly high: boolean;
  /** On D, as the formula field shows it, one decimal. */
  readonly score: number;
  /** D − date of creation, never below 0. */
  readonly accountAgeDays: number;
  /** Those of the look-back; the ones of the window make Active TPs. */
  readonly touchpoints: readonly Interaction[];
  /** What each touchpoint adds to the strength, by Id. */
  readonly contributions: ReadonlyMap<string, number>;
  readonly leftOut: readonly LeftOut[];
  readonly changes: readonly Change[];
  /** What the account's people did in Outreach, and where Salesforce stands with it; of any date up to D. */
  readonly facts: readonly PlacedFact[];
  /** Which Task stands for which engagement, by which rule; and which engagements no Task tells of. */
  readonly matching: Matching;
  /** Of the window. */
  readonly coverage: Coverage;
}

/** Decides everything about one account. Pure: the same evidence, policy and `asOf` give the same result. */
export function assess(evidence: AccountEvidence, yardstick: Yardstick): Assessment {
  const { policy, asOf } = yardstick;
  const { touchpoints, leftOut, facts, matching } = findTouchpoints(evidence, policy, yardstick.rules, asOf);
  const seniority = seniorityBy(evidence.people, policy);
  const view: View = { evidence, yardstick, touchpoints, seniority };
  const { tier, counts, dates, contributions, fields: now } = stateOn(view, asOf.day);
  const changes = whatWouldChange(evidence.account, tier, counts, dates, policy, asOf.day);
  const fields = {
    ...now,
    story: tellStory(touchpoints, changes, policy, asOf.day),
    nextRescoreOn: nextRescoreOn(view, now),
  };
  return {
    fields,
    tier,
    high: isHigh(tier),
    score: roundTo(scoreOn(fields, asOf.day) ?? 0, 1),
    accountAgeDays: Math.max(0, asOf.day - evidence.account.createdOn),
    touchpoints,
    contributions,
    leftOut,
    changes,
    facts,
    matching,
    coverage: coverageOf(facts, asOf.day - policy.windowDays, asOf.day),
  };
}

/** 4000-12-31, the last date that an org holds: who is snoozed until then is never due. */
const LAST_DAY: Day = 741_807;

interface View {
  readonly evidence: AccountEvidence;
  readonly yardstick: Yardstick;
  readonly touchpoints: readonly Interaction[];
  readonly seniority: SeniorityOf;
}

interface State {
  readonly tier: Tier;
  readonly counts: Counts;
  readonly dates: Outlook;
  readonly contributions: ReadonlyMap<string, number>;
  /** Without story and forecast. */
  readonly fields: AccountFields;
}

/** What holds and would be stored on a date if nothing new happened until then. */
function stateOn(view: View, day: Day): State {
  const { evidence, touchpoints, seniority } = view;
  const { policy, fingerprint, asOf } = view.yardstick;
  const counts = countWindow(touchpoints, policy, day);
  const dates = outlook(touchpoints, policy, day);
  const series = seriesNumbers(evidence, policy, asOf, day);
  const strength = strengthOn(touchpoints, seniority, policy, day);
  const tier = tierOn(evidence.account, dates, policy, day);
  const round = (field: keyof typeof SCALES, value: number | null): number | null =>
    value === null ? null : roundTo(value, SCALES[field]);
  const fields: AccountFields = {
    activeTouchpoints: counts.active,
    twoWayTouchpoints: counts.twoWay,
    lastTouch: counts.lastTouch,
    lastTwoWayTouch: counts.lastTwoWay,
    peopleEngaged: counts.people,
    channelsEngaged: counts.channels,
    sources: counts.sources,
    activeSeries: series.activeSeries,
    avgRecipientsPerSeries: round('avgRecipientsPerSeries', series.avgRecipients),
    avgInternalPerSeries: round('avgInternalPerSeries', series.avgInternal),
    avgSeriesSize: round('avgSeriesSize', series.avgSize),
    strength: round('strength', strength.strength),
    rank: round('rank', strength.rank),
    halfLife: round('halfLife', policy.halfLifeDays),
    scale: round('scale', policy.scale),
    scoredOn: day,
    scoredAt: asOf.instant,
    nextRescoreOn: null,
    exitsOn: dates.exitsOn,
    nearUntil: dates.nearUntil,
    engagedUntil: dates.engagedUntil,
    enteredOn: null,
    excludedBecause: excludedBecause(evidence.account, policy),
    evidence: 'Complete',
    tierScored: tier,
    story: null,
    policyFingerprint: fingerprint,
  };
  return { tier, counts, dates, contributions: strength.contributions, fields };
}

/** The first date after D on which a recompute from the same evidence would be a material change; null when never. */
function nextRescoreOn(view: View, now: AccountFields): Day | null {
  const { policy, asOf } = view.yardstick;
  const { snoozedUntil } = view.evidence.account;
  const candidates = new Set<Day>();
  for (const { day } of view.touchpoints)
    candidates.add(day + policy.windowDays + 1).add(day + policy.lookBackDays + 1);
  if (now.lastTouch !== null) {
    const stale = now.lastTouch + policy.lastTouchMaxDays + 1;
    candidates.add(stale).add(stale + policy.nearExtraDays);
  }
  if (snoozedUntil !== null && snoozedUntil < LAST_DAY) candidates.add(snoozedUntil + 1);
  for (const day of seriesContactDays(view.evidence, asOf)) candidates.add(day + policy.windowDays + 1);
  const later = [...candidates].filter((day) => day > asOf.day).sort((a, b) => a - b);
  return later.find((day) => isMaterial(now, stateOn(view, day).fields)) ?? null;
}
