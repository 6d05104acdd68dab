// The story of a run in three acts: open, score a partition, close. Whoever calls them (queue or command line) adds
// nothing of its own: the same acts give the same fields.
import { closeRun } from './close.ts';
import { FatalFailure, givenUp, RetriableFailure } from './failures.ts';
import type { RunDependencies } from './dependencies.ts';
import { openRun } from './open.ts';
import { scorePartition } from './score-partition.ts';
import type { PartitionFailure, PartitionResult, RunPlan, RunRequest, RunSummary } from './run-store.ts';
import { payingForClosing, payingForOpening, payingForPartition } from './spending.ts';

const DAY_MS = 86_400_000;

export interface Acts {
  /** Reads and validates everything a run depends on, brings the mirror up to date, cuts the book, saves the plan. */
  open(request: RunRequest, signal: AbortSignal): Promise<RunPlan>;
  /** Reads, decides, compares and writes one partition; safe to repeat. Saves and returns its result. */
  scorePartition(runId: string, partition: number, signal: AbortSignal): Promise<PartitionResult>;
  /** Adds everything up when all partitions ended, the failed ones included; safe to repeat. */
  close(runId: string, failures: readonly PartitionFailure[]): Promise<RunSummary>;
}

/** Binds the acts to their surroundings. */
export function createActs(dependencies: RunDependencies): Acts {
  const { store } = dependencies;
  const planOf = async (runId: string): Promise<RunPlan> => {
    const plan = await store.loadPlan(runId);
    if (plan) return plan;
    throw new FatalFailure(`The ledger does not know run ${runId}.`, {
      code: 'RUN_UNKNOWN',
      actions: ['Make sure that all workers use the same LEDGER_URL, then start a new run.'],
    });
  };
  return {
    open: (request, signal) =>
      payingForOpening(dependencies, request, (till) => openRun(dependencies, request, till, signal)),
    async scorePartition(runId, partition, signal) {
      const plan = await planOf(runId);
      const done = await store.result(runId, partition);
      if (done !== null) return done;
      return payingForPartition(dependencies, plan, partition, (allowance) =>
        scorePartition(dependencies, plan, partition, allowance, signal),
      );
    },
    async close(runId, failures) {
      const closed = await store.loadSummary(runId);
      if (closed !== null) return closed;
      const plan = await planOf(runId);
      try {
        const summary = await payingForClosing(dependencies, plan, (used) =>
          closeRun(dependencies, plan, failures, used),
        );
        await noteScored(dependencies, plan, summary, failures);
        await dependencies.trail.prune(summary.finishedAt - dependencies.trailDays * DAY_MS);
        return summary;
      } catch (error) {
        // Partitions were given up for the same reason a moment ago: another patience would tell nothing new.
        if (failures.length > 0 && error instanceof RetriableFailure) throw givenUp(error);
        throw error;
      }
    },
  };
}

/** What changed before the run opened needs no second look, unless it was not written or a part of it was not scored. */
async function noteScored(
  { memory }: RunDependencies,
  { request, openedAt }: RunPlan,
  { verdict }: RunSummary,
  failures: readonly PartitionFailure[],
): Promise<void> {
  if (request.dryRun || request.asOf !== null || verdict === 'failed' || failures.length > 0) return;
  await memory.noteReadUpTo(openedAt);
}
