// Act 3: when every partition has ended, well or badly, add up, judge the run, and say so in the org and the ledger.
import type { Instant } from '../scoring/calendar.ts';
import { addCoverage, coveragePercent, NO_COVERAGE } from '../scoring/coverage.ts';
import { budgetFigures, budgetMessages, isForBudget, isUnbridged } from './budget-told.ts';
import type { RunDependencies } from './dependencies.ts';
import { addDrift, NO_DRIFT } from './drift.ts';
import { countByCode, Failure } from './failures.ts';
import type { ApiUsage, OrgPort, RunRecord } from './ports.ts';
import { BUDGET_SPENT } from './purse.ts';
import type { PartitionFailure, PartitionResult, RunFigures, RunPlan, RunSummary, RunVerdict } from './run-store.ts';

/** Above this share of failed accounts a run is degraded (1-product, promise 3). */
const TOLERATED_FAILURES = 0.01;
const MAX_MESSAGE = 30_000;

export async function closeRun(
  { org, store, log }: RunDependencies,
  plan: RunPlan,
  failures: readonly PartitionFailure[],
  used: () => Promise<number>,
): Promise<RunSummary> {
  const results = await store.results(plan.id);
  const written = plan.request.dryRun ? sum(results, 'changed') : await store.writtenCount(plan.id);
  const evaluated = sum(results, 'evaluated');
  // Accounts that were refused when written are among the evaluated, so only the others are taken off.
  const lost = Math.max(0, plan.accounts - evaluated - sum(results, 'unevaluated'));
  const failed = sum(results, 'failed') + (results.length < plan.ranges.length ? lost : 0);
  const finishedAt = await clockOf(org, plan);
  // The one that saves the record is still to come.
  const requests = (await used()) + (plan.runRecordId === null ? 0 : 1);
  const figures = figuresOf(plan, results, failures, org.usage(), requests);
  const messages = [
    ...budgetMessages(plan, figures.budget),
    ...failures.filter((failure) => !isForBudget(failure)).map(describe),
    ...plan.outreachRemarks.map(({ message }) => message),
    ...unexplained(results),
    ...remarks(results, failed, plan.accounts),
  ];
  const summary: RunSummary = {
    id: plan.id,
    verdict: judge(plan, results, failures, evaluated, failed),
    asOf: plan.asOf,
    finishedAt,
    accounts: plan.accounts,
    evaluated,
    changed: written,
    failed,
    messages,
    pool: results
      .flatMap((result) => result.pool)
      .sort((a, b) => b.score - a.score || (a.accountId < b.accountId ? -1 : 1)),
    figures,
  };
  const told = await tellOrg({ org, log }, plan, summary, figures);
  await store.saveSummary(plan.id, told);
  log.info('run.closed', {
    run: plan.id,
    verdict: told.verdict,
    accounts: told.accounts,
    evaluated,
    changed: written,
    failed,
    pool: told.pool.length,
    requests,
    requestsCap: plan.budget.cap,
  });
  return told;
}

/** The org's clock; when there is not even that left to ask for, the last time that is known. */
async function clockOf(org: OrgPort, { openedAt }: RunPlan): Promise<Instant> {
  try {
    return (await org.identify()).now;
  } catch (error) {
    if (error instanceof Failure && error.code === BUDGET_SPENT) return openedAt;
    throw error;
  }
}

type Countable =
  'evaluated' | 'changed' | 'failed' | 'unevaluated' | 'entered' | 'leavingThisWeek' | 'residual' | 'rollUpDifferences';

function sum(results: readonly PartitionResult[], field: Countable): number {
  return results.reduce((total, result) => total + result[field], 0);
}

function judge(
  plan: RunPlan,
  results: readonly PartitionResult[],
  failures: readonly PartitionFailure[],
  evaluated: number,
  failed: number,
): RunVerdict {
  if (plan.accounts > 0 && evaluated === 0) return 'failed';
  if (
    failures.length > 0 ||
    results.length < plan.ranges.length ||
    plan.outreachRemarks.some(({ degrades }) => degrades)
  )
    return 'degraded';
  if (sum(results, 'residual') > 0 || results.some(isUnbridged)) return 'degraded';
  return failed > plan.accounts * TOLERATED_FAILURES ? 'degraded' : 'ok';
}

function describe(failure: PartitionFailure): string {
  const actions = failure.actions.length > 0 ? ` What to do: ${failure.actions.join(' ')}` : '';
  return `Partition ${failure.partition} was not scored: ${failure.message} (${failure.code}).${actions}`;
}

function unexplained(results: readonly PartitionResult[]): string[] {
  const residual = sum(results, 'residual');
  const [first, ...others] = results.flatMap((result) => result.unexplained);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ' and others, which the log names (account.unexplained)';
  return [
    `Bridge: a Salesforce report and Active TPs differ by ${residual === 1 ? 'a record' : `${residual} records`} that nothing explains: ${first.records.join(', ')} of account ${first.accountId}${more}. What to do: look at them with "touchpoint bridge ${first.accountId}"; if they stay, report this as a bug.`,
  ];
}

function remarks(results: readonly PartitionResult[], failed: number, accounts: number): string[] {
  const messages: string[] = [];
  const problems = results.flatMap((result) => result.problems);
  if (failed > 0) messages.push(`${failed} of ${accounts} accounts kept their last good values.`);
  for (const problem of problems.slice(0, 10))
    messages.push(
      `${problem.accountId ?? problem.recordId}: ${problem.message} (${problem.code}). What to do: ${problem.fix}`,
    );
  if (problems.length > 10) messages.push(`… and ${problems.length - 10} more of this kind in the log.`);
  const differences = sum(results, 'rollUpDifferences');
  if (differences > 0)
    messages.push(
      `Open Opportunities differs from the opportunities read on ${differences} accounts; the roll-up may still be recalculating.`,
    );
  return messages;
}

/** The run's record in the org. A run whose record cannot be saved is not ok: the tiles of the components read it. */
async function tellOrg(
  { org, log }: Pick<RunDependencies, 'org' | 'log'>,
  plan: RunPlan,
  summary: RunSummary,
  figures: RunFigures,
): Promise<RunSummary> {
  if (plan.runRecordId === null) return summary;
  try {
    await org.saveRunRecord(plan.runRecordId, closingRecord(plan, summary, figures));
    return summary;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log.error('run.record.failed', { run: plan.id, code: error.code });
    const message = `The run record ${plan.runRecordId} could not be updated: ${error.message} ${error.actions.join(' ')}`;
    return {
      ...summary,
      verdict: summary.verdict === 'ok' ? 'degraded' : summary.verdict,
      messages: [...summary.messages, message],
    };
  }
}

function figuresOf(
  plan: RunPlan,
  results: readonly PartitionResult[],
  failures: readonly PartitionFailure[],
  usage: ApiUsage,
  requests: number,
): RunFigures {
  return {
    mode: plan.request.mode,
    dryRun: plan.request.dryRun,
    openedAt: plan.openedAt,
    policyFingerprint: plan.policy.fingerprint,
    entered: sum(results, 'entered'),
    leavingThisWeek: sum(results, 'leavingThisWeek'),
    touchpointsBySource: addUp(results.map((result) => result.touchpointsBySource)),
    coveragePercent: coveragePercent(results.map(({ coverage }) => coverage).reduce(addCoverage, NO_COVERAGE)),
    bridgeResidual: results.every(isUnbridged) ? null : sum(results, 'residual'),
    rollUpDifferences: sum(results, 'rollUpDifferences'),
    drift: results.map(({ drift }) => drift).reduce(addDrift, NO_DRIFT),
    failuresByCode: addUp([...results.map((result) => result.problemsByCode), countByCode(failures)]),
    salesforceRequests: requests,
    budget: budgetFigures(plan, results, failures, requests),
    salesforceUsed: usage.used,
    salesforceLimit: usage.limit,
    outreachRequests: plan.outreachRequests,
  };
}

/** The counts under each name, summed. */
function addUp(counts: readonly Readonly<Partial<Record<string, number>>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const count of counts) for (const [name, n = 0] of Object.entries(count)) total[name] = (total[name] ?? 0) + n;
  return total;
}

function closingRecord(plan: RunPlan, summary: RunSummary, figures: RunFigures): RunRecord {
  return {
    runKey: plan.id,
    mode: plan.request.mode,
    startedAt: plan.openedAt,
    finishedAt: summary.finishedAt,
    verdict: summary.verdict,
    asOf: plan.asOf,
    policyFingerprint: plan.policy.fingerprint,
    policyJson: JSON.stringify(plan.policy.policy),
    accounts: summary.accounts,
    evaluated: summary.evaluated,
    changed: summary.changed,
    failed: summary.failed,
    poolSize: summary.pool.length,
    entered: figures.entered,
    leavingThisWeek: figures.leavingThisWeek,
    touchpointsBySource: JSON.stringify(figures.touchpointsBySource),
    coveragePercent: figures.coveragePercent,
    bridgeResidual: figures.bridgeResidual,
    apiCalls: figures.salesforceRequests,
    message: summary.messages.join('\n').slice(0, MAX_MESSAGE) || null,
  };
}
