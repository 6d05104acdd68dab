// What one would write without much thought: all high-signal accounts into one lightning-datatable. It is the measure beside
// the product's own list, with the same columns of the same accounts in the same order.
import { LightningElement } from 'lwc';
import { ask } from '../../../preview/client/viewing.ts';

const FIELDS = [
  ['Tier', 'Signal_Tier__c'],
  ['Score', 'Touchpoint_Score__c'],
  ['Active_TPs', 'Active_Touchpoints__c'],
  ['Last_Touch', 'Last_Touch__c'],
  ['Acct_Age', 'Account_Age_Days__c'],
  ['Avg_Recips', 'Avg_Recipients_Per_Series__c'],
  ['Leaves_On', 'Signal_Exits_On__c'],
] as const;

const QUERY = `query everything($after: String) { uiapi { query { Account(
  where: { Signal_Exits_On__c: { gt: { literal: TODAY } }, High_Signal__c: { eq: true } }
  orderBy: { Touchpoint_Rank__c: { order: DESC, nulls: LAST }, Id: { order: ASC } }
  first: 2000, after: $after, upperBound: 1000000
) { pageInfo { hasNextPage endCursor } edges { node {
  Id Name { value } Owner { Name { value } } ${FIELDS.map(([name, field]) => `${name}: ${field} { value }`).join(' ')}
} } } } } }`;

type Field = { readonly value: unknown } | null;
interface Answer {
  readonly data: {
    readonly uiapi: {
      readonly query: {
        readonly Account: {
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
          readonly edges: readonly { readonly node: Readonly<Record<string, Field>> & { readonly Id: string } }[];
        };
      };
    };
  };
}

export default class Table extends LightningElement {
  columns = ['Name', ...FIELDS.map(([name]) => name), 'Owner'].map((name) => ({ label: name, fieldName: name }));
  rows: readonly object[] = [];

  override connectedCallback(): void {
    void this.load();
  }

  async load(): Promise<void> {
    const rows: object[] = [];
    for (let after: string | null = null, more = true; more;) {
      const body = JSON.stringify({ query: QUERY, variables: { after } });
      const { data } = (await ask('/graphql', { method: 'POST', body })) as Answer;
      const { edges, pageInfo } = data.uiapi.query.Account;
      rows.push(...edges.map(({ node }) => ({ id: node.Id, Owner: ownerOf(node['Owner']), ...valuesOf(node) })));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    this.rows = rows;
  }
}

const valuesOf = (node: Readonly<Record<string, Field>>): object =>
  Object.fromEntries(['Name', ...FIELDS.map(([name]) => name)].map((name) => [name, node[name]?.value]));

const ownerOf = (owner: unknown): unknown => (owner as { Name?: Field } | null | undefined)?.Name?.value;
