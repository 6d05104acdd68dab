import { expect, test } from 'vitest';
import { previewPromise, previewTable, type WayFigures } from './preview-figures.ts';

const quick: WayFigures = {
  firstRowMs: 1000,
  fastestMs: 900,
  slowestMs: 1100,
  rows: 2000,
  longestTaskMs: 150,
  longTasks: 12,
  scrollS: 11.1,
};
const slow: WayFigures = { ...quick, firstRowMs: 37_000, fastestMs: 31_000, slowestMs: 39_000, rows: 6135 };

test('the promise of the list holds only with quick first rows and no long task', () => {
  const said = (list: WayFigures): string => previewPromise({ accounts: 100_000, list, plain: slow });
  expect(said(quick)).toContain('100,000 accounts, list: the promise');
  expect(said(quick)).toMatch(/ held\.$/);
  expect(said({ ...quick, firstRowMs: 1501 })).toMatch(/did NOT hold\.$/);
  expect(said({ ...quick, longestTaskMs: 201 })).toMatch(/did NOT hold\.$/);
});

test('the table has the list and the plain table in columns of one width', () => {
  const lines = previewTable({ accounts: 100_000, list: quick, plain: slow }).split('\n');
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[2]).toContain('| 2,000 |');
  expect(lines[3]).toContain('37000');
});
