// What a run says of its requests when it closes: the figures, and what was given up with what to do about it.
import type { Sign } from './alert.ts';
import { boundedCorrection, type BudgetFigures, isScarce, readingCost } from './budget.ts';
import { BUDGET_SPENT, RAISE_THE_CAP } from './purse.ts';
import type { PartitionFailure, PartitionResult, RunPlan, RunSummary } from './run-store.ts';

export const isUnbridged = ({ savings }: PartitionResult): boolean => savings.includes('bridge');
export const isForBudget = ({ code }: PartitionFailure): boolean => code === BUDGET_SPENT;

export function budgetFigures(
  { budget, ranges }: RunPlan,
  results: readonly PartitionResult[],
  failures: readonly PartitionFailure[],
  used: number,
): BudgetFigures {
  const unscored = failures.filter(isForBudget).map(({ partition }) => partition);
  const next = unscored.length === 0 ? undefined : ranges[Math.min(...unscored)];
  const reading = results.reduce((sum, { requests }) => sum + requests.reading, 0);
  const modelled = results.reduce((sum, { savings }) => sum + readingCost(budget.partition, savings), 0);
  return {
    forecast: budget.forecast,
    cap: budget.cap,
    used,
    untidied: results.filter(({ savings }) => savings.includes('tidying')).length,
    unbridged: results.filter(isUnbridged).reduce((sum, { evaluated }) => sum + evaluated, 0),
    unscored: unscored.length,
    nextFrom: next !== undefined && 'from' in next ? next.from : null,
    measured: measuredOf(budget, modelled === 0 ? null : reading / modelled, unscored.length),
  };
}

/**
 * The next run's correction. When partitions were begun and none of them came to its end, the model is far too low, and
 * the next one begins fewer with more for each.
 */
function measuredOf({ correction }: RunPlan['budget'], ratio: number | null, unscored: number): number | null {
  if (ratio === null) return unscored === 0 ? null : boundedCorrection(correction * 2);
  return boundedCorrection(ratio * correction);
}

/** In the order in which things are given up; empty when nothing was. */
export function budgetMessages({ ranges }: RunPlan, figures: BudgetFigures): string[] {
  const { untidied, unbridged, unscored, forecast, cap, used } = figures;
  const givenUp = [
    ...(untidied === 0 ? [] : ['the deletion of Bulk jobs that ended (the org deletes them after a week)']),
    ...(unbridged === 0 ? [] : [`the bridge of ${unbridged} accounts`]),
    ...(unscored === 0
      ? []
      : [`${unscored} of ${ranges.length} partitions, whose accounts kept their last good values`]),
  ];
  if (givenUp.length === 0) return [];
  const because = `the run was forecast to take ${forecast} requests to Salesforce and may send ${cap} (${used} were sent)`;
  return [`Given up, because ${because}: ${givenUp.join('; ')}. What to do: ${RAISE_THE_CAP}`];
}

/** Whether the requests suffice: of the run for what it was to do, of the org for the day. */
export function signOfBudget({ id, figures }: RunSummary): Sign {
  const about = { key: 'api-budget', runbook: 'api-budget' } as const;
  if (figures === null) return { ...about, state: 'unknown' };
  const { budget, salesforceUsed: used, salesforceLimit: limit } = figures;
  const ofRun = `Run ${id} was forecast to take ${budget.forecast} requests to Salesforce, might send ${budget.cap} and sent ${budget.used}.`;
  const ofDay = used === null || limit === null ? '' : ` The org has counted ${used} of its ${limit} in 24 hours.`;
  if (budget.unbridged > 0 || budget.unscored > 0) {
    const gaveUp = `It gave up the bridge of ${budget.unbridged} accounts and ${budget.unscored} whole partitions.`;
    const detail = `${ofRun} ${gaveUp}${ofDay}`;
    return { ...about, state: 'firing', title: 'A run had too few requests', detail, actions: [RAISE_THE_CAP] };
  }
  if (isScarce({ used, limit }))
    return {
      ...{ ...about, state: 'firing', title: 'The org has few API requests left for the day' },
      detail: `${ofRun}${ofDay} Until it has more, accounts are scored by runs only.`,
      actions: ['See in Setup > Company Information > API Requests which program uses them, or have the limit raised.'],
    };
  return { ...about, state: 'well', detail: `${ofRun}${ofDay}` };
}
