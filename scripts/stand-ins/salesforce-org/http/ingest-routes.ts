// Bulk API 2.0 ingest jobs: open, upload, process, results. CSV is read by ingest-input.ts, records are saved by the engine.
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from '../access/viewer.ts';
import type { Org, Row, SaveResult, WriteOperation } from '../org.ts';
import type { Faults } from '../../control/faults.ts';
import { ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import { csvLine, readDialect } from './csv-dialect.ts';
import { InvalidBatch, parseUpload, toRows, type DescribedField, type IngestInput } from './ingest-input.ts';
import { csvReply, findJob, hasEnded, jobList, jobSummary, moveTo, newJob, wrongState, type Job } from './jobs.ts';
import { saveUnlessLocked } from './row-locks.ts';
import { json, noContent, type Reply } from './reply.ts';

/** The platform takes 150 MB after its own encoding, which is 100 MB of upload. */
const MOST_UPLOAD = 100_000_000;
/** Records saved before other requests get their turn. */
const CHUNK = 200;
const operations: readonly string[] = ['insert', 'update', 'upsert', 'delete'];

interface IngestJob extends Job {
  readonly externalIdFieldName?: string;
  readonly viewer: Viewer;
  upload?: string;
  input: IngestInput;
  /** Result of each line, by its place; absent = not processed. */
  readonly results: Map<number, SaveResult>;
}

export class IngestRoutes {
  readonly #org: Org;
  readonly #faults: Faults;
  readonly #stepMs: number;
  readonly #jobs = new Map<string, IngestJob>();

  constructor(org: Org, faults: Faults, stepMs: number) {
    this.#org = org;
    this.#faults = faults;
    this.#stepMs = stepMs;
  }

  async create(call: Call): Promise<Reply> {
    const body = await call.json();
    const { operation, object, externalIdFieldName } = body;
    if (operation === 'hardDelete') {
      throw new ApiError(
        400,
        'FEATURENOTENABLED',
        'hardDelete operation requires special user profile permission, please contact your system administrator',
      );
    }
    if (typeof operation !== 'string' || !operations.includes(operation)) {
      throw new ApiError(400, 'INVALIDJOB', `operation must be one of ${operations.join(', ')}`);
    }
    if (typeof object !== 'string') throw new ApiError(400, 'INVALIDJOB', 'object must be given');
    if (operation === 'upsert' && typeof externalIdFieldName !== 'string') {
      throw new ApiError(400, 'INVALIDJOB', 'externalIdFieldName is required for upsert');
    }
    const name = String(call.org.describe(object, call.viewer)['name']);
    const job: IngestJob = {
      ...newJob(call, operation, name, 'Open', readDialect(body)),
      ...(typeof externalIdFieldName === 'string' ? { externalIdFieldName } : {}),
      viewer: call.viewer,
      input: { columns: [], lines: [] },
      results: new Map(),
    };
    this.#jobs.set(job.id, job);
    return json(200, summary(job), { object: name });
  }

  list(): Reply {
    return jobList([...this.#jobs.values()].map(summary));
  }

  async upload(call: Call): Promise<Reply> {
    const job = findJob(this.#jobs, call);
    if (job.state !== 'Open' || job.upload !== undefined)
      throw wrongState(job, 'data can be uploaded once, while it is Open');
    if (!/^text\/csv/i.test(call.headers['content-type'] ?? '')) {
      throw new ApiError(415, 'INVALID_CONTENT_TYPE', 'The upload must have Content-Type: text/csv');
    }
    job.upload = (await call.bytes(MOST_UPLOAD)).toString('utf8');
    return { status: 201, object: job.object };
  }

  async change(call: Call): Promise<Reply> {
    const job = findJob(this.#jobs, call);
    const { state } = await call.json();
    if (state === 'UploadComplete') {
      if (job.state !== 'Open') throw wrongState(job, 'only an Open job can be completed');
      moveTo(job, 'UploadComplete', this.#org.clock.now());
      const fault = call.faults.take(['ingest', 'ingest-job'], ['stuck', 'fail']);
      void this.#work(job, fault?.kind);
    } else if (state === 'Aborted') {
      if (hasEnded(job)) throw wrongState(job, 'only a job that has not ended can be aborted');
      moveTo(job, 'Aborted', this.#org.clock.now());
    } else {
      throw new ApiError(400, 'INVALIDJOBSTATE', 'state must be UploadComplete or Aborted');
    }
    return json(200, summary(job), { object: job.object });
  }

  read(call: Call): Reply {
    const job = findJob(this.#jobs, call);
    const failed = [...job.results.values()].filter(({ success }) => !success).length;
    const figures = {
      jobType: 'V2Ingest',
      numberRecordsProcessed: job.results.size,
      numberRecordsFailed: failed,
      retries: 0,
      totalProcessingTime: job.processingMs,
      apiActiveProcessingTime: job.processingMs,
      apexProcessingTime: 0,
      ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
    };
    return json(200, { ...summary(job), ...figures }, { object: job.object });
  }

  remove(call: Call): Reply {
    const job = findJob(this.#jobs, call);
    if (!hasEnded(job)) throw wrongState(job, 'abort it before deleting it');
    this.#jobs.delete(job.id);
    return noContent({ object: job.object });
  }

  /** One of the three result files. Rows come in another order than uploaded: callers must not count on it. */
  results(call: Call): Reply {
    const job = findJob(this.#jobs, call);
    if (!hasEnded(job)) throw wrongState(job, 'results can be read once it has ended');
    const kind = (call.params[1] ?? '').toLowerCase();
    const { columns, lines } = job.input;
    const rows: string[][] = [];
    for (const [index, line] of [...lines.entries()].reverse()) {
      const result = job.results.get(index);
      if (kind === 'unprocessedrecords' && !result) rows.push([...line]);
      if (kind === 'successfulresults' && result?.success === true) {
        rows.push([result.id ?? '', String(result.created ?? job.operation === 'insert'), ...line]);
      }
      if (kind === 'failedresults' && result?.success === false)
        rows.push([idIn(job, line), errorText(result), ...line]);
    }
    const extra = { successfulresults: ['sf__Id', 'sf__Created'], failedresults: ['sf__Id', 'sf__Error'] }[kind] ?? [];
    const body = [[...extra, ...columns], ...rows].map((values) => csvLine(values, job.dialect)).join('');
    return csvReply(body, {}, { object: job.object, rows: rows.length });
  }

  /** Running jobs stop at their next chunk. */
  close(): void {
    for (const job of this.#jobs.values()) if (!hasEnded(job)) job.state = 'Aborted';
    this.#jobs.clear();
  }

  async #work(job: IngestJob, fault: string | undefined): Promise<void> {
    await sleep(this.#stepMs);
    if (hasEnded(job)) return;
    moveTo(job, 'InProgress', this.#org.clock.now());
    if (fault === 'stuck') return;
    await sleep(this.#stepMs);
    if (hasEnded(job)) return;
    try {
      if (fault === 'fail') throw new InvalidBatch('InternalServerError : The batch was retried more than 20 times');
      const fields = this.#org.describe(job.object, job.viewer)['fields'] as DescribedField[];
      job.input = parseUpload(job.upload ?? '', job.dialect, fields);
      await this.#save(job, toRows(job.input, fields));
      // An abort in between must stand.
      if (!hasEnded(job)) moveTo(job, 'JobComplete', this.#org.clock.now());
    } catch (error) {
      job.errorMessage = error instanceof Error ? error.message : String(error);
      moveTo(job, 'Failed', this.#org.clock.now());
    } finally {
      job.upload = '';
    }
  }

  async #save(job: IngestJob, rows: Row[]): Promise<void> {
    const { externalIdFieldName: externalIdField } = job;
    const flags = { allOrNone: false, ...(externalIdField === undefined ? {} : { externalIdField }) };
    for (let start = 0; start < rows.length && !hasEnded(job); start += CHUNK) {
      const chunk = rows.slice(start, start + CHUNK);
      const saved = saveUnlessLocked(this.#faults, ['ingest', 'ingest-job'], chunk, false, (free) =>
        this.#org.write(job.operation as WriteOperation, job.object, free, job.viewer, flags),
      );
      for (const [index, result] of saved.entries()) job.results.set(start + index, result);
      await turn();
    }
  }
}

const summary = (job: IngestJob) => ({
  ...jobSummary(job),
  ...(job.externalIdFieldName === undefined ? {} : { externalIdFieldName: job.externalIdFieldName }),
  ...(job.state === 'Open' ? { contentUrl: `services/data/v${job.version}/jobs/ingest/${job.id}/batches` } : {}),
});

/** `CODE:message:field --`, the form of sf__Error. */
const errorText = ({ errors }: SaveResult) =>
  errors.map(({ statusCode, message, fields }) => `${statusCode}:${message}:${fields.join(',')} --`).join(' ');

function idIn(job: IngestJob, line: readonly string[]): string {
  const place = job.input.columns.findIndex((name) => name.toLowerCase() === 'id');
  return place < 0 ? '' : (line[place] ?? '');
}
