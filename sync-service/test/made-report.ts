// A report as tests need one: what a test does not say does not matter to it.
import { NO_DRIFT } from '../src/run/drift.ts';
import type { Report } from '../src/run/report.ts';
import type { PoolEntry, RunFigures, RunPlan, RunSummary } from '../src/run/run-store.ts';
import { NEW_YORK, noon, POLICY, TODAY } from './builders.ts';

export const entry = (given: Partial<PoolEntry> = {}): PoolEntry => ({
  ...{ accountId: '0015g0000000Q13AAE', name: 'Textbook Therapeutics', score: 70.3, tier: 'High-Engaged' },
  ...{ activeTouchpoints: 4, lastTouch: TODAY - 2, accountAgeDays: 200, avgRecipientsPerSeries: null },
  exitsOn: TODAY + 13,
  ...given,
});

/** @param daysAgo before the day of every test */
export const closedRun = (daysAgo: number, given: Partial<RunSummary> = {}, figures: Partial<RunFigures> = {}) =>
  ({
    ...{ id: `run-${daysAgo}`, verdict: 'ok', asOf: noon(TODAY - daysAgo), finishedAt: noon(TODAY - daysAgo) + 60_000 },
    ...{ accounts: 1200, evaluated: 1200, changed: 3, failed: 0, messages: [], pool: [entry()] },
    figures: {
      ...{ mode: 'full', dryRun: false, entered: 2, leavingThisWeek: 1, coveragePercent: 96.2, bridgeResidual: 0 },
      ...{ touchpointsBySource: { Task: 30, 'Orum Call': 10 }, rollUpDifferences: 0, failuresByCode: {} },
      ...{ salesforceRequests: 60, salesforceUsed: 2000, salesforceLimit: 100_000, outreachRequests: 40 },
      ...{ budget: { forecast: 80, cap: 50_000, used: 60, unbridged: 0, unscored: 0 }, drift: NO_DRIFT },
      ...figures,
    } as RunFigures,
    ...given,
  }) satisfies RunSummary;

/** @param runs the oldest first; the report is of the last good one */
export function report(runs: readonly RunSummary[], orgUrl?: string): Report {
  const plan = {
    timeZone: NEW_YORK.name,
    policy: { policy: POLICY, fingerprint: '0123456789abcdef' },
    ...(orgUrl === undefined ? {} : { orgUrl }),
  } as RunPlan;
  const run = runs.findLast(({ verdict }) => verdict !== 'failed');
  if (run === undefined) throw new Error('a report needs a run that did not fail');
  // A ledger gives the same run twice, not the same object.
  return { run: structuredClone(run), plan, runs };
}

/** What people write into a name, and what a page must bear. */
export const ODD_NAMES = [
  '</script></title></style><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)> & Söhne <b>GmbH</b>',
  'مؤسسة الشرق للتجارة (ש.מ)',
  '\u202Egnp.exe evil override',
  '🦊🚀 Emoji & Partners 👩‍👩‍👧‍👦',
  'Donaudampfschifffahrtsgesellschaft'.repeat(7),
  `A name of ${'many ordinary words '.repeat(12)}`,
];
