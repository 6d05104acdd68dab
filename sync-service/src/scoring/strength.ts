// The score: a decayed, discounted sum of what touchpoints are worth. Ranks accounts; decides nothing.
import type { Day } from './calendar.ts';
import type { Person } from './evidence.ts';
import type { Interaction } from './interaction.ts';
import { byId } from './interaction.ts';
import type { Policy } from './policy.ts';
import { countWindow } from './verdict.ts';
import { seniorityOf } from './words.ts';

export interface Strength {
  /** R; 0 when nothing counts. */
  readonly strength: number;
  /** 0 to below 100. */
  readonly score: number;
  /** log2(R) + days since 1970-01-01 / h; null when R = 0. */
  readonly rank: number | null;
  /** What each touchpoint adds to R, by Id; 0 for one that collapsed into another. */
  readonly contributions: ReadonlyMap<string, number>;
}

/** Multiplier of each person a touchpoint can name; people without an entry have an unknown title. */
export type SeniorityOf = (personId: string) => number;

/** Reads the titles once for all touchpoints of an account. */
export function seniorityBy(people: ReadonlyMap<string, Person>, policy: Policy): SeniorityOf {
  const known = new Map<string, number>();
  return (personId) => {
    let weight = known.get(personId);
    if (weight === undefined) {
      weight = policy.seniority[seniorityOf(people.get(personId)?.title ?? '')];
      known.set(personId, weight);
    }
    return weight;
  };
}

/** Highest seniority, then the smallest Id; null when the touchpoint names nobody. */
export function leadPerson(touchpoint: Interaction, seniority: SeniorityOf): string | null {
  let lead: string | null = null;
  for (const person of touchpoint.people) {
    const ahead = lead === null ? 1 : seniority(person) - seniority(lead);
    if (ahead > 0 || (ahead === 0 && lead !== null && person < lead)) lead = person;
  }
  return lead;
}

interface Part {
  readonly id: string;
  readonly value: number;
}

/** Strength, score and rank on a date. */
export function strengthOn(
  touchpoints: readonly Interaction[],
  seniority: SeniorityOf,
  policy: Policy,
  day: Day,
): Strength {
  const oneWay: Part[] = [];
  const buckets = new Map<string, Part[]>();
  const collapsed = new Set<string>();
  for (const touchpoint of [...touchpoints].sort(byId)) {
    const type = policy.types[touchpoint.type];
    if (!type || touchpoint.day > day || touchpoint.day < day - policy.lookBackDays) continue;
    const lead = leadPerson(touchpoint, seniority);
    if (lead !== null) {
      const key = `${lead} ${touchpoint.type} ${touchpoint.day}`;
      if (collapsed.has(key)) continue;
      collapsed.add(key);
    }
    const decay = 2 ** (-(day - touchpoint.day) / policy.halfLifeDays);
    const value = type.weight * decay * (type.twoWay && lead !== null ? seniority(lead) : 1);
    // A weightless touchpoint must not push a later one down the order of discounts.
    if (value === 0) continue;
    if (!type.twoWay) oneWay.push({ id: touchpoint.id, value });
    else buckets.set(lead ?? '', [...(buckets.get(lead ?? '') ?? []), { id: touchpoint.id, value }]);
  }
  const contributions = new Map(touchpoints.map((touchpoint) => [touchpoint.id, 0]));
  const counts = countWindow(touchpoints, policy, day);
  const breadth =
    1 +
    policy.breadthPeopleStep * above(counts.people, policy.breadthPeopleMax) +
    policy.breadthChannelsStep * above(counts.channels, policy.breadthChannelsMax);
  let strength = add(oneWay, policy.oneWayDiscount, 1, contributions);
  for (const key of [...buckets.keys()].sort())
    strength += add(buckets.get(key) ?? [], policy.twoWayDiscount, breadth, contributions);
  return {
    strength,
    score: 100 * (1 - Math.exp(-strength / policy.scale)),
    rank: strength > 0 ? Math.log2(strength) + day / policy.halfLifeDays : null,
    contributions,
  };
}

function above(n: number, max: number): number {
  return Math.max(0, Math.min(max, n - 1));
}

/** Strongest first, each further one discounted once more; equal values in the order of their Ids. */
function add(parts: Part[], discount: number, factor: number, contributions: Map<string, number>): number {
  let sum = 0;
  parts
    .sort((a, b) => b.value - a.value || byId(a, b))
    .forEach((part, k) => {
      const value = factor * part.value * discount ** k;
      contributions.set(part.id, value);
      sum += value;
    });
  return sum;
}
