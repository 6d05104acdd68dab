// The two queues and what a job of each carries: ids only, never evidence, names or secrets. Who works on them is elsewhere.
import type { Job, JobsOptions } from 'bullmq';
import { ATTEMPTS } from '../run/retries.ts';
import type { RunRequest } from '../run/run-store.ts';

export const RUNS = 'touchpoint-runs';
export const PARTITIONS = 'touchpoint-partitions';

interface Failing {
  /** When the first failing attempt began, by the worker's clock; null while nothing has failed. */
  readonly failingSince: number | null;
}

export interface RunJobData extends Failing {
  readonly request: RunRequest;
  /** Such as `ops-1, process 4711`; for the message of a run that finds the lock taken. */
  readonly askedBy: string;
  /** Null until act 1 is done. */
  readonly runId: string | null;
  /** The run was opened by an earlier job, whose partitions may still be in the queue under their own ids. */
  readonly resumed: boolean;
  /** Every partition has its job. */
  readonly fannedOut: boolean;
}

/** Who asks for the nightly run. */
export const SCHEDULE = 'the schedule';

export interface PartitionJobData extends Failing {
  readonly runId: string;
  readonly partition: number;
}

export function newRunJob(request: RunRequest, askedBy: string): RunJobData {
  return { request, askedBy, runId: null, resumed: false, fannedOut: false, failingSince: null };
}

/** Waits are decided by the failure, see outcomes.ts; a stack adds nothing that the log does not have. */
const RETRIES: JobsOptions = { attempts: ATTEMPTS, backoff: { type: 'as decided' }, stackTraceLimit: 1 };

/** Enough to look at what happened; finished run jobs are how a waiting command learns the end. */
export const RUN_OPTIONS: JobsOptions = { ...RETRIES, removeOnComplete: { count: 50 }, removeOnFail: { count: 50 } };

export const PARTITION_OPTIONS: JobsOptions = {
  ...RETRIES,
  // Its result is in the ledger and its outcome with the parent, so the record itself is not needed.
  removeOnComplete: true,
  removeOnFail: { count: 1000 },
  // The parent goes on when all ended, and lists those that failed.
  ignoreDependencyOnFailure: true,
};

/**
 * The id of a partition's job: adding it twice adds it once. A job that resumes a run takes ids of its own, because an
 * id belongs to the parent that first used it.
 */
export function partitionJobId(runId: string, partition: number, resumedBy: string | null): string {
  const id = `run-${runId}-p${partition}`;
  return resumedBy === null ? id : `${id}-by-${resumedBy.replaceAll(':', '-')}`;
}

/** The partition's number in the key or id of its job; null when the key is of another form. */
export function partitionOfKey(jobKey: string): number | null {
  const found = /-p(\d+)(?:-by-.*)?$/.exec(jobKey);
  return found === null ? null : Number(found[1]);
}

/** When a job was to begin. The schedule makes its next job as soon as the one before begins. */
export function dueAt({ timestamp, opts }: Pick<Job<RunJobData>, 'timestamp' | 'opts'>): number {
  return timestamp + (opts.delay ?? 0);
}

/** Who holds the run lock while this job is unfinished; the same text from every process that works on it. */
export function holderOf(job: Pick<Job<RunJobData>, 'id' | 'timestamp' | 'data' | 'opts'>): string {
  const at = new Date(dueAt(job)).toISOString();
  return `run job ${job.id ?? '?'}, asked for by ${job.data.askedBy} at ${at}`;
}
