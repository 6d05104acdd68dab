// Acts without an org for the tests of the queue: they remember in a file what was done, and fail where they are told to.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BUDGET } from '../budgets.ts';
import type { Acts } from '../../src/run/acts.ts';
import { NO_COVERAGE } from '../../src/scoring/coverage.ts';
import { ConfigurationFailure, FatalFailure, RetriableFailure } from '../../src/run/failures.ts';
import type { Alerts } from '../../src/run/alerts.ts';
import { NO_DRIFT } from '../../src/run/drift.ts';
import type { Log } from '../../src/run/log.ts';
import type { RunPlan, RunRequest, RunStore, RunSummary } from '../../src/run/run-store.ts';

export interface Script {
  readonly partitions: number;
  /** How long scoring a partition takes. */
  readonly partitionMs: number;
  /** Partitions that never succeed. */
  readonly broken?: readonly number[];
  /** Partitions that fail so many times before they succeed; with `retryAfterMs` when given. */
  readonly flaky?: readonly { readonly partition: number; readonly times: number; readonly retryAfterMs?: number }[];
  readonly misconfigured?: boolean;
}

export const REQUEST: RunRequest = { mode: 'full', dryRun: false, asOf: null };
/** In place of the alerts: nobody is told. */
export const NOBODY: Pick<Alerts, 'runClosed' | 'runFailed'> = {
  runClosed: () => Promise.resolve(),
  runFailed: () => Promise.resolve(),
};
export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What was done in all processes together, in order: `open r1`, `start 4 4711`, `end 4 4711`, `close r1`. */
export function deeds(folder: string): readonly string[] {
  try {
    return readFileSync(join(folder, 'deeds.log'), 'utf8').trim().split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

export function scriptedActs(folder: string, store: RunStore, script: Script): Acts {
  const did = (deed: string) => appendFileSync(join(folder, 'deeds.log'), `${deed}\n`);
  return {
    async open(request) {
      if (script.misconfigured)
        throw new ConfigurationFailure([
          { where: 'Touchpoint_Policy__mdt Default', message: 'is wrong', fix: 'Mend it.' },
        ]);
      const plan = planOf(request, script.partitions);
      await store.savePlan(plan);
      did(`open ${plan.id}`);
      return plan;
    },
    async scorePartition(runId, partition, signal) {
      did(`start ${partition} ${process.pid}`);
      await sleep(script.partitionMs, undefined, { signal });
      if (script.broken?.includes(partition))
        throw new FatalFailure('It is broken.', { code: 'BROKEN', actions: ['Mend it.', 'Run again.'] });
      const flaky = script.flaky?.find((entry) => entry.partition === partition);
      const tries = deeds(folder).filter((deed) => deed.startsWith(`start ${partition} `)).length;
      if (flaky && tries <= flaky.times)
        throw new RetriableFailure('Busy.', { code: 'BUSY', retryAfterMs: flaky.retryAfterMs ?? null });
      const result = { ...NOTHING, partition, evaluated: 1 };
      await store.saveResult(runId, result);
      did(`end ${partition} ${process.pid}`);
      return result;
    },
    async close(runId, failures) {
      // As the real acts do: a queue may come back after the close, when what follows it had to be tried again.
      const closed = await store.loadSummary(runId);
      if (closed !== null) return closed;
      const results = await store.results(runId);
      const summary: RunSummary = {
        ...{ id: runId, asOf: 0, finishedAt: Date.now(), accounts: script.partitions, changed: 0, pool: [] },
        figures: null,
        verdict: failures.length === 0 ? 'ok' : 'degraded',
        evaluated: results.length,
        failed: failures.length,
        messages: failures.map((failure) => JSON.stringify(failure)),
      };
      await store.saveSummary(runId, summary);
      did(`close ${runId}`);
      return summary;
    },
  };
}

const NOTHING = {
  ...{ evaluated: 0, changed: 0, failed: 0, unevaluated: 0, entered: 0, leavingThisWeek: 0 },
  ...{
    residual: 0,
    unexplained: [],
    rollUpDifferences: 0,
    drift: NO_DRIFT,
    savings: [],
    requests: { reading: 0, writing: 0 },
  },
  ...{ problems: [], problemsByCode: {}, pool: [], touchpointsBySource: {}, coverage: NO_COVERAGE },
};

function planOf(request: RunRequest, partitions: number): RunPlan {
  const id = `20260302T170000Z-${Math.random().toString(16).slice(2, 8)}`;
  return {
    ...{ id, request, openedAt: Date.now(), asOf: Date.now(), orgId: 'org', timeZone: 'UTC' },
    ...{
      integrationUserId: 'user',
      accounts: partitions,
      runRecordId: null,
      outreachRequests: null,
      outreachRemarks: [],
      budget: BUDGET,
    },
    // The queue hands the policy on unread.
    policy: { policy: {}, fingerprint: '' } as unknown as RunPlan['policy'],
    ranges: Array.from({ length: partitions }, () => ({ from: null, to: null })),
  };
}
