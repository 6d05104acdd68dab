import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACME, ADA, ANN, BETA, BOB, CORE, EVE, MAX, openSalesOrg, PAT } from '../fixture/open-sales-org.ts';
import type { SalesOrg } from '../fixture/open-sales-org.ts';
import type { Row } from '../contract.ts';

let sales: SalesOrg;
beforeAll(async () => {
  sales = await openSalesOrg();
});
afterAll(() => sales.org.close());

const accounts = (args: string, node = 'Id'): string =>
  `query ${args.includes('$w') ? '($w: Account_Filter)' : ''} { uiapi { query { Account(${args}) { edges { node { ${node} } } } } } }`;
const idsWhere = (where: Row, userId = ADA): unknown[] =>
  sales.nodes(userId, accounts('where: $w, orderBy: { Id: { order: ASC } }'), { w: where }).map((node) => node['Id']);

describe('values', () => {
  test('each field comes with its value and the way people of that locale and zone read it', () => {
    const fields =
      'Id ApiName Name { value displayValue } Touchpoint_Score__c { value displayValue } Signal_Exits_On__c { value displayValue } High_Signal__c { value } Type { value displayValue label } CreatedDate { value displayValue }';
    const [acme] = sales.nodes(EVE, accounts(`where: { Id: { eq: "${ACME}" } }`, fields));
    expect(acme).toMatchObject({
      Id: ACME,
      ApiName: 'Account',
      Name: { value: 'Acme', displayValue: null },
      Touchpoint_Score__c: { value: 63.2, displayValue: '63,2' },
      Signal_Exits_On__c: { value: '2026-03-02', displayValue: '2.3.2026' },
      High_Signal__c: { value: true },
      Type: { value: 'Prospect', displayValue: 'Prospect', label: 'Prospect' },
    });
    const created = acme?.['CreatedDate'] as { value: string; displayValue: string };
    // Noon in New York is six in the morning in Pago Pago.
    expect(created.value).toMatch(/^2026-03-01T17:00:\d\d\.\d{3}Z$/);
    expect(created.displayValue).toBe('1.3.2026, 6:00');
  });

  test('formulas hold for the date of the viewer: what leaves on the 2nd has left on the islands already', () => {
    const high = (userId: string): unknown =>
      sales.nodes(
        userId,
        accounts(`where: { Id: { eq: "${ACME}" } }`, 'High_Signal__c { value } Signal_Tier__c { value }'),
      )[0];
    expect(high(ANN)).toEqual({ High_Signal__c: { value: true }, Signal_Tier__c: { value: 'High-Engaged' } });
    expect(high(EVE)).toEqual({ High_Signal__c: { value: true }, Signal_Tier__c: { value: 'High-Engaged' } });
    expect(high(BOB)).toEqual({ High_Signal__c: { value: false }, Signal_Tier__c: { value: 'None' } });
  });

  test('parents are nested, aliases kept, fragments and skipped fields worked out', () => {
    const query = `query ($no: Boolean = false) { uiapi { query { Account(where: { Id: { eq: "${ACME}" } }) { edges { node { ...names Sort: Touchpoint_Rank__c @skip(if: true) { value } Industry @include(if: $no) { value } } } } } } }
      fragment names on Account { Who: Owner { Name { value } Manager { Name { value } } } }`;
    expect(sales.nodes(ANN, query)).toEqual([
      { Who: { Name: { value: 'Ann Example' }, Manager: { Name: { value: 'Max Example' } } } },
    ]);
  });

  test('children come one level deep, with their own filter, order and page', () => {
    const node = `Contacts(first: 1, where: { LastName: { ne: "Nobody" } }, orderBy: { LastName: { order: DESC } }) { totalCount pageInfo { hasNextPage } edges { node { LastName { value } } } }`;
    expect(sales.nodes(ADA, accounts(`where: { Id: { eq: "${ACME}" } }`, node))).toEqual([
      {
        Contacts: { totalCount: 2, pageInfo: { hasNextPage: true }, edges: [{ node: { LastName: { value: 'Roe' } } }] },
      },
    ]);
    const { messages } = sales.ask(
      ADA,
      accounts('first: 1', 'ChildAccounts { edges { node { Contacts { totalCount } } } }'),
    );
    expect(messages).toEqual(['ChildAccounts: only one level of children can be selected.']);
  });

  test('the viewer’s own record is currentUser', () => {
    expect(sales.ask(BOB, '{ uiapi { currentUser { Id Name { value } TimeZoneSidKey { value } } } }')).toEqual({
      data: {
        uiapi: {
          currentUser: { Id: BOB, Name: { value: 'Bob Example' }, TimeZoneSidKey: { value: 'Pacific/Kiritimati' } },
        },
      },
      messages: [],
    });
  });
});

describe('filters', () => {
  test.each<[Row, string[]]>([
    [{ Name: { eq: 'acme' } }, [ACME]],
    [{ Name: { like: '%o%' } }, [BETA, CORE]],
    [{ Name: { eq: 'Beta\'s "best" % \\ co' } }, [BETA]],
    [{ Id: { in: [ACME, CORE] } }, [ACME, CORE]],
    [{ Id: { nin: [ACME] } }, [BETA, CORE]],
    [{ Id: { in: [] } }, []],
    [{ Id: { in: [ACME.slice(0, 15)] } }, [ACME]],
    [{ Touchpoint_Strength__c: { gt: 12.5 } }, [ACME]],
    [{ Touchpoint_Strength__c: { gte: 12, lt: 30 } }, [BETA]],
    [{ Touchpoint_Strength__c: { eq: null } }, [CORE]],
    [{ Signal_Exits_On__c: { ne: null } }, [ACME, BETA]],
    [{ Signal_Exits_On__c: { eq: { value: '2026-03-02' } } }, [ACME]],
    [{ Signal_Exits_On__c: { gt: { literal: 'TODAY' }, lte: { literal: 'TOMORROW' } } }, [ACME]],
    [{ Signal_Exits_On__c: { eq: { range: { next_n_days: 8 } } } }, [ACME, BETA]],
    [{ Last_Touch__c: { gte: { range: { n_days_ago: 4 } } } }, [ACME, BETA, CORE]],
    [{ CreatedDate: { eq: { literal: 'TODAY' } } }, [ACME, BETA, CORE]],
    [{ CreatedDate: { lt: { value: '2026-03-01T05:00:00Z' } } }, []],
    [{ High_Signal__c: { eq: true } }, [ACME, BETA]],
    [{ Type: { in: ['Prospect'] } }, [ACME, BETA]],
    [{ Type: { ne: 'Prospect' } }, [CORE]],
    [{ or: [{ Name: { eq: 'Acme' } }, { Industry: { eq: 'Energy' } }] }, [ACME, CORE]],
    [{ and: [{ High_Signal__c: { eq: true } }, { not: { Name: { like: 'A%' } } }] }, [BETA]],
    [{ not: { or: [{ Id: { eq: ACME } }, { Id: { eq: BETA } }] } }, [CORE]],
    [{ and: [] }, [ACME, BETA, CORE]],
    [{ OwnerId: { eq: BOB } }, [BETA]],
    [{ Owner: { ManagerId: { eq: MAX } } }, [ACME, BETA]],
    [{ Owner: { User: { Name: { like: 'Eve%' } } } }, [CORE]],
    [{ Id: { inq: { Contact: { LastName: { eq: 'Lee' } }, ApiName: 'AccountId' } } }, [ACME]],
    [{ OwnerId: { ninq: { User: { ManagerId: { eq: MAX } }, ApiName: 'Id' } } }, [CORE]],
  ])('%j selects the rows it means', (where, expected) => {
    expect(idsWhere(where)).toEqual(expected);
  });

  test('TODAY is the viewer’s own', () => {
    const where = { Signal_Exits_On__c: { eq: { literal: 'TODAY' } } };
    expect(idsWhere(where, ANN)).toEqual([]);
    expect(idsWhere(where, BOB)).toEqual([ACME]);
  });

  test('the scope MINE selects what the viewer owns', () => {
    expect(sales.nodes(BOB, accounts('scope: MINE'))).toEqual([{ Id: BETA }]);
  });

  test('custom metadata is read, filtered and ordered like records', () => {
    const query = `{ uiapi { query { Touchpoint_Policy__mdt(where: { DeveloperName: { in: ["Default", "Draft"] } }, orderBy: { DeveloperName: { order: DESC } }) { edges { node { DeveloperName { value } Rolling_Window_Days__c { value } } } } } } }`;
    expect(sales.nodes(ANN, query)).toEqual([
      { DeveloperName: { value: 'Draft' }, Rolling_Window_Days__c: { value: 90 } },
      { DeveloperName: { value: 'Default' }, Rolling_Window_Days__c: { value: 90 } },
    ]);
  });
});

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

  test('ten rows come by default, and up to 2000; further than 2000 only with an upper bound', async () => {
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
    expect(refusal('first: 2001')[0]).toContain('from 1 to 2000');
    expect(refusal('first: 0')[0]).toContain('from 1 to 2000');
    expect(refusal(`first: 50, ${after(4000)}`)[0]).toContain('Maximum SOQL offset allowed is 2000');
    expect(count(`first: 2000, upperBound: 10000, ${after(4000)}`)).toBe(500);
    expect(count(`first: 2000, upperBound: 4200, ${after(4000)}`)).toBe(200);
    expect(refusal('first: 50, upperBound: 10000')[0]).toContain('from 200 to 2000 with upperBound');
    expect(refusal('after: "nonsense"')[0]).toContain('not one that a query gave out');
    big.org.close();
  });
});

interface Page {
  pageInfo: { endCursor: string };
  edges: { cursor: string; node: { Id: string } }[];
}

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

describe('refusals', () => {
  const messagesOf = (query: string, userId = ANN): string[] => sales.ask(userId, query).messages;

  test('a field that the viewer does not have does not exist, and with @optional it is left out', () => {
    expect(messagesOf(accounts('first: 1', 'Id Touchpoint_Strength__c { value }'))).toEqual([
      "Validation error (FieldUndefined@[uiapi/query/Account/edges/node/Touchpoint_Strength__c]) : Field 'Touchpoint_Strength__c' in type 'Account' is undefined",
    ]);
    const optional = `query { uiapi { query { Account(where: { Id: { eq: "${ACME}" } }) { edges { node { Id Touchpoint_Strength__c @optional { value } Name @optional { value } } } } } } }`;
    expect(sales.nodes(ANN, optional)).toEqual([{ Id: ACME, Name: { value: 'Acme' } }]);
    expect(sales.nodes(ADA, optional)).toEqual([
      { Id: ACME, Touchpoint_Strength__c: { value: 30 }, Name: { value: 'Acme' } },
    ]);
  });

  test('a selection of which nothing is left stays an empty record', () => {
    const query = `query { uiapi { query { Account(where: { Id: { eq: "${ACME}" } }) { edges { node { Id Owner @optional { Nope__c @optional { value } } } } } } } }`;
    expect(sales.nodes(ANN, query)).toEqual([{ Id: ACME, Owner: {} }]);
  });

  test('before version 65 there is no @optional', () => {
    const query = '{ uiapi { query { Account { edges { node { Name @optional { value } } } } } } }';
    const { errors } = sales.org.uiApi.graphql({ query }, sales.org.viewer(ANN), 64);
    expect(errors[0]?.message).toContain('Unknown directive "@optional"');
  });

  test.each([
    ['where: { Touchpoint_Strength__c: { gt: 1 } }', 'not defined by type "Account_Filter"'],
    ['where: { Touchpoint_Story__c: { like: "a" } }', 'not defined by type "Account_Filter"'],
    ['where: { Signal_Exits_On__c: { gt: "2026-03-01" } }', 'Expected value of type "DateInput"'],
    ['where: { Signal_Exits_On__c: { gt: { value: "2026-02-30" } } }', 'Expected a value of type Date'],
    [
      'where: { Signal_Exits_On__c: { gt: { literal: TODAY, value: "2026-03-01" } } }',
      'exactly one of value, literal and range',
    ],
    ['orderBy: { Touchpoint_Sources__c: { order: ASC } }', 'not defined by type "Account_OrderBy"'],
    ['last: 3', 'Unknown argument "last"'],
  ])('%s is refused', (args, message) => {
    expect(messagesOf(`{ uiapi { query { Account(${args}) { edges { node { Id } } } } } }`).join()).toContain(message);
  });

  test('objects that are not granted or not served do not exist, Task only where it is switched on', () => {
    const task = '{ uiapi { query { Task { totalCount } } } }';
    expect(messagesOf('{ uiapi { query { Touchpoint_Rule__mdt { totalCount } } } }')[0]).toContain(
      "'Touchpoint_Rule__mdt' in type 'RecordQuery' is undefined",
    );
    expect(messagesOf('{ uiapi { query { PermissionSet { totalCount } } } }', ADA)[0]).toContain('is undefined');
    expect(messagesOf(task)[0]).toContain("'Task' in type 'RecordQuery' is undefined");
    sales.org.uiApi.serve({ Task: true });
    expect(messagesOf(task)).toEqual([]);
    expect(sales.org.uiApi.serve({ Task: false })).toEqual({ Task: false, Event: false });
    expect(messagesOf(task)).toHaveLength(1);
  });

  test('up to ten connections fit into a query', () => {
    const many = (count: number): string =>
      `{ uiapi { query { ${Array.from({ length: count }, (_, at) => `a${at}: Account { totalCount }`).join(' ')} } } }`;
    expect(messagesOf(many(10))).toEqual([]);
    expect(messagesOf(many(11))).toEqual([
      'A query can contain up to 10 subqueries; send the others in another request.',
    ]);
  });

  test('each error has its place in the query and the platform’s kind of error', () => {
    const errorOf = (body: Row) => sales.org.uiApi.graphql(body, sales.org.viewer(ANN), 66);
    expect(errorOf({ query: '{ uiapi {' })).toMatchObject({
      data: null,
      errors: [{ extensions: { ErrorType: 'InvalidSyntax' } }],
    });
    expect(errorOf({}).errors[0]?.extensions.ErrorType).toBe('InvalidSyntax');
    expect(errorOf({ query: '{ nothing }' }).errors[0]).toMatchObject({
      locations: [{ line: 1, column: 3 }],
      extensions: { ErrorType: 'ValidationError' },
    });
    const needed = 'query ($first: Int!) { uiapi { query { Account(first: $first) { totalCount } } } }';
    expect(errorOf({ query: needed }).errors[0]).toMatchObject({ extensions: { ErrorType: 'ValidationError' } });
    const late = `{ uiapi { query { Account(after: "${Buffer.from('v1:2001').toString('base64')}") { edges { node { Id } } } } } }`;
    expect(errorOf({ query: late })).toMatchObject({
      data: { uiapi: { query: { Account: null } } },
      errors: [{ path: ['uiapi', 'query', 'Account'], extensions: { ErrorType: 'DataFetchingException' } }],
    });
    expect(
      errorOf({
        query:
          'query A { uiapi { query { Account { totalCount } } } } query B { uiapi { query { Lead { totalCount } } } }',
      }).errors[0]?.extensions.ErrorType,
    ).toBe('OperationNotSupported');
  });
});

test('names of people come only for records that the viewer sees', () => {
  const query = `{ uiapi { query { Contact(where: { Id: { in: ["${PAT}", "003000000000003AAA"] } }) { edges { node { Name { value } } } } } } }`;
  expect(sales.nodes(ANN, query)).toEqual([{ Name: { value: 'Pat Lee' } }]);
  expect(sales.nodes(BOB, query)).toEqual([]);
  expect(sales.nodes(MAX, query)).toEqual([{ Name: { value: 'Pat Lee' } }]);
  expect(sales.nodes(ADA, query)).toHaveLength(2);
});
