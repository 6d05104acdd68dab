// Where the year of requests is heading.
import { describe, expect, test } from 'vitest';
import { allowanceWarning, type RequestPurpose, type RequestsOfDay, yearOfRequests } from './outreach-requests.ts';

const NOW = Date.parse('2026-03-02T17:00:00Z');
const ago = (days: number, requests: number, purpose: RequestPurpose = 'night'): RequestsOfDay => ({
  ...{ day: new Date(NOW - days * 86_400_000).toISOString().slice(0, 10), purpose, requests },
});
const nights = (days: number, requests: number) => Array.from({ length: days }, (_night, day) => ago(day, requests));

describe('the year of requests', () => {
  test('nothing is known before the first request, and nothing is projected', () => {
    expect(yearOfRequests([], NOW, 1000)).toEqual({ used: 0, perDay: 0, projected: 0, allowed: 1000 });
  });

  test('a first load is used up, but does not come back', () => {
    const year = yearOfRequests([ago(0, 2000, 'first load'), ago(0, 10)], NOW, 250_000);
    expect(year).toMatchObject({ used: 2010, perDay: 10, projected: 2010 + 364 * 10 });
  });

  test('the pace is that of the last four weeks', () => {
    const year = yearOfRequests(
      [...nights(28, 50), ...Array.from({ length: 72 }, (_n, day) => ago(28 + day, 500))],
      NOW,
      1,
    );
    expect(year).toMatchObject({ used: 28 * 50 + 72 * 500, perDay: 50, projected: 28 * 50 + 72 * 500 + 265 * 50 });
  });

  test('what is older than a year counts no more, and after a year nothing is guessed', () => {
    const year = yearOfRequests(nights(400, 40), NOW, 14_600);
    expect(year).toMatchObject({ used: 365 * 40, projected: 365 * 40 });
    expect(allowanceWarning(year)).toBeNull();
    expect(allowanceWarning({ ...year, allowed: 14_599 })).toMatch(/14,600 in a year.*OUTREACH_YEARLY_REQUESTS/);
  });
});
