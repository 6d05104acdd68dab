// What query jobs and ingest jobs have in common: Ids, states and times. What a job does is in the two route files.
import { newId } from '../schema/ids.ts';
import { ApiError, notFound } from './api-error.ts';
import type { Call } from './call.ts';
import type { Dialect } from './csv-dialect.ts';
import { json, type Reply } from './reply.ts';

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

export interface Job {
  readonly id: string;
  readonly operation: string;
  readonly object: string;
  readonly createdById: string;
  readonly createdDate: string;
  systemModstamp: string;
  state: JobState;
  readonly version: string;
  readonly dialect: Dialect;
  errorMessage?: string;
  readonly startedMs: number;
  /** Milliseconds from start to end; 0 while it runs. */
  processingMs: number;
}

// One count for all servers of this process: a job's Id never meets another's.
let jobsCreated = 0;

/** `2018-12-10T17:50:19.000+0000`, the form of times in REST answers. */
const restTime = (date: Date) => date.toISOString().replace('Z', '+0000');

export function newJob(call: Call, operation: string, object: string, state: JobState, dialect: Dialect): Job {
  const now = restTime(call.org.clock.now());
  jobsCreated += 1;
  return {
    id: newId('750', jobsCreated),
    operation,
    object,
    createdById: call.viewer.userId,
    createdDate: now,
    systemModstamp: now,
    state,
    version: call.version,
    dialect,
    startedMs: Date.now(),
    processingMs: 0,
  };
}

export function moveTo(job: Job, state: JobState, now: Date): void {
  job.state = state;
  job.systemModstamp = restTime(now);
  if (hasEnded(job)) job.processingMs = Math.max(1, Date.now() - job.startedMs);
}

export const hasEnded = ({ state }: Job) => state === 'JobComplete' || state === 'Failed' || state === 'Aborted';

/** What POST and PATCH answer; GET adds figures to it. */
export const jobSummary = (job: Job) => ({
  id: job.id,
  operation: job.operation,
  object: job.object,
  createdById: job.createdById,
  createdDate: job.createdDate,
  systemModstamp: job.systemModstamp,
  state: job.state,
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: Number(job.version),
  lineEnding: job.dialect.lineEnding,
  columnDelimiter: job.dialect.columnDelimiter,
});

/** @throws ApiError 404 for a job that is not there or was deleted. */
export function findJob<T>(jobs: ReadonlyMap<string, T>, call: Call): T {
  const id = call.params[0] ?? '';
  const job = jobs.get(id) ?? [...jobs].find(([whole]) => whole.startsWith(id) && id.length === 15)?.[1];
  if (job === undefined) throw notFound();
  return job;
}

export const wrongState = (job: Job, wanted: string) =>
  new ApiError(400, 'INVALIDJOBSTATE', `Job ${job.id} is ${job.state}: ${wanted}.`);

/** All jobs on one page: the stand-in never has more than the platform's 1000 a page. */
export const jobList = (records: unknown[]): Reply => json(200, { done: true, records, nextRecordsUrl: null });

export function csvReply(
  body: string | Iterable<string>,
  headers: Record<string, string>,
  about: { object: string; rows: number },
): Reply {
  return { status: 200, headers: { 'Content-Type': 'text/csv;charset=UTF-8', ...headers }, body, ...about };
}
