// Changed accounts back to the org, and one outcome for each: Collections for few, a Bulk job for many. The only layer
// that repeats a write. All values are absolute, so repeating is harmless.
import type { RecordProblem } from '../run/failures.ts';
import type { AccountFields } from '../scoring/account-fields.ts';
import type { AccountChange, WriteOutcome } from '../run/ports.ts';
import { ACCOUNT_FIELDS, toJson } from './account-schema.ts';
import type { OrgConnection } from './connection.ts';
import { isRecord } from './connection.ts';
import { bulkUpdate } from './ingest.ts';
import type { RowError, WriteOptions } from './row-error.ts';
import { answerFailure, isPassingRowError, rowFix, shorten } from './translate.ts';
import { backoffMs, wait } from './wait.ts';

/** What one Collections call takes (REST API guide). */
const BATCH_ROWS = 200;
/** Above this the documentation recommends Bulk. */
const BULK_ABOVE = 2_000;
/** Rows a call in further attempts: fewer rows wait for fewer locks. */
const RETRY_ROWS = [200, 50, 10, 10, 10];

/**
 * One outcome per change, sorted by account. Throws when the org refuses or misses whole calls: some rows are then
 * written, and comparing anew finds the others.
 */
export async function writeAccounts(
  org: OrgConnection,
  changes: readonly AccountChange[],
  options: WriteOptions,
): Promise<readonly WriteOutcome[]> {
  // Sorted, so that rows that lock the same parent tend to stand together and two runs lock in the same order.
  let open = [...changes].sort((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0));
  const outcomes = new Map<string, WriteOutcome>();
  const settle = (change: AccountChange, error: RowError) =>
    outcomes.set(change.accountId, {
      accountId: change.accountId,
      problem: error && rowProblem(change.accountId, error),
    });
  if (open.length > BULK_ABOVE) {
    const errors = await bulkUpdate(org, open, options);
    open = open.filter((change) => {
      const error = errors.get(change.accountId);
      // Rows the job did not get to, and those that only met a lock, go the other way.
      if (error === undefined || (error && isPassingRowError(error.code, error.message))) return true;
      settle(change, error);
      return false;
    });
  }
  for (const [attempt, rows] of RETRY_ROWS.entries()) {
    if (open.length === 0) break;
    if (attempt > 0) await wait(backoffMs(attempt), options.signal);
    const last = attempt + 1 === RETRY_ROWS.length;
    const again: AccountChange[] = [];
    for (const batch of batches(open, rows)) {
      const errors = await updateBatch(org, batch, options.signal);
      for (const [index, change] of batch.entries()) {
        const error = errors[index] ?? null;
        if (error && !last && isPassingRowError(error.code, error.message)) again.push(change);
        else settle(change, error);
      }
    }
    if (again.length > 0) options.log.info('accounts.write_repeated', { rows: again.length, attempt: attempt + 1 });
    open = again;
  }
  return [...outcomes.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}

function batches(changes: readonly AccountChange[], rows: number): (readonly AccountChange[])[] {
  const found = [];
  for (let at = 0; at < changes.length; at += Math.min(rows, BATCH_ROWS))
    found.push(changes.slice(at, at + Math.min(rows, BATCH_ROWS)));
  return found;
}

/** Errors in the order of the batch. A call without an answer throws: the caller compares anew and repeats. */
async function updateBatch(
  org: OrgConnection,
  batch: readonly AccountChange[],
  signal: AbortSignal,
): Promise<readonly RowError[]> {
  const doing = `write ${batch.length} accounts`;
  const answer = await org.rest({
    method: 'PATCH',
    path: '/composite/sobjects',
    json: { allOrNone: false, records: batch.map(recordOf) },
    headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' },
    repeatable: true,
    signal,
    doing,
  });
  if (!Array.isArray(answer) || answer.length !== batch.length)
    throw answerFailure('UNKNOWN_EXCEPTION', `the answer does not tell of ${batch.length} rows`, doing);
  return answer.map(rowError);
}

function recordOf({ accountId, fields }: AccountChange): Record<string, unknown> {
  const record: Record<string, unknown> = { attributes: { type: 'Account' }, Id: accountId };
  for (const key of changedKeys(fields)) record[ACCOUNT_FIELDS[key].apiName] = toJson(key, fields[key] ?? null);
  return record;
}

/** The fields that a change names. */
function changedKeys(fields: Partial<AccountFields>): readonly (keyof AccountFields)[] {
  return (Object.keys(fields) as (keyof AccountFields)[]).filter((key) => fields[key] !== undefined);
}

function rowError(result: unknown): RowError {
  if (isRecord(result) && result['success'] === true) return null;
  const errors = isRecord(result) && Array.isArray(result['errors']) ? result['errors'] : [];
  const first: unknown = errors[0];
  const text = (name: string) => (isRecord(first) && typeof first[name] === 'string' ? first[name] : '');
  const fields = isRecord(first) && Array.isArray(first['fields']) ? first['fields'].join(', ') : '';
  return {
    code: text('statusCode') || text('errorCode') || 'UNKNOWN_EXCEPTION',
    message: text('message') + (fields === '' ? '' : ` (${fields})`),
  };
}

function rowProblem(accountId: string, { code, message }: NonNullable<RowError>): RecordProblem {
  return {
    recordId: accountId,
    accountId,
    code,
    message: `Account ${accountId}: ${code}: ${shorten(message)}`,
    fix: rowFix(code),
  };
}
