// The third matching rule: which Task and which fact of Outreach are alike, and how far apart. Finds candidates and
// sorts them; who gets whom is decided in matching.ts.
import type { Day, Instant } from './calendar.ts';
import type { AccountEngagement, Fact, TaskActivity } from './evidence.ts';
import type { AsOf, Interpretation } from './interpret.ts';
import { isDone, taskDay, taskDirection, taskInstant } from './interpret.ts';
import type { Policy } from './policy.ts';
import type { RuleSet } from './rules.ts';
import { bareSubject } from './words.ts';

/** What a Task is by the mapping rules, alone or as the record of an engagement. */
export type Reading = (task: TaskActivity, of: AccountEngagement | null) => Interpretation;

export interface MatchingContext {
  readonly read: Reading;
  readonly policy: Policy;
  readonly rules: RuleSet;
  readonly asOf: AsOf;
}

/** A Task and a fact that may be one. */
export interface Candidate {
  readonly task: TaskActivity;
  readonly of: AccountEngagement;
  readonly fact: Fact;
  /** False: of the Task only the date is known. */
  readonly timed: boolean;
  /** Milliseconds when timed, else days. */
  readonly apart: number;
}

/** A fact with the place where candidates look for it. */
interface Placed {
  readonly of: AccountEngagement;
  readonly fact: Fact;
  readonly at: Instant;
  readonly day: Day;
}

/** All pairs within the policy's limits, nearest first, those whose times are known before those with dates only. */
export function candidates(
  tasks: readonly TaskActivity[],
  engagements: readonly AccountEngagement[],
  context: MatchingContext,
): Candidate[] {
  if (engagements.length === 0) return [];
  const telling = tasks.map((task) => ({ task, fact: toldBy(task, context) })).filter((it) => it.fact !== null);
  if (telling.length === 0) return [];
  const facts = index(engagements, context.asOf);
  const found: Candidate[] = [];
  for (const { task, fact } of telling) {
    if (fact === null) continue;
    const day = taskDay(task, context.asOf.zone);
    const subject = bareSubject(task.subject);
    for (const person of task.people)
      for (const near of [day - 1, day, day + 1])
        for (const placed of facts.get(placeOf(fact, person, near, subject)) ?? []) {
          const candidate = compare(task, placed, day, context);
          if (candidate) found.push(candidate);
        }
  }
  return found.sort(
    (a, b) =>
      Number(b.timed) - Number(a.timed) ||
      a.apart - b.apart ||
      byEngagement(a.of, b.of) ||
      compareText(a.fact, b.fact) ||
      compareText(a.task.id, b.task.id),
  );
}

/** Kind and id: a total order of an account's engagements. */
export function byEngagement(a: AccountEngagement, b: AccountEngagement): number {
  return compareText(a.engagement.kind, b.engagement.kind) || a.engagement.id - b.engagement.id;
}

/** The fact a Task tells by the mapping rules alone; null when it is no log of a mail or a call that took place. */
export function toldBy(task: TaskActivity, { read, policy, rules, asOf }: MatchingContext): Fact | null {
  const { rule } = read(task, null);
  if (rule === null || !rule.interaction || !isDone(task, rules) || taskDay(task, asOf.zone) > asOf.day) return null;
  const type = rule.type === null ? null : policy.types[rule.type];
  if (rule.outcome === 'call' || type?.channel === 'phone') return 'call';
  if (rule.outcome === 'reply') return 'reply';
  const sent = rule.outcome === 'sent email' || (type?.channel === 'email' && type.counts && rule.direction !== 'in');
  return sent ? 'sent' : null;
}

/** Facts by person, date, and for mail by subject and direction. What is dated after `asOf` or names nobody is not there. */
function index(engagements: readonly AccountEngagement[], asOf: AsOf): ReadonlyMap<string, readonly Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const of of engagements) {
    const { engagement, personId } = of;
    if (personId === null) continue;
    const facts: readonly (readonly [Fact, Instant | null])[] =
      engagement.kind === 'call'
        ? [['call', engagement.completed ? (engagement.dialedAt ?? engagement.answeredAt) : null]]
        : [
            ['sent', engagement.deliveredAt],
            ['reply', engagement.repliedAt],
          ];
    const subject = engagement.kind === 'mailing' ? engagement.subject : '';
    if (engagement.kind === 'mailing' && subject === '') continue;
    for (const [fact, at] of facts) {
      if (at === null || at > asOf.instant) continue;
      const day = asOf.zone.dayOf(at);
      const place = placeOf(fact, personId, day, subject);
      const list = found.get(place);
      if (list) list.push({ of, fact, at, day });
      else found.set(place, [{ of, fact, at, day }]);
    }
  }
  return found;
}

function placeOf(fact: Fact, person: string, day: Day, subject: string): string {
  return fact === 'call' ? `call ${person} ${day}` : `${fact} ${person} ${day} ${subject}`;
}

function compare(task: TaskActivity, placed: Placed, day: Day, context: MatchingContext): Candidate | null {
  const { of, fact, at } = placed;
  const { policy, asOf } = context;
  const known = taskInstant(task, day, asOf.zone);
  const { engagement } = of;
  if (engagement.kind === 'call') {
    const direction = taskDirection(task, context.read(task, null).rule);
    if (direction !== 'either' && direction !== engagement.direction) return null;
  }
  // A call without a time is like any other of its day; a mail has its subject.
  if (known === null)
    return engagement.kind === 'call' ? null : { task, of, fact, timed: false, apart: Math.abs(day - placed.day) };
  const minutes = engagement.kind === 'call' ? policy.callMatchMinutes : policy.emailMatchMinutes;
  const apart = Math.abs(known - at);
  return apart <= minutes * 60_000 ? { task, of, fact, timed: true, apart } : null;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
