// In which order rows come, how pages of them and of their children follow each other, and what groups of them are.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACME, ADA, BETA, CORE, MAX, openSalesOrg } from '../fixture/open-sales-org.ts';
import type { SalesOrg } from '../fixture/open-sales-org.ts';
import type { Row } from '../contract.ts';

let sales: SalesOrg;
beforeAll(async () => {
  sales = await openSalesOrg();
});
afterAll(() => sales.org.close());

interface Page {
  pageInfo: { endCursor: string };
  edges: { cursor: string; node: { Id: string } }[];
}

describe('orders and pages', () => {
  const names = (order: string, variables: Row = {}): unknown[] =>
    sales
      .nodes(
        ADA,
        `query ${order === '$o' ? '($o: Account_OrderBy)' : ''} { uiapi { query { Account(orderBy: ${order}) { edges { node { Id } } } } } }`,
        variables,
      )
      .map((node) => node['Id']);

  test('blanks come first unless the order says otherwise, in both directions', () => {
    expect(names('{ Touchpoint_Rank__c: { order: DESC } }')).toEqual([CORE, ACME, BETA]);
    expect(names('{ Touchpoint_Rank__c: { order: DESC, nulls: LAST } }')).toEqual([ACME, BETA, CORE]);
    expect(names('{ Touchpoint_Rank__c: { order: ASC } }')).toEqual([CORE, BETA, ACME]);
  });

  test('what is given first is sorted by first, in the text and in a variable', () => {
    const byType = { Type: { order: 'DESC', nulls: 'LAST' }, Name: { order: 'DESC' } };
    const byName = { Name: { order: 'DESC' }, Type: { order: 'DESC', nulls: 'LAST' } };
    expect(names('$o', { o: byType })).toEqual([BETA, ACME, CORE]);
    expect(names('$o', { o: byName })).toEqual([CORE, BETA, ACME]);
    expect(names('{ Name: { order: DESC }, Type: { order: DESC } }')).toEqual([CORE, BETA, ACME]);
    expect(names('{ Owner: { Manager: { Name: { order: DESC } } }, Name: { order: ASC } }')).toEqual([
      CORE,
      ACME,
      BETA,
    ]);
  });

  test('pages follow each other by cursor, the count is of all', () => {
    const page = (after: string | null) => {
      const query = `query ($after: String) { uiapi { query { Account(first: 2, after: $after, orderBy: { Id: { order: ASC } }) { totalCount pageResultCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { Id } } } } } }`;
      const { data, messages } = sales.ask(ADA, query, { after });
      expect(messages).toEqual([]);
      return (data as { uiapi: { query: { Account: Page } } }).uiapi.query.Account;
    };
    const first = page(null);
    expect(first).toMatchObject({
      totalCount: 3,
      pageResultCount: 2,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    expect(first.edges.map((edge) => edge.node.Id)).toEqual([ACME, BETA]);
    expect(first.pageInfo.endCursor).toBe(first.edges[1]?.cursor);
    const second = page(first.pageInfo.endCursor);
    expect(second).toMatchObject({
      totalCount: 3,
      pageResultCount: 1,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect(second.edges.map((edge) => edge.node.Id)).toEqual([CORE]);
  });

  test('ten rows come by default, and up to 2000; further than row 4000 only with an upper bound', async () => {
    const Account = Array.from({ length: 4500 }, (_, at) => ({
      Id: `001${String(at).padStart(12, '0')}AAA`,
      Name: `N${at}`,
    }));
    const big = await openSalesOrg({ Account, Contact: [], Task: [] });
    const count = (args: string): number =>
      big.nodes(
        ADA,
        `{ uiapi { query { Account(orderBy: { Id: { order: ASC } } ${args}) { edges { node { Id } } } } } }`,
      ).length;
    const refusal = (args: string): string[] =>
      big.ask(ADA, `{ uiapi { query { Account(${args}) { edges { node { Id } } } } } }`).messages;
    const after = (position: number): string => `after: "${Buffer.from(`v1:${position}`).toString('base64')}"`;
    expect(count('')).toBe(10);
    expect(count('first: 2000')).toBe(2000);
    expect(count(`first: 2000, ${after(2000)}`)).toBe(2000);
    expect(count(`first: 50, ${after(3000)}`)).toBe(50);
    expect(count(`first: 50, ${after(3980)}`)).toBe(20);
    expect(refusal('first: 2001')[0]).toContain('from 1 to 2000');
    expect(refusal('first: 0')[0]).toContain('from 1 to 2000');
    expect(refusal(`first: 50, ${after(4000)}`)[0]).toContain('Maximum SOQL offset allowed is 2000');
    expect(count(`first: 2000, upperBound: 10000, ${after(4000)}`)).toBe(500);
    expect(count(`first: 2000, upperBound: 4200, ${after(4000)}`)).toBe(200);
    expect(refusal('first: 50, upperBound: 10000')[0]).toContain('from 200 to 2000 with upperBound');
    expect(refusal('after: "nonsense"')[0]).toContain('not one that a query gave out');
    big.org.close();
  });

  test('pages of children follow each other, too', () => {
    const children = (args: string): unknown => {
      const node = `Contacts(${args}, orderBy: { LastName: { order: ASC } }) { pageInfo { hasNextPage hasPreviousPage endCursor } edges { node { LastName { value } } } }`;
      return sales.nodes(
        ADA,
        `{ uiapi { query { Account(where: { Id: { eq: "${ACME}" } }) { edges { node { ${node} } } } } } }`,
      )[0]?.['Contacts'];
    };
    const first = children('first: 1') as Page;
    expect(first).toMatchObject({
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      edges: [{ node: { LastName: { value: 'Lee' } } }],
    });
    expect(children(`first: 1, after: "${first.pageInfo.endCursor}"`)).toMatchObject({
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
      edges: [{ node: { LastName: { value: 'Roe' } } }],
    });
  });
});

describe('aggregates', () => {
  const groups = (args: string, fields: string): unknown[] =>
    sales
      .nodes(ADA, `{ uiapi { aggregate { Account(${args}) { edges { node { aggregate { ${fields} } } } } } } }`)
      .map((node) => node['aggregate']);

  test('groups are counted, averaged and ordered', () => {
    expect(
      groups(
        'groupBy: { Owner: { ManagerId: { group: true } } }, orderBy: { Id: { function: COUNT, order: DESC } }',
        'Owner { ManagerId { value } } Id { count { value displayValue } } Touchpoint_Strength__c { avg { value } sum { value } max { value } }',
      ),
    ).toEqual([
      {
        Owner: { ManagerId: { value: MAX } },
        Id: { count: { value: 2, displayValue: '2' } },
        Touchpoint_Strength__c: { avg: { value: 21 }, sum: { value: 42 }, max: { value: 30 } },
      },
      {
        Owner: { ManagerId: { value: expect.any(String) as string } },
        Id: { count: { value: 1, displayValue: '1' } },
        Touchpoint_Strength__c: { avg: { value: null }, sum: { value: null }, max: { value: null } },
      },
    ]);
  });

  test('without a group there is one row; a date function groups by its part', () => {
    expect(groups('where: { High_Signal__c: { eq: true } }', 'Id { count { value } }')).toEqual([
      { Id: { count: { value: 2 } } },
    ]);
    expect(
      groups(
        'groupBy: { CreatedDate: { function: CALENDAR_YEAR } }',
        'CreatedDate { calendarYear { value } } Name { countDistinct { value } }',
      ),
    ).toEqual([{ CreatedDate: { calendarYear: { value: 2026 } }, Name: { countDistinct: { value: 3 } } }]);
  });

  test('a field that is neither grouped nor aggregated is refused', () => {
    const { messages } = sales.ask(
      ADA,
      '{ uiapi { aggregate { Account { edges { node { aggregate { Name { value } } } } } } } }',
    );
    expect(messages).toEqual(['Name must be grouped by, or aggregated with a function such as count.']);
  });
});
