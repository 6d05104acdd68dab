import { expect, test } from 'vitest';
import { dayOf, instantOf, numberOf, OddValue } from './values.ts';

test('date and time read the same from CSV and from JSON', () => {
  const at = Date.UTC(2026, 2, 1, 17, 0, 5, 120);
  expect(instantOf('2026-03-01T17:00:05.120Z')).toBe(at);
  expect(instantOf('2026-03-01T17:00:05.120+0000')).toBe(at);
  expect(instantOf('2026-03-01T12:00:05.120-0500')).toBe(at);
  expect(instantOf('')).toBeNull();
});

test('a value that is none is odd, not a guess', () => {
  expect(() => instantOf('yesterday')).toThrow(OddValue);
  expect(() => instantOf('2026-03-01')).toThrow(OddValue);
  expect(() => dayOf('2026-02-30')).toThrow(OddValue);
  expect(() => numberOf('many')).toThrow(OddValue);
  expect([dayOf(''), numberOf(''), numberOf('4.0')]).toEqual([null, null, 4]);
});
