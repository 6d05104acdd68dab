// Who pays for what over the life of a run, with a real ledger and an org that only counts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ALLOWANCE, BUDGET } from '../../test/budgets.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import { closeRun } from './close.ts';
import type { RunDependencies } from './dependencies.ts';
import { FatalFailure, RetriableFailure } from './failures.ts';
import type { OrgPort, RunRecord } from './ports.ts';
import { BUDGET_SPENT, type Purse } from './purse.ts';
import type { PartitionResult, RunPlan, RunRequest, RunSummary } from './run-store.ts';
import { orgNowFor, payingForClosing, payingForOpening, payingForPartition } from './spending.ts';

const REQUEST: RunRequest = { mode: 'full', dryRun: false, asOf: null, askId: 'ask-1' };
const PLAN = {
  ...{ id: 'r1', request: REQUEST, openedAt: 1000, asOf: 1000, accounts: 0, ranges: [], runRecordId: 'a01' },
  ...{
    budget: { ...BUDGET, cap: 100 },
    policy: { policy: {}, fingerprint: '' },
    outreachRemarks: [],
    outreachRequests: null,
  },
} as unknown as RunPlan;

let folder: string;
let ledger: Ledger;
let needs: RunDependencies;
/** Sends so many requests, as whoever is charged now. */
let send: (requests: number) => Promise<void>;
let saved: RunRecord[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchpoint-spending-'));
  ledger = await openLedger(folder);
  saved = [];
  let payer: Purse | null = null;
  send = async (requests) => {
    for (let sent = 0; sent < requests; sent += 1) await payer?.take();
  };
  const org: Partial<OrgPort> = {
    forecast: () => ({ opening: 22, partition: BUDGET.partition, closing: 3 }),
    usage: () => ({ used: null, limit: null, ours: 0 }),
    chargedTo: (purse, work) => {
      payer = purse;
      return work().finally(() => {
        payer = null;
      });
    },
    async identify() {
      await send(2);
      return { orgId: '', timeZone: 'UTC', integrationUserId: '', username: '', url: '', now: 5000 };
    },
    async saveRunRecord(_id, record) {
      await send(1);
      saved.push(record);
      return 'a01';
    },
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  needs = { org, tally: ledger.tally, store: ledger.runs, log, runRequests: 100 } as unknown as RunDependencies;
});

afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

test('attempts at opening share the cap, and the run goes on with what they took', async () => {
  const busy = new RetriableFailure('Busy.', { code: 'BUSY' });
  const attempt = payingForOpening(needs, REQUEST, async () => {
    await send(30);
    throw busy;
  });
  await expect(attempt).rejects.toBe(busy);
  await payingForOpening(needs, REQUEST, async (till) => {
    await send(20);
    expect(await till.spent()).toBe(50);
    await till.handOver('r1', 80);
    return PLAN;
  });
  expect([await ledger.tally.taken('r1'), await ledger.tally.taken('asking ask-1')]).toEqual([50, 0]);
});

test('attempts at opening end at the cap, and a failure for good leaves nothing behind', async () => {
  const attempt = () => payingForOpening(needs, REQUEST, async () => send(101).then(() => PLAN));
  await expect(attempt()).rejects.toMatchObject({ code: BUDGET_SPENT });
  expect(await ledger.tally.taken('asking ask-1')).toBe(0);
});

test('a partition that fails gives back what it did not spend, and one that does not fit is not begun', async () => {
  await ledger.tally.begin('r1', 100, 30);
  const failing = payingForPartition(needs, PLAN, 0, async () => {
    await send(7);
    throw new FatalFailure('No.', { code: 'NO' });
  });
  await expect(failing).rejects.toMatchObject({ code: 'NO' });
  expect(await ledger.tally.taken('r1')).toBe(37);
  let begun = 0;
  const score = async (): Promise<PartitionResult> => {
    begun += 1;
    await send(30);
    return { requests: ALLOWANCE.requests() } as PartitionResult;
  };
  await payingForPartition(needs, PLAN, 1, score);
  await expect(payingForPartition(needs, PLAN, 2, score)).rejects.toThrow(
    'needs 35 requests to Salesforce, and 21 are left of the 100',
  );
  expect([begun, await ledger.tally.taken('r1')]).toEqual([1, 67]);
});

test('a partition does without tidying and bridge when that makes it fit', async () => {
  await ledger.tally.begin('r1', 100, 50);
  await payingForPartition(needs, PLAN, 0, (allowance) => {
    expect(allowance.savings).toEqual(['tidying', 'bridge']);
    return Promise.resolve({} as PartitionResult);
  });
});

const close = (): Promise<RunSummary> => payingForClosing(needs, PLAN, (used) => closeRun(needs, PLAN, [], used));

test('closing takes what was kept back, and says what all of the run took, the record included', async () => {
  await ledger.tally.begin('r1', 100, 88);
  expect(await close()).toMatchObject({ finishedAt: 5000, figures: { salesforceRequests: 91 } });
  expect(saved).toMatchObject([{ apiCalls: 91 }]);
  expect(await ledger.tally.taken('r1')).toBe(0);
});

test('a run that has nothing left at all is closed all the same, and says that the record was not saved', async () => {
  await ledger.tally.begin('r1', 100, 100);
  const summary = await close();
  expect(summary).toMatchObject({ finishedAt: PLAN.openedAt, verdict: 'degraded' });
  expect(summary.messages.join()).toContain('The run record a01 could not be updated');
  expect(saved).toEqual([]);
});

test('a run that cannot pay for a look at the clock is not resumed', async () => {
  await ledger.tally.begin('r1', 100, 98);
  expect(await orgNowFor(needs, 'r1')).toBe(5000);
  expect(await orgNowFor(needs, 'r1')).toBe(Infinity);
  expect(await orgNowFor(needs)).toBe(5000);
});
