import { createElement } from 'lwc';
import SignalOverview from 'c/signalOverview';
import { graphql } from 'lightning/graphql';
import { OWNERS_QUERY, OWNER_NAMES_QUERY, SCORES_QUERY } from 'c/signalListQueries';
import type { OwnerCount } from 'c/signalOwners';
import type { TestWireAdapter } from '../../../../../../types/jest-stubs';

const wire = graphql as unknown as TestWireAdapter;
const isQuery = (query: unknown) => (config: Record<string, unknown>) => config.query === query;
async function flush(turns = 6): Promise<void> {
  await Promise.resolve();
  if (turns > 1) await flush(turns - 1);
}

async function mount(properties: object = {}) {
  const overview = createElement('c-signal-overview', { is: SignalOverview });
  Object.assign(overview, { canCountScores: true, showsOwners: true, ...properties });
  document.body.appendChild(overview);
  const known = jest.fn((event: Event) => (event as CustomEvent<readonly OwnerCount[]>).detail);
  overview.addEventListener('ownersknown', known);
  await flush();
  return { overview, known: () => known.mock.results.at(-1)?.value as readonly OwnerCount[] };
}
const find = <E extends HTMLElement>(host: Element, selector: string) => host.shadowRoot!.querySelector<E>(selector);

async function count(): Promise<void> {
  const node = (id: string, value: number) => ({
    node: { aggregate: { OwnerId: { value: id }, Id: { count: { value } } } },
  });
  wire.emit(
    { uiapi: { aggregate: { Account: { edges: [node('005a', 2), node('005b', 7)] } } } },
    isQuery(OWNERS_QUERY),
  );
  await flush();
  wire.emit(
    { uiapi: { query: { User: { edges: [{ node: { Id: '005a', Name: { value: 'Ana' } } }] } } } },
    isQuery(OWNER_NAMES_QUERY),
  );
  await flush();
}

describe('c-signal-overview', () => {
  afterEach(() => document.body.replaceChildren());

  it('draws a bar for each ten points of score and says them in words', async () => {
    const { overview } = await mount();
    const counts = [3, 0, 0, 0, 0, 0, 0, 0, 0, 1200].map((totalCount, at) => [`b${String(at)}`, { totalCount }]);
    wire.emit({ uiapi: { query: Object.fromEntries(counts) as object } }, isQuery(SCORES_QUERY));
    await flush();
    const chart = find(overview, 'c-signal-distribution')!;
    expect(chart.shadowRoot!.querySelectorAll('rect')).toHaveLength(10);
    expect(find(chart, 'svg')!.getAttribute('aria-label')).toContain('90–100: 1,200');
    expect(find(chart, '.covers')!.textContent).toBe('Of the 1,203 accounts in this list that you can see');
    // A few beside very many stay visible.
    expect(Number(find(chart, 'rect')!.getAttribute('height'))).toBeGreaterThan(1);
    await expect(overview).toBeAccessible();
  });

  it('draws no chart of no accounts', async () => {
    const { overview } = await mount();
    const counts = Array.from({ length: 10 }, (_, at) => [`b${String(at)}`, { totalCount: 0 }]);
    wire.emit({ uiapi: { query: Object.fromEntries(counts) as object } }, isQuery(SCORES_QUERY));
    await flush();
    expect(find(overview, 'c-signal-distribution')).toBeNull();
  });

  it('lists owners by number of accounts, also one whose name the viewer may not see', async () => {
    const { overview, known } = await mount();
    await count();
    expect(known()).toEqual([
      { id: '005b', name: 'An owner you cannot see', count: 7 },
      { id: '005a', name: 'Ana', count: 2 },
    ]);
    const narrowed = jest.fn((event: Event) => (event as CustomEvent<unknown>).detail);
    overview.addEventListener('narrow', narrowed);
    find(find(overview, 'c-signal-owners')!, '[data-owner="005a"]')!.click();
    expect(narrowed).toHaveReturnedWith({ ownerId: '005a' });
    await expect(overview).toBeAccessible();
  });

  it('counts the loaded accounts where the org refuses to group, and says so', async () => {
    const owned = (name: string) => ({
      Id: name,
      Name: { value: name },
      Owner: { Id: '005a', Name: { value: 'Ana' } },
    });
    const { overview, known } = await mount({ loadedNodes: [owned('A'), owned('B')] });
    wire.emitErrors([{ message: 'cannot group' }], isQuery(OWNERS_QUERY));
    await flush();
    expect(known()).toEqual([{ id: '005a', name: 'Ana', count: 2 }]);
    expect(find(find(overview, 'c-signal-owners')!, '.note')!.textContent).toBe('Of the accounts loaded so far');
    await expect(overview).toBeAccessible();
  });

  it('counts owners for the filter even where nothing is drawn', async () => {
    const { overview, known } = await mount({ isSilent: true });
    await count();
    expect(known()).toHaveLength(2);
    expect(find(overview, 'c-signal-owners')).toBeNull();
    expect(find(overview, 'c-signal-distribution')).toBeNull();
  });
});
