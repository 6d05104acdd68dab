// The audit's figures about what Outreach did: how much of it Salesforce holds, in all, by month, by rule and by user.
// Counts only; its memory does not grow with the number of accounts.
import type { Day } from '../scoring/calendar.ts';
import { isoFromDay } from '../scoring/calendar.ts';
import type { Place, PlacedFact } from '../scoring/coverage.ts';
import type { AccountEngagement, Fact } from '../scoring/evidence.ts';
import type { MatchRule } from '../scoring/matching.ts';
import type { Decided } from './decide.ts';

/** How many facts there are by where Salesforce stands with them; their sum is the total. */
export type FactCount = Readonly<Record<Place, number>>;
export type FactCounts = Readonly<Record<Fact, FactCount>>;

export interface MonthOfFacts {
  /** `2026-03`. */
  readonly month: string;
  readonly counts: FactCounts;
}

/** Deliveries and calls of one user of Outreach in the window. */
export interface UserOfOutreach {
  /** Null: engagements that name no user. */
  readonly userId: number | null;
  readonly total: number;
  readonly found: number;
  /** 0 to 1: the share that is found of everybody else's; null when nobody else did anything. */
  readonly shareOfOthers: number | null;
  /** The latest date of which something was found; null: nothing was. */
  readonly lastFound: Day | null;
  /** How many there were after that date, none of them found. */
  readonly missingSince: number;
  readonly seemsBroken: boolean;
}

/** Below this many engagements chance explains what is missing. */
export const ENOUGH_TO_JUDGE = 20;
/** A user seems broken when the share that is found of theirs lies so far below that of all others; 0 to 1. */
const FAR_BELOW = 0.2;

const PLACES: readonly Place[] = ['found', 'deleted', 'lost', 'never synced'];

export function totalOf(count: FactCount): number {
  return PLACES.reduce((sum, place) => sum + count[place], 0);
}

type Counting = Record<Fact, Record<Place, number>>;

function noCounts(): Counting {
  const none = () => ({ found: 0, deleted: 0, lost: 0, 'never synced': 0 });
  return { sent: none(), reply: none(), call: none() };
}

/** Adds up the facts of accounts, one account after another. */
export class FactTally {
  readonly #from: Day;
  readonly #windowFrom: Day;
  readonly #to: Day;
  readonly #window = noCounts();
  readonly #months = new Map<string, Counting>();
  readonly #rules = new Map<MatchRule, number>();
  /** By user, and of each by day of the window: all and found. */
  readonly #users = new Map<number | null, Map<Day, { total: number; found: number }>>();
  #undatedCalls = 0;

  /** Months reach from `from`, all other figures from `windowFrom`, to `to`; all included. */
  constructor(from: Day, windowFrom: Day, to: Day) {
    this.#from = from;
    this.#windowFrom = windowFrom;
    this.#to = to;
  }

  add({ evidence, assessment }: Pick<Decided, 'evidence' | 'assessment'>): void {
    const { facts, matching } = assessment;
    this.#undatedCalls += evidence.engagements.filter(isUndatedCall).length;
    for (const fact of facts) {
      if (fact.day < this.#from || fact.day > this.#to) continue;
      this.#month(isoFromDay(fact.day).slice(0, 7))[fact.fact][fact.place] += 1;
      if (fact.day < this.#windowFrom) continue;
      this.#window[fact.fact][fact.place] += 1;
      for (const { id } of fact.tasks.slice(0, 1)) {
        const rule = matching.byTask.get(id)?.rule;
        if (rule !== undefined) this.#rules.set(rule, (this.#rules.get(rule) ?? 0) + 1);
      }
      if (fact.fact !== 'reply') this.#countUser(fact);
    }
  }

  get window(): FactCounts {
    return this.#window;
  }

  /** Calls that took place and say nothing about when: they can be put in no month, and are in no other figure. */
  get undatedCalls(): number {
    return this.#undatedCalls;
  }

  /** Oldest first; the first and the last month may be cut by the look-back and by today. */
  get months(): readonly MonthOfFacts[] {
    return [...this.#months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, counts]) => ({ month, counts }));
  }

  /** By which rule the account's own Tasks were joined to the facts of the window. */
  get rules(): ReadonlyMap<MatchRule, number> {
    return this.#rules;
  }

  /** Who seems broken first, then who did most. */
  get users(): readonly UserOfOutreach[] {
    const sums = [...this.#users].map(([userId, days]) => ({ userId, days, ...sum([...days.values()]) }));
    const all = sum(sums);
    return sums
      .map(({ userId, days, total, found }) => {
        const others = all.total - total;
        const shareOfOthers = others === 0 ? null : (all.found - found) / others;
        const lastFound = Math.max(...[...days].filter(([, day]) => day.found > 0).map(([day]) => day));
        const after = [...days].filter(([day]) => day > lastFound).map(([, day]) => day.total);
        const missingSince = after.reduce((a, b) => a + b, 0);
        // Nobody is broken alone when hardly anything of the others is found either: then the sync itself is.
        const behind = total >= ENOUGH_TO_JUDGE && found / total <= (shareOfOthers ?? 0) - FAR_BELOW;
        const stopped = missingSince >= ENOUGH_TO_JUDGE && (shareOfOthers ?? 0) >= FAR_BELOW;
        return {
          ...{ userId, total, found, shareOfOthers, missingSince },
          lastFound: Number.isFinite(lastFound) ? lastFound : null,
          seemsBroken: userId !== null && found < total && (behind || stopped),
        };
      })
      .sort(
        (a, b) =>
          Number(b.seemsBroken) - Number(a.seemsBroken) ||
          b.total - a.total ||
          (a.userId ?? Infinity) - (b.userId ?? Infinity),
      );
  }

  #month(month: string): Counting {
    const counts = this.#months.get(month) ?? noCounts();
    this.#months.set(month, counts);
    return counts;
  }

  #countUser({ engagement, day, place }: PlacedFact): void {
    const days = this.#users.get(engagement.userId) ?? new Map<Day, { total: number; found: number }>();
    const count = days.get(day) ?? { total: 0, found: 0 };
    days.set(day, { total: count.total + 1, found: count.found + (place === 'found' ? 1 : 0) });
    this.#users.set(engagement.userId, days);
  }
}

function isUndatedCall({ engagement, ofAccount }: AccountEngagement): boolean {
  if (!ofAccount || engagement.kind !== 'call' || !engagement.completed) return false;
  return engagement.answeredAt === null && engagement.dialedAt === null && engagement.completedAt === null;
}

function sum(counts: readonly { readonly total: number; readonly found: number }[]) {
  return counts.reduce((a, b) => ({ total: a.total + b.total, found: a.found + b.found }), { total: 0, found: 0 });
}

/** Deliveries and calls together. */
export function coverageCount(counts: FactCounts): FactCount {
  return Object.fromEntries(PLACES.map((place) => [place, counts.sent[place] + counts.call[place]])) as FactCount;
}
