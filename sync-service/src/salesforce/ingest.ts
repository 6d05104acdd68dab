// Many changed accounts in one Bulk API 2.0 upload: the CSV, the job, and what became of each row.
import type { AccountFields } from '../scoring/account-fields.ts';
import type { AccountChange } from '../run/ports.ts';
import { ACCOUNT_FIELD_KEYS, ACCOUNT_FIELDS, toText } from './account-schema.ts';
import type { OrgConnection } from './connection.ts';
import { csvLine, readCsv } from './csv.ts';
import { endOfJob, parseJob, tidy } from './job-state.ts';
import type { RowError, WriteOptions } from './row-error.ts';

/** The upload may have 100 MB; stories have up to 8 kB each. */
const MAX_BYTES = 60_000_000;
/** Rows the platform takes in one of its batches. */
const MAX_ROWS = 10_000;
/** In an update, an empty value leaves the field alone and this one clears it. */
const CLEAR = '#N/A';
/** An upload is larger and slower than other requests. */
const UPLOAD_MS = 50_000;

/** What the org said of each row, by account; a row that no result tells of is absent. Throws a Failure. */
export async function bulkUpdate(
  org: OrgConnection,
  changes: readonly AccountChange[],
  options: WriteOptions,
): Promise<ReadonlyMap<string, RowError>> {
  const errors = new Map<string, RowError>();
  for (const upload of uploads(changes)) {
    const job = await create(org, options.signal);
    let running = true;
    try {
      await send(org, job, upload, options.signal);
      await endOfJob(org, 'ingest', job, { ...options, doing: 'write accounts in bulk' });
      running = false;
      await collect(org, job, errors, options.signal);
    } finally {
      if (running) await tidy(org, 'ingest', 'PATCH', job);
      await tidy(org, 'ingest', 'DELETE', job);
    }
  }
  return errors;
}

/** CSV texts with a header each, every one small enough for a job. */
export function uploads(changes: readonly AccountChange[]): readonly string[] {
  const keys = ACCOUNT_FIELD_KEYS.filter((key) => changes.some((change) => change.fields[key] !== undefined));
  const header = csvLine(['Id', ...keys.map((key) => ACCOUNT_FIELDS[key].apiName)]);
  const found: string[] = [];
  let [text, rows] = [header, 0];
  for (const change of changes) {
    text += csvLine([change.accountId, ...keys.map((key) => cell(key, change.fields))]);
    rows++;
    // Characters, not bytes: stories are ASCII, and the bound leaves room for the rest.
    if (rows < MAX_ROWS && text.length < MAX_BYTES) continue;
    found.push(text);
    [text, rows] = [header, 0];
  }
  return rows > 0 ? [...found, text] : found;
}

function cell(key: keyof AccountFields, fields: Partial<AccountFields>): string {
  const value = fields[key];
  return value === undefined ? '' : (toText(key, value) ?? CLEAR);
}

async function create(org: OrgConnection, signal: AbortSignal): Promise<string> {
  const doing = 'start a bulk update of accounts';
  const json = {
    object: 'Account',
    operation: 'update',
    contentType: 'CSV',
    columnDelimiter: 'COMMA',
    lineEnding: 'LF',
  };
  // A second job does no harm: one that never gets data is deleted by the org.
  return parseJob(
    await org.rest({ method: 'POST', path: '/jobs/ingest', json, repeatable: true, signal, doing }),
    doing,
  ).id;
}

async function send(org: OrgConnection, job: string, csv: string, signal: AbortSignal): Promise<void> {
  const doing = 'upload accounts';
  await org.raw(
    {
      method: 'PUT',
      url: `/jobs/ingest/${job}/batches`,
      headers: { 'content-type': 'text/csv; charset=utf-8' },
      body: csv,
      signal,
      doing,
    },
    async (answer) => answer.body.text(),
    UPLOAD_MS,
  );
  await org.rest({ method: 'PATCH', path: `/jobs/ingest/${job}`, json: { state: 'UploadComplete' }, signal, doing });
}

async function collect(
  org: OrgConnection,
  job: string,
  errors: Map<string, RowError>,
  signal: AbortSignal,
): Promise<void> {
  await eachRow(org, `/jobs/ingest/${job}/successfulResults`, signal, (row) => {
    errors.set(row('sf__Id') || row('Id'), null);
  });
  await eachRow(org, `/jobs/ingest/${job}/failedResults`, signal, (row) => {
    // `CODE:message:field --`
    const [code = '', ...message] = row('sf__Error').split(':');
    errors.set(row('Id') || row('sf__Id'), { code, message: message.join(':').replace(/\s*--\s*$/, '') });
  });
}

/** Results carry the original columns too; only what tells of the row is kept. */
async function eachRow(
  org: OrgConnection,
  path: string,
  signal: AbortSignal,
  onRow: (row: (column: string) => string) => void,
): Promise<void> {
  const rows = await org.raw<readonly ReadonlyMap<string, string>[]>(
    { method: 'GET', url: path, headers: { accept: 'text/csv' }, signal, doing: 'read the results of a bulk update' },
    async (answer) => {
      const found: Map<string, string>[] = [];
      let header: readonly string[] = [];
      await readCsv(
        answer.body as AsyncIterable<Uint8Array>,
        (row) => {
          const kept = ['sf__Id', 'sf__Error', 'Id'].map((name) => [name, row[header.indexOf(name)] ?? ''] as const);
          found.push(new Map(kept));
        },
        (names) => (header = names),
      );
      return found;
    },
    org.timeouts.page,
  );
  for (const row of rows.body) onRow((column) => row.get(column) ?? '');
}
