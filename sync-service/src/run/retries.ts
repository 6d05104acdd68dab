// How long to go on trying the same act, and what is said of a partition when trying ended. Waiting itself is done by
// whoever calls the acts: the queue delays the job, the command line sleeps.
import { Failure, RetriableFailure } from './failures.ts';
import type { PartitionFailure } from './run-store.ts';

/** Attempts of one act at most, the first included. */
export const ATTEMPTS = 8;
/** A mistake of ours rarely goes away by itself. */
const ATTEMPTS_AT_A_BUG = 2;
const FIRST_WAIT_MS = 500;

/**
 * Milliseconds to wait before the same act is tried again; null: give up. An act that has been failing for `patienceMs`
 * is given up: with the last attempt, whose adapter has patience of its own, a fault ends within twice that.
 *
 * @param failedAttempts how many failed, the last one included
 * @param failingForMs since the first failing attempt began
 * @param chance 0 to 1; spreads waits so that many partitions do not come back at the same moment
 */
export function waitBeforeRetry(
  error: unknown,
  failedAttempts: number,
  failingForMs: number,
  patienceMs: number,
  chance: number,
): number | null {
  if (error instanceof Failure && !(error instanceof RetriableFailure)) return null;
  const most = error instanceof RetriableFailure ? ATTEMPTS : ATTEMPTS_AT_A_BUG;
  if (failedAttempts >= most || failingForMs >= patienceMs) return null;
  const told = error instanceof RetriableFailure ? error.retryAfterMs : null;
  if (told !== null) return failingForMs + told > patienceMs ? null : told;
  return Math.round(FIRST_WAIT_MS * 2 ** (failedAttempts - 1) * (0.5 + chance / 2));
}

/** What a run reports of a partition that could not be scored. */
export function partitionFailure(partition: number, error: unknown): PartitionFailure {
  if (error instanceof Failure)
    return { partition, code: error.code, message: error.message, actions: [...error.actions] };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { partition, code: 'UNEXPECTED', message, actions: ['Report this as a bug, with the log of the run.'] };
}
