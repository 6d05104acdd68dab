import { expect, test } from 'vitest';
import { latencyOf, webhookPromise, webhookTable } from './webhook-figures.ts';

test('percentiles are of those that were seen, and the others are counted', () => {
  const times = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(latencyOf([...times, null])).toEqual({ p50: 50, p95: 95, slowest: 100, missing: 1 });
});

test('the promise is kept only when mirror and account are quick and none is missing', () => {
  const quick = latencyOf([100, 2999]);
  const figures = { sent: 2, perSecond: 50, answered: quick, mirror: quick, account: quick };
  expect(webhookPromise(figures)).toContain(' held.');
  expect(webhookPromise({ ...figures, account: latencyOf([100, 3000]) })).toContain('did NOT hold');
  expect(webhookPromise({ ...figures, mirror: latencyOf([100, null]) })).toContain('did NOT hold');
  expect(webhookTable(figures).split('\n')).toHaveLength(5);
});
