// Bulk API 2.0 query jobs: life of a job, result pages by locator, parallel pages. Rows come from ../org.ts, page by page.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Org, Query } from '../org.ts';
import { ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import { inDialect, readDialect } from './csv-dialect.ts';
import { csvReply, findJob, hasEnded, jobList, jobSummary, moveTo, newJob, wrongState, type Job } from './jobs.ts';
import { json, noContent, type Reply } from './reply.ts';

interface QueryJob extends Job {
  readonly query: Query;
  /** Known once complete. */
  total: number;
}

export interface BulkQueryOptions {
  /** Rows a result page when the caller states no maxRecords; the platform decides it itself and may change it. */
  readonly pageSize: number;
  /** Milliseconds a job spends in each of its two waiting states, so that a caller has to poll. */
  readonly stepMs: number;
}

/** `resultPages` names at most five pages at a time. */
const PARALLEL_PAGES = 5;

export class BulkQueryRoutes {
  readonly #org: Org;
  readonly #options: BulkQueryOptions;
  readonly #jobs = new Map<string, QueryJob>();

  constructor(org: Org, options: BulkQueryOptions) {
    this.#org = org;
    this.#options = options;
  }

  async create(call: Call): Promise<Reply> {
    const body = await call.json();
    const { operation, query: soql } = body;
    if (operation !== 'query' && operation !== 'queryAll') {
      throw new ApiError(400, 'INVALIDJOB', 'operation must be query or queryAll');
    }
    if (typeof soql !== 'string') throw new ApiError(400, 'INVALIDJOB', 'query must be given as text');
    const dialect = readDialect(body);
    const query = this.#org.query(soql, call.viewer, {
      bulk: true,
      all: operation === 'queryAll',
      apiVersion: call.version,
    });
    const job: QueryJob = { ...newJob(call, operation, query.objectName, 'UploadComplete', dialect), query, total: 0 };
    this.#jobs.set(job.id, job);
    const fault = call.faults.take(['bulk', 'bulk-job'], ['stuck', 'fail']);
    void this.#work(job, fault?.kind);
    return json(200, jobSummary(job), { object: job.object });
  }

  list(): Reply {
    return jobList([...this.#jobs.values()].map(jobSummary));
  }

  read(call: Call): Reply {
    const job = findJob(this.#jobs, call);
    return json(
      200,
      {
        ...jobSummary(job),
        jobType: 'V2Query',
        numberRecordsProcessed: job.total,
        retries: 0,
        totalProcessingTime: job.processingMs,
        isPkChunkingSupported: true,
        ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
      },
      { object: job.object },
    );
  }

  async abort(call: Call): Promise<Reply> {
    const job = findJob(this.#jobs, call);
    const { state } = await call.json();
    if (state !== 'Aborted') throw new ApiError(400, 'INVALIDJOBSTATE', 'A query job can only be set to Aborted.');
    if (hasEnded(job)) throw wrongState(job, 'only a running job can be aborted');
    moveTo(job, 'Aborted', this.#org.clock.now());
    return json(200, jobSummary(job), { object: job.object });
  }

  remove(call: Call): Reply {
    const job = findJob(this.#jobs, call);
    if (!hasEnded(job)) throw wrongState(job, 'abort it before deleting it');
    this.#jobs.delete(job.id);
    job.query.dispose();
    return noContent({ object: job.object });
  }

  results(call: Call): Reply {
    const job = this.#finished(call);
    const offset = readLocator(call.query.get('locator'), job.total);
    const asked = call.query.get('maxRecords');
    const limit = asked === null ? this.#options.pageSize : Number(asked);
    if (!Number.isInteger(limit) || limit < 1) {
      throw new ApiError(400, 'INVALIDJOB', 'maxRecords must be a whole number above 0');
    }
    const rows = Math.min(limit, job.total - offset);
    const next = offset + rows;
    const headers = {
      'Sforce-NumberOfRecords': String(rows),
      // The platform writes the word null when there is no further page.
      'Sforce-Locator': next >= job.total ? 'null' : locatorOf(next),
    };
    return csvReply(inDialect(job.query.csv(offset, rows), job.dialect), headers, { object: job.object, rows });
  }

  resultPages(call: Call): Reply {
    const job = this.#finished(call);
    const { pageSize } = this.#options;
    const start = readLocator(call.query.get('locator'), job.total);
    const offsets = Array.from({ length: PARALLEL_PAGES }, (_, index) => start + index * pageSize);
    const pages = offsets.filter((offset) => offset < job.total || offset === 0);
    const url = `${call.base}/jobs/query/${job.id}`;
    const next = start + PARALLEL_PAGES * pageSize;
    const done = next >= job.total;
    return json(200, {
      resultPages: pages.map((offset) => ({ resultUrl: `${url}/results?locator=${locatorOf(offset)}` })),
      ...(done ? {} : { nextRecordsUrl: `${url}/resultPages?locator=${locatorOf(next)}` }),
      done,
    });
  }

  /** Frees what the jobs keep; running ones end as aborted. */
  close(): void {
    for (const job of this.#jobs.values()) {
      if (!hasEnded(job)) job.state = 'Aborted';
      job.query.dispose();
    }
    this.#jobs.clear();
  }

  async #work(job: QueryJob, fault: string | undefined): Promise<void> {
    const { stepMs } = this.#options;
    await sleep(stepMs);
    if (hasEnded(job)) return;
    moveTo(job, 'InProgress', this.#org.clock.now());
    if (fault === 'stuck') return;
    await sleep(stepMs);
    if (hasEnded(job)) return;
    if (fault === 'fail') {
      job.errorMessage = 'InternalServerError : The job was retried more than 15 times';
      moveTo(job, 'Failed', this.#org.clock.now());
      return;
    }
    job.total = job.query.totalSize();
    moveTo(job, 'JobComplete', this.#org.clock.now());
  }

  #finished(call: Call): QueryJob {
    const job = findJob(this.#jobs, call);
    if (job.version !== call.version) {
      throw new ApiError(
        409,
        'API_VERSION_MISMATCH',
        `Job ${job.id} was created with API version ${job.version}: read it with the same.`,
      );
    }
    if (job.state !== 'JobComplete') throw wrongState(job, 'results can be read once it is JobComplete');
    return job;
  }
}

const locatorOf = (offset: number) => Buffer.from(String(offset)).toString('base64url');

function readLocator(locator: string | null, total: number): number {
  if (locator === null || locator === '') return 0;
  const text = Buffer.from(locator, 'base64url').toString('latin1');
  if (!/^\d+$/.test(text) || (Number(text) >= total && Number(text) > 0)) {
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', `The locator ${locator} does not belong to this job.`);
  }
  return Number(text);
}
