import { expect, test } from 'vitest';
import { OrgClock } from './org-clock.ts';
import { addDays, civilDate, instantOf, parseDate } from './zones.ts';

test('a day begins at its own midnight on both sides of a clock change', () => {
  const begin = (date: string, zone: string): string => new Date(instantOf(date, zone)).toISOString();
  expect(begin('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z');
  expect(begin('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z');
  expect(begin('2026-03-01', 'Asia/Kolkata')).toBe('2026-02-28T18:30:00.000Z');
  expect(begin('2026-03-01', 'UTC')).toBe('2026-03-01T00:00:00.000Z');
});

test('the first instant of a day has that date and the one before has the day before', () => {
  for (const zone of ['America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu', 'America/Sao_Paulo']) {
    for (let day = 0; day < 366; day++) {
      const date = addDays('2026-01-01', day);
      expect(civilDate(instantOf(date, zone), zone)).toBe(date);
      expect(civilDate(instantOf(date, zone) - 1, zone)).toBe(addDays(date, -1));
    }
  }
});

test('only dates that exist are dates', () => {
  expect(parseDate('2026-02-29')).toBeNull();
  expect(parseDate('2028-02-29')).not.toBeNull();
  expect(parseDate('2026-2-1')).toBeNull();
  expect(() => instantOf('yesterday', 'UTC')).toThrow('write it as YYYY-MM-DD');
});

test('the org’s clock starts at noon of its day, runs, and keeps the time of day when it is moved', () => {
  const clock = new OrgClock('2026-03-01', 'America/New_York');
  const before = clock.now().getTime();
  expect(Math.abs(before - Date.parse('2026-03-01T17:00:00Z'))).toBeLessThan(5000);
  clock.setToday('2026-03-08');
  expect(clock.today()).toBe('2026-03-08');
  expect(clock.today('Pacific/Auckland')).toBe('2026-03-09');
  // Noon stays noon although the clocks changed that night.
  expect(Math.abs(clock.now().getTime() - Date.parse('2026-03-08T16:00:00Z'))).toBeLessThan(70 * 60_000);
});
