// Every fault that Salesforce and Outreach are known for, injected into a real run: it ends within two minutes in a
// retried success or a clear failure, and no account ever holds anything but its right values or none at all.
import { describe, expect, it } from 'vitest';
import { readerOf, type OrgRow, writtenFields } from './org-reader.ts';
import { type Finished, startStandIns, type StandInProcess, touchpoint } from './processes.ts';

const WORLD = 'accounts=60,seed=11,today=2026-03-02';
const AS_OF = '2026-03-02';
/** A fault ends within twice the patience; these runs have a short one, and two have the default. */
const SHORT = { PATIENCE_SECONDS: '8' };
const STAND_INS = ['--bulk-page-size', '150', '--mint-seconds', '0'];
const LIMIT_SECONDS = 120;
const OK = 0;
const FAILED = 3;
const DEGRADED = 4;

interface FaultCase {
  readonly name: string;
  readonly server: 'salesforce' | 'outreach';
  readonly fault: Record<string, unknown>;
  /** Exit codes that are right; several where the moment of the fault decides. */
  readonly codes: readonly number[];
}

const salesforce = (name: string, fault: Record<string, unknown>, ...codes: number[]): FaultCase => ({
  name,
  server: 'salesforce',
  fault,
  codes,
});
const outreach = (name: string, fault: Record<string, unknown>, ...codes: number[]): FaultCase => ({
  name,
  server: 'outreach',
  fault,
  codes,
});

const CASES: readonly FaultCase[] = [
  salesforce('a query answer cut in the middle', { match: 'query', kind: 'drop', times: 2 }, OK),
  salesforce('a query answer cut every time', { match: 'query', kind: 'drop', times: -1 }, FAILED),
  salesforce('a query answer that is truncated JSON', { match: 'query', kind: 'truncate', times: 1 }, OK),
  salesforce('a bulk result cut in the middle', { match: 'bulk', kind: 'drop', times: 2 }, OK),
  salesforce('a bulk result that ends early on a row boundary', { match: 'bulk', kind: 'truncate', times: 1 }, OK),
  salesforce('bulk results that always end early', { match: 'bulk', kind: 'truncate', times: -1 }, FAILED),
  salesforce('an expired session', { match: 'query', kind: 'expire', times: 1 }, OK),
  salesforce(
    'a session that expires while bulk results are read',
    { match: 'bulk', kind: 'expire', times: 1, after: 3 },
    OK,
  ),
  salesforce('an API that always answers 401', { match: 'query', kind: 'expire', times: -1 }, FAILED, 2),
  salesforce('a busy server', { match: 'query', kind: 'status', status: 503, times: 2 }, OK),
  salesforce('a server error on reading', { match: 'query', kind: 'status', status: 500, times: 1 }, OK),
  salesforce('too many requests', { match: 'bulk', kind: 'status', status: 429, times: 2 }, OK),
  salesforce('a bulk job that never ends', { match: 'bulk', kind: 'stuck', times: -1 }, FAILED),
  salesforce('a bulk job that fails', { match: 'bulk', kind: 'fail', times: 1 }, OK, FAILED),
  salesforce('bulk jobs that always fail', { match: 'bulk', kind: 'fail', times: -1 }, FAILED),
  salesforce('the daily request limit', { match: 'bulk', kind: 'limit', times: -1 }, FAILED),
  salesforce('rows locked for a moment', { match: 'collections', kind: 'lock', times: 2 }, OK),
  salesforce('rows locked for ever', { match: 'collections', kind: 'lock', times: -1 }, DEGRADED, FAILED),
  salesforce('a write whose answer is cut', { match: 'collections', kind: 'drop', times: 1 }, OK),
  salesforce('a slow server', { match: 'query', kind: 'slow', delayMs: 1500, times: 3 }, OK),
  salesforce('a sign-in that fails for a moment', { match: 'token', kind: 'status', status: 503, times: 1 }, OK),
  outreach('mailings pages that answer 502', { match: 'mailings', kind: 'status', status: 502, times: 2 }, OK),
  outreach('mailings that are down', { match: 'mailings', kind: 'status', status: 503, times: -1 }, FAILED),
  outreach('an unsorted page', { match: 'mailings', kind: 'unsorted', times: 2 }, OK),
  outreach('an upper bound that is ignored', { match: 'mailings', kind: 'unbounded', times: 2 }, OK),
  outreach('records that come twice over pages', { match: 'mailings', kind: 'duplicate', times: 3 }, OK),
  outreach('a token that expires in the middle', { match: 'calls', kind: 'expire', times: 1 }, OK),
  outreach('a rate limit', { match: 'prospects', kind: 'limit', times: 1 }, OK, FAILED),
  outreach('a page cut in the middle', { match: 'mailings', kind: 'drop', times: 2 }, OK),
  outreach('a page that is truncated', { match: 'mailings', kind: 'truncate', times: 1 }, OK),
  outreach('a page that is always truncated', { match: 'calls', kind: 'truncate', times: -1 }, FAILED),
];

const SOQL = `SELECT ${['Id', ...writtenFields()].join(', ')} FROM Account ORDER BY Id`;
let right: Promise<OrgRow[]> | null = null;

async function runWith(
  standIns: StandInProcess,
  environment: Record<string, string> = SHORT,
  mode: readonly string[] = ['--inline'],
): Promise<Finished> {
  return touchpoint(['run', ...mode, '--json', '--as-of', AS_OF], { ...standIns.environment, ...environment });
}

async function held(standIns: StandInProcess): Promise<OrgRow[]> {
  return (await readerOf(standIns.environment)).query(SOQL);
}

/** What every account holds after a run that nothing disturbs; run once. */
function rightValues(): Promise<OrgRow[]> {
  right ??= (async () => {
    const undisturbed = await startStandIns(WORLD, STAND_INS);
    const finished = await runWith(undisturbed);
    expect(finished.code, finished.stderr).toBe(OK);
    return held(undisturbed);
  })();
  return right;
}

describe('a run that meets a fault', () => {
  it.each(CASES)('$server: $name', async (fault) => {
    await endsWell(fault, SHORT);
  });

  // Both begin when the run has opened and never end.
  const BULK_GONE = { match: 'bulk', kind: 'drop', times: -1, after: 1 };
  const ALL_GONE = { match: '*', kind: 'drop', times: -1, after: 40 };

  it.each([
    { how: 'in one process', fault: BULK_GONE, mode: ['--inline'], most: '2' },
    { how: 'in one process, one partition at a time', fault: ALL_GONE, mode: ['--inline'], most: '1' },
    { how: 'through the queue', fault: ALL_GONE, mode: [], most: '2' },
  ])('spends one patience, not one for each partition, when the org goes away: $how', async ({ fault, mode, most }) => {
    const environment = { ...SHORT, PARTITION_ACCOUNTS: '5', WORKER_CONCURRENCY: most };
    const finished = await endsWell(salesforce('gone', fault, FAILED), environment, mode);
    // Twelve partitions: a patience for each, even two at a time, would be 48 seconds at least.
    expect(finished.seconds, finished.stderr).toBeLessThan(36);
  });

  it('keeps to two minutes with the patience it has by default', async () => {
    const slowest = CASES.filter(({ name }) => /a bulk job that never ends|a query answer cut every time/.test(name));
    expect(slowest).toHaveLength(2);
    await Promise.all(slowest.map((fault) => endsWell(fault, {})));
  });
});

async function endsWell(
  { server, fault, codes }: FaultCase,
  environment: Record<string, string>,
  mode: readonly string[] = ['--inline'],
): Promise<Finished> {
  const expected = await rightValues();
  const standIns = await startStandIns(WORLD, STAND_INS);
  await standIns.control(server, 'POST', 'faults', fault);
  const finished = await runWith(standIns, environment, mode);
  await standIns.control(server, 'DELETE', 'faults');
  expect(finished.seconds, finished.stderr).toBeLessThan(LIMIT_SECONDS);
  expect(codes, finished.stderr).toContain(finished.code);
  if (finished.code !== OK) expect(finished.stderr).toMatch(/What to do/);
  expect(finished.stderr).not.toMatch(/\bat .*\.ts:\d+/);
  const now = await held(standIns);
  const blank = (row: OrgRow): boolean => row['Touchpoint_Scored_On__c'] === null;
  const wrong = now.filter((row, at) => !blank(row) && JSON.stringify(row) !== JSON.stringify(expected[at]));
  expect(wrong).toEqual([]);
  if (finished.code === OK) expect(now).toEqual(expected);
  return finished;
}
