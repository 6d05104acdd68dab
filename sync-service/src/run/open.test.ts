import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountId } from '../../test/builders.ts';
import { cutBook } from './open.ts';

const book = (size: number): string[] => Array.from({ length: size }, (_, n) => accountId(n + 1));

describe('the cut of the book', () => {
  it('has open ends and existing Ids, both included', () => {
    expect(cutBook(book(5), 2)).toEqual([
      { from: null, to: accountId(2) },
      { from: accountId(3), to: accountId(4) },
      { from: accountId(5), to: null },
    ]);
  });

  it('of a small book is one partition, and of no accounts none', () => {
    expect(cutBook(book(3), 3)).toEqual([{ from: null, to: null }]);
    expect(cutBook([], 3)).toEqual([]);
  });

  it('puts every account into exactly one partition of at most the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 50 }), (size, most) => {
        const ids = book(size);
        const held = cutBook(ids, most).map(({ from, to }) =>
          ids.filter((id) => (from === null || id >= from) && (to === null || id <= to)),
        );
        expect(held.flat()).toEqual(ids);
        expect(Math.max(...held.map((part) => part.length))).toBeLessThanOrEqual(most);
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});
