import { createElement } from 'lwc';
import SignalTable from 'c/signalTable';
import type { RowPage } from 'c/signalTable';
import { COLUMNS, rowOf } from 'c/signalListRows';

jest.setTimeout(60_000);

type Table = HTMLElement & {
  pages: readonly RowPage[];
  hasMore: boolean;
  loadingMore: boolean;
  isNarrow: boolean;
  focusRow(id: string): void;
};

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG '.repeat(2);
const context = { columns: COLUMNS, urlOf: (id: string) => `/record/${id}`, nextStep: () => 'Arrange a meeting' };
const row = (id: string, name = `Account ${id}`) =>
  rowOf({ Id: id, Name: { value: name }, Tier: { value: 'High-Effort' }, Score: { value: 12 } }, context);

function mount(properties: Partial<Table> = {}): Table {
  const table = createElement('c-signal-table', { is: SignalTable }) as Table;
  Object.assign(table, {
    columns: COLUMNS,
    pages: [{ key: '0', rows: [row('1'), row('2', LONG)] }],
    order: { key: 'score', descending: true },
    sortable: ['account', 'score', 'owner'],
    ...properties,
  });
  document.body.appendChild(table);
  return table;
}
const all = (host: Element, selector: string) => [...host.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const rowsOf = (table: Table) => all(table, 'c-signal-table-rows');
const menuButton = (table: Table, at: number) => all(rowsOf(table)[0]!, 'button[aria-haspopup]')[at]!;
const menuOf = (table: Table) => all(table, 'c-signal-row-menu')[0];
/** Asked for after the component's own frame, so that one has been drawn when it resolves. */
const aFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const focused = (host: Element) => host.shadowRoot!.activeElement;
const heard = (table: Table, name: string) => {
  const listener = jest.fn((event: Event) => (event as CustomEvent<unknown>).detail);
  table.addEventListener(name, listener);
  return () => listener.mock.results.map((result) => result.value as unknown);
};

describe('c-signal-table', () => {
  afterEach(() => document.body.replaceChildren());

  it('is a table to assistive technology, with long names as they are', async () => {
    const table = mount();
    expect(all(table, '[role="columnheader"]')).toHaveLength(COLUMNS.length + 1);
    expect(all(rowsOf(table)[0]!, '[role="row"]')).toHaveLength(2);
    expect(all(rowsOf(table)[0]!, '.name')[1]!.textContent).toBe(LONG);
    await expect(table).toBeAccessible();
  });

  it('shows cards on narrow pages, still as a table to assistive technology', async () => {
    const table = mount({ isNarrow: true });
    expect(all(rowsOf(table)[0]!, '.row_narrow')).toHaveLength(2);
    await expect(table).toBeAccessible();
  });

  it('says how it is sorted, turns the order on a second click and starts names from A', () => {
    const table = mount();
    const sorts = heard(table, 'sort');
    const head = all(table, '.head_score')[0]!;
    expect(head.getAttribute('aria-sort')).toBe('descending');
    head.querySelector('button')!.click();
    all(table, '.head_account')[0]!.querySelector('button')!.click();
    expect(sorts()).toEqual([
      { key: 'score', descending: false },
      { key: 'account', descending: false },
    ]);
    expect(all(table, '.head_tier button')).toHaveLength(0);
  });

  it('opens an account by its link, and leaves a click with a modifier to the browser', () => {
    const table = mount();
    const actions = heard(table, 'rowaction');
    const link = all(rowsOf(table)[0]!, 'a')[0]!;
    let leftAlone = false;
    const click = (more: MouseEventInit) => {
      const event = new MouseEvent('click', { cancelable: true, bubbles: true, composed: true, ...more });
      link.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(link.getAttribute('href')).toBe('/record/1');
    // Where the browser would open a new tab; jsdom cannot.
    table.addEventListener('click', (event) => {
      leftAlone = !event.defaultPrevented;
      event.preventDefault();
    });
    click({ ctrlKey: true });
    expect(leftAlone).toBe(true);
    expect(click({})).toBe(true);
    expect(actions()).toEqual([{ action: 'open', rowId: '1' }]);
  });

  it('opens the menu of a row, moves through it by keyboard and closes it with Escape', async () => {
    const table = mount();
    menuButton(table, 0).click();
    await Promise.resolve();
    const menu = menuOf(table)!;
    const items = all(menu, '[role="menuitem"]');
    expect(items.map((item) => item.textContent.trim())).toEqual([
      'Open account',
      'Why is it here?',
      'Log a call',
      'Create follow-up task',
      'Snooze…',
      'Not useful…',
    ]);
    expect(focused(menu)).toBe(items[0]);
    const press = (key: string) => focused(menu)!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press('ArrowUp');
    expect(focused(menu)).toBe(items[5]);
    press('ArrowDown');
    press('ArrowDown');
    expect(focused(menu)).toBe(items[1]);
    press('End');
    expect(focused(menu)).toBe(items[5]);
    await expect(table).toBeAccessible();
    press('Escape');
    await Promise.resolve();
    expect(menuOf(table)).toBeUndefined();
    expect(focused(rowsOf(table)[0]!)).toBe(menuButton(table, 0));
  });

  it('asks for what was chosen, and hands the focus on when the row has gone with the dialog', async () => {
    const table = mount();
    const actions = heard(table, 'rowaction');
    menuButton(table, 0).click();
    await Promise.resolve();
    all(menuOf(table)!, '[data-action="snooze"]')[0]!.click();
    expect(actions()).toEqual([{ action: 'snooze', rowId: '1' }]);
    table.pages = [{ key: '0', rows: [row('2')] }];
    await Promise.resolve();
    // What a dialog does when it closes: the focus goes back where it was.
    const scroller = all(table, '.scroller')[0]!;
    scroller.blur();
    scroller.focus();
    expect(focused(rowsOf(table)[0]!)).toBe(menuButton(table, 0));
  });

  it('offers more rows while there are some, and says that they are on their way', async () => {
    const table = mount({ hasMore: true });
    const more = heard(table, 'more');
    all(table, '[data-id="more"]')[0]!.click();
    expect(more()).toHaveLength(1);
    table.loadingMore = true;
    await Promise.resolve();
    expect(all(table, '[role="status"]')[0]!.textContent).toBe('Loading more accounts');
    await expect(table).toBeAccessible();
  });

  it('keeps the rows it has drawn when another page comes', async () => {
    const table = mount();
    const first = all(rowsOf(table)[0]!, '[role="row"]')[0];
    table.pages = [...table.pages, { key: '1', rows: [row('3')] }];
    await Promise.resolve();
    await aFrame();
    expect(rowsOf(table)).toHaveLength(2);
    expect(all(rowsOf(table)[0]!, '[role="row"]')[0]).toBe(first);
  });

  it('draws one page a frame when many come at once, and begins anew with the first of another list', async () => {
    const table = mount();
    table.pages = [...table.pages, { key: '1', rows: [row('3')] }, { key: '2', rows: [row('4')] }];
    await Promise.resolve();
    expect(rowsOf(table)).toHaveLength(1);
    await aFrame();
    expect(rowsOf(table)).toHaveLength(2);
    await aFrame();
    expect(rowsOf(table)).toHaveLength(3);
    table.pages = [{ key: '0', rows: [row('5')] }];
    await Promise.resolve();
    table.pages = [...table.pages, { key: '1', rows: [row('6')] }];
    await Promise.resolve();
    expect(rowsOf(table)).toHaveLength(1);
  });
});
