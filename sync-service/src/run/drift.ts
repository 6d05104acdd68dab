// What is counted of the last five weeks, day by day, so that a run can tell whether its data looks as usual. What looks
// off is decided in drift-signs.ts.
import type { Assessment, Yardstick } from '../scoring/assess.ts';
import type { Interaction, Joining } from '../scoring/interaction.ts';
import type { Policy, SourceLabel } from '../scoring/policy.ts';

/** D−1 and the five weeks that end with it. */
export const DRIFT_DAYS = 35;

/** Counts by day: index 0 is D−1, the last one D−35. D itself is not over. */
export type ByDay = readonly number[];

export interface Drift {
  /** Touchpoints by source label; sources without any are absent. */
  readonly touchpoints: Readonly<Record<SourceLabel, ByDay>>;
  /** Those of all sources that are two-way. */
  readonly twoWay: ByDay;
  /** Those that are Tasks which only the last rule took. */
  readonly unmapped: ByDay;
  /** Records left out because another tells the same; by the day of the one that stands for them. */
  readonly doubles: ByDay;
}

const NONE: ByDay = Array.from({ length: DRIFT_DAYS }, () => 0);
export const NO_DRIFT: Drift = { touchpoints: {}, twoWay: NONE, unmapped: NONE, doubles: NONE };

/** Reasons why one record stands for another; calls one after another are none: they did happen. */
const SEEN_TWICE: readonly Joining['rule'][] = ['same engagement', 'group copy', 'same e-mail', 'same call'];

export function driftOf(assessments: Iterable<Assessment>, { policy, asOf }: Yardstick): Drift {
  const touchpoints: Record<SourceLabel, number[]> = {};
  const [twoWay, unmapped, doubles] = [[...NONE], [...NONE], [...NONE]];
  const catchAll = catchAllOrders(policy);
  for (const assessment of assessments)
    for (const touchpoint of assessment.touchpoints) {
      const at = asOf.day - 1 - touchpoint.day;
      if (at < 0 || at >= DRIFT_DAYS) continue;
      add((touchpoints[touchpoint.source] ??= [...NONE]), at, 1);
      if (policy.types[touchpoint.type]?.twoWay === true) add(twoWay, at, 1);
      if (touchpoint.id.startsWith('00T') && catchAll.has(touchpoint.ruleOrder)) add(unmapped, at, 1);
      add(doubles, at, doublesOf(touchpoint));
    }
  return { touchpoints, twoWay, unmapped, doubles };
}

export function addDrift(one: Drift, other: Drift): Drift {
  const sources = new Set([...Object.keys(one.touchpoints), ...Object.keys(other.touchpoints)]);
  return {
    touchpoints: Object.fromEntries(
      [...sources].map((source) => [
        source,
        addDays(one.touchpoints[source] ?? NONE, other.touchpoints[source] ?? NONE),
      ]),
    ),
    twoWay: addDays(one.twoWay, other.twoWay),
    unmapped: addDays(one.unmapped, other.unmapped),
    doubles: addDays(one.doubles, other.doubles),
  };
}

/** All sources together. */
export function allTouchpoints({ touchpoints }: Drift): ByDay {
  return Object.values(touchpoints).reduce(addDays, NONE);
}

export function addDays(one: ByDay, other: ByDay): ByDay {
  return one.map((count, at) => count + (other[at] ?? 0));
}

function add(days: number[], at: number, count: number): void {
  days[at] = (days[at] ?? 0) + count;
}

/** A rule that asks nothing takes what no other rule knew. */
function catchAllOrders({ rules }: Policy): ReadonlySet<number> {
  return new Set(
    rules.filter((rule) => rule.object === 'Task' && rule.conditions.length === 0).map((rule) => rule.order),
  );
}

function doublesOf({ evidence }: Interaction): number {
  // The first record of each joining is the one that stands.
  return evidence.reduce((sum, { rule, records }) => sum + (SEEN_TWICE.includes(rule) ? records.length - 1 : 0), 0);
}
