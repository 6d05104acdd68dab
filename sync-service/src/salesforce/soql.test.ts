import { expect, test } from 'vitest';
import { dayFromIso } from '../scoring/calendar.ts';
import { among, chunksOfIds, outside, quoted, sizeOf, tasksSince, withinAndSet } from './soql.ts';

test('inside and outside of a range leave nobody out', () => {
  const range = { from: '001A', to: '001B' };
  expect(withinAndSet('AccountId', range)).toBe("AccountId >= '001A' AND AccountId <= '001B'");
  expect(outside('AccountId', range)).toEqual(["AccountId < '001A'", "AccountId > '001B'", 'AccountId = null']);
});

test('outside the unbounded range only those without an account are left', () => {
  expect(withinAndSet('AccountId', { from: null, to: null })).toBe('AccountId != null');
  expect(outside('AccountId', { from: null, to: null })).toEqual(['AccountId = null']);
});

test('single accounts are asked for by Id, and around them all the world is', () => {
  const list = { ids: ['001A', '001B'] };
  expect(withinAndSet('AccountId', list)).toBe("AccountId IN ('001A','001B')");
  expect(outside('AccountId', list)).toEqual(['']);
  expect([sizeOf(list), sizeOf({ from: null, to: null })]).toEqual(['small', 'large']);
});

test('quotes and backslashes in a value stay in the value', () => {
  expect(quoted("O'Hara \\ Sons")).toBe("'O\\'Hara \\\\ Sons'");
});

test('a query by Ids stays below the 16 kB that a URI may have, and asks for each Id once', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `00T${String(index).padStart(15, '0')}`);
  const chunks = chunksOfIds([...ids, ...ids]);
  expect(chunks.flat()).toEqual(ids);
  for (const chunk of chunks) expect(encodeURIComponent(among('Id', chunk)).length).toBeLessThan(14_000);
});

test('tasks are asked for two days before the first date that matters', () => {
  expect(tasksSince(dayFromIso('2026-03-03'))).toBe(
    '(ActivityDate >= 2026-03-01 OR (ActivityDate = null AND ' +
      '(CompletedDateTime >= 2026-03-01T00:00:00Z OR CreatedDate >= 2026-03-01T00:00:00Z)))',
  );
});
