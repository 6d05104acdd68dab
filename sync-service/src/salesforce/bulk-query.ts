// One Bulk API 2.0 query from job to rows: create, poll, download page by page, delete. A page is given only when it is
// whole, so nothing is ever given twice or from a cut body.
import type { Dispatcher } from 'undici';
import { RetriableFailure } from '../run/failures.ts';
import type { OrgConnection } from './connection.ts';
import { readCsv } from './csv.ts';
import { endOfJob, parseJob, tidy, type JobState } from './job-state.ts';
import { CutBody, type WireAnswer } from './wire.ts';

/** Rows a page: some 15 MB of tasks, held until the page is known to be whole. */
const PAGE_ROWS = 50_000;

export interface BulkQuery<T> {
  readonly soql: string;
  /** True: deleted and archived rows too. */
  readonly all: boolean;
  readonly columns: readonly string[];
  /** Values in the order of `columns`; null leaves the row out. */
  readonly map: (row: readonly string[]) => T | null;
  /** Rows a page at most; default 50,000. */
  readonly pageRows?: number;
  readonly signal?: AbortSignal | undefined;
  /** Completes "could not …". */
  readonly doing: string;
}

/** All rows of the query, in no particular order. Throws a RetriableFailure when the job is stuck or pages stay incomplete. */
export async function bulkQuery<T>(org: OrgConnection, query: BulkQuery<T>, pollMs: number): Promise<readonly T[]> {
  const job = await createJob(org, query);
  let running = true;
  try {
    const { records } = await endOfJob(org, 'query', job.id, { ...query, pollMs });
    running = false;
    return await download(org, job.id, records, query);
  } finally {
    if (running) await tidy(org, 'query', 'PATCH', job.id);
    await tidy(org, 'query', 'DELETE', job.id);
  }
}

async function createJob<T>(org: OrgConnection, query: BulkQuery<T>): Promise<JobState> {
  return parseJob(
    await org.rest({
      method: 'POST',
      path: '/jobs/query',
      json: {
        operation: query.all ? 'queryAll' : 'query',
        query: query.soql,
        contentType: 'CSV',
        columnDelimiter: 'COMMA',
        lineEnding: 'LF',
      },
      // A second job does no harm: an orphan is deleted by the org after a week.
      repeatable: true,
      signal: query.signal,
      doing: query.doing,
    }),
    query.doing,
  );
}

async function download<T>(
  org: OrgConnection,
  id: string,
  records: number | null,
  query: BulkQuery<T>,
): Promise<readonly T[]> {
  const all: T[] = [];
  const seen = new Set<string>();
  let rows = 0;
  for (let locator: string | null = null; ;) {
    const page: Page<T> = await readPage(org, id, locator, query);
    for (const item of page.items) all.push(item);
    rows += page.rows;
    if (page.next === null) break;
    if (seen.has(page.next)) throw incomplete(`the pages of job ${id} repeat`, query.doing);
    seen.add(page.next);
    locator = page.next;
  }
  if (records !== null && rows !== records)
    throw incomplete(`job ${id} has ${records} records, its pages ${rows}`, query.doing);
  return all;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly rows: number;
  readonly next: string | null;
}

async function readPage<T>(
  org: OrgConnection,
  id: string,
  locator: string | null,
  query: BulkQuery<T>,
): Promise<Page<T>> {
  const parameters = new URLSearchParams({ maxRecords: String(query.pageRows ?? PAGE_ROWS) });
  if (locator !== null) parameters.set('locator', locator);
  const read = async (answer: Dispatcher.ResponseData, headers: Readonly<Record<string, string>>) => {
    const items: T[] = [];
    const most = Number(headers['sforce-numberofrecords'] ?? query.pageRows ?? PAGE_ROWS);
    let rows = 0;
    const found = await readCsv(answer.body as AsyncIterable<Uint8Array>, (row) => {
      if (++rows > most) throw new CutBody(`the page has more than ${most} records`);
      const item = query.map(row);
      if (item !== null) items.push(item);
    });
    checkPage(found, headers, query);
    return { items, rows: found.rows };
  };
  const answer: WireAnswer<{ items: T[]; rows: number }> = await org.raw(
    {
      method: 'GET',
      url: `/jobs/query/${id}/results?${parameters.toString()}`,
      headers: { accept: 'text/csv' },
      ...(query.signal ? { signal: query.signal } : {}),
      doing: query.doing,
    },
    read,
    org.timeouts.page,
  );
  const next = answer.headers['sforce-locator'];
  return { ...answer.body, next: next === undefined || next === '' || next === 'null' ? null : next };
}

/** The header line states how many rows the page has: fewer mean that it was cut, wherever that was. */
function checkPage<T>(
  found: { readonly header: readonly string[]; readonly rows: number },
  headers: Readonly<Record<string, string>>,
  query: BulkQuery<T>,
): void {
  const announced = headers['sforce-numberofrecords'];
  if (announced !== undefined && Number(announced) !== found.rows)
    throw new CutBody(`the page has ${found.rows} of ${announced} records`);
  if (found.rows > 0 && found.header.join().toLowerCase() !== query.columns.join().toLowerCase())
    throw new CutBody(`the columns are ${found.header.join()}`);
}

function incomplete(what: string, doing: string): RetriableFailure {
  return new RetriableFailure(`Salesforce: could not ${doing}: ${what}`, {
    code: 'SALESFORCE_INCOMPLETE',
    actions: ['run again'],
  });
}
