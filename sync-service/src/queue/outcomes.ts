// The only place where our failures and BullMQ's errors meet: what ends a job, what delays it, what hands it back, and
// how a failure survives as text in Redis so that the parent and the command line can tell it in full.
import {
  DelayedError,
  type Job,
  type Queue,
  RateLimitError,
  UnrecoverableError,
  WaitingChildrenError,
  WaitingError,
  type WorkerOptions,
} from 'bullmq';
import { z } from 'zod';
import { ConfigurationFailure, Failure, FatalFailure, RetriableFailure } from '../run/failures.ts';
import { partitionFailure, waitBeforeRetry } from '../run/retries.ts';

const TOLD = z.object({
  kind: z.enum(['configuration', 'retriable', 'fatal', 'bug']),
  code: z.string(),
  message: z.string(),
  actions: z.array(z.string()),
  problems: z.array(z.object({ where: z.string(), message: z.string(), fix: z.string() })).optional(),
});

/** A failure as the text that BullMQ keeps with a failed job. */
export function tell(error: unknown): string {
  if (error instanceof ConfigurationFailure) {
    const { code, message, actions, problems } = error;
    return JSON.stringify({ kind: 'configuration', code, message, actions, problems });
  }
  const { code, message, actions } = partitionFailure(0, error);
  const kind = error instanceof RetriableFailure ? 'retriable' : error instanceof Failure ? 'fatal' : 'bug';
  return JSON.stringify({ kind, code, message, actions });
}

/** The failure again. BullMQ's own reasons, such as a job that stalled too often, become a FatalFailure. */
export function retell(reason: string): Failure | Error {
  const told = TOLD.safeParse(parseJson(reason));
  if (!told.success) {
    const actions = ['Look into the log of the workers for what ended them, then run again.'];
    return new FatalFailure(`The queue gave the job up: ${reason}`, { code: 'QUEUE_GAVE_UP', actions });
  }
  const { kind, message, problems, ...details } = told.data;
  if (kind === 'configuration') return new ConfigurationFailure(problems ?? [], { code: details.code });
  if (kind === 'retriable') return new RetriableFailure(message, details);
  return kind === 'bug' ? new Error(message) : new FatalFailure(message, details);
}

/** Carries how long BullMQ shall wait before the next attempt. */
class TryAgain extends Error {
  readonly waitMs: number;

  constructor(error: unknown, waitMs: number) {
    super(tell(error));
    this.waitMs = waitMs;
  }
}

/** For every worker: waits are what `withOutcome` decided. */
export const BACKOFF: NonNullable<WorkerOptions['settings']> = {
  backoffStrategy: (_attempts, _type, error) => (error instanceof TryAgain ? error.waitMs : 1000),
};

/** What deciding about a failed attempt needs to know. */
export interface Attempt<Data extends { readonly failingSince: number | null }> {
  readonly job: Job<Data>;
  readonly queue: Queue<Data>;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
  /** How long a failing job is tried again. */
  readonly patienceMs: number;
  /** True while this process stops: what it was doing is handed back untouched. */
  readonly stopping: () => boolean;
  /** Called when the job has failed for good. */
  readonly onEnd: (error: unknown) => Promise<void>;
}

/** Runs one attempt of a job and turns whatever it throws into what BullMQ understands. */
export async function withOutcome<Data extends { readonly failingSince: number | null }, Result>(
  attempt: Attempt<Data>,
  work: () => Promise<Result>,
): Promise<Result> {
  const { job, queue, token, signal } = attempt;
  const began = Date.now();
  try {
    return await work();
  } catch (error) {
    if (error instanceof WaitingChildrenError || error instanceof DelayedError) throw error;
    if (signal.aborted && attempt.stopping()) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const failingSince = job.data.failingSince ?? began;
    if (job.data.failingSince === null) await job.updateData({ ...job.data, failingSince });
    const wait = waitBeforeRetry(
      error,
      job.attemptsMade + 1,
      Date.now() - failingSince,
      attempt.patienceMs,
      Math.random(),
    );
    if (wait === null) {
      await attempt.onEnd(error);
      throw new UnrecoverableError(tell(error));
    }
    if (error instanceof RetriableFailure && error.retryAfterMs !== null && wait > 0) {
      // The other side asked for peace: everybody keeps it, and it costs no attempt.
      await queue.rateLimit(wait);
      throw new RateLimitError();
    }
    throw new TryAgain(error, wait);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
