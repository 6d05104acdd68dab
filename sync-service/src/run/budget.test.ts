// What a budget comes to, and what becomes of it when requests are taken in any order.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  beginningWith,
  budgetWithin,
  capOf,
  corrected,
  type Expected,
  KEPT_FOR_CLOSING,
  type PartitionCost,
  readingCost,
  SAVINGS,
} from './budget.ts';
import { ConfigurationFailure } from './failures.ts';
import { Allotment, BUDGET_SPENT, type RequestTally } from './purse.ts';

const COST: PartitionCost = { evidence: 30, bridge: 6, tidying: 8, writing: 1 };
const EXPECTED: Expected = { opening: 23, partitions: 10, partition: COST, closing: 3, correction: 1 };
/** The whole of it: ten partitions of 45, opening and closing. */
const FORECAST = 476;

describe('a budget', () => {
  it('gives up nothing when the forecast fits, with what is kept back for closing', () => {
    expect(budgetWithin(485, EXPECTED)).toMatchObject({ forecast: FORECAST, cap: 485, savings: [] });
  });

  it('gives up tidying first, then the bridge, and leaves partitions to the end', () => {
    expect(budgetWithin(484, EXPECTED).savings).toEqual(['tidying']);
    expect(budgetWithin(405, EXPECTED).savings).toEqual(['tidying']);
    expect(budgetWithin(404, EXPECTED).savings).toEqual(['tidying', 'bridge']);
    expect(budgetWithin(100, EXPECTED)).toMatchObject({ forecast: FORECAST, savings: SAVINGS });
  });

  it('is refused with the number needed when not one partition fits', () => {
    expect(() => budgetWithin(69, EXPECTED)).toThrow(ConfigurationFailure);
    expect(() => budgetWithin(69, EXPECTED)).toThrow(/at least 70 requests .* may send 69/);
    expect(budgetWithin(70, EXPECTED).cap).toBe(70);
  });

  it('needs nothing for partitions when no account is to be scored', () => {
    expect(budgetWithin(35, { ...EXPECTED, partitions: 0 }).savings).toEqual([]);
  });

  it('follows what the last run took', () => {
    expect(corrected(COST, 1.5)).toEqual({ evidence: 45, bridge: 9, tidying: 12, writing: 1 });
  });
});

describe('the cap', () => {
  it('is half of what the org has left, unless it is set', () => {
    expect(capOf(null, { used: 20_000, limit: 100_000 }, 20)).toBe(40_020);
    expect(capOf(500, { used: 20_000, limit: 100_000 }, 20)).toBe(500);
  });

  it('is never more than the org has left', () => {
    expect(capOf(500, { used: 99_900, limit: 100_000 }, 20)).toBe(120);
    expect(capOf(null, { used: 100_100, limit: 100_000 }, 20)).toBe(20);
  });

  it('takes the least limit that an edition has where the org does not say', () => {
    expect(capOf(null, { used: null, limit: null }, 20)).toBe(50_020);
  });
});

test('the partitions begin with the one the last run did not come to', () => {
  const ranges = [
    { from: null, to: 'c' },
    { from: 'd', to: 'f' },
    { from: 'g', to: null },
  ];
  const order = (from: string | null) => beginningWith(ranges, from).map(({ to }) => to);
  expect(order(null)).toEqual(['c', 'f', null]);
  expect(order('e')).toEqual(['f', null, 'c']);
  expect(order('z')).toEqual([null, 'c', 'f']);
});

/** As the ledger counts, in memory, one step of the event loop later. */
function tallyOf(cap: number): RequestTally & { readonly count: () => number } {
  let taken = 0;
  const later = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    begin: later,
    end: later,
    count: () => taken,
    async take(_holder, requests, keep) {
      await later();
      if (taken + requests + keep > cap) return false;
      taken += requests;
      return true;
    },
    async giveBack(_holder, requests) {
      await later();
      taken -= requests;
    },
    taken: () => Promise.resolve(taken),
  };
}

test('whoever takes how much in whatever order, what is spent never passes the cap, and what is kept back stays', async () => {
  const demand = fc.record({
    reading: fc.nat(40),
    aside: fc.nat(10),
    wanted: fc.nat(80),
    writes: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: KEPT_FOR_CLOSING, max: 200 }),
      fc.array(demand, { maxLength: 12 }),
      async (cap, all) => {
        const tally = tallyOf(cap);
        let spent = 0;
        const partition = async ({ reading, aside, wanted, writes }: (typeof all)[number]): Promise<void> => {
          if (!(await tally.take('run', reading + aside, KEPT_FOR_CLOSING))) return;
          const purse = new Allotment(tally, 'run', { keep: KEPT_FOR_CLOSING, left: reading, aside, tidies: true });
          if (writes) purse.useAside();
          const takes = await Promise.allSettled(Array.from({ length: wanted }, () => purse.take()));
          const failed = takes.filter((take) => take.status === 'rejected');
          for (const { reason } of failed) expect(reason).toMatchObject({ code: BUDGET_SPENT });
          expect(purse.spent).toBe(wanted - failed.length);
          await purse.giveBack();
          spent += purse.spent;
          expect(tally.count()).toBeLessThanOrEqual(cap - KEPT_FOR_CLOSING);
        };
        await Promise.all(all.map(partition));
        // Everything that was not spent came back.
        expect(tally.count()).toBe(spent);
        const last = new Allotment(tally, 'run', { keep: 0, left: 0, aside: 0, tidies: true });
        for (let requests = 0; requests < KEPT_FOR_CLOSING; requests += 1) await last.take();
      },
    ),
    { numRuns: 100 },
  );
});

test('what reading costs is less with everything that is given up', () => {
  expect([[], ['tidying'], SAVINGS].map((savings) => readingCost(COST, savings as (typeof SAVINGS)[number][]))).toEqual(
    [44, 36, 30],
  );
});
