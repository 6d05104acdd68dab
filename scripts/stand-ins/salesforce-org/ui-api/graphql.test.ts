// What a query finds and what is refused. Orders, pages and groups are in pages.test.ts.
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
    const missing = '{ uiapi { query { Account { edges { node { Nope__c @optional { value } } } } } } }';
    const refused = sales.org.uiApi.graphql({ query: missing }, sales.org.viewer(ANN), 64);
    expect(refused.errors.map(({ message }) => message).join()).toContain(
      "Field 'Nope__c' in type 'Account' is undefined",
    );
    expect(sales.org.uiApi.graphql({ query: missing }, sales.org.viewer(ANN), 65).errors).toEqual([]);
  });

  test('what cannot be run says why: a mutation, several operations, a name that is none of them', () => {
    const messageOf = (query: string, operationName?: string): string | undefined =>
      sales.org.uiApi.graphql({ query, operationName }, sales.org.viewer(ANN), 66).errors[0]?.message;
    const count = (name: string): string => `query ${name} { uiapi { query { Account { totalCount } } } }`;
    expect(messageOf(`${count('A')} ${count('B')}`)).toContain('name the one to run in operationName');
    expect(messageOf(count('A'), 'Z')).toContain('no operation Z');
    expect(messageOf(`${count('A')} ${count('B')}`, 'B')).toBeUndefined();
    expect(messageOf('mutation { uiapi { query { Account { totalCount } } } }')).toContain('mutation');
  });

  test('a join names a field that its object has', () => {
    const join = (field: string): string[] =>
      messagesOf(
        `{ uiapi { query { Account(where: { Id: { inq: { Contact: { LastName: { eq: "Lee" } }, ApiName: ${JSON.stringify(field)} } } }) { totalCount } } } }`,
      );
    expect(join('AccountId')).toEqual([]);
    expect(join('Nope')[0]).toContain('Contact has no field "Nope"');
    expect(join('AccountId FROM Contact) OR (Id != null')[0]).toContain('Contact has no field');
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
    const late = `{ uiapi { query { Account(after: "${Buffer.from('v1:4001').toString('base64')}") { edges { node { Id } } } } } }`;
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
