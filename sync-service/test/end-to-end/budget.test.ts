// A run whose cap does not suffice: never a request more than the cap by the stand-in's own count, accounts that it did are
// right, the others untouched, and what was given up is named. Inline, through the queue with two workers, and under faults.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { compose } from '../../src/compose.ts';
import { Failure } from '../../src/run/failures.ts';
import type { RunSummary } from '../../src/run/run-store.ts';
import { readSettings } from '../../src/settings.ts';
import { type OrgReader, type OrgRow, readerOf, writtenFields } from './org-reader.ts';
import { lastLine, touchpoint, touchpointInBackground } from './processes.ts';

const LIMIT_MS = 60_000;
const AS_OF = '2026-03-02';
const SOQL = `SELECT ${['Id', ...writtenFields()].join(', ')} FROM Account ORDER BY Id`;
const SMALL = { PARTITION_ACCOUNTS: '10', WORKER_CONCURRENCY: '4' };

let standIns: StandIns;
let org: OrgReader;
let right: readonly OrgRow[];
let forecast = 0;
let half = 0;
const folder = mkdtempSync(join(tmpdir(), 'run-budget-'));

beforeAll(async () => {
  standIns = await startStandIns({
    ...{ world: `accounts=60,seed=11,today=${AS_OF}`, sfPort: 0, outreachPort: 0 },
    outreach: { tokens: { mintSeconds: 0, refresh: 'reusable' } },
  });
  org = await readerOf(standIns.environment);
  standIns.salesforce.requests.clear();
  const summary = await run('undisturbed', null);
  expect(summary).toMatchObject({ verdict: 'ok', messages: [], figures: { salesforceRequests: sent() } });
  forecast = summary.figures?.budget.forecast ?? 0;
  half = Math.floor(forecast / 2);
  right = await org.query(SOQL);
}, LIMIT_MS);
afterAll(async () => {
  await standIns.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  standIns.salesforce.faults.clear();
  const blank = Object.fromEntries(writtenFields().map((field) => [field, null]));
  const rows = right.map(({ Id }) => ({ Id, ...blank }));
  const order = { method: 'POST', body: JSON.stringify({ object: 'Account', rows }) };
  await fetch(`${standIns.salesforce.url}/__control/rows`, order);
  standIns.salesforce.requests.clear();
});

/** By the stand-in's own count, whatever the requests were for. */
const sent = (): number => standIns.salesforce.requests.list().reduce((sum, { count }) => sum + count, 0);

const environmentOf = (ledger: string, cap: number | null): Record<string, string> => ({
  ...{ ...standIns.environment, ...SMALL, LEDGER_URL: join(folder, ledger) },
  ...(cap === null ? {} : { SF_RUN_REQUESTS: String(cap) }),
});

/** A run in this process, with a ledger of that name. */
async function run(ledger: string, cap: number | null, patienceMs = 8000): Promise<RunSummary> {
  const { settings, problems } = readSettings(environmentOf(ledger, cap), folder);
  if (settings === null) throw new Error(JSON.stringify(problems));
  const quiet = () => undefined;
  const service = await compose({ ...settings, patienceMs }, { info: quiet, warn: quiet, error: quiet });
  try {
    const request = { mode: 'full', dryRun: false, asOf: AS_OF } as const;
    return await service.runInline(request, quiet, new AbortController().signal);
  } finally {
    await service.close();
  }
}

/** How many accounts were done; each of them as in the undisturbed run, the others as they were. */
async function done(): Promise<number> {
  const now = await org.query(SOQL);
  const touched = now.filter((row) => row['Touchpoint_Scored_On__c'] !== null);
  expect(touched).toEqual(right.filter(({ Id }) => touched.some((row) => row['Id'] === Id)));
  const untouched = now.filter((row) => row['Touchpoint_Scored_On__c'] === null);
  expect(untouched.every(({ Id, ...fields }) => Object.values(fields).every((value) => value === null))).toBe(true);
  return touched.length;
}

test(
  'half the forecast: degraded, within the cap, right where it was done; the next run goes on with the rest',
  async () => {
    const summary = await run('half', half);
    const requests = sent();
    expect(requests).toBeLessThanOrEqual(half);
    expect(summary).toMatchObject({
      verdict: 'degraded',
      figures: { salesforceRequests: requests, budget: { forecast, cap: half, used: requests } },
    });
    const accounts = await done();
    expect(accounts).toBe(summary.evaluated);
    expect(accounts).toBeGreaterThanOrEqual(20);
    expect(summary.failed).toBe(summary.accounts - accounts);
    expect(summary.messages[0]).toMatch(
      new RegExp(
        `forecast to take ${forecast} .* may send ${half} .*Bulk jobs.*the bridge of ${accounts} accounts; \\d of 6 partitions.*What to do: Set SF_RUN_REQUESTS`,
      ),
    );
    const [record] = await org.query(
      `SELECT Verdict__c, API_Calls__c, Bridge_Residual__c, Message__c FROM Touchpoint_Run__c WHERE Run_Key__c = '${summary.id}'`,
    );
    expect(record).toMatchObject({ Verdict__c: 'degraded', API_Calls__c: requests, Bridge_Residual__c: null });

    standIns.salesforce.requests.clear();
    expect((await run('half', half)).verdict).toBe('degraded');
    expect(sent()).toBeLessThanOrEqual(half);
    expect(await done()).toBe(right.filter((row) => row['Touchpoint_Scored_On__c'] !== null).length);
  },
  LIMIT_MS,
);

test(
  'through the queue, two workers share one cap',
  async () => {
    const environment = { ...environmentOf('queue', half), WORKER_CONCURRENCY: '1' };
    const worker = touchpointInBackground(['worker'], environment);
    await worker.said('worker.started');
    const finished = await touchpoint(['run', '--json', '--as-of', AS_OF], environment);
    expect(finished.code, finished.stderr).toBe(4);
    expect(sent()).toBeLessThanOrEqual(half);
    const { run: told } = lastLine<{ run: { evaluated: number } }>(finished);
    for (const { stderr } of [worker.output(), finished]) expect(stderr).toMatch(/partition\.(scored|failed)/);
    expect(await done()).toBe(told.evaluated);
    expect(told.evaluated).toBeGreaterThan(0);
    // Told to stop, the last one that leaves ends their private Redis.
    worker.child.kill('SIGTERM');
    await worker.finished;
  },
  LIMIT_MS,
);

test(
  'a cap below the least ends as a configuration failure that names the number needed, before anything is written',
  async () => {
    const records = (): Promise<OrgRow[]> => org.query('SELECT Id FROM Touchpoint_Run__c');
    const before = await records();
    let cap = 10;
    for (;;) {
      standIns.salesforce.requests.clear();
      const ended = await run(`least-${cap}`, cap).catch((error: unknown) => error);
      expect(sent()).toBeLessThanOrEqual(cap);
      if (!(ended instanceof Failure)) break;
      expect(ended.code).toBe('API_BUDGET_TOO_SMALL');
      expect(await done()).toBe(0);
      expect(await records()).toEqual(before);
      const needed = Number(/at least (\d+) requests/.exec(ended.message)?.[1]);
      expect(needed).toBeGreaterThan(cap);
      expect(ended.actions.join()).toContain(`Set SF_RUN_REQUESTS to ${needed}`);
      cap = needed;
    }
    // What was named suffices for a partition.
    expect(await done()).toBe(10);
  },
  LIMIT_MS,
);

test.each([
  ['a busy org', { match: 'query|bulk', kind: 'status', status: 503, times: 60, after: 20 }],
  ['jobs that never end', { match: 'bulk', kind: 'stuck', times: 3, after: 1 }],
  ['an org that is gone before the run closes', { match: '*', kind: 'status', status: 503, times: -1, after: 110 }],
])(
  '%s costs no request more than the cap',
  async (name, fault) => {
    standIns.salesforce.faults.add(fault);
    const ended = await run(name.replaceAll(' ', '-'), half, 2000).catch((error: unknown) => error);
    standIns.salesforce.faults.clear();
    expect(sent()).toBeLessThanOrEqual(half);
    if (ended instanceof Error) expect(ended).toBeInstanceOf(Failure);
    await done();
  },
  LIMIT_MS,
);
