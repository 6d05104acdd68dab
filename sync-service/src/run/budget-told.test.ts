// What people hear of a run's requests: in its messages, and as an alert.
import { describe, expect, it } from 'vitest';
import { BUDGET } from '../../test/budgets.ts';
import { budgetFigures, budgetMessages, signOfBudget } from './budget-told.ts';
import { BUDGET_SPENT } from './purse.ts';
import type { PartitionFailure, PartitionResult, RunPlan, RunSummary } from './run-store.ts';

const PLAN = {
  budget: { ...BUDGET, forecast: 200, cap: 120, correction: 2 },
  ranges: [
    { from: 'c', to: 'd' },
    { from: 'e', to: null },
    { from: null, to: 'b' },
  ],
} as unknown as RunPlan;
const result = (savings: PartitionResult['savings'], reading: number): PartitionResult =>
  ({ savings, evaluated: 10, requests: { reading, writing: 1 } }) as unknown as PartitionResult;
const failure = (partition: number, code = BUDGET_SPENT): PartitionFailure => ({
  ...{ partition, code, message: 'No.', actions: [] },
});

describe('a run that kept within its forecast', () => {
  it('says nothing, begins with the first account the next time, and corrects the next forecast', () => {
    const figures = budgetFigures(PLAN, [result([], 22), result([], 22), result([], 22)], [], 90);
    expect(figures).toMatchObject({ used: 90, untidied: 0, unbridged: 0, unscored: 0, nextFrom: null, measured: 1 });
    expect(budgetMessages(PLAN, figures)).toEqual([]);
  });
});

describe('a run that gave things up', () => {
  const results = [result(['tidying'], 36), result(['tidying', 'bridge'], 30)];

  it('names them in the order in which they are given up, and what to do', () => {
    const figures = budgetFigures(PLAN, results, [failure(2), failure(1, 'BUSY')], 118);
    expect(figures).toMatchObject({ untidied: 2, unbridged: 10, unscored: 1, nextFrom: null });
    expect(budgetMessages(PLAN, figures)).toEqual([
      expect.stringMatching(
        /forecast to take 200 .* may send 120 \(118 were sent\): the deletion of Bulk jobs .*; the bridge of 10 accounts; 1 of 3 partitions.* What to do: Set SF_RUN_REQUESTS/,
      ),
    ]);
  });

  it('expects twice as much the next time when no partition came to its end', () => {
    expect(budgetFigures(PLAN, [], [failure(0), failure(1)], 118).measured).toBe(4);
    expect(budgetFigures(PLAN, [], [failure(0, 'BUSY')], 118).measured).toBeNull();
  });

  it('begins with the first partition it did not come to the next time', () => {
    expect(budgetFigures(PLAN, results, [failure(2), failure(1)], 118).nextFrom).toBe('e');
  });
});

describe('the alert about requests', () => {
  const closed = (budget: object, used: number | null = 10): RunSummary =>
    ({
      id: 'r1',
      figures: {
        budget: { forecast: 200, cap: 120, used: 90, unbridged: 0, unscored: 0, ...budget },
        salesforceUsed: used,
        salesforceLimit: 100,
      },
    }) as unknown as RunSummary;

  it.each([
    ['a run that did everything', closed({}), 'well'],
    ['a run without the bridge', closed({ unbridged: 5 }), 'firing'],
    ['a run that left partitions out', closed({ unscored: 1 }), 'firing'],
    ['an org that has few left', closed({}, 91), 'firing'],
    ['an org that does not say', closed({}, null), 'well'],
    ['a run of an older version', { id: 'r1', figures: null } as unknown as RunSummary, 'unknown'],
  ])('%s: %s', (_name, run, state) => {
    expect(signOfBudget(run).state).toBe(state);
  });
});
