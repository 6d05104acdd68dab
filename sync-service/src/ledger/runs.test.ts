// Runs and the run lock over a real file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Policy } from '../scoring/policy.ts';
import type { PartitionResult, RunPlan, RunSummary } from '../run/run-store.ts';
import { openLedger, type Ledger } from './ledger.ts';

let folder: string;
let ledger: Ledger;
let clock = 1_000_000;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runs-'));
  ledger = await openLedger(folder, () => clock);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const plan = (id: string, openedAt: number, dryRun = false, mode = 'full'): RunPlan =>
  ({
    id,
    openedAt,
    request: { mode, dryRun, asOf: null },
    policy: { policy: {} as Policy, fingerprint: 'f' },
    ranges: [{ from: null, to: null }],
  }) as unknown as RunPlan;
const result = (partition: number, changed: number) => ({ partition, changed, pool: [] }) as unknown as PartitionResult;
const summary = (id: string, finishedAt: number, verdict: RunSummary['verdict'] = 'ok') =>
  ({ id, finishedAt, verdict, pool: [], figures: null }) as unknown as RunSummary;

test('A plan comes back as it was saved, and saving it again changes nothing', async () => {
  await ledger.runs.savePlan(plan('r1', 10));
  await ledger.runs.savePlan(plan('r1', 99));
  expect(await ledger.runs.loadPlan('r1')).toEqual(plan('r1', 10));
  expect(await ledger.runs.loadPlan('r2')).toBeNull();
});

test('The newest run that was opened and never closed is the unfinished one', async () => {
  expect(await ledger.runs.findUnfinished()).toBeNull();
  await ledger.runs.savePlan(plan('r1', 10));
  await ledger.runs.savePlan(plan('r2', 20));
  await ledger.runs.savePlan(plan('r3', 30));
  await ledger.runs.saveSummary('r3', summary('r3', 31));
  expect((await ledger.runs.findUnfinished())?.id).toBe('r2');
});

test('A run is found by its asking, closed or not', async () => {
  const asked = { ...plan('r1', 10), request: { ...plan('r1', 10).request, askId: 'a1' } };
  await ledger.runs.savePlan(asked);
  await ledger.runs.savePlan(plan('r2', 20));
  await ledger.runs.saveSummary('r1', summary('r1', 11));
  expect([await ledger.runs.findAsked('a1'), await ledger.runs.findAsked('a2')]).toEqual([asked, null]);
});

test('The first result of a partition stays, and results come in the order of partitions', async () => {
  await ledger.runs.savePlan(plan('r1', 10));
  await ledger.runs.saveResult('r1', result(2, 7));
  await ledger.runs.saveResult('r1', result(0, 3));
  await ledger.runs.saveResult('r1', result(2, 0));
  expect(await ledger.runs.results('r1')).toEqual([result(0, 3), result(2, 7)]);
  expect([await ledger.runs.countResults('r1'), await ledger.runs.countResults('r2')]).toEqual([2, 0]);
  expect([await ledger.runs.result('r1', 2), await ledger.runs.result('r1', 1)]).toEqual([result(2, 7), null]);
});

test('The last good run is the last one closed, neither failed nor dry', async () => {
  expect(await ledger.runs.lastGoodRun()).toBeNull();
  for (const [id, at, verdict, dry] of [
    ['r1', 10, 'ok', false],
    ['r2', 20, 'degraded', false],
    ['r3', 30, 'failed', false],
    ['r4', 40, 'ok', true],
  ] as const) {
    await ledger.runs.savePlan(plan(id, at, dry));
    await ledger.runs.saveSummary(id, summary(id, at + 1, verdict));
  }
  expect(await ledger.runs.lastGoodRun()).toEqual(summary('r2', 21, 'degraded'));
  expect(await ledger.runs.loadSummary('r4')).toEqual(summary('r4', 41));
  expect(await ledger.runs.loadSummary('r5')).toBeNull();
  await ledger.runs.savePlan(plan('r6', 60));
  expect((await ledger.runs.history(3)).map(({ id }) => id)).toEqual(['r4', 'r3', 'r2']);
});

test('Runs are counted by mode and verdict, and a full one is found behind those of the changed accounts', async () => {
  for (const [id, verdict, mode, dry] of [
    ['r1', 'ok', 'full', false],
    ['r2', 'ok', 'changed', false],
    ['r3', 'failed', 'full', false],
    ['r4', 'ok', 'changed', false],
    ['r5', 'ok', 'full', true],
  ] as const) {
    await ledger.runs.savePlan(plan(id, 10, dry, mode));
    await ledger.runs.saveSummary(id, summary(id, Number(id.slice(1)), verdict));
  }
  await ledger.runs.savePlan(plan('r6', 60));
  expect((await ledger.runs.lastGoodRun('full'))?.id).toBe('r1');
  expect((await ledger.runs.lastGoodRun())?.id).toBe('r4');
  expect((await ledger.runs.lastRun('full'))?.id).toBe('r3');
  const counts = (await ledger.runs.tally()).map(({ mode, verdict, runs }) => `${mode} ${verdict} ${runs}`);
  expect(counts.sort()).toEqual(['changed ok 2', 'full failed 1', 'full ok 1']);
});

test('A summary that an older version wrote has no figures', async () => {
  const { figures: _none, ...old } = summary('r1', 11);
  await ledger.runs.savePlan(plan('r1', 10));
  await ledger.runs.saveSummary('r1', old as RunSummary);
  expect(await ledger.runs.loadSummary('r1')).toEqual(summary('r1', 11));
});

test('Only one holder has the lock; it may renew it, and when it dies the lock lapses', async () => {
  expect(await ledger.lock.take('a', 1000)).toBe(true);
  expect(await ledger.lock.take('b', 1000)).toBe(false);
  expect(await ledger.lock.look()).toEqual({ holder: 'a', ttlMs: 1000 });
  clock += 900;
  expect(await ledger.lock.take('a', 1000)).toBe(true);
  clock += 900;
  expect(await ledger.lock.take('b', 1000)).toBe(false);
  clock += 100;
  expect(await ledger.lock.take('b', 1000)).toBe(true);
  await ledger.lock.release('a');
  expect(await ledger.lock.take('c', 1000)).toBe(false);
  await ledger.lock.release('b');
  expect(await ledger.lock.take('c', 1000)).toBe(true);
});
