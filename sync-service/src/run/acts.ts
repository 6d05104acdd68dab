// The story of a run in three acts: open, score a partition, close. Whoever calls them (queue or command line) adds
// nothing of its own: the same acts give the same fields.
import type { MirrorReader } from './mirror.ts';
import type { Log } from './log.ts';
import type { OrgPort, OutreachPort } from './ports.ts';
import type { PartitionFailure, PartitionResult, RunPlan, RunRequest, RunStore, RunSummary } from './run-store.ts';

export interface RunDependencies {
  readonly org: OrgPort;
  /** Null when Outreach is not configured: the run then scores on Salesforce alone. */
  readonly outreach: OutreachPort | null;
  readonly mirror: MirrorReader;
  readonly store: RunStore;
  readonly log: Log;
  /** Accounts a partition holds at most. */
  readonly partitionSize: number;
}

export interface Acts {
  /** Reads and validates everything a run depends on, brings the mirror up to date, cuts the book, saves the plan. */
  open(request: RunRequest, signal: AbortSignal): Promise<RunPlan>;
  /** Reads, decides, compares and writes one partition; safe to repeat. Saves and returns its result. */
  scorePartition(runId: string, partition: number, signal: AbortSignal): Promise<PartitionResult>;
  /** Adds everything up when all partitions ended, the failed ones included; safe to repeat. */
  close(runId: string, failures: readonly PartitionFailure[]): Promise<RunSummary>;
}

export function createActs(_dependencies: RunDependencies): Acts {
  throw new Error('the acts are being written');
}
