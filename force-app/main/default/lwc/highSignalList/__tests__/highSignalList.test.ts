import { graphql } from 'lightning/graphql';
import { giveFeedback } from 'c/signalFeedback';
import SignalWhy from 'c/signalWhy';
import { ACCOUNTS_QUERY, POLICY_QUERY } from 'c/signalListQueries';
import { LATEST_RUN_QUERY } from 'c/latestRun';
import { PLAYS_QUERY } from 'c/signalPlays';
import { FIELDS, account, answer, find, flush, isQuery, mount, rowsOf, texts, wire } from './data/shownList';
import type { Config } from './data/shownList';

jest.mock('@salesforce/customPermission/Touchpoint_Export', () => ({ default: true }), { virtual: true });
const { navigated } = jest.requireActual<{ navigated: jest.Mock<void, [object]> }>('lightning/navigation');
jest.mock('c/signalFeedback', () => ({ giveFeedback: jest.fn() }));

// axe looks at the whole list, on machines that do other things as well.
jest.setTimeout(60_000);

async function act(list: Element, action: string, rowId: string): Promise<void> {
  find(list, 'c-signal-table')!.dispatchEvent(new CustomEvent('rowaction', { detail: { action, rowId } }));
  await flush();
}

const adapter = (graphql as unknown as { prototype: { update(config: Config): void } }).prototype;
const { update } = adapter;
let asked: Config[] = [];
const lastAsked = (): Config => asked.at(-1)!;

describe('c-high-signal-list', () => {
  beforeEach(() => {
    asked = [];
    jest.spyOn(adapter, 'update').mockImplementation(function (this: unknown, config: Config) {
      if (config.query === ACCOUNTS_QUERY && config.variables && 'after' in config.variables) asked.push(config);
      update.call(this, config);
    });
  });
  afterEach(() => {
    document.body.replaceChildren();
    jest.restoreAllMocks();
    jest.clearAllMocks();
  });

  it('says that it is loading until the org answers', async () => {
    const list = await mount();
    expect(find(list, '[data-id="loading"]')).not.toBeNull();
    await expect(list).toBeAccessible();
    await answer([account(1)]);
    expect(find(list, '[data-id="loading"]')).toBeNull();
  });

  it('shows each figure of an account, and tells a score of zero from none', async () => {
    const list = await mount();
    await answer([
      account(1),
      account(2, { Score: { value: 0 } }),
      account(3, { Score: { value: null }, AvgRecipients: { value: null } }),
    ]);
    expect(texts(list)).toEqual({
      account: 'Account 1',
      tier: 'High-Engaged',
      score: '70.3',
      touchpoints: '4',
      lastTouch: 'Feb 28, 2026',
      age: '200 days',
      recipients: '2.0',
      exitsOn: 'Mar 15, 2026',
      owner: 'Ana Ruiz',
      next: '–',
    });
    expect(texts(list, 1).score).toBe('0.0');
    expect(texts(list, 2)).toMatchObject({ score: 'Not scored', recipients: '–' });
    expect(find(list, '[data-id="count"]')!.textContent).toBe('3 accounts');
    await expect(list).toBeAccessible();
  });

  it('asks with stored fields before formulas, by rank, fifty at a time', async () => {
    await mount();
    const { variables } = lastAsked();
    expect(variables).toMatchObject({
      first: 50,
      after: null,
      orderBy: { Touchpoint_Rank__c: { order: 'DESC', nulls: 'LAST' }, Id: { order: 'ASC' } },
    });
    expect(variables!.where!.and.map((condition) => Object.keys(condition)[0])).toEqual([
      'Signal_Exits_On__c',
      'Signal_Excluded_Because__c',
      'Open_Opportunities__c',
      'High_Signal__c',
    ]);
  });

  it('waits for the role fields of the policy before it says which accounts are mine', async () => {
    const list = await mount({ defaultScope: 'mine' }, [...FIELDS, 'DGR__c']);
    expect(asked).toHaveLength(0);
    const node = { DgrField: { value: 'DGR__c' }, SponsorField: { value: null } };
    wire.emit({ uiapi: { query: { Touchpoint_Policy__mdt: { edges: [{ node }] } } } }, isQuery(POLICY_QUERY));
    await flush();
    expect(JSON.stringify(lastAsked().variables!.where)).toContain('"or":[{"OwnerId":{"eq":');
    expect(JSON.stringify(lastAsked().variables!.where)).toContain('"DGR__c"');
    await answer([]);
    expect(find(list, '[data-id="empty"]')!.textContent).toContain('None of your accounts is high-signal right now');
    await expect(list).toBeAccessible();
  });

  it('appends further pages, each account once', async () => {
    const list = await mount();
    await answer([account(1), account(2)], 3, 'cursor-2');
    find(list, 'c-signal-table')!.dispatchEvent(new CustomEvent('more'));
    await flush();
    expect(lastAsked().variables).toMatchObject({ after: 'cursor-2', first: 50, upperBound: null });
    await answer([account(2), account(3)], 3);
    expect(rowsOf(list)).toHaveLength(3);
  });

  it('says that filters leave nothing, and clears them', async () => {
    const list = await mount();
    await answer([account(1)]);
    find(list, 'c-signal-filters')!.dispatchEvent(
      new CustomEvent('narrow', { detail: { source: 'Orum Call', search: '50%' } }),
    );
    await flush();
    const where = JSON.stringify(lastAsked().variables!.where);
    expect(where).toContain('{"Touchpoint_Sources__c":{"includes":["Orum Call"]}}');
    expect(where).toContain('%50\\\\%%');
    await answer([]);
    expect(find(list, '[data-id="empty"]')!.textContent).toContain('No account matches these filters');
    await expect(list).toBeAccessible();
    find(list, '[data-id="empty-button"]')!.click();
    await flush();
    expect(JSON.stringify(lastAsked().variables!.where)).not.toContain('Orum');
  });

  it('leaves out columns that the viewer may not read, and says which', async () => {
    const list = await mount(
      {},
      FIELDS.filter((name) => name !== 'Avg_Recipients_Per_Series__c'),
    );
    await answer([account(1)]);
    expect(Object.keys(texts(list))).not.toContain('recipients');
    const notices = find<HTMLElement & { notices: { text: string }[] }>(list, 'c-state-notices')!.notices;
    expect(notices.map(({ text }) => text).join()).toContain('Avg Recips Per Series');
  });

  it('says whom to ask when the viewer has no access to signals, and asks nothing', async () => {
    const list = await mount({}, ['Name', 'OwnerId']);
    expect(find(list, '[data-id="no-access"]')!.textContent).toContain('Touchpoint Rep');
    expect(asked).toHaveLength(0);
    expect(find(list, 'c-signal-filters')).toBeNull();
    await expect(list).toBeAccessible();
  });

  it('shows what the org says when it cannot answer, and tries again', async () => {
    const list = await mount();
    wire.emitErrors([{ message: 'Query timed out' }], isQuery(ACCOUNTS_QUERY));
    await flush();
    expect(find(list, '[data-id="error"]')!.textContent).toContain('Query timed out');
    // Nothing can be read: nobody is told to ask for access to runs.
    wire.emitErrors([{ message: 'Query timed out' }], isQuery(LATEST_RUN_QUERY));
    await flush();
    expect(find<HTMLElement & { notices: object[] }>(list, 'c-state-notices')!.notices).toEqual([]);
    await expect(list).toBeAccessible();
    find(list, '[data-id="retry"]')!.click();
    await answer([account(1)]);
    expect(find(list, '[data-id="error"]')).toBeNull();
    expect(rowsOf(list)).toHaveLength(1);
  });

  it('warns of old figures and says that no run has finished', async () => {
    const list = await mount();
    const said = () =>
      find<HTMLElement & { notices: { key: string }[] }>(list, 'c-state-notices')!.notices.map(({ key }) => key);
    const runs = (done: object[]) => ({
      uiapi: { query: { done: { edges: done }, newest: { edges: [] }, week: { edges: [] } } },
    });
    wire.emit(runs([]), isQuery(LATEST_RUN_QUERY));
    await flush();
    expect(said()).toEqual(['no-run']);
    const finished = new Date(Date.now() - 27 * 3_600_000).toISOString();
    wire.emit(
      runs([{ node: { Id: 'a01', FinishedAt: { value: finished }, MixedPolicy: { value: true } } }]),
      isQuery(LATEST_RUN_QUERY),
    );
    await flush();
    expect(said()).toEqual(['stale', 'mixed-policy']);
    wire.emitErrors([{ message: 'no such type' }], isQuery(LATEST_RUN_QUERY));
    await flush();
    expect(said()).toEqual(['run-unreadable']);
  });

  it('names the first play of the tier as the next step, also when it comes after the rows', async () => {
    const list = await mount();
    await answer([account(1)]);
    const play = {
      Id: 'm01',
      DeveloperName: { value: 'Meet' },
      Tier: { value: 'High-Engaged' },
      Title: { value: 'Arrange a meeting' },
      Active: { value: true },
    };
    wire.emit({ uiapi: { query: { Signal_Play__mdt: { edges: [{ node: play }] } } } }, isQuery(PLAYS_QUERY));
    await flush();
    expect(texts(list).next).toBe('Arrange a meeting');
  });

  it('takes a snoozed account out of the list and asks for the next rows from the top', async () => {
    jest.mocked(giveFeedback).mockResolvedValue('saved');
    const toast = jest.fn();
    const list = await mount();
    list.addEventListener('lightning__showtoast', toast);
    await answer([account(1), account(2)], 60, 'cursor-2');
    await act(list, 'snooze', '001000000000001AAA');
    expect(giveFeedback).toHaveBeenCalledWith({
      kind: 'Snooze',
      accountId: '001000000000001AAA',
      accountName: 'Account 1',
    });
    expect(rowsOf(list).map((row) => row.id)).toEqual(['001000000000002AAA']);
    expect(find(list, '[data-id="count"]')!.textContent).toBe('59 accounts');
    expect(toast).toHaveBeenCalledTimes(1);
    find(list, 'c-signal-table')!.dispatchEvent(new CustomEvent('more'));
    await flush();
    expect(lastAsked().variables).toMatchObject({ after: null, first: 51 });
  });

  it('keeps an account whose dialog was left, and one that was judged', async () => {
    const list = await mount();
    await answer([account(1)]);
    jest.mocked(giveFeedback).mockResolvedValue(undefined);
    await act(list, 'snooze', '001000000000001AAA');
    jest.mocked(giveFeedback).mockResolvedValue('saved');
    await act(list, 'not-useful', '001000000000001AAA');
    expect(rowsOf(list)).toHaveLength(1);
  });

  it('opens the account, the page for a call, and the reasons in a dialog', async () => {
    const list = await mount();
    await answer([account(1)]);
    await act(list, 'open', '001000000000001AAA');
    expect(navigated.mock.lastCall![0]).toMatchObject({
      type: 'standard__recordPage',
      attributes: { recordId: '001000000000001AAA' },
    });
    await act(list, 'call', '001000000000001AAA');
    expect(navigated.mock.lastCall![0]).toMatchObject({
      type: 'standard__objectPage',
      attributes: { objectApiName: 'Task' },
    });
    const open = jest.spyOn(SignalWhy, 'open').mockResolvedValue(undefined);
    await act(list, 'why', '001000000000001AAA');
    expect(open).toHaveBeenCalledWith(
      expect.objectContaining({ label: 'Why is Account 1 here?', accountId: '001000000000001AAA' }),
    );
  });

  it('takes an account out of the list that is snoozed among its reasons', async () => {
    const list = await mount();
    await answer([account(1), account(2)]);
    const open = jest.spyOn(SignalWhy, 'open').mockImplementation((options) => {
      (options.onfeedback as (event: object) => void)({ detail: { kind: 'Useful' } });
      return Promise.resolve(undefined);
    });
    await act(list, 'why', '001000000000001AAA');
    expect(rowsOf(list)).toHaveLength(2);
    open.mockImplementation((options) => {
      (options.onfeedback as (event: object) => void)({ detail: { kind: 'Snooze' } });
      return Promise.resolve(undefined);
    });
    await act(list, 'why', '001000000000001AAA');
    expect(rowsOf(list).map((row) => row.id)).toEqual(['001000000000002AAA']);
  });
});
