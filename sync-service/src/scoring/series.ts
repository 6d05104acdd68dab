// The series numbers: how many people of an account each sequence reached in the window, and by whom.
import type { Day, Instant } from './calendar.ts';
import type { AccountEvidence, Engagement } from './evidence.ts';
import type { AsOf } from './interpret.ts';
import { bounced } from './interpret.ts';
import type { Policy } from './policy.ts';

export interface SeriesNumbers {
  /** Sequences with at least one contacted person of this account in the window. */
  readonly activeSeries: number;
  /** Mean number of distinct contacted people per sequence; null when there is no such sequence. */
  readonly avgRecipients: number | null;
  /** Mean number of distinct users of ours per sequence; one whose users are unknown is left out, null when all are. */
  readonly avgInternal: number | null;
  /** Mean org-wide number of contacted prospects; null when no sequence says it. */
  readonly avgSize: number | null;
}

/** Series numbers on a date, from the contacts made up to `asOf`. Values are not rounded. */
export function seriesNumbers(
  evidence: AccountEvidence,
  policy: Policy,
  asOf: AsOf,
  on: Day = asOf.day,
): SeriesNumbers {
  const series = new Map<number, { people: Set<string>; users: Set<number> }>();
  for (const { engagement, personId, ofAccount } of evidence.engagements) {
    if (!ofAccount || personId === null || engagement.sequenceId === null) continue;
    const at = contactedAt(engagement, asOf);
    if (at === null || at > asOf.instant) continue;
    const day = asOf.zone.dayOf(at);
    if (day > on || day < on - policy.windowDays) continue;
    const one = series.get(engagement.sequenceId) ?? { people: new Set(), users: new Set() };
    one.people.add(personId);
    if (engagement.userId !== null) one.users.add(engagement.userId);
    series.set(engagement.sequenceId, one);
  }
  const all = [...series.values()];
  const sizes = [...series.keys()]
    .map((id) => evidence.sequences.get(id)?.contactedProspects ?? null)
    .filter((size) => size !== null);
  return {
    activeSeries: all.length,
    avgRecipients: mean(all.map((one) => one.people.size)),
    avgInternal: mean(all.map((one) => one.users.size).filter((users) => users > 0)),
    avgSize: mean(sizes),
  };
}

/** When the engagement contacted its person: a delivered mail that did not bounce, or a completed call. */
function contactedAt(engagement: Engagement, asOf: AsOf): Instant | null {
  if (engagement.kind === 'mailing') return bounced(engagement, asOf) ? null : engagement.deliveredAt;
  return engagement.completed ? (engagement.answeredAt ?? engagement.dialedAt ?? engagement.completedAt) : null;
}

/** Days on which some person's last contact by a series leaves the window: series numbers can change only then. */
export function seriesContactDays(evidence: AccountEvidence, asOf: AsOf): number[] {
  const days = new Set<number>();
  for (const { engagement, personId, ofAccount } of evidence.engagements) {
    if (!ofAccount || personId === null || engagement.sequenceId === null) continue;
    const at = contactedAt(engagement, asOf);
    if (at !== null && at <= asOf.instant) days.add(asOf.zone.dayOf(at));
  }
  return [...days];
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
