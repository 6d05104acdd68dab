// Act 2 and act 3 over a reading made by hand and a real ledger: who is evaluated, written and counted as failed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ALERT_BOUNDS,
  accountId,
  asOf,
  contactId,
  INTEGRATION_USER,
  POLICY,
  task,
  taskId,
} from '../../test/builders.ts';
import { ALLOWANCE, BUDGET, nothingUsed } from '../../test/budgets.ts';
import { mailingRow, mirrorOf, orgOf, prospectRow, rangeReading } from '../../test/readings.ts';
import { type Ledger, openLedger } from '../ledger/ledger.ts';
import type { MirrorReader } from './mirror.ts';
import { closeRun } from './close.ts';
import type { RunDependencies } from './dependencies.ts';
import type { RecordProblem } from './failures.ts';
import type { AccountChange, OrgPort, RangeReading, ReportedActivity, RunRecord } from './ports.ts';
import type { RunPlan } from './run-store.ts';
import { scorePartition } from './score-partition.ts';

const signal = new AbortController().signal;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const mirror = mirrorOf({
  prospects: [prospectRow(1, { contactIds: [contactId(1)] })],
  mailings: [mailingRow(1)],
});

const PLAN: RunPlan = {
  ...{ id: '20260302T170000Z-4f2a', request: { mode: 'full', dryRun: false, asOf: null } },
  ...{ openedAt: asOf().instant, asOf: asOf().instant, orgId: 'org', timeZone: 'UTC' },
  ...{
    integrationUserId: INTEGRATION_USER,
    policy: { policy: POLICY, fingerprint: '0123456789abcdef', alertBounds: ALERT_BOUNDS },
  },
  ...{ accounts: 2, ranges: [{ from: null, to: null }], runRecordId: null },
  ...{ outreachRequests: 1, outreachRemarks: [], budget: BUDGET },
};

let folder: string;
let ledger: Ledger;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchpoint-partition-'));
  ledger = await openLedger(folder);
});

afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true });
});

/** Scores partition 0 of the plan; `refused` are the accounts whose write the org refuses. */
async function score(
  reading: RangeReading,
  plan: RunPlan = PLAN,
  refused: readonly string[] = [],
  reported: readonly ReportedActivity[] = [],
  source: MirrorReader = mirror,
) {
  const written: string[] = [];
  const asked: AccountChange[] = [];
  const org: Partial<OrgPort> = {
    ...orgOf(),
    identify: () => Promise.resolve({ orgId: '', timeZone: '', integrationUserId: '', username: '', url: '', now: 0 }),
    usage: () => ({ used: null, limit: null, ours: 0 }),
    readRange: () => Promise.resolve(reading),
    readReported: () => Promise.resolve(reported),
    writeAccounts: (changes: readonly AccountChange[]) =>
      Promise.resolve(
        changes.map((change) => {
          asked.push(change);
          const isRefused = refused.includes(change.accountId);
          if (!isRefused) written.push(change.accountId);
          return { accountId: change.accountId, problem: isRefused ? problemOf(change.accountId) : null };
        }),
      ),
  };
  const dependencies = {
    ...{
      org: org as OrgPort,
      outreach: null,
      mirror: source,
      trails: ledger.trails,
      memory: ledger.changes,
      store: ledger.runs,
      trail: ledger.trail,
      author: { by: 'somebody', core: 'c0de' },
      trailDays: 30,
      tally: ledger.tally,
      log: quiet,
      partitionSize: 2,
      runRequests: null,
    },
  } satisfies RunDependencies;
  await ledger.runs.savePlan(plan);
  return { dependencies, written, asked, result: await scorePartition(dependencies, plan, 0, ALLOWANCE, signal) };
}

function problemOf(account: string): RecordProblem {
  return { recordId: account, accountId: account, code: 'ENTITY_IS_LOCKED', message: 'locked', fix: 'Wait.' };
}

describe('a partition', () => {
  it('takes the mirror as evidence when the run brought it up to date', async () => {
    const { result } = await score(rangeReading());
    expect(result.touchpointsBySource).toEqual({ 'Outreach Email': 1 });
  });

  it('takes nothing from a mirror that nobody keeps up to date any more', async () => {
    const { result } = await score(rangeReading(), { ...PLAN, outreachRequests: null });
    expect(result.touchpointsBySource).toEqual({});
  });

  it('goes on with the others when one account brings a mistake of ours to light', async () => {
    const broken = task({ id: taskId(1), subject: null as unknown as string, people: [contactId(2)] });
    const { result, written } = await score(
      rangeReading({ activities: [{ activity: broken, accountId: accountId(2) }] }),
    );
    expect(written).toEqual([accountId(1)]);
    expect(result).toMatchObject({ evaluated: 1, failed: 1, unevaluated: 1 });
    expect(result.problems[0]).toMatchObject({ accountId: accountId(2), code: 'UNEXPECTED' });
    expect(result.problemsByCode).toEqual({ UNEXPECTED: 1 });
  });
});

describe('partial evidence', () => {
  const partial = { accountId: accountId(2), fields: { evidence: 'Partial' } };
  const held = (evidence: 'Complete' | 'Partial') =>
    rangeReading().accounts.map((account) => ({ ...account, held: { ...account.held, evidence } }));

  it('of a row that cannot be understood keeps the last good values and says so, and the account is counted as failed', async () => {
    const { result, asked } = await score(
      rangeReading({ accounts: held('Complete'), problems: [problemOf(accountId(2))] }),
    );
    expect(asked.map((change) => change.accountId)).toEqual([accountId(1), accountId(2)]);
    expect(asked[1]).toEqual(partial);
    expect(result).toMatchObject({ evaluated: 1, failed: 1, unevaluated: 1 });
  });

  it('of a record of Outreach holds back the account of its prospect, and no other', async () => {
    const doubt = { kind: 'mailing', id: 7, prospectId: 2, because: 'odd', since: 0 } as const;
    const prospects = [prospectRow(1, { contactIds: [contactId(1)] }), prospectRow(2, { contactIds: [contactId(2)] })];
    const { result, asked } = await score(rangeReading(), PLAN, [], [], mirrorOf({ prospects, malformed: [doubt] }));
    expect(asked).toMatchObject([{ accountId: accountId(1) }, partial]);
    expect(result.problems).toMatchObject([{ accountId: accountId(2), recordId: 'mailing:7' }]);
  });

  it('is said once: a second run writes nothing', async () => {
    const reading = rangeReading({ accounts: held('Partial').slice(1), problems: [problemOf(accountId(2))] });
    const { asked, result } = await score(reading);
    expect(asked).toEqual([]);
    expect(result.changed).toBe(0);
  });

  it('is over when everything can be read again, and the account then gets every field', async () => {
    const { asked } = await score(rangeReading({ accounts: held('Partial').slice(1) }));
    expect(asked).toMatchObject([{ accountId: accountId(2), fields: { evidence: 'Complete', activeTouchpoints: 0 } }]);
  });
});

describe('the count of failed accounts', () => {
  it('holds those of a lost partition and those that the org refused, each once', async () => {
    // Two accounts of the first partition, one of them refused; three of a second one that was never scored.
    const plan = { ...PLAN, accounts: 5, ranges: [...PLAN.ranges, { from: accountId(3), to: null }] };
    const { dependencies, result } = await score(rangeReading(), plan, [accountId(2)]);
    expect(result).toMatchObject({ evaluated: 2, failed: 1, unevaluated: 0 });
    const lost = { partition: 1, code: 'BUSY', message: 'Busy.', actions: [] };
    expect(await closeRun(dependencies, plan, [lost], nothingUsed)).toMatchObject({ failed: 4, verdict: 'degraded' });
  });
});

describe('the bridge of a run', () => {
  const seen = { id: taskId(7), accountId: accountId(2), missing: null };

  it('leaves nothing open where report and reading agree', async () => {
    const activity = task({ id: taskId(7), people: [contactId(2)] });
    const reading = rangeReading({ activities: [{ activity, accountId: accountId(2) }] });
    const { dependencies, result } = await score(reading, PLAN, [], [seen]);
    expect(result).toMatchObject({ residual: 0, unexplained: [] });
    expect(await closeRun(dependencies, PLAN, [], nothingUsed)).toMatchObject({ verdict: 'ok', messages: [] });
  });

  it('makes the run degraded when the report shows a record that the reading did not hold, and says what to do', async () => {
    const saved: RunRecord[] = [];
    const { dependencies, result } = await score(rangeReading(), { ...PLAN, runRecordId: 'a01' }, [], [seen]);
    expect(result).toMatchObject({ residual: 1, unexplained: [{ accountId: accountId(2), records: [taskId(7)] }] });
    const org: OrgPort = {
      ...dependencies.org,
      usage: () => ({ used: 1, limit: 2, ours: 1 }),
      saveRunRecord: (_id, record) => {
        saved.push(record);
        return Promise.resolve('a01');
      },
    };
    const summary = await closeRun({ ...dependencies, org }, { ...PLAN, runRecordId: 'a01' }, [], nothingUsed);
    expect(summary.verdict).toBe('degraded');
    expect(summary.messages.join()).toContain(`touchpoint bridge ${accountId(2)}`);
    expect(saved).toMatchObject([{ bridgeResidual: 1, verdict: 'degraded' }]);
  });
});
