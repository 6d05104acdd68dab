// One run through the queue, as a person asks for it: go on with what a killed run left, or ask for a new one; work on
// it in this process too; wait for the end.
import { randomUUID } from 'node:crypto';
import type { Progress } from '../run/log.ts';
import { waitUntilFree } from '../run/hold-lock.ts';
import { isResumable, isSameRequest } from '../run/resume.ts';
import type { RunRequest } from '../run/run-store.ts';
import type { OpenRunJob, RunQueue } from './queue.ts';
import type { RunJobResult } from './run-job.ts';
import type { WorkerDependencies } from './workers.ts';

export interface Following {
  readonly progress: Progress;
  /** Aborts when the person has had enough; the run can be resumed. */
  readonly signal: AbortSignal;
}

/** How long partitions in hand may take when the run is over; there should be none. */
const GRACE_MS = 2000;

export async function runThroughQueue(
  queue: RunQueue,
  dependencies: WorkerDependencies,
  request: RunRequest,
  { progress, signal }: Following,
): Promise<RunJobResult> {
  const { asked, ...first } = await resumeOrAsk(queue, dependencies, request, signal);
  let { jobId } = first;
  const workers = await queue.work(dependencies);
  try {
    for (;;) {
      const result = await queue.follow(jobId, progress, signal);
      if (result !== null) return result;
      // Redis came back empty. What is done is in the ledger, so a new job goes on from there.
      dependencies.log.warn('queue.lost', { job: jobId });
      jobId = await queue.ask(asked);
    }
  } finally {
    await workers.stop(signal.aborted ? 0 : GRACE_MS);
  }
}

async function resumeOrAsk(
  queue: RunQueue,
  dependencies: WorkerDependencies,
  request: RunRequest,
  signal: AbortSignal,
): Promise<{ jobId: string; asked: RunRequest }> {
  const { pause, log } = dependencies;
  for (const job of await queue.openRunJobs()) {
    await waitUntilFree(queue.lock, pause, signal);
    if (await canGoOn(dependencies, job, request)) {
      log.info('run.resumed', { job: job.jobId, run: job.runId });
      return { jobId: job.jobId, asked: job.request };
    }
    // Nobody works on it and nobody asks for it any more; its plan is closed when the new run opens.
    await queue.drop(job.jobId);
    log.warn('run.dropped', { job: job.jobId, run: job.runId });
  }
  const asked = { ...request, askId: randomUUID() };
  return { jobId: await queue.ask(asked), asked };
}

async function canGoOn(dependencies: WorkerDependencies, job: OpenRunJob, request: RunRequest): Promise<boolean> {
  if (!isSameRequest(job.request, request)) return false;
  if (job.runId === null) return true;
  // Closed already, by a run without the queue: a new one was asked for.
  if ((await dependencies.store.loadSummary(job.runId)) !== null) return false;
  const plan = await dependencies.store.loadPlan(job.runId);
  return plan !== null && isResumable(plan, request, await dependencies.orgNow(plan.id));
}
