import { expect, test } from 'vitest';
import { orgCalendar } from './org-calendar.ts';

const calendar = orgCalendar('2026-03-10', 'America/New_York');

test('a wall-clock time is five hours behind UTC in winter and four in summer', () => {
  expect(calendar.at(3, 10 * 60)).toBe('2026-03-07T15:00:00.000Z');
  expect(calendar.at(1, 10 * 60)).toBe('2026-03-09T14:00:00.000Z');
});

test('on the day the clocks change, early and late hours have their own offset', () => {
  expect(calendar.at(2, 60)).toBe('2026-03-08T06:00:00.000Z');
  expect(calendar.at(2, 23 * 60)).toBe('2026-03-09T03:00:00.000Z');
});

test('late evening in the org is the next day in UTC, and today has only its first minute', () => {
  expect(calendar.at(5, 23 * 60 + 30)).toBe('2026-03-06T04:30:00.000Z');
  expect(calendar.at(0, 900, 7)).toBe('2026-03-10T04:00:07.000Z');
});

test('dates count days back and ahead', () => {
  expect([calendar.date(0), calendar.date(10), calendar.date(-30)]).toEqual(['2026-03-10', '2026-02-28', '2026-04-09']);
});
