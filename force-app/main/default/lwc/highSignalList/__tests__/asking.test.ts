// When the list asks the org again, and when it does not.
import { ACCOUNTS_QUERY } from 'c/signalListQueries';
import { account, answer, find, flush, isQuery, mount, objectInfo, rowsOf, wire } from './data/shownList';

const page = { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

describe('the questions of c-high-signal-list', () => {
  afterEach(() => document.body.replaceChildren());

  it('reads the list anew from its first page', async () => {
    const list = await mount();
    const refresh = jest.fn().mockResolvedValue(undefined);
    wire.emit({ uiapi: { query: { Account: page } } }, isQuery(ACCOUNTS_QUERY), refresh);
    await flush();
    expect(refresh).not.toHaveBeenCalled();
    find(list, '[data-id="refresh"]')!.click();
    await flush();
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('waits for no answer where a change asks for the same accounts', async () => {
    const list = await mount();
    await answer([account(1)]);
    const search = async (text: string) => {
      find(list, 'c-signal-filters')!.dispatchEvent(new CustomEvent('narrow', { detail: { search: text } }));
      await flush();
    };
    await search('acme');
    expect(find(list, '.rows lightning-spinner')).not.toBeNull();
    await answer([account(1)]);
    await search('acme ');
    expect(find(list, '.rows lightning-spinner')).toBeNull();
  });

  it('does not ask again and again for a page that the org will not give', async () => {
    const list = await mount();
    await answer([account(1)], 60, 'cursor-1');
    const hasMore = () => find<HTMLElement & { hasMore: boolean }>(list, 'c-signal-table')!.hasMore;
    expect(hasMore()).toBe(true);
    wire.emitErrors([{ message: 'Query timed out' }], isQuery(ACCOUNTS_QUERY));
    await flush();
    expect(hasMore()).toBe(false);
    expect(rowsOf(list)).toHaveLength(1);
  });

  it('offers no second try where nothing was asked yet', async () => {
    const list = await mount();
    objectInfo.error({ message: 'Account is not available' }, 403);
    await flush();
    expect(find(list, '[data-id="error"]')!.textContent).toContain('Account is not available');
    expect(find(list, '[data-id="retry"]')).toBeNull();
  });
});
