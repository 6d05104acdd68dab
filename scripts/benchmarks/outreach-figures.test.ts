// The figures of Outreach's requests as people read them.
import { expect, test } from 'vitest';
import { outreachPromise, outreachTable, type OutreachFigures } from './outreach-figures.ts';

const figures = (night: number): OutreachFigures => ({
  ...{ reps: 100, days: 30 },
  runs: [
    { mode: 'full pull', records: 700_000, requests: 750, wallS: 100, cpuS: 60 },
    { mode: 'night', records: 38_000, requests: night, wallS: 9.04, cpuS: 5 },
  ],
});

test('a night is shown beside a full pull', () => {
  const [head, , full, night] = outreachTable(figures(45)).split('\n');
  expect(head).toMatch(/Outreach \| +records \| requests/);
  expect(full).toMatch(/full pull \| 700,000 \| +750 \| +100.0 \|/);
  expect(night).toMatch(/night \| +38,000 \| +45 \| +9.0 \|/);
});

test('a night of more requests than promised says that it does not hold', () => {
  expect(outreachPromise(figures(150))).toMatch(/takes 150 requests where a full pull takes 750; .* held\.$/);
  expect(outreachPromise(figures(151))).toMatch(/did NOT hold\.$/);
});
