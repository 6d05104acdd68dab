// The queue as the rest of the service sees it: ask for a run, follow it, work on it, schedule it. Everything that knows
// BullMQ and ioredis is in this room.
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, Queue } from 'bullmq';
import { FatalFailure, RetriableFailure } from '../run/failures.ts';
import type { VisibleRunLock } from '../run/hold-lock.ts';
import type { Log, Progress } from '../run/log.ts';
import type { RunRequest } from '../run/run-store.ts';
import { type ChangeJobData, CHANGES, WaitingNews } from './change-jobs.ts';
import { type ChangeWork, startChangeWorker } from './change-worker.ts';
import type { Dashboard } from './dashboard.ts';
import { newRunJob, type PartitionJobData, PARTITIONS, RUN_OPTIONS, type RunJobData, RUNS } from './jobs.ts';
import { retell } from './outcomes.ts';
import { openRedis, type RedisAddress } from './redis.ts';
import type { RunJobResult } from './run-job.ts';
import { redisRunLock } from './run-lock.ts';
import { isOfSchedule, keepSchedule, type KeptSchedule, type Schedule } from './schedule.ts';
import { startWorkers, type WorkerDependencies, type Workers } from './workers.ts';

/** A run that was asked for and has not ended. */
export interface OpenRunJob {
  readonly jobId: string;
  readonly request: RunRequest;
  readonly askedBy: string;
  /** Null until it is opened. */
  readonly runId: string | null;
}

export type QueueDepths = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface RunQueue {
  readonly lock: VisibleRunLock;
  /** Where Redis is, without a password. */
  readonly place: string;
  ask(request: RunRequest): Promise<string>;
  /** The oldest one first. What only the schedule asks for and nobody has begun is left to it. */
  openRunJobs(): Promise<readonly OpenRunJob[]>;
  /** Removes a run that nobody works on, with its partitions. */
  drop(jobId: string): Promise<void>;
  /**
   * Waits for the end. Null when the queue does not know the job any more (Redis lost its data). Throws what ended the
   * run, or `RUN_INTERRUPTED` when the signal aborts.
   */
  follow(jobId: string, progress: Progress, signal: AbortSignal): Promise<RunJobResult | null>;
  work(dependencies: WorkerDependencies): Promise<Workers>;
  /** News between two runs. */
  readonly news: WaitingNews;
  /** Looks at news as it comes, and polls when it is time. */
  workOnNews(work: ChangeWork): Workers;
  /** Throws a RetriableFailure when Redis does not answer at once. */
  ping(): Promise<void>;
  /** See `keepSchedule`. */
  schedule(schedule: Schedule, hasRunBefore: boolean): Promise<KeptSchedule>;
  /** Bull Board over the queues, below a path such as `/queues`. */
  dashboard(path: string): Promise<Dashboard>;
  /** Jobs by queue and state. Throws a RetriableFailure when Redis does not answer at once. */
  depths(): Promise<QueueDepths>;
  /** `noeviction` and an append-only file, or the queue may forget a run. */
  durability(): Promise<{ readonly evictionPolicy: string; readonly appendOnly: string }>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 250;
/** Closing does not wait longer for a Redis that is away. */
const CLOSE_MS = 3000;
/** So long Redis may be away while a command waits for a run. */
const REDIS_AWAY_MS = 60_000;
/** Completed jobs are left out: how many are kept says nothing. */
const DEPTHS = ['waiting', 'active', 'delayed', 'waiting-children', 'failed'] as const;
const OPEN_STATES = ['active', 'waiting', 'prioritized', 'delayed', 'waiting-children'] as const;

/**
 * Connects, starting a private server when `redisUrl` is null.
 *
 * @param tracesUrl base of the OTLP endpoint that traces are sent to; null: there are none
 */
export async function openQueue(address: RedisAddress, log: Log, tracesUrl: string | null = null): Promise<RunQueue> {
  const redis = await openRedis(address, log);
  const traces = tracesUrl === null ? null : (await import('./traces.ts')).startTraces(tracesUrl);
  const base = { connection: redis.options, ...(traces === null ? {} : { telemetry: traces.telemetry }) };
  const runs = new Queue<RunJobData>(RUNS, base);
  const partitions = new Queue<PartitionJobData>(PARTITIONS, base);
  const changes = new Queue<ChangeJobData>(CHANGES, base);
  for (const queue of [runs, partitions, changes]) {
    queue.on('error', (error) => log.warn('queue.error', { queue: queue.name, message: error.message }));
    // So high that it never limits; but only with a limit does one worker's pause hold for all of them.
    await queue.setGlobalRateLimit(100_000, 1000);
  }
  for (const queue of [runs, changes]) await queue.setGlobalConcurrency(1);
  const news = new WaitingNews(redis.control, changes);
  return {
    lock: redisRunLock(redis.control),
    place: redis.place,
    ask: async (request) => {
      const job = await runs.add('run', newRunJob(request, `${hostname()}, process ${process.pid}`), RUN_OPTIONS);
      return job.id ?? '';
    },
    openRunJobs: async () => {
      const jobs = await runs.getJobs([...OPEN_STATES], 0, -1, true);
      return jobs
        .filter((job) => job.data.runId !== null || !isOfSchedule(job))
        .sort((a, b) => a.timestamp - b.timestamp)
        .map(described);
    },
    drop: async (jobId) => {
      const job = await runs.getJob(jobId);
      await job?.remove({ removeChildren: true });
    },
    follow: (jobId, progress, signal) => follow(runs, jobId, progress, signal),
    news,
    workOnNews: (work) => startChangeWorker(base, changes, news, work),
    ping: () => redis.ping(),
    work: (dependencies) => startWorkers({ base, runs, partitions }, dependencies),
    schedule: (schedule, hasRunBefore) => keepSchedule(runs, schedule, hasRunBefore),
    dashboard: async (path) => {
      // Only who shows it loads it: every command opens this file.
      const { createDashboard } = await import('./dashboard.ts');
      return createDashboard([runs, partitions, changes], path);
    },
    depths: async () => {
      await redis.ping();
      const counts = [runs, partitions, changes].map(async (queue) => [
        queue.name,
        await queue.getJobCounts(...DEPTHS),
      ]);
      return Object.fromEntries(await Promise.all(counts)) as QueueDepths;
    },
    durability: async () => ({
      evictionPolicy: (await configOf(redis.control, 'maxmemory-policy')) ?? 'unknown',
      appendOnly: (await configOf(redis.control, 'appendonly')) ?? 'unknown',
    }),
    close: async () => {
      await Promise.race([
        Promise.all([runs.close(), partitions.close(), changes.close()]),
        sleep(CLOSE_MS, undefined, { ref: false }),
      ]);
      await traces?.close();
      await redis.close();
    },
  };
}

async function follow(
  runs: Queue<RunJobData>,
  jobId: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<RunJobResult | null> {
  for (;;) {
    if (signal.aborted) throw interrupted();
    const job: Job<RunJobData, RunJobResult> | undefined = await unlessAway(runs.getJob(jobId));
    if (job === undefined) return null;
    const state = await unlessAway(job.getState());
    if (state === 'completed') return job.returnvalue;
    if (state === 'failed') throw retell(job.failedReason);
    if (job.data.fannedOut) {
      const children = await unlessAway(job.getDependenciesCount());
      const ended = (children.processed ?? 0) + (children.ignored ?? 0) + (children.failed ?? 0);
      progress(ended, ended + (children.unprocessed ?? 0));
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** Commands wait while Redis is away; a person should not wait for ever. */
async function unlessAway<T>(answer: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const away = sleep(REDIS_AWAY_MS, null, { signal: stop.signal }).catch(() => null);
  const first = await Promise.race([answer.then((value) => ({ value })), away]);
  stop.abort();
  if (first !== null) return first.value;
  throw new RetriableFailure('Redis has not answered for a minute; the run goes on when it is back.', {
    code: 'REDIS_AWAY',
    actions: ['Bring Redis back, then run the same command again to resume.'],
  });
}

function described(job: Job<RunJobData>): OpenRunJob {
  const { request, askedBy, runId } = job.data;
  return { jobId: job.id ?? '', request, askedBy, runId };
}

async function configOf(
  redis: { config(verb: 'GET', name: string): Promise<unknown> },
  name: string,
): Promise<string | null> {
  const answer = await redis.config('GET', name);
  if (Array.isArray(answer)) return typeof answer[1] === 'string' ? answer[1] : null;
  return null;
}

function interrupted(): FatalFailure {
  return new FatalFailure('Stopped waiting for the run; what is done is kept.', {
    code: 'RUN_INTERRUPTED',
    actions: ['Run the same command again within six hours to resume it; workers elsewhere go on by themselves.'],
  });
}
