// The schedule of the nightly run: kept by BullMQ, asked for once more when nobody was there to keep it, and let go when a
// run has answered it meanwhile. What a run does is not known here.
import { type Job, type Queue, DelayedError } from 'bullmq';
import { CronExpressionParser } from 'cron-parser';
import type { Instant } from '../scoring/calendar.ts';
import { LOCK_TTL_MS } from '../run/hold-lock.ts';
import type { RunLock, RunRequest, RunStore, RunSummary } from '../run/run-store.ts';
import { dueAt, newRunJob, RUN_OPTIONS, type RunJobData, SCHEDULE } from './jobs.ts';

export interface Schedule {
  /** Five fields, or six with seconds before them. */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly request: RunRequest;
}

export interface KeptSchedule {
  readonly next: Date | null;
  /** The time whose run was missed and is asked for now; null when there is none. */
  readonly missed: Date | null;
}

const ID = 'nightly';
/** How often a run that is due looks whether the one before has ended. */
const LOOK_MS = 2000;

/**
 * Asks for this request by a cron pattern from now on, replacing an earlier schedule. However many times passed while
 * nobody kept it, one run is asked for, and by several processes the same one.
 *
 * @param hasRunBefore when Redis knows of no schedule: whether there was one, whose times may have been missed, too
 */
export async function keepSchedule(
  runs: Queue<RunJobData>,
  { cron, timeZone, request }: Schedule,
  hasRunBefore: boolean,
): Promise<KeptSchedule> {
  const now = Date.now();
  const kept = await runs.getJobScheduler(ID);
  const data = newRunJob(request, SCHEDULE);
  const missed = missedTime(kept ?? (hasRunBefore ? { pattern: cron, tz: timeZone, next: -Infinity } : null), now);
  // Before the schedule is replaced, and with it what tells that a time was missed. Asked for as of then, under one id.
  if (missed !== null) await runs.add('run', data, { ...RUN_OPTIONS, jobId: `missed-${missed}`, timestamp: missed });
  await runs.upsertJobScheduler(ID, { pattern: cron, tz: timeZone }, { name: 'run', data, opts: RUN_OPTIONS });
  const next = (await runs.getJobScheduler(ID))?.next;
  return { next: next === undefined ? null : new Date(next), missed: missed === null ? null : new Date(missed) };
}

interface KeptPattern {
  readonly pattern?: string;
  readonly tz?: string;
  /** When it is due; a time that passed is one that nobody worked on. */
  readonly next?: number;
}

/** The latest time that passed without anybody to work on it. */
function missedTime(kept: KeptPattern | null, now: Instant): Instant | null {
  if (kept?.pattern === undefined || kept.next === undefined || kept.next > now) return null;
  const options = { currentDate: new Date(now), ...(kept.tz === undefined ? {} : { tz: kept.tz }) };
  return CronExpressionParser.parse(kept.pattern, options).prev().getTime();
}

/** Whether the schedule asked for it, and not a person. */
export function isOfSchedule({ data }: Pick<Job<RunJobData>, 'data'>): boolean {
  return data.askedBy === SCHEDULE;
}

/**
 * The full run that ended well after this job was due, while the job waited: the night has its run, and another would
 * read everything again to write nothing. Null when the run is still owed; one as of another date does not answer it.
 */
export async function answeredBy(
  job: Job<RunJobData>,
  store: RunStore,
  orgNow: () => Promise<Instant>,
): Promise<RunSummary | null> {
  if (!isOfSchedule(job) || job.data.runId !== null) return null;
  const good = await store.lastGoodRun('full');
  if (good === null || (await store.loadPlan(good.id))?.request.asOf !== null) return null;
  // Runs are dated by the org's clock, schedules by this machine's.
  const endedAgo = (await orgNow()) - good.finishedAt;
  return endedAgo < Date.now() - dueAt(job) ? good : null;
}

/**
 * Takes the run lock for a run of the schedule, or has it come back later: another run may be under way outside the
 * queue, or be waiting for its partitions, and needs the place of this one to close. It costs no attempt.
 */
export async function takeLockInTurn(
  job: Job<RunJobData>,
  token: string,
  lock: RunLock,
  holder: string,
): Promise<void> {
  if (await lock.take(holder, LOCK_TTL_MS)) return;
  await job.moveToDelayed(Date.now() + LOOK_MS, token);
  throw new DelayedError();
}
