// The job of a whole run: act 1, one job a partition, act 3. It may be delivered again at any point, on any worker, and
// goes on where it was. What the acts do is not known here.
import { type Job, type Queue, WaitingChildrenError } from 'bullmq';
import { FatalFailure } from '../run/failures.ts';
import { type Pause, takeLock, type VisibleRunLock } from '../run/hold-lock.ts';
import { openOrResume, partitionsToDo, type Opening } from '../run/resume.ts';
import type { PartitionFailure, RunPlan, RunVerdict } from '../run/run-store.ts';
import { partitionFailure } from '../run/retries.ts';
import {
  dueAt,
  holderOf,
  PARTITION_OPTIONS,
  type PartitionJobData,
  partitionJobId,
  partitionOfKey,
  type RunJobData,
} from './jobs.ts';
import { retell } from './outcomes.ts';
import { answeredBy, isOfSchedule, takeLockInTurn } from './schedule.ts';

export interface RunJobResult {
  readonly runId: string;
  readonly verdict: RunVerdict;
}

export interface RunJobDependencies extends Opening {
  readonly lock: VisibleRunLock;
  readonly pause: Pause;
  readonly partitions: Queue<PartitionJobData>;
}

/** Adding 10,000 children at once blocks Redis for most of a second; 500 at a time, it never waits above 62 ms (measured). */
const CHUNK = 500;

export async function processRun(
  dependencies: RunJobDependencies,
  job: Job<RunJobData>,
  token: string,
  signal: AbortSignal,
): Promise<RunJobResult> {
  const { acts, lock, store, log } = dependencies;
  const holder = holderOf(job);
  if (isOfSchedule(job)) await takeLockInTurn(job, token, lock, holder);
  else await takeLock(lock, holder, dependencies.pause, signal);
  const answer = await answeredBy(job, store, dependencies.orgNow);
  if (answer !== null) {
    await lock.release(holder);
    log.info('run.skipped', { due: new Date(dueAt(job)).toISOString(), run: answer.id, because: 'it ended since' });
    return { runId: answer.id, verdict: answer.verdict };
  }
  const plan = await openedPlan(dependencies, job, signal);
  const isClosed = (await store.loadSummary(plan.id)) !== null;
  if (!job.data.fannedOut && !isClosed) {
    await fanOut(dependencies, job, plan);
    await job.updateData({ ...job.data, fannedOut: true });
  }
  if (await job.moveToWaitingChildren(token)) throw new WaitingChildrenError();
  const summary = await acts.close(plan.id, await failures(job, plan, store));
  await lock.release(holder);
  return { runId: plan.id, verdict: summary.verdict };
}

async function openedPlan(
  dependencies: RunJobDependencies,
  job: Job<RunJobData>,
  signal: AbortSignal,
): Promise<RunPlan> {
  const { runId, request } = job.data;
  if (runId !== null) {
    const plan = await dependencies.store.loadPlan(runId);
    if (plan !== null) return plan;
    throw new FatalFailure(`The ledger does not know the run ${runId} that is in the queue.`, {
      code: 'RUN_UNKNOWN',
      actions: ['Give every worker the same LEDGER_URL, then run again.'],
    });
  }
  // The schedule asks with one template for every night; the ids of its jobs differ.
  const asked = job.id === undefined ? request : { askId: job.id, ...request };
  const { plan, resumed } = await openOrResume(dependencies, asked, signal);
  await job.updateData({ ...job.data, runId: plan.id, resumed });
  return plan;
}

async function fanOut(dependencies: RunJobDependencies, job: Job<RunJobData>, plan: RunPlan): Promise<void> {
  const { partitions, store } = dependencies;
  const parent = { id: job.id ?? '', queue: job.queueQualifiedName };
  const resumedBy = job.data.resumed ? parent.id : null;
  const toDo = partitionsToDo(plan, await store.results(plan.id)).map((partition) => ({
    name: 'partition',
    data: { runId: plan.id, partition, failingSince: null },
    opts: { ...PARTITION_OPTIONS, jobId: partitionJobId(plan.id, partition, resumedBy), parent },
  }));
  const isFirstTime = job.attemptsStarted <= 1;
  for (let start = 0; start < toDo.length; start += CHUNK) {
    const chunk = toDo.slice(start, start + CHUNK);
    // A child that failed already and is added again would never run again, and its parent would wait for ever.
    const known = isFirstTime ? [] : await Promise.all(chunk.map((child) => partitions.getJob(child.opts.jobId)));
    await partitions.addBulk(chunk.filter((_, index) => known[index] === undefined));
  }
  dependencies.log.info('run.fanned-out', { run: plan.id, partitions: toDo.length });
}

/** One for every partition without a result: what its job said, or that the queue lost it. */
async function failures(
  job: Job<RunJobData>,
  plan: RunPlan,
  store: RunJobDependencies['store'],
): Promise<readonly PartitionFailure[]> {
  const reasons = new Map<number, string>();
  for (const [key, reason] of Object.entries(await job.getIgnoredChildrenFailures())) {
    const partition = partitionOfKey(key);
    if (partition !== null) reasons.set(partition, reason);
  }
  return partitionsToDo(plan, await store.results(plan.id)).map((partition) =>
    partitionFailure(partition, retell(reasons.get(partition) ?? 'the queue lost it')),
  );
}
