// Who is told what, and how often, over a real ledger: channels that fail, several processes, alerts that are over before
// anybody heard of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ALERT_BOUNDS, asOf, noon, POLICY, TODAY } from '../../test/builders.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import type { Sign } from './alert.ts';
import { type Alerts, createAlerts } from './alerts.ts';
import { DRIFT_DAYS, NO_DRIFT } from './drift.ts';
import { ConfigurationFailure, FatalFailure, RetriableFailure } from './failures.ts';
import type { AlertPort } from './ports.ts';
import type { RunFigures, RunPlan, RunRequest, RunSummary } from './run-store.ts';
import { NO_RUN, type Telling, tellSigns } from './tell-signs.ts';

const HOUR = 3_600_000;
const FULL: RunRequest = { mode: 'full', dryRun: false, asOf: null };

let folder: string;
let ledger: Ledger;
let now: number;
/** `channel: key state` in the order of telling. */
let told: string[];
let away: Set<string>;
let logged: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchpoint-alerts-'));
  ledger = await openLedger(folder);
  [now, told, away, logged] = [noon(TODAY), [], new Set(), []];
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

const channel = (name: string): AlertPort => ({
  name,
  tell({ key, state }) {
    if (away.has(name)) return Promise.reject(new RetriableFailure(`${name} is away`, { code: 'AWAY' }));
    told.push(`${name}: ${key} ${state}`);
    return Promise.resolve();
  },
});

function telling(): Telling {
  const note = (event: string) => void logged.push(event);
  return {
    ...{ memory: ledger.alerts, channels: [channel('a'), channel('b')] },
    log: { info: () => undefined, warn: note, error: note },
    deadline: () => new AbortController().signal,
  };
}

/** As one process has it. */
const process = (): Alerts =>
  createAlerts({
    ...{ ...telling(), store: ledger.runs, now: () => now },
    ...{ staleAfterMs: 26 * HOUR, certificateUntil: null },
  });

const say = (...signs: readonly Sign[]): Promise<void> => tellSigns(telling(), signs, NO_RUN, now);

const firing = (key: string): Sign => ({
  ...{ key, runbook: 'volume', state: 'firing' },
  ...{ title: key, detail: 'off', actions: [] },
});
const well = (key: string): Sign => ({ key, runbook: 'volume', state: 'well', detail: 'as usual' });

/** Closes a run with this result in the ledger. */
async function closed(id: string, given: Partial<RunSummary> = {}, figures: Partial<RunFigures> = {}): Promise<string> {
  const plan = {
    ...{ id, request: FULL, openedAt: now, asOf: asOf().instant, timeZone: 'UTC', runRecordId: `record of ${id}` },
    policy: { policy: POLICY, fingerprint: 'p', alertBounds: ALERT_BOUNDS },
  };
  await ledger.runs.savePlan(plan as unknown as RunPlan);
  const summary = { id, verdict: 'ok', finishedAt: now, accounts: 10, evaluated: 10, failed: 0, pool: [], ...given };
  const counted = {
    ...{ mode: 'full', policyFingerprint: 'p', coveragePercent: null, drift: NO_DRIFT, failuresByCode: {} },
    ...{ salesforceUsed: null, salesforceLimit: null, budget: { unbridged: 0, unscored: 0 } },
  };
  await ledger.runs.saveSummary(id, { ...summary, figures: { ...counted, ...figures } } as unknown as RunSummary);
  return id;
}

it('a problem is told once on each channel however often it is seen, and once when it is over', async () => {
  await say(firing('volume'));
  await say(firing('volume'));
  await say(well('volume'));
  await say(well('volume'));
  expect(told).toEqual(['a: volume firing', 'b: volume firing', 'a: volume cleared', 'b: volume cleared']);
  expect(await ledger.alerts.list()).toEqual([]);
});

it('a channel that was away hears with the next look, and the other is not told again', async () => {
  const alerts = process();
  away.add('a');
  await say(firing('volume'));
  expect(logged).toEqual(['alert.untold']);
  away.clear();
  await alerts.checkSilence();
  expect(told).toEqual(['b: volume firing', 'a: volume firing']);
});

it('who never heard of a problem is not told that it is over', async () => {
  away.add('a');
  await say(firing('volume'));
  away.clear();
  await say(well('volume'));
  expect(told).toEqual(['b: volume firing', 'b: volume cleared']);
});

it('of several processes that see the same, one tells', async () => {
  await Promise.all([1, 2, 3].map(() => say(firing('volume'))));
  expect(told.sort()).toEqual(['a: volume firing', 'b: volume firing']);
});

it('what cannot be judged leaves an alert open, and what is no longer spoken of is over', async () => {
  await say(firing('volume:Task'), firing('volume:Orum Call'));
  await say({ key: 'volume:Task', runbook: 'volume', state: 'unknown' });
  expect((await ledger.alerts.list()).map(({ key }) => key)).toEqual(['volume:Task']);
  expect(told.slice(4)).toEqual(['a: volume:Orum Call cleared', 'b: volume:Orum Call cleared']);
});

it('only runs that people rely on tell that they failed, and none that was stopped or found another at work', async () => {
  const alerts = process();
  const failure = new FatalFailure('x', { code: 'SALESFORCE_LOGIN_REFUSED' });
  await alerts.runFailed({ ...FULL, dryRun: true }, failure);
  await alerts.runFailed({ ...FULL, asOf: '2026-03-01' }, failure);
  await alerts.runFailed({ ...FULL, mode: 'changed' }, failure);
  for (const code of ['RUN_INTERRUPTED', 'RUN_OVERLAP']) await alerts.runFailed(FULL, new FatalFailure('x', { code }));
  expect(told).toEqual([]);
  await alerts.runFailed(FULL, failure);
  expect(told).toEqual(['a: run-failed firing', 'b: run-failed firing']);
});

it('a failure is told by its code, its places and what to do, never by a message that may quote somebody', async () => {
  const problem = { where: 'SF_USERNAME', message: 'refused to sign ada@example.com in', fix: 'Set SF_USERNAME.' };
  await process().runFailed(FULL, new ConfigurationFailure([problem], { code: 'SALESFORCE_LOGIN_REFUSED' }));
  const [alert] = await ledger.alerts.list();
  expect(alert).toMatchObject({ actions: ['Set SF_USERNAME.'], runId: null });
  expect(alert?.detail).toContain('SALESFORCE_LOGIN_REFUSED at SF_USERNAME');
  expect(JSON.stringify(alert)).not.toContain('ada');
});

it('a degraded run is told with its counts and is over with one that is ok; a failed one says nothing of either', async () => {
  const alerts = process();
  const code = { OUTREACH_RECORD_UNREADABLE: 3 };
  await alerts.runClosed(await closed('r1', { verdict: 'degraded', failed: 3 }, { failuresByCode: code }));
  const [alert] = await ledger.alerts.list();
  expect(alert).toMatchObject({ key: 'run-degraded', runId: 'r1', runRecordId: 'record of r1' });
  expect(alert?.detail).toContain('3 failed (3 × OUTREACH_RECORD_UNREADABLE)');
  await alerts.runClosed(await closed('r2', { verdict: 'failed', evaluated: 0 }));
  await alerts.runClosed(await closed('r3'));
  expect(told.filter((line) => line.startsWith('a'))).toEqual([
    'a: run-degraded firing',
    'a: run-failed firing',
    'a: run-degraded cleared',
    'a: run-failed cleared',
  ]);
});

it('silence is told after 26 hours without a good run, and never by a service that has just begun', async () => {
  const alerts = process();
  // The org's clock, known since it answered.
  now += 300 * HOUR;
  await alerts.checkSilence();
  now += 25 * HOUR;
  await alerts.checkSilence();
  expect(told).toEqual([]);
  now += 2 * HOUR;
  await alerts.checkSilence();
  await process().checkSilence();
  expect(told).toEqual(['a: silence firing', 'b: silence firing']);
  await alerts.runClosed(await closed('r1'));
  now += 20 * HOUR;
  await alerts.checkSilence();
  expect(told.slice(2)).toEqual(['a: silence cleared', 'b: silence cleared']);
});

it('data that looks off is told with the run that showed it: a source, the pool, the coverage', async () => {
  const alerts = process();
  const days = (yesterday: number) => Array.from({ length: DRIFT_DAYS }, (_, at) => (at === 0 ? yesterday : 60));
  const drift = { ...NO_DRIFT, touchpoints: { Task: days(60), 'Orum Call': days(0) } };
  const pool = Array.from({ length: 20 }, () => ({}));
  await alerts.runClosed(await closed('r1', { pool: pool as never }, { coveragePercent: 95 }));
  now += 24 * HOUR;
  await alerts.runClosed(await closed('r2', {}, { coveragePercent: 89, drift }));
  expect(told.filter((line) => line.startsWith('a'))).toEqual([
    'a: coverage firing',
    'a: pool-size firing',
    'a: volume:Orum Call firing',
  ]);
  expect((await ledger.alerts.list()).map(({ runId }) => runId)).toEqual(['r2', 'r2', 'r2']);
});

it('a ledger that is gone costs the telling, not the run', async () => {
  const alerts = process();
  const other = await openLedger(mkdtempSync(join(folder, 'other-')));
  await ledger.close();
  await alerts.checkSilence();
  expect(logged).toEqual(['alerts.failed']);
  ledger = other;
});
