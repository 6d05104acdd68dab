// The three acts one after another in this process, without a queue. The queue calls the same acts; what is done about
// a failure is decided in retries.ts for both.
import type { Instant } from '../scoring/calendar.ts';
import { FatalFailure } from './failures.ts';
import type { Pause } from './hold-lock.ts';
import type { Progress } from './log.ts';
import { Outage } from './outage.ts';
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
  const { now, patienceMs } = dependencies;
  const outage = new Outage({ countDone: () => store.countResults(plan.id), now, patienceMs });
  const waiting: Turn[] = partitionsToDo(plan, await store.results(plan.id)).map((partition) => firstTurn(partition));
  const failures: PartitionFailure[] = [];
  let done = plan.ranges.length - waiting.length;
  dependencies.progress(done, plan.ranges.length);

  const takePartitions = async (): Promise<void> => {
    for (let turn = waiting.shift(); turn !== undefined; turn = waiting.shift()) {
      const end = await takeTurn(dependencies, outage, plan, turn, signal);
      if (end !== null && 'failed' in end) {
        // To the end of the line: the others are not kept waiting, and tell whether it fails alone.
        waiting.push(end);
        continue;
      }
      if (end !== null) failures.push(end);
      dependencies.progress((done += 1), plan.ranges.length);
    }
  };
  // All of them end before the run does, so that an interrupted one leaves nothing under way.
  const ends = await Promise.allSettled(Array.from({ length: dependencies.concurrency }, takePartitions));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return retrying(dependencies, signal, () => acts.close(plan.id, failures));
}

/** One attempt at a partition, and what came before it. */
interface Turn {
  readonly partition: number;
  /** Attempts that failed. */
  readonly failed: number;
  /** When the first of them began. */
  readonly failingSince: Instant | null;
  /** Not before. */
  readonly readyAt: Instant;
}

function firstTurn(partition: number): Turn {
  return { partition, failed: 0, failingSince: null, readyAt: -Infinity };
}

/** Null when the partition is scored, its next turn when it is worth another, its failure otherwise. */
async function takeTurn(
  dependencies: InlineDependencies,
  outage: Outage,
  plan: RunPlan,
  turn: Turn,
  signal: AbortSignal,
): Promise<Turn | PartitionFailure | null> {
  const { acts, now, pause, patienceMs, chance, log } = dependencies;
  const isAborted = (): boolean => signal.aborted;
  if (turn.readyAt > now()) await pause(turn.readyAt - now(), signal);
  if (isAborted()) throw interrupted();
  const { partition } = turn;
  const failingSince = turn.failingSince ?? now();
  try {
    await outage.attempt(partition, () => acts.scorePartition(plan.id, partition, signal));
    return null;
  } catch (error) {
    if (isAborted()) throw interrupted(error);
    const failed = turn.failed + 1;
    const wait = waitBeforeRetry(error, failed, now() - failingSince, patienceMs, chance());
    if (wait === null) {
      const failure = partitionFailure(partition, error);
      log.error('partition.failed', { run: plan.id, ...failure });
      return failure;
    }
    log.warn('act.retried', { partition, attempt: failed, waitMs: wait, message: String(error) });
    return { partition, failed, failingSince, readyAt: now() + wait };
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
