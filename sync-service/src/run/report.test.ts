import { expect, test } from 'vitest';
import { closedRun, report } from '../../test/made-report.ts';
import { gatherReport } from './report.ts';
import type { RunStore, RunSummary } from './run-store.ts';

/** @param closed the newest first */
const storeOf = (closed: readonly RunSummary[]): RunStore =>
  ({
    lastGoodRun: () => Promise.resolve(closed.find(({ verdict }) => verdict !== 'failed') ?? null),
    loadPlan: () => Promise.resolve(report([closedRun(0)]).plan),
    history: () => Promise.resolve(closed),
  }) as unknown as RunStore;

test('a report is of the last good run, among full runs of every verdict, the oldest first', async () => {
  const dry = closedRun(1, { id: 'dry' }, { dryRun: true });
  const changed = closedRun(2, { id: 'changed' }, { mode: 'changed' });
  const old = closedRun(4, { id: 'of an older version', figures: null });
  const found = await gatherReport(storeOf([closedRun(0, { verdict: 'failed' }), dry, changed, closedRun(3), old]));
  expect(found?.runs.map(({ id }) => id)).toEqual(['run-3', 'run-0']);
});

test('a ledger without a good run has no report', async () => {
  expect(await gatherReport(storeOf([closedRun(0, { verdict: 'failed' })]))).toBeNull();
});
