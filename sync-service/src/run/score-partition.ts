// Act 2: read a partition, decide each account, compare with what it holds, write what differs. One bad account never
// stops the others, and none is written from partial evidence.
import type { Yardstick } from '../scoring/assess.ts';
import { addCoverage, NO_COVERAGE } from '../scoring/coverage.ts';
import type { SourceLabel } from '../scoring/policy.ts';
import { wasHigh } from '../learning/stay.ts';
import type { AccountBridge } from './bridge-account.ts';
import { bridgeRange, decideRange } from './bridge-range.ts';
import { type Decided, yardstickOf } from './decide.ts';
import { driftOf } from './drift.ts';
import type { RunDependencies } from './dependencies.ts';
import { countByCode, type RecordProblem } from './failures.ts';
import { EMPTY_MIRROR } from './mirror.ts';
import type { PartitionResult, PoolEntry, RunPlan } from './run-store.ts';
import type { Allowance } from './spending.ts';
import { openAct, partialWritingOf, writeTrailed, writingOf } from './trailed-write.ts';

/** Problems kept of one partition; the count is never cut. */
const MAX_PROBLEMS = 50;
/** Accounts kept whose bridge leaves something open, and records of each; the sum is never cut. */
const MAX_UNEXPLAINED = 10;
const WEEK = 7;

export async function scorePartition(
  { org, mirror, store, trail, author, log }: RunDependencies,
  plan: RunPlan,
  partition: number,
  allowance: Allowance,
  signal: AbortSignal,
): Promise<PartitionResult> {
  const range = plan.ranges[partition];
  if (!range) throw new Error(`run ${plan.id} has no partition ${partition}`);
  const yardstick = yardstickOf(plan);
  // As it was when the run opened, so that all workers take the same evidence.
  const source = plan.outreachRequests === null ? EMPTY_MIRROR : mirror;
  const isBridged = !allowance.savings.includes('bridge');
  const read = isBridged ? bridgeRange : decideRange;
  const bridged = await read({ org, mirror: source }, range, yardstick, signal);
  const { decided, bridges } = bridged;
  const problems: RecordProblem[] = [...bridged.problems];
  const unevaluated = new Set(problems.map((problem) => problem.accountId)).size;

  const writings = [...decided.map(writingOf), ...bridged.partial.map(partialWritingOf)].filter((it) => it !== null);
  allowance.beginWriting();
  const { dryRun } = plan.request;
  const outcomes = dryRun
    ? []
    : await writeTrailed(
        { org, trail },
        await openAct(trail, author, { kind: 'run', id: plan.id, at: plan.openedAt }, plan),
        writings,
        signal,
      );
  const unwritten = outcomes.map((outcome) => outcome.problem).filter((problem) => problem !== null);
  problems.push(...unwritten);
  const written = outcomes.filter((outcome) => outcome.problem === null);

  const failed = new Set(problems.map((problem) => problem.accountId)).size;
  const result: PartitionResult = {
    partition,
    evaluated: decided.length,
    changed: dryRun ? writings.length : written.length,
    failed,
    unevaluated,
    problems: problems.slice(0, MAX_PROBLEMS),
    problemsByCode: countByCode(problems),
    ...unexplainedOf(bridges),
    ...poolFigures(decided, yardstick),
    savings: allowance.savings,
    requests: allowance.requests(),
  };
  await store.saveResult(plan.id, result);
  for (const problem of result.problems)
    log.warn('account.failed', {
      run: plan.id,
      account: problem.accountId,
      record: problem.recordId,
      code: problem.code,
      fix: problem.fix,
    });
  for (const { accountId, records } of result.unexplained)
    log.warn('account.unexplained', { run: plan.id, account: accountId, records });
  log.info('partition.scored', {
    run: plan.id,
    partition,
    evaluated: result.evaluated,
    changed: result.changed,
    failed,
  });
  return result;
}

/** What the bridge of the partition leaves open. */
function unexplainedOf(bridges: readonly AccountBridge[]): Pick<PartitionResult, 'residual' | 'unexplained'> {
  const open = bridges.filter(({ unexplained }) => unexplained.length > 0);
  return {
    residual: open.reduce((sum, { unexplained }) => sum + unexplained.length, 0),
    unexplained: open.slice(0, MAX_UNEXPLAINED).map(({ accountId, unexplained }) => ({
      accountId,
      records: unexplained.slice(0, MAX_UNEXPLAINED),
    })),
  };
}

type PoolFigures = Pick<
  PartitionResult,
  'pool' | 'entered' | 'leavingThisWeek' | 'touchpointsBySource' | 'coverage' | 'drift' | 'rollUpDifferences'
>;

function poolFigures(decided: readonly Decided[], yardstick: Yardstick): PoolFigures {
  const { asOf, policy } = yardstick;
  const high = decided.filter(({ assessment }) => assessment.high);
  const touchpointsBySource: Partial<Record<SourceLabel, number>> = {};
  for (const { assessment } of decided)
    for (const { day, source } of assessment.touchpoints)
      if (day >= asOf.day - policy.windowDays) touchpointsBySource[source] = (touchpointsBySource[source] ?? 0) + 1;
  return {
    pool: high.flatMap(poolEntry),
    entered: high.filter(({ reading }) => !wasHigh(reading.held, asOf.day)).length,
    leavingThisWeek: high.filter(({ fields }) => (fields.exitsOn ?? Infinity) <= asOf.day + WEEK).length,
    touchpointsBySource,
    coverage: decided.map(({ assessment }) => assessment.coverage).reduce(addCoverage, NO_COVERAGE),
    drift: driftOf(
      decided.map(({ assessment }) => assessment),
      yardstick,
    ),
    rollUpDifferences: decided.filter(
      ({ reading }) =>
        reading.rolledUpOpenOpportunities !== null &&
        reading.rolledUpOpenOpportunities !== reading.facts.openOpportunities,
    ).length,
  };
}

function poolEntry({ reading, assessment, fields }: Decided): PoolEntry[] {
  const { lastTouch, exitsOn } = fields;
  // Both are set for every high account; without them there is nothing true to show.
  if (lastTouch === null || exitsOn === null) return [];
  const entry: PoolEntry = {
    accountId: reading.facts.id,
    name: reading.facts.name,
    score: assessment.score,
    tier: assessment.tier,
    activeTouchpoints: fields.activeTouchpoints ?? 0,
    lastTouch,
    accountAgeDays: assessment.accountAgeDays,
    avgRecipientsPerSeries: fields.avgRecipientsPerSeries,
    exitsOn,
  };
  return [entry];
}
