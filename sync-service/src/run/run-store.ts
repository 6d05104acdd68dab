// What a run remembers of itself, so that it can be resumed: its plan, the result of each partition, its summary.
import type { Day, Instant } from '../scoring/calendar.ts';
import type { Coverage } from '../scoring/coverage.ts';
import type { SourceLabel } from '../scoring/policy.ts';
import type { BudgetFigures, RunBudget, Saving } from './budget.ts';
import type { Drift } from './drift.ts';
import type { RecordProblem } from './failures.ts';
import type { AccountRange, PolicyReading, Remark } from './ports.ts';

export type RunVerdict = 'ok' | 'degraded' | 'failed';

export interface RunRequest {
  /** `full`: the whole book. `changed`: the accounts of which there is news since the last run. */
  readonly mode: 'full' | 'changed';
  /** Evaluate and report; write nothing to the org. */
  readonly dryRun: boolean;
  /** `YYYY-MM-DD`: score as of the last instant of that date in the org's zone; null: now by the org's clock. */
  readonly asOf: string | null;
  /** Names one asking: whatever a queue forgets or delivers twice, it opens one run. Absent: none can be repeated. */
  readonly askId?: string;
}

/** Fixed when a run opens and never changed: every partition, on whatever worker, sees the same. Plain JSON. */
export interface RunPlan {
  /** Such as `20260302T170000Z-4f2a`; safe in a queue's job id and in a file name. */
  readonly id: string;
  readonly request: RunRequest;
  readonly openedAt: Instant;
  readonly asOf: Instant;
  readonly orgId: string;
  /** Where a record's page is at `/ID`; absent in plans of versions before 2026-11-23. */
  readonly orgUrl?: string;
  readonly timeZone: string;
  readonly integrationUserId: string;
  readonly policy: PolicyReading;
  /** Accounts of the book. */
  readonly accounts: number;
  /** Requests to the org: expected, at most, and what is given up for that. */
  readonly budget: RunBudget;
  /** Partition n is ranges[n]; they are scored in this order. */
  readonly ranges: readonly AccountRange[];
  /** Id of the `Touchpoint_Run__c` record; null for a dry run. */
  readonly runRecordId: string | null;
  /** Requests that bringing the mirror up to date took; null when Outreach is not configured. */
  readonly outreachRequests: number | null;
  /** What bringing the mirror up to date came to, where a person should know it. */
  readonly outreachRemarks: readonly Remark[];
}

/** One row of the high-signal table and of `run --json`. */
export interface PoolEntry {
  readonly accountId: string;
  readonly name: string;
  readonly score: number;
  readonly tier: string;
  readonly activeTouchpoints: number;
  readonly lastTouch: Day;
  readonly accountAgeDays: number;
  readonly avgRecipientsPerSeries: number | null;
  readonly exitsOn: Day;
}

/** What scoring one partition came to. Numbers are accounts unless said otherwise. */
export interface PartitionResult {
  readonly partition: number;
  readonly evaluated: number;
  /** Written, or in a dry run to be written. */
  readonly changed: number;
  readonly failed: number;
  /** Those of the failed ones that are not among the evaluated: their evidence could not be read or not be decided. */
  readonly unevaluated: number;
  /** The first problems, at most 50. */
  readonly problems: readonly RecordProblem[];
  /** How many problems there were of each code; never cut. */
  readonly problemsByCode: Readonly<Record<string, number>>;
  readonly pool: readonly PoolEntry[];
  readonly entered: number;
  /** High now and leaving within seven days if nothing new happens. */
  readonly leavingThisWeek: number;
  /** Touchpoints in the window by source label. */
  readonly touchpointsBySource: Readonly<Partial<Record<SourceLabel, number>>>;
  /** Records that a report and Active TPs see differently for no known reason; 0 when all is well. */
  readonly residual: number;
  /** The first accounts with such records, and the first of those; at most 10 each. */
  readonly unexplained: readonly { readonly accountId: string; readonly records: readonly string[] }[];
  /** How much of what Outreach did in the window Salesforce holds; nothing to find when Outreach is not configured. */
  readonly coverage: Coverage;
  readonly drift: Drift;
  /** Accounts whose roll-up of open opportunities disagrees with the opportunities read. */
  readonly rollUpDifferences: number;
  /** What it did without to stay within the cap of the run. */
  readonly savings: readonly Saving[];
  /** To the org, of the attempt that succeeded. */
  readonly requests: { readonly reading: number; readonly writing: number };
}

/** A partition that could not be scored at all; nothing of it was written after the failure. */
export interface PartitionFailure {
  readonly partition: number;
  readonly code: string;
  readonly message: string;
  readonly actions: readonly string[];
}

export interface RunSummary {
  readonly id: string;
  readonly verdict: RunVerdict;
  readonly asOf: Instant;
  readonly finishedAt: Instant;
  readonly accounts: number;
  readonly evaluated: number;
  readonly changed: number;
  /** Accounts that could not be evaluated or written, those of failed partitions included. */
  readonly failed: number;
  /** Why the verdict is not ok, and what else a person should look at, with what to do; often empty when ok. */
  readonly messages: readonly string[];
  /** Sorted by score, the highest first, then by Account Id. */
  readonly pool: readonly PoolEntry[];
  /** Null for a run that a version before 2026-11-23 closed. */
  readonly figures: RunFigures | null;
}

/** What is counted of a run besides its accounts: for the report, the metrics and the alerts. */
export interface RunFigures {
  readonly mode: RunRequest['mode'];
  readonly dryRun: boolean;
  readonly openedAt: Instant;
  readonly policyFingerprint: string;
  /** Accounts that came into the pool. */
  readonly entered: number;
  /** Accounts that leave the pool within seven days if nothing new happens. */
  readonly leavingThisWeek: number;
  /** Touchpoints in the window by source label. */
  readonly touchpointsBySource: Readonly<Partial<Record<SourceLabel, number>>>;
  /** 0 to 100; null when Outreach did nothing in the window, or is not configured. */
  readonly coveragePercent: number | null;
  /** Records that the bridge leaves unexplained; null when no account was bridged. */
  readonly bridgeResidual: number | null;
  readonly rollUpDifferences: number;
  /** What the accounts evaluated had day by day. */
  readonly drift: Drift;
  /** Problems of accounts, and partitions that were not scored, by their code. */
  readonly failuresByCode: Readonly<Record<string, number>>;
  /** Requests to the org of all processes that worked on the run. */
  readonly salesforceRequests: number;
  readonly budget: BudgetFigures;
  /** Of the last 24 hours as the org counts them; null before its first answer. */
  readonly salesforceUsed: number | null;
  readonly salesforceLimit: number | null;
  /** Null when Outreach is not configured. */
  readonly outreachRequests: number | null;
}

export interface RunCount {
  readonly mode: RunRequest['mode'];
  readonly verdict: RunVerdict;
  readonly runs: number;
}

/** Where runs are remembered. Every method is safe to repeat. */
export interface RunStore {
  savePlan(plan: RunPlan): Promise<void>;
  loadPlan(runId: string): Promise<RunPlan | null>;
  /** The run that was opened for this asking, whether it is closed or not; null when there is none. */
  findAsked(askId: string): Promise<RunPlan | null>;
  /** The newest run that was opened and never closed; null when there is none. */
  findUnfinished(): Promise<RunPlan | null>;
  /** The first result of a partition stays: a repeat (a job delivered twice) found the accounts already written. */
  saveResult(runId: string, result: PartitionResult): Promise<void>;
  /** Null while the partition has none. */
  result(runId: string, partition: number): Promise<PartitionResult | null>;
  /** In the order of the partitions. */
  results(runId: string): Promise<readonly PartitionResult[]>;
  /** How many partitions of the run have a result. */
  countResults(runId: string): Promise<number>;
  /** How many different accounts this run has written so far, as the trail knows. */
  writtenCount(runId: string): Promise<number>;
  saveSummary(runId: string, summary: RunSummary): Promise<void>;
  loadSummary(runId: string): Promise<RunSummary | null>;
  /** The last closed run, of this mode or of any, with verdict ok or degraded that was no dry run; null before the first. */
  lastGoodRun(mode?: RunRequest['mode']): Promise<RunSummary | null>;
  /** The same whatever its verdict. */
  lastRun(mode?: RunRequest['mode']): Promise<RunSummary | null>;
  /** Closed runs but dry ones by mode and verdict, also those that the ledger has dropped since. */
  tally(): Promise<readonly RunCount[]>;
  /** Closed runs, dry ones included, the newest first. */
  history(limit: number): Promise<readonly RunSummary[]>;
}

/** A lock that only one run holds at a time; it lapses when its holder dies. */
export interface RunLock {
  /** False when another run holds it. Taking it again under the same holder renews it. */
  take(holder: string, ttlMs: number): Promise<boolean>;
  release(holder: string): Promise<void>;
}
