// Bulk API 2.0 jobs as the org tells of them, and waiting for their end. The same for queries and uploads.
import { FatalFailure, RetriableFailure } from '../run/failures.ts';
import type { OrgConnection } from './connection.ts';
import { isRecord } from './connection.ts';
import { answerFailure } from './translate.ts';
import { wait } from './wait.ts';

export type JobKind = 'query' | 'ingest';

export interface JobState {
  readonly id: string;
  readonly state: string;
  /** Null when the org does not say. */
  readonly records: number | null;
  readonly error: string;
}

export interface JobWait {
  readonly pollMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Completes "could not …". */
  readonly doing: string;
}

/**
 * Polls until the job is complete. Throws when it failed, and a RetriableFailure when neither its state nor its record
 * count moves for too long.
 */
export async function endOfJob(org: OrgConnection, kind: JobKind, id: string, options: JobWait): Promise<JobState> {
  const { stuckJob, job: longest } = org.timeouts;
  const { pollMs, signal, doing } = options;
  const startedAt = Date.now();
  let movedAt = startedAt;
  let seen = '';
  for (let pause = pollMs; ; pause = Math.min(pause * 1.5, pollMs * 20)) {
    await wait(pause, signal);
    const now = parseJob(await org.rest({ method: 'GET', path: `/jobs/${kind}/${id}`, signal, doing }), doing);
    if (now.state === 'JobComplete') return now;
    if (now.state === 'Failed' || now.state === 'Aborted') throw jobFailure(now, doing);
    const mark = `${now.state} ${now.records ?? 0}`;
    if (mark !== seen) [seen, movedAt] = [mark, Date.now()];
    const still = Date.now() - movedAt;
    if (still < stuckJob && Date.now() - startedAt < longest) continue;
    throw new RetriableFailure(
      `Salesforce: could not ${doing}: job ${id} stayed ${now.state} for ${Math.round(still / 1000)} s`,
      {
        code: 'SALESFORCE_JOB_STUCK',
        actions: ['look at Setup > Bulk Data Load Jobs, then run again; the job was aborted'],
      },
    );
  }
}

/** A failed job may succeed the next time when the platform gave up on itself; a wrong query never does. */
function jobFailure(job: JobState, doing: string): Error {
  const text = `Salesforce: could not ${doing}: job ${job.id} ended ${job.state}: ${job.error || 'no reason given'}`;
  const passing = /InternalServerError|retried more than|TooManyLockFailure|Timeout|UNABLE_TO_LOCK/i;
  if (passing.test(job.error) || job.state === 'Aborted')
    return new RetriableFailure(text, { code: 'SALESFORCE_JOB_FAILED', actions: ['run again later'] });
  const code = /^\s*(\w+)\s*:/.exec(job.error)?.[1] ?? '';
  const known = answerFailure(code, job.error, `${doing} (job ${job.id})`);
  if (!(known instanceof FatalFailure) || code === 'ExceededQuota') return known;
  return new FatalFailure(text, {
    code: 'SALESFORCE_JOB_FAILED',
    actions: ['run `touchpoint doctor`; if it finds nothing, report this message'],
  });
}

/** Aborts or deletes a job as a courtesy: the org deletes finished jobs by itself after a week. Short, and never fails. */
export async function tidy(org: OrgConnection, kind: JobKind, method: 'PATCH' | 'DELETE', id: string): Promise<void> {
  // One that runs on is work for the org, one that lies there is not.
  if (method === 'DELETE' && !org.wire.tidies) return;
  const request = org.rest({
    method,
    path: `/jobs/${kind}/${id}`,
    ...(method === 'PATCH' ? { json: { state: 'Aborted' } } : {}),
    signal: AbortSignal.timeout(5_000),
    doing: `tidy up job ${id}`,
  });
  await Promise.allSettled([request]);
}

export function parseJob(body: unknown, doing: string): JobState {
  if (!isRecord(body) || typeof body['id'] !== 'string' || typeof body['state'] !== 'string')
    throw answerFailure('UNKNOWN_EXCEPTION', 'the answer is not a job', doing);
  const { numberRecordsProcessed: records, errorMessage: error } = body;
  return {
    id: body['id'],
    state: body['state'],
    records: typeof records === 'number' ? records : null,
    error: typeof error === 'string' ? error : '',
  };
}
