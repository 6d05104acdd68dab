// The model against the handbook: what it forecasts for a first run, and that the run measured beside it took about as much.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readingCost } from '../run/budget.ts';
import { forecastRequests } from './forecast.ts';

const handbook = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
/** Accounts, size of a partition, partitions, forecast, requests of the first run; of worlds whose Bulk jobs end at once. */
const rows = [...handbook.matchAll(/^\| ([\d,]+) of ([\d,]+) \| (\d+) \| (\d+) \| (\d+) \| \d+ \|$/gm)].map((row) =>
  row.slice(1).map((cell) => Number(cell.replace(',', ''))),
);

describe('the forecast', () => {
  it('is the one of each world in the handbook, within a tenth of what was measured', () => {
    expect(rows).toHaveLength(4);
    for (const [accounts = 0, size = 0, partitions = 0, told = 0, measured = 0] of rows) {
      const { opening, partition, closing } = forecastRequests('span', partitions, Math.min(size, accounts));
      const forecast = opening + partitions * (readingCost(partition, []) + partition.writing) + closing;
      expect(forecast).toBe(told);
      expect(Math.abs(forecast - measured)).toBeLessThanOrEqual(forecast / 10);
    }
  });

  it('knows that lists are read by REST, and that many accounts are written in bulk', () => {
    expect(forecastRequests('list', 3, 100).partition).toEqual({ evidence: 17, bridge: 2, tidying: 0, writing: 1 });
    const writing = (accounts: number) => forecastRequests('span', 9, accounts).partition.writing;
    expect([200, 201, 2000, 2001, 10_001].map(writing)).toEqual([1, 2, 10, 10, 20]);
  });
});
