import { expect, test } from 'vitest';
import type { YearOfRequests } from '../run/outreach-requests.ts';
import type { RunFigures, RunSummary } from '../run/run-store.ts';
import { budgetFinding, requestsAsJson, requestsText } from './requests-text.ts';

const FIGURES = {
  budget: { forecast: 1331, cap: 50_000, used: 1322 },
  ...{ salesforceUsed: 30_000, salesforceLimit: 100_000, outreachRequests: 9 },
} as unknown as RunFigures;
const YEAR: YearOfRequests = { used: 50_000, perDay: 100, projected: 60_000, allowed: 250_000 };
const LAST = { figures: FIGURES } as unknown as RunSummary;

test('after a run one line for each side says what was sent and what is left', () => {
  expect(requestsText(FIGURES, YEAR)).toEqual([
    'Salesforce requests: 1,322 sent, 1,331 forecast, at most 50,000; 70,000 left of the 100,000 of 24 hours.',
    'Outreach requests: 9 sent; 200,000 left of the 250,000 of a year.',
  ]);
  const alone = { ...FIGURES, salesforceUsed: null, outreachRequests: null };
  expect(requestsText(alone, null)).toEqual(['Salesforce requests: 1,322 sent, 1,331 forecast, at most 50,000.']);
  expect(requestsText(null, YEAR)).toEqual([]);
});

test('programs get the same as numbers', () => {
  expect(requestsAsJson(FIGURES, YEAR)).toEqual({
    salesforce: { used: 1322, forecast: 1331, cap: 50_000, day: { used: 30_000, limit: 100_000 } },
    outreach: { used: 9, year: { used: 50_000, limit: 250_000 } },
  });
});

test('doctor fails when the next run may not send what the last one needed, and says the number', () => {
  const usage = { used: 30_000, limit: 100_000, ours: 1 };
  expect(budgetFinding(usage, null, LAST)).toMatchObject({
    ok: true,
    detail: expect.stringContaining('35,000') as string,
  });
  expect(budgetFinding(usage, null, null).ok).toBe(true);
  expect(budgetFinding(usage, 1330, LAST)).toMatchObject({ ok: false, fix: expect.stringContaining('1331') as string });
});
