// What a run may send to Salesforce, what it is expected to, and what it gives up first when the two do not agree. Pure:
// counting is done in purse.ts, what a request is for is the adapter's business.
import { ConfigurationFailure } from './failures.ts';

/**
 * What is given up to stay within the cap, in this order; after them whole partitions, the last ones first. Never the run
 * record, nor the writing of what was decided.
 */
export type Saving = (typeof SAVINGS)[number];
export const SAVINGS = ['tidying', 'bridge'] as const;

/** Requests of one partition. */
export interface PartitionCost {
  /** What the core decides from; a partition is read whole or not at all. */
  readonly evidence: number;
  /** What a report counts, read by itself. */
  readonly bridge: number;
  /** Deleting Bulk jobs that ended, which the org does by itself after a week. */
  readonly tidying: number;
  /** When every account changes. */
  readonly writing: number;
}

export interface RequestForecast {
  /** The run record included. */
  readonly opening: number;
  readonly partition: PartitionCost;
  readonly closing: number;
}

/** Fixed when a run opens. */
export interface RunBudget {
  /** Requests of the whole run when nothing is given up. */
  readonly forecast: number;
  /** The most that the run sends, repeats included. */
  readonly cap: number;
  /** What every partition does without from the beginning. */
  readonly savings: readonly Saving[];
  readonly partition: PartitionCost;
  /** What partitions of the last run took, as a multiple of the model; 1 before the first. */
  readonly correction: number;
}

/** What a run came to, for its figures. */
export interface BudgetFigures {
  readonly forecast: number;
  readonly cap: number;
  /** By all processes that worked on the run. */
  readonly used: number;
  /** Partitions that did without tidying up. */
  readonly untidied: number;
  /** Accounts that were scored without the bridge. */
  readonly unbridged: number;
  /** Accounts of the partitions that were not scored. */
  readonly unscored: number;
  /** The Account Id that the next run begins with, because this one did not come to it; null: with the first. */
  readonly nextFrom: string | null;
  /** What reading took, as a multiple of the model; null when nothing was scored. */
  readonly measured: number | null;
}

/** Kept back for closing the run: what it takes, and repeats. */
export const KEPT_FOR_CLOSING = 12;
/** Of an Enterprise Edition org with few licences, where the org does not say. */
const LEAST_DAILY_LIMIT = 100_000;
/** A run takes no more than this share of what the org has left, unless it is told to: the rest is for other programs. */
const SHARE_OF_LEFT = 0.5;
/** When the org has no more than this share of its day left, only runs ask it anything: the rest is for other programs. */
const SCARCE = 0.1;
/** One odd night must not make the next forecast absurd. */
const CORRECTION = { least: 0.5, most: 10 };

/** What reading a partition takes. */
export function readingCost({ evidence, bridge, tidying }: PartitionCost, savings: readonly Saving[]): number {
  return evidence + (savings.includes('bridge') ? 0 : bridge) + (savings.includes('tidying') ? 0 : tidying);
}

/** Kept back for writing a partition: what one go takes, and another, and the rows that meet a lock. */
export function keptForWriting({ writing }: PartitionCost): number {
  return 2 * writing + 3;
}

/** The model as the last run corrects it. */
export function corrected(cost: PartitionCost, correction: number): PartitionCost {
  const times = (requests: number): number => Math.ceil(requests * correction);
  return { ...cost, evidence: times(cost.evidence), bridge: times(cost.bridge), tidying: times(cost.tidying) };
}

export function boundedCorrection(measured: number | null): number {
  return Math.min(CORRECTION.most, Math.max(CORRECTION.least, measured ?? 1));
}

/** The cap of a run that has spent so much: SF_RUN_REQUESTS, or half of what the org has left; never more than is left. */
export function capOf(
  setting: number | null,
  { used, limit }: { readonly used: number | null; readonly limit: number | null },
  spent: number,
): number {
  const left = Math.max(0, (limit ?? LEAST_DAILY_LIMIT) - (used ?? 0));
  return setting === null ? spent + Math.floor(left * SHARE_OF_LEFT) : Math.min(setting, spent + left);
}

/** Whether what is asked between runs should wait. False where the org does not say what it has left. */
export function isScarce({ used, limit }: { readonly used: number | null; readonly limit: number | null }): boolean {
  return used !== null && limit !== null && limit - used < limit * SCARCE;
}

export interface Expected {
  /** Requests so far, and the run record if there is to be one. */
  readonly opening: number;
  readonly partitions: number;
  readonly partition: PartitionCost;
  readonly closing: number;
  readonly correction: number;
}

/** Throws a ConfigurationFailure that names the number needed when not even one partition could be scored. */
export function budgetWithin(cap: number, expected: Expected): RunBudget {
  const { opening, partitions, partition, closing, correction } = expected;
  const all = (savings: readonly Saving[]): number =>
    opening + partitions * (readingCost(partition, savings) + partition.writing);
  const least = opening + (partitions === 0 ? 0 : leastOfPartition(partition)) + KEPT_FOR_CLOSING;
  if (least > cap) throw tooLittle(cap, least);
  const fitting = SAVINGS.map((_, given) => SAVINGS.slice(0, given)).find(
    (savings) => all(savings) + KEPT_FOR_CLOSING <= cap,
  );
  return { forecast: all([]) + closing, cap, savings: fitting ?? SAVINGS, partition, correction };
}

/** Before anything is asked of the org: the least that a run of any size takes. */
export function refuseTooSmallACap(cap: number | null, { opening, partition }: RequestForecast): void {
  const least = opening + leastOfPartition(partition) + KEPT_FOR_CLOSING;
  if (cap !== null && cap < least) throw tooLittle(cap, least);
}

const leastOfPartition = (partition: PartitionCost): number =>
  readingCost(partition, SAVINGS) + keptForWriting(partition);

function tooLittle(cap: number, least: number): ConfigurationFailure {
  return new ConfigurationFailure(
    [
      {
        where: 'SF_RUN_REQUESTS',
        message: `a run needs at least ${least} requests to Salesforce, and this one may send ${cap}`,
        fix: `Set SF_RUN_REQUESTS to ${least} or more (the forecast in the log says what the whole book takes), or run when the org has more requests left for the day.`,
      },
    ],
    { code: 'API_BUDGET_TOO_SMALL' },
  );
}

/** The ranges in the order they are scored: first what the last run did not come to, so that nobody waits for ever. */
export function beginningWith<R extends { readonly to: string | null }>(
  ranges: readonly R[],
  from: string | null,
): readonly R[] {
  if (from === null) return ranges;
  const first = ranges.findIndex(({ to }) => to === null || to >= from);
  return [...ranges.slice(first), ...ranges.slice(0, first)];
}
