import { createElement } from 'lwc';
import SignalFilters from 'c/signalFilters';
import { NO_FILTERS } from 'c/signalListScope';
import { COLUMNS } from 'c/signalListRows';

function mount(properties: object = {}) {
  const filters = createElement('c-signal-filters', { is: SignalFilters });
  Object.assign(filters, {
    filters: NO_FILTERS,
    sortColumns: COLUMNS,
    canFilterTier: true,
    canFilterSource: true,
    ...properties,
  });
  document.body.appendChild(filters);
  const said = jest.fn((event: Event) => (event as CustomEvent<unknown>).detail);
  filters.addEventListener('narrow', said);
  filters.addEventListener('sort', said);
  return { filters, said: () => said.mock.results.map((result) => result.value as unknown) };
}
const find = (host: Element, selector: string) => host.shadowRoot!.querySelector<HTMLElement>(selector);
const choose = (host: Element, selector: string, value: string) =>
  find(host, selector)!.dispatchEvent(new CustomEvent('change', { detail: { value } }));

describe('c-signal-filters', () => {
  afterEach(() => {
    document.body.replaceChildren();
    jest.useRealTimers();
  });

  it('says which filter changed and to what', async () => {
    const { filters, said } = mount();
    choose(filters, '[data-filter="scope"]', 'mine');
    choose(filters, '[data-filter="tier"]', 'Near');
    choose(filters, '[data-filter="ownerId"]', '005');
    expect(said()).toEqual([{ scope: 'mine' }, { tier: 'Near' }, { ownerId: '005' }]);
    await expect(filters).toBeAccessible();
  });

  it('waits until somebody has stopped typing', () => {
    jest.useFakeTimers();
    const { filters, said } = mount();
    for (const typed of ['A', 'Ac', 'Acme']) choose(filters, '[data-filter="search"]', typed);
    expect(said()).toEqual([]);
    jest.runAllTimers();
    expect(said()).toEqual([{ search: 'Acme' }]);
  });

  it('offers to clear only what narrows, and keeps whose accounts they are', () => {
    expect(find(mount({ filters: { ...NO_FILTERS, scope: 'team' } }).filters, '[data-id="clear"]')).toBeNull();
    const { filters, said } = mount({ filters: { ...NO_FILTERS, source: 'Task' } });
    find(filters, '[data-id="clear"]')!.click();
    expect(said()).toEqual([{ tier: '', source: '', ownerId: '', search: '' }]);
  });

  it('offers no filter on a field that the viewer may not read', async () => {
    const { filters } = mount({ canFilterTier: false, canFilterSource: false });
    expect(find(filters, '[data-filter="tier"]')).toBeNull();
    expect(find(filters, '[data-filter="source"]')).toBeNull();
    await expect(filters).toBeAccessible();
  });

  it('offers the order where there are no heads to click', async () => {
    expect(find(mount().filters, '[data-id="sort"]')).toBeNull();
    const { filters, said } = mount({ isNarrow: true });
    choose(filters, '[data-id="sort"]', 'lastTouch');
    expect(said()).toEqual([{ key: 'lastTouch', descending: true }]);
    await expect(filters).toBeAccessible();
  });
});
