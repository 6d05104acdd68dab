// Paging of the list, without drawing it.
import type { AccountPage } from 'c/signalListQueries';
import { AccountPages, FIRST_REQUEST } from '../accountPages';

const context = { columns: [], urlOf: () => '', nextStep: () => undefined };

function page(from: number, count: number, totalCount: number): AccountPage {
  const edges = Array.from({ length: count }, (_, at) => {
    const name = String(from + at);
    return { node: { Id: name, Name: { value: name } } };
  });
  return {
    totalCount,
    edges,
    pageInfo: { hasNextPage: from + count < totalCount, endCursor: `after-${String(from + count)}` },
  };
}

describe('the pages of the list', () => {
  it('asks for fifty more, and with an upper bound only where the org no longer goes on without', () => {
    const pages = new AccountPages();
    pages.take(page(0, 50, 100_000), FIRST_REQUEST, context);
    expect(pages.next()).toEqual({ first: 50, after: 'after-50', upperBound: null });
    pages.take(page(50, 1_900, 100_000), { ...FIRST_REQUEST, after: 'after-50' }, context);
    expect(pages.next()).toEqual({ first: 50, after: 'after-1950', upperBound: null });
    pages.take(page(1_950, 50, 100_000), { ...FIRST_REQUEST, after: 'after-1950' }, context);
    expect(pages.next()).toEqual({ first: 200, after: 'after-2000', upperBound: 1_000_000 });
  });

  it('draws at most ten rows together and never those it has drawn', () => {
    const pages = new AccountPages();
    pages.take(page(0, 50, 300), FIRST_REQUEST, context);
    const [first] = pages.pages;
    pages.take(page(50, 200, 300), { ...FIRST_REQUEST, after: 'after-50' }, context);
    expect(pages.pages.map(({ rows }) => rows.length)).toEqual(Array.from({ length: 25 }, () => 10));
    expect(pages.pages[0]).toBe(first);
  });

  it('skips nobody after a row has left, since the cursor then points one too far', () => {
    const pages = new AccountPages();
    pages.take(page(0, 50, 120), FIRST_REQUEST, context);
    pages.remove('7');
    expect([pages.size, pages.total]).toEqual([49, 119]);
    expect(pages.next()).toEqual({ first: 99, after: null, upperBound: null });
    pages.remove('not here');
    expect(pages.total).toBe(119);
  });
});
