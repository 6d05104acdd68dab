// Works on the news between two runs: one look at a time over all processes, so that no two write the same account. What a
// look does is not known here.
import { hostname } from 'node:os';
import { type Job, type Queue, Worker } from 'bullmq';
import type { Log } from '../run/log.ts';
import type { Rescorer } from '../run/rescore.ts';
import { type ChangeJobData, CHANGES, type TakenNews, type WaitingNews } from './change-jobs.ts';
import { withOutcome } from './outcomes.ts';
import { type BaseOptions, drain, never, watch, WORKER_OPTIONS, type Workers } from './workers.ts';

export interface ChangeWork {
  readonly rescorer: Rescorer;
  readonly log: Log;
  /** How long a failing job is tried again. */
  readonly patienceMs: number;
}

/** When a run is in progress, how long until the next look at what waits for its end. */
const AFTER_RUN_MS = 2000;

/** Starts working at once. */
export function startChangeWorker(
  base: BaseOptions,
  queue: Queue<ChangeJobData>,
  waiting: WaitingNews,
  { rescorer, log, patienceMs }: ChangeWork,
): Workers {
  const state = { stopping: false };

  const look = async (taken: TakenNews, signal: AbortSignal): Promise<void> => {
    const { waiting: accountIds } = await rescorer.rescore(taken, signal);
    // Noted anew before the old entry goes: a crash between the two costs one look, not the account.
    if (accountIds.length > 0) await waiting.note({ records: [], accountIds });
    await waiting.settle(taken);
    if ((await waiting.count()) > 0) await waiting.ask(accountIds.length > 0 ? AFTER_RUN_MS : undefined);
  };

  const poll = async (signal: AbortSignal): Promise<void> => {
    const { accountIds, done } = await rescorer.poll(signal);
    await waiting.note({ records: [], accountIds });
    await done();
  };

  const work = (job: Job<ChangeJobData>, token: string | undefined, signal: AbortSignal) => {
    let taken: TakenNews | null = null;
    const onEnd = async (error: unknown): Promise<void> => {
      const facts = { records: taken?.records.length ?? 0, accounts: taken?.accountIds.length ?? 0 };
      log.error('news.given_up', { job: job.name, ...facts, message: String(error), then: 'the next run scores them' });
      // Else the same news would fail again and hold up all that comes after it.
      if (taken !== null) await waiting.settle(taken);
    };
    const attempt = { job, queue, token, signal, stopping: () => state.stopping, patienceMs, onEnd };
    return withOutcome(attempt, async () => {
      if (job.name === 'poll') return poll(signal);
      taken = await waiting.take();
      if (taken.entries.length > 0) await look(taken, signal);
    });
  };

  const name = `${hostname()}:${process.pid}`;
  const worker = new Worker<ChangeJobData>(CHANGES, (job, token, signal) => work(job, token, signal ?? never()), {
    ...WORKER_OPTIONS,
    ...base,
    name,
    concurrency: 1,
  });
  watch(worker, log);
  return {
    stop: async (graceMs) => {
      state.stopping = true;
      await drain([worker], graceMs);
    },
  };
}
