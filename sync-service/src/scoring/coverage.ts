// Which facts of an account's engagements Salesforce holds as Tasks, and the share that is: coverage. Which of them are
// touchpoints is not decided here.
import type { Day, Instant } from './calendar.ts';
import type { AccountEngagement, Engagement, Fact, TaskActivity } from './evidence.ts';
import type { AsOf } from './interpret.ts';
import { bounced } from './interpret.ts';

/**
 * Where Salesforce stands with a fact: it has a Task of it · its Task is deleted · Outreach names a Task that the org
 * does not have or does not show us · Outreach names none, and none was matched.
 */
export type Place = 'found' | 'deleted' | 'lost' | 'never synced';

export interface PlacedFact {
  readonly engagement: Engagement;
  readonly fact: Fact;
  /** Of the engagement itself, in the org's zone; its Task may be dated on another day. */
  readonly day: Day;
  readonly place: Place;
  /** The account's own Tasks of it that are not deleted, sorted by Id; empty when it was found at another account. */
  readonly tasks: readonly TaskActivity[];
}

/** How many facts there are, and how many of them Salesforce holds. */
export interface Share {
  readonly total: number;
  readonly found: number;
}

/** Deliveries: mails that were delivered and did not bounce. Calls: those that took place, whatever their outcome. */
export interface Coverage {
  readonly deliveries: Share;
  readonly calls: Share;
}

export const NO_COVERAGE: Coverage = { deliveries: { total: 0, found: 0 }, calls: { total: 0, found: 0 } };

/**
 * The facts of the engagements of the account's own people up to `asOf`, calls first and then by id; a mail that bounced
 * and a call without a date are none.
 *
 * @param tasksOf the account's Tasks that matching gave to an engagement, deleted ones included
 * @param factOf which fact a Task stands for; null when for none, as one that only says that a mail was opened
 */
export function placeFacts(
  engagements: readonly AccountEngagement[],
  tasksOf: (of: AccountEngagement) => readonly TaskActivity[],
  factOf: (task: TaskActivity, engagement: Engagement) => Fact | null,
  asOf: AsOf,
): PlacedFact[] {
  return engagements
    .filter((of) => of.ofAccount)
    .sort((a, b) => a.engagement.kind.localeCompare(b.engagement.kind) || a.engagement.id - b.engagement.id)
    .flatMap((of) => {
      const { engagement } = of;
      const own = new Map<Fact, TaskActivity[]>();
      const named = new Set<Fact>();
      for (const task of tasksOf(of)) {
        const fact = factOf(task, engagement);
        if (fact === null) continue;
        own.set(fact, [...(own.get(fact) ?? []), task]);
        if (engagement.taskIds.includes(task.id)) named.add(fact);
      }
      const others = placeOthers(of, named);
      return factsOf(engagement, asOf).map(([fact, at]) => {
        const tasks = (own.get(fact) ?? []).filter((task) => !task.isDeleted);
        const place = tasks.length > 0 ? 'found' : (others.get(fact) ?? (own.has(fact) ? 'deleted' : missing(of)));
        return { engagement, fact, day: asOf.zone.dayOf(at), place, tasks };
      });
    });
}

function factsOf(engagement: Engagement, asOf: AsOf): (readonly [Fact, Instant])[] {
  const dated: (readonly [Fact, Instant | null])[] =
    engagement.kind === 'call'
      ? [
          [
            'call',
            engagement.completed ? (engagement.answeredAt ?? engagement.dialedAt ?? engagement.completedAt) : null,
          ],
        ]
      : [
          ['sent', bounced(engagement, asOf) ? null : engagement.deliveredAt],
          ['reply', engagement.repliedAt],
        ];
  return dated.flatMap(([fact, at]) => (at === null || at > asOf.instant ? [] : [[fact, at] as const]));
}

/** Tasks that are not among the account's: each stands for the first fact of which Outreach names none that is. */
function placeOthers({ engagement, connectedTasks }: AccountEngagement, own: Set<Fact>): Map<Fact, Place> {
  const places = new Map<Fact, Place>();
  const states = [...connectedTasks.values()].sort((a, b) => (a === b ? 0 : a === 'elsewhere' ? -1 : 1));
  for (const state of states) {
    if (state === 'unknown') continue;
    const fact = engagement.kind === 'call' ? 'call' : own.has('sent') ? 'reply' : 'sent';
    if (!own.has(fact)) places.set(fact, state === 'elsewhere' ? 'found' : 'deleted');
    own.add(fact);
  }
  return places;
}

function missing({ connectedTasks }: AccountEngagement): Place {
  return [...connectedTasks.values()].includes('unknown') ? 'lost' : 'never synced';
}

/** Coverage of the facts dated from `from` to `to`, both included; replies are no part of it. */
export function coverageOf(facts: readonly PlacedFact[], from: Day, to: Day): Coverage {
  const share = (kind: Fact): Share => {
    const all = facts.filter(({ fact, day }) => fact === kind && day >= from && day <= to);
    return { total: all.length, found: all.filter(({ place }) => place === 'found').length };
  };
  return { deliveries: share('sent'), calls: share('call') };
}

export function addCoverage(a: Coverage, b: Coverage): Coverage {
  return { deliveries: addShares(a.deliveries, b.deliveries), calls: addShares(a.calls, b.calls) };
}

export function addShares(a: Share, b: Share): Share {
  return { total: a.total + b.total, found: a.found + b.found };
}

/** 0 to 100, one decimal, and 100 only when nothing is missing; null when there is nothing to find. */
export function percentOf({ total, found }: Share): number | null {
  if (total === 0) return null;
  return found === total ? 100 : Math.min(99.9, Math.round((1000 * found) / total) / 10);
}

/** The figure of deliveries and calls together, as a run stores it. */
export function coveragePercent({ deliveries, calls }: Coverage): number | null {
  return percentOf(addShares(deliveries, calls));
}
