// Requests counted in one place, from two openings of the same ledger as two processes have them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Ledger, openLedger } from './ledger.ts';

let folder: string;
let one: Ledger;
let other: Ledger;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchpoint-tally-'));
  [one, other] = [await openLedger(folder), await openLedger(folder)];
});

afterEach(async () => {
  await one.close();
  await other.close();
  rmSync(folder, { recursive: true });
});

test('two processes never take more than the cap together', async () => {
  await one.tally.begin('run', 100, 7);
  const takes = await Promise.all(
    Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? one : other).tally.take('run', 3, 10)),
  );
  expect(takes.filter((taken) => taken)).toHaveLength(27);
  expect(await other.tally.taken('run')).toBe(88);
});

test('what is given back can be taken again, to the last one when nothing is kept', async () => {
  await one.tally.begin('run', 10, 0);
  expect(await one.tally.take('run', 10, 0)).toBe(true);
  await other.tally.giveBack('run', 1);
  expect([await one.tally.take('run', 2, 0), await one.tally.take('run', 1, 0)]).toEqual([false, true]);
});

test('a count that was begun goes on, without a cap it never ends, and nobody counts for a stranger', async () => {
  await one.tally.begin('asking', null, 5);
  await other.tally.begin('asking', 1, 0);
  expect(await one.tally.take('asking', 1_000_000, 0)).toBe(true);
  expect(await one.tally.taken('asking')).toBe(1_000_005);
  await one.tally.end('asking');
  expect([await one.tally.take('asking', 1, 0), await one.tally.taken('asking')]).toEqual([false, 0]);
});
