// Whoever works on the queues: one worker for runs, one for partitions, and the renewal of the run lock while a run is
// unfinished. Stopping drains first and hands back what does not end in time.
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Queue, type Telemetry, Worker, type WorkerOptions } from 'bullmq';
import type { Alerts } from '../run/alerts.ts';
import { LOCK_RENEWAL_MS, LOCK_TTL_MS } from '../run/hold-lock.ts';
import type { Log } from '../run/log.ts';
import { Outage } from '../run/outage.ts';
import type { RunLock } from '../run/run-store.ts';
import { holderOf, type PartitionJobData, PARTITIONS, type RunJobData, RUNS } from './jobs.ts';
import { BACKOFF, withOutcome } from './outcomes.ts';
import type { ConnectionOptions } from './redis.ts';
import { processRun, type RunJobDependencies, type RunJobResult } from './run-job.ts';

export interface WorkerDependencies extends Omit<RunJobDependencies, 'partitions'> {
  /** Partitions at the same time in this process. */
  readonly concurrency: number;
  /** How long a failing job is tried again. */
  readonly patienceMs: number;
  /** Told how each run ends. */
  readonly alerts: Pick<Alerts, 'runClosed' | 'runFailed'>;
}

export interface Workers {
  /** Takes no new job, waits up to `graceMs` for those in hand, then hands the rest back to the queue. */
  stop(graceMs: number): Promise<void>;
}

/** What every queue and worker of BullMQ is made with. */
export interface BaseOptions {
  readonly connection: ConnectionOptions;
  readonly telemetry?: Telemetry;
}

/** What is needed of the queues themselves. */
export interface WorkPlace {
  readonly base: BaseOptions;
  readonly runs: Queue<RunJobData>;
  readonly partitions: Queue<PartitionJobData>;
}

/** Of every worker. */
export const WORKER_OPTIONS = {
  // A killed worker's job is taken up again at most 20 s + 5 s after its last renewal (every 10 s).
  lockDuration: 20_000,
  stalledInterval: 5000,
  // The default of 1 fails a job for good at the second restart, whatever its attempts.
  maxStalledCount: 20,
  settings: BACKOFF,
} satisfies Partial<WorkerOptions>;

const UNFINISHED = ['active', 'waiting-children'] as const;

/** After handing back, the longest wait for the processors to notice. */
const HAND_BACK_MS = 5000;

/** Starts working at once. */
export async function startWorkers(place: WorkPlace, dependencies: WorkerDependencies): Promise<Workers> {
  const { alerts, log, lock, patienceMs } = dependencies;
  const state = { stopping: false };
  const stopping = () => state.stopping;
  const name = `${hostname()}:${process.pid}`;
  const options = { ...WORKER_OPTIONS, ...place.base, name };

  // Before anything is taken up: what this process will go on with must not look abandoned.
  await renewLock(place.runs, lock);
  const renewal = setInterval(() => {
    renewLock(place.runs, lock).catch((error: unknown) => {
      log.warn('lock.renewal.failed', { message: String(error) });
    });
  }, LOCK_RENEWAL_MS);

  const runs = new Worker<RunJobData, RunJobResult>(
    RUNS,
    (job, token, signal) => {
      const attempt = { job, queue: place.runs, token, signal: signal ?? never(), stopping, patienceMs };
      const onEnd = async (error: unknown) => {
        await lock.release(holderOf(job));
        await alerts.runFailed(job.data.request, error);
      };
      return withOutcome({ ...attempt, onEnd }, async () => {
        const whole = { ...dependencies, partitions: place.partitions };
        const result = await processRun(whole, job, token ?? '', attempt.signal);
        await alerts.runClosed(result.runId);
        return result;
      });
    },
    { ...options, concurrency: 1 },
  );
  const outageOf = outages(dependencies);
  const partitions = new Worker<PartitionJobData, number>(
    PARTITIONS,
    (job, token, signal) => {
      const attempt = { job, queue: place.partitions, token, signal: signal ?? never(), stopping, patienceMs };
      const onEnd = (error: unknown) => {
        log.error('partition.failed', { run: job.data.runId, partition: job.data.partition, message: String(error) });
        return Promise.resolve();
      };
      const { runId, partition } = job.data;
      return withOutcome({ ...attempt, onEnd }, () =>
        outageOf(runId).attempt(partition, async () => {
          const result = await dependencies.acts.scorePartition(runId, partition, attempt.signal);
          return result.partition;
        }),
      );
    },
    { ...options, concurrency: dependencies.concurrency },
  );
  for (const worker of [runs, partitions]) watch(worker, log);

  return {
    stop: async (graceMs) => {
      state.stopping = true;
      await drain([runs, partitions], graceMs);
      clearInterval(renewal);
      // Whoever still works on the run takes the lock again within seconds; when nobody does, it can be resumed at once.
      await releaseLock(place.runs, lock);
    },
  };
}

/** Takes no new job, waits for those in hand, then cancels what is left; their processors hand it back. */
export async function drain(
  workers: readonly Pick<Worker, 'close' | 'cancelAllJobs'>[],
  graceMs: number,
): Promise<void> {
  const closing = Promise.all(workers.map((worker) => worker.close()));
  const drained = await Promise.race([closing.then(() => true), sleep(graceMs, false, { ref: false })]);
  if (drained) return;
  for (const worker of workers) worker.cancelAllJobs('shutdown');
  await Promise.race([closing, sleep(HAND_BACK_MS, undefined, { ref: false })]);
}

/** Renews the lock for the run that is being worked on, also while only its partitions are. */
async function renewLock(runs: Queue<RunJobData>, lock: RunLock): Promise<void> {
  for (const job of await runs.getJobs([...UNFINISHED])) await lock.take(holderOf(job), LOCK_TTL_MS);
}

async function releaseLock(runs: Queue<RunJobData>, lock: RunLock): Promise<void> {
  const jobs = await Promise.race([runs.getJobs([...UNFINISHED, 'waiting']), sleep(HAND_BACK_MS, [], { ref: false })]);
  for (const job of jobs) await lock.release(holderOf(job));
}

/** What this process learned about the run it works on; runs follow one another. */
function outages({ store, patienceMs }: WorkerDependencies): (runId: string) => Outage {
  let current: { readonly runId: string; readonly outage: Outage } | null = null;
  return (runId) => {
    if (current?.runId !== runId) {
      const outage = new Outage({ countDone: () => store.countResults(runId), now: Date.now, patienceMs });
      current = { runId, outage };
    }
    return current.outage;
  };
}

/** Tells of a worker's troubles, and stops what another worker may have taken up. */
export function watch(worker: Worker, log: Log): void {
  worker.on('error', (error) => log.warn('queue.error', { queue: worker.name, message: error.message }));
  worker.on('stalled', (job) => log.warn('queue.stalled', { queue: worker.name, job }));
  // Another worker may have taken the job up: what we still do for it would be done twice.
  worker.on('lockRenewalFailed', (jobs) => {
    for (const job of jobs) worker.cancelJob(job, 'lock lost');
  });
}

/** A signal that never aborts. */
export function never(): AbortSignal {
  return new AbortController().signal;
}
