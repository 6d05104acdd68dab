// The three acts one after another in this process, without a queue. The queue calls the same acts; what is done about
// a failure is decided in retries.ts for both.
import type { Instant } from '../scoring/calendar.ts';
import { FatalFailure } from './failures.ts';
import type { Pause } from './hold-lock.ts';
import type { Progress } from './log.ts';
import { openOrResume, partitionsToDo, type Opening } from './resume.ts';
import { partitionFailure, waitBeforeRetry } from './retries.ts';
import type { PartitionFailure, RunPlan, RunRequest, RunSummary } from './run-store.ts';

/** What a run in one process needs beyond the acts. */
export interface InlineDependencies extends Opening {
  /** Partitions at the same time. */
  readonly concurrency: number;
  /** This machine's clock. */
  readonly now: () => Instant;
  readonly pause: Pause;
  /** How long a failing act is tried again. */
  readonly patienceMs: number;
  /** 0 to 1. */
  readonly chance: () => number;
  readonly progress: Progress;
}

/** Runs to the end, or throws `RUN_INTERRUPTED` when the signal aborts: the same request then resumes the run. */
export async function runInline(
  dependencies: InlineDependencies,
  request: RunRequest,
  signal: AbortSignal,
): Promise<RunSummary> {
  const { acts, store } = dependencies;
  const { plan } = await retrying(dependencies, signal, () => openOrResume(dependencies, request, signal));
  const waiting = [...partitionsToDo(plan, await store.results(plan.id))];
  const failures: PartitionFailure[] = [];
  let done = plan.ranges.length - waiting.length;
  dependencies.progress(done, plan.ranges.length);

  const takePartitions = async (): Promise<void> => {
    for (let partition = waiting.shift(); partition !== undefined; partition = waiting.shift()) {
      const failure = await scorePartition(dependencies, plan, partition, signal);
      if (failure !== null) failures.push(failure);
      dependencies.progress((done += 1), plan.ranges.length);
    }
  };
  // All of them end before the run does, so that an interrupted one leaves nothing under way.
  const ends = await Promise.allSettled(Array.from({ length: dependencies.concurrency }, takePartitions));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return retrying(dependencies, signal, () => acts.close(plan.id, failures));
}

async function scorePartition(
  dependencies: InlineDependencies,
  plan: RunPlan,
  partition: number,
  signal: AbortSignal,
): Promise<PartitionFailure | null> {
  try {
    await retrying(dependencies, signal, () => dependencies.acts.scorePartition(plan.id, partition, signal));
    return null;
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = partitionFailure(partition, error);
    dependencies.log.error('partition.failed', { run: plan.id, ...failure });
    return failure;
  }
}

async function retrying<T>(dependencies: InlineDependencies, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  const { now, pause, chance, log } = dependencies;
  const began = now();
  const isAborted = (): boolean => signal.aborted;
  for (let failed = 1; ; failed += 1) {
    if (isAborted()) throw interrupted();
    try {
      return await act();
    } catch (error) {
      if (isAborted()) throw interrupted(error);
      const wait = waitBeforeRetry(error, failed, now() - began, dependencies.patienceMs, chance());
      if (wait === null) throw error;
      log.warn('act.retried', { attempt: failed, waitMs: wait, message: String(error) });
      await pause(wait, signal);
    }
  }
}

function interrupted(cause?: unknown): FatalFailure {
  return new FatalFailure('The run was interrupted; what is done is kept.', {
    code: 'RUN_INTERRUPTED',
    actions: ['Run the same command again within six hours to resume it.'],
    cause,
  });
}
