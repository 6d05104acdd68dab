// The list on a page of its own, and the answers of an org to it. What is tested stands in the tests.
import { createElement } from 'lwc';
import HighSignalList from 'c/highSignalList';
import { graphql } from 'lightning/graphql';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { ACCOUNTS_QUERY } from 'c/signalListQueries';
import type { TestWireAdapter } from '../../../../../../../types/jest-stubs';

export type Element_ = HTMLElement & { defaultScope: string; hideOverview: boolean };
export type Config = Record<string, unknown> & {
  variables?: { where?: { and: object[] }; after?: string | null; first?: number };
};

export const wire = graphql as unknown as TestWireAdapter;
export const objectInfo = getObjectInfo as unknown as TestWireAdapter;

export const FIELDS = [
  'Name',
  'OwnerId',
  'High_Signal__c',
  'Signal_Tier__c',
  'Signal_Exits_On__c',
  'Signal_Excluded_Because__c',
  'Open_Opportunities__c',
  'Touchpoint_Rank__c',
  'Touchpoint_Score__c',
  'Touchpoint_Sources__c',
  'Active_Touchpoints__c',
  'Last_Touch__c',
  'Account_Age_Days__c',
  'Avg_Recipients_Per_Series__c',
];

export async function flush(turns = 6): Promise<void> {
  await Promise.resolve();
  if (turns > 1) await flush(turns - 1);
}
export const isQuery = (query: unknown) => (config: Record<string, unknown>) => config.query === query;
export const find = <E extends Element = HTMLElement>(host: Element, selector: string): E | null =>
  host.shadowRoot?.querySelector<E>(selector) ?? null;

export async function mount(properties: object = {}, fields: readonly string[] = FIELDS): Promise<Element_> {
  const list = createElement('c-high-signal-list', { is: HighSignalList }) as Element_;
  Object.assign(list, properties);
  document.body.appendChild(list);
  objectInfo.emit(
    { fields: Object.fromEntries(fields.map((name) => [name, {}])) },
    (config) => config.objectApiName === 'Account',
  );
  await flush();
  return list;
}

export function account(at: number, more: object = {}): object {
  return {
    node: {
      Id: `0010000000000${String(at).padStart(2, '0')}AAA`,
      Name: { value: `Account ${String(at)}` },
      Owner: { Id: '005000000000001AAA', Name: { value: 'Ana Ruiz' } },
      Tier: { value: 'High-Engaged' },
      Score: { value: 70.3 },
      ActiveTouchpoints: { value: 4 },
      LastTouch: { value: '2026-02-28' },
      DaysSinceLastTouch: { value: 2 },
      AccountAge: { value: 200 },
      AvgRecipients: { value: 2 },
      ExitsOn: { value: '2026-03-15' },
      ...more,
    },
  };
}

export async function answer(
  edges: readonly object[],
  totalCount = edges.length,
  endCursor: string | null = null,
): Promise<void> {
  const page = { totalCount, edges, pageInfo: { hasNextPage: endCursor !== null, endCursor } };
  wire.emit({ uiapi: { query: { Account: page } } }, isQuery(ACCOUNTS_QUERY));
  await flush();
}

export function rowsOf(list: Element): { id: string; cells: { key: string; text: string }[] }[] {
  const table = find<HTMLElement & { pages: { rows: { id: string; cells: { key: string; text: string }[] }[] }[] }>(
    list,
    'c-signal-table',
  );
  return (table?.pages ?? []).flatMap((page) => page.rows);
}
export const texts = (list: Element, at = 0): Record<string, string> =>
  Object.fromEntries((rowsOf(list)[at]?.cells ?? []).map((cell) => [cell.key, cell.text]));
