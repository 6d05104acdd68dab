import { expect, test } from 'vitest';
import { promise, table, type Figures } from './figures.ts';

const large: Figures = {
  activities: 982_430,
  mode: 'full',
  wallS: 120.4,
  cpuS: 99.5,
  peakMb: 700,
  requests: 1500,
  floorCpuS: 4.25,
  streamCpuS: 6,
  restCpuS: null,
  restRequests: null,
};

test('a figure that was not measured is a dash in the table, never a 0', () => {
  const [, , row = ''] = table([large]).split('\n');
  expect(row.split('|').map((cell) => cell.trim())).toEqual([
    ...['', '982,430', 'full', '120.4', '99.5', '700', '1500', '4.3', '6.0', '–', '–', ''],
  ]);
});

test('the promise is judged for about a million activities, for runs that write', () => {
  expect(promise([large, { ...large, mode: 'again' }])).toMatch(/^982,430 activities, full: .*\(under 300 s\) held\.$/);
  expect(promise([{ ...large, wallS: 300 }])).toContain('did NOT hold');
});

test('a smaller world only says that it stayed under the bound made for a million', () => {
  expect(promise([{ ...large, activities: 98_000, wallS: 12 }])).toBe(
    '98,000 activities, full: 12 s, 8,167 a second: under 300 s, the promise made for 1,000,000.',
  );
});
