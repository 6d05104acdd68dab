// What a run may send to Salesforce, for tests that are about something else: enough of everything.
import type { RunBudget } from '../src/run/budget.ts';
import type { Allowance } from '../src/run/spending.ts';

export const BUDGET: RunBudget = {
  ...{ forecast: 100, cap: 1000, savings: [], correction: 1 },
  partition: { evidence: 30, bridge: 6, tidying: 8, writing: 1 },
};

export const ALLOWANCE: Allowance = {
  savings: [],
  beginWriting: () => undefined,
  requests: () => ({ reading: 44, writing: 1 }),
};

/** What a run that spent nothing says. */
export const nothingUsed = (): Promise<number> => Promise.resolve(0);
