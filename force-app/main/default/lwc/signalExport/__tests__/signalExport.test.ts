import { createElement } from 'lwc';
import SignalExport from 'c/signalExport';
import { graphql } from 'lightning/graphql';
import { COLUMNS } from 'c/signalListRows';
import type { TestWireAdapter } from '../../../../../../types/jest-stubs';

const wire = graphql as unknown as TestWireAdapter;
async function flush(turns = 6): Promise<void> {
  await Promise.resolve();
  if (turns > 1) await flush(turns - 1);
}
const lastVariables = () => wire.getLastConfig().variables;
const find = <E extends HTMLElement>(host: Element, selector: string) => host.shadowRoot!.querySelector<E>(selector);

async function mount(total: number) {
  const button = createElement('c-signal-export', { is: SignalExport });
  Object.assign(button, { where: { and: [] }, orderBy: {}, columns: COLUMNS.slice(0, 1), total });
  document.body.appendChild(button);
  const toast = jest.fn((event: Event) => (event as CustomEvent<unknown>).detail);
  button.addEventListener('lightning__showtoast', toast);
  await flush();
  return { button, toast };
}
async function answer(names: readonly string[], endCursor: string | null): Promise<void> {
  const edges = names.map((name) => ({ node: { Id: name, Name: { value: name } } }));
  const page = { totalCount: 3, edges, pageInfo: { hasNextPage: endCursor !== null, endCursor } };
  wire.emit({ uiapi: { query: { Account: page } } });
  await flush();
}

describe('c-signal-export', () => {
  const saved: Blob[] = [];
  const names: string[] = [];
  beforeEach(() => {
    saved.length = 0;
    names.length = 0;
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return 'blob:accounts';
    };
    URL.revokeObjectURL = jest.fn();
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
  });
  afterEach(() => {
    document.body.replaceChildren();
    jest.restoreAllMocks();
  });

  it('asks nothing until somebody wants the file', async () => {
    const { button } = await mount(3);
    expect(lastVariables()).toBeUndefined();
    expect(find<HTMLElement & { label: string }>(button, '[data-id="export"]')!.label).toBe('Export CSV (3)');
    await expect(button).toBeAccessible();
  });

  it('reads page after page, says how far it is, and saves one file', async () => {
    const { button, toast } = await mount(3);
    find(button, '[data-id="export"]')!.click();
    await flush();
    expect(lastVariables()).toMatchObject({ first: 2000, after: null });
    await answer(['A', 'B'], 'cursor-2');
    expect(lastVariables()).toMatchObject({ after: 'cursor-2' });
    expect(find(button, '[role="status"]')!.textContent).toBe('2 of 3 exported');
    await expect(button).toBeAccessible();
    await answer(['C'], null);
    expect(saved).toHaveLength(1);
    expect(names[0]).toMatch(/^high-signal-accounts-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(toast).toHaveReturnedWith(expect.objectContaining({ title: '3 accounts exported', variant: 'success' }));
    expect(find(button, '[data-id="export"]')).not.toBeNull();
  });

  it('saves nothing when a page cannot be read, and says why', async () => {
    const { button, toast } = await mount(3);
    find(button, '[data-id="export"]')!.click();
    await flush();
    wire.emitErrors([{ message: 'Query timed out' }]);
    await flush();
    expect(saved).toHaveLength(0);
    expect(toast).toHaveReturnedWith(expect.objectContaining({ message: 'Query timed out', variant: 'error' }));
  });

  it('goes on with the accounts it began with when the list is filtered meanwhile', async () => {
    const { button } = await mount(3);
    find(button, '[data-id="export"]')!.click();
    await flush();
    Object.assign(button, { where: { and: [{ OwnerId: { eq: '005' } }] }, total: 1 });
    await answer(['A', 'B'], 'cursor-2');
    expect(lastVariables()).toMatchObject({ after: 'cursor-2', where: { and: [] } });
    expect(find(button, '[role="status"]')!.textContent).toBe('2 of 3 exported');
  });

  it('stops when somebody asks it to', async () => {
    const { button } = await mount(3);
    find(button, '[data-id="export"]')!.click();
    await flush();
    find(button, '[data-id="cancel"]')!.click();
    await flush();
    await answer(['A'], null);
    expect(saved).toHaveLength(0);
  });

  it('has nothing to export from an empty list', async () => {
    const { button } = await mount(0);
    expect(find<HTMLElement & { disabled: boolean }>(button, '[data-id="export"]')!.disabled).toBe(true);
  });
});
