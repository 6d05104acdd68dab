import { expect, test } from 'vitest';
import type { PoolEntry } from '../run/run-store.ts';
import { dayFromIso } from '../scoring/calendar.ts';
import { poolTable } from './run-report.ts';

const entry: PoolEntry = {
  accountId: '0015g0000000Q13AAE',
  name: 'Textbook Therapeutics',
  score: 70.3,
  tier: 'High-Engaged',
  activeTouchpoints: 4,
  lastTouch: dayFromIso('2026-02-28'),
  accountAgeDays: 200,
  avgRecipientsPerSeries: null,
  exitsOn: dayFromIso('2026-03-15'),
};
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

test('a wide table shows the four metrics and the Id that explain wants', () => {
  const table = poolTable([entry]);
  for (const text of [
    '0015g0000000Q13AAE',
    'Active TPs',
    '2026-02-28',
    '200 days',
    'Avg Recips Per Series',
    '2026-03-15',
  ])
    expect(table).toContain(text);
});

test.each([140, 110, 90, 70])(
  'a terminal of %i columns gets a table that fits and still says who, what and how much',
  (width) => {
    const table = poolTable([entry, entry], width);
    expect(widest(table)).toBeLessThanOrEqual(width);
    for (const text of ['Textbook Therapeutics', 'High-Engaged', '70.3']) expect(table).toContain(text);
  },
);

test('there is one rule, below the heads', () => {
  const lines = poolTable([entry, entry, entry]).split('\n');
  expect(lines.map((line) => line[0]).join('')).toBe('┌│├│││└');
});

test('an empty pool is said in words', () => {
  expect(poolTable([])).toBe('No account is high-signal.');
});
