import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf, openFixture } from '../fixture/open-fixture.ts';
import type { Fixture } from '../fixture/open-fixture.ts';

const ACME = idOf('001', 1);
const BETA = idOf('001', 2);
const ANN = idOf('005', 1);
const CARL = idOf('003', 1);

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture({
    User: [{ Id: ANN, Username: 'ann@example.com', FirstName: 'Ann', LastName: 'Arch' }],
    Account: [
      { Id: ACME, Name: 'Acme "Big", Inc', OwnerId: ANN, Points__c: 4, CreatedDate: '2025-01-01T00:00:00.000Z' },
      { Id: BETA, Name: 'beta', OwnerId: ANN, ParentId: ACME, Points__c: 2.4 },
      { Id: idOf('001', 3), Name: 'gone', IsDeleted: true, MasterRecordId: ACME },
    ],
    Contact: [
      { Id: CARL, FirstName: 'Carl', LastName: 'Cole', AccountId: ACME },
      { Id: idOf('003', 2), LastName: 'Dell', AccountId: ACME },
    ],
    Lead: [{ Id: '00Q000000000001EAA', LastName: 'Lead', Company: 'L' }],
    Task: [
      {
        Id: '00T000000000001EAA',
        Subject: 'one',
        Status: 'Completed',
        ActivityDate: '2026-02-01',
        WhoId: CARL,
        Vendor_Id__c: 'v1',
      },
      { Id: '00T000000000002EAA', Subject: 'two', Status: 'Completed', ActivityDate: '2026-02-02', WhatId: BETA },
      { Id: '00T000000000003EAA', Subject: 'three', Status: 'Not Started', WhoId: '00Q000000000001EAA' },
      { Id: '00T000000000004EAA', Subject: 'old', Status: 'Completed', IsArchived: true, WhatId: BETA },
      { Id: '00T000000000005EAA', Subject: 'gone', Status: 'Completed', IsDeleted: true, WhatId: BETA },
    ],
  });
});
afterAll(() => fixture.org.close());

const select: Fixture['select'] = (...given) => fixture.select(...given);

test('parents are nested with their attributes, and a missing parent is null', () => {
  const query = fixture.org.query(
    'SELECT Name, Parent.Name, Parent.Owner.Username FROM Account ORDER BY Name',
    fixture.viewer,
  );
  const [acme, beta] = [...query.records(0, 10)];
  expect(acme).toEqual({
    attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ACME}` },
    Name: 'Acme "Big", Inc',
    Parent: null,
  });
  expect(beta).toMatchObject({
    Parent: {
      attributes: { type: 'Account' },
      Name: 'Acme "Big", Inc',
      Owner: { attributes: { type: 'User' }, Username: 'ann@example.com' },
    },
  });
  expect(query.columns).toEqual(['Name', 'Parent.Name', 'Parent.Owner.Username']);
});

test('Who, What and Owner say what they point at', () => {
  expect(select('SELECT Subject, Who.Type, Who.Name, What.Name, AccountId FROM Task ORDER BY Subject')).toMatchObject([
    { Subject: 'one', Who: { Type: 'Contact', Name: 'Carl Cole' }, What: null, AccountId: ACME },
    { Subject: 'three', Who: { Type: 'Lead', Name: 'Lead' }, AccountId: null },
    { Subject: 'two', Who: null, What: { Name: 'beta' }, AccountId: BETA },
  ]);
  expect(select("SELECT Id FROM Task WHERE Who.Type = 'lead'")).toHaveLength(1);
  expect(select("SELECT Id FROM Task WHERE Account.Name = 'BETA'")).toHaveLength(1);
});

test('deleted and archived rows are seen by queryAll only', () => {
  expect(select('SELECT Id FROM Task')).toHaveLength(3);
  expect(select('SELECT Id FROM Task', { all: true })).toHaveLength(5);
  expect(select('SELECT MasterRecordId FROM Account WHERE IsDeleted = true', { all: true })).toEqual([
    { MasterRecordId: ACME },
  ]);
});

test('children come as a nested answer, and as null when there are none', () => {
  const found = select(
    'SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 1) FROM Account ORDER BY Name',
  );
  expect(found[0]).toMatchObject({ Contacts: { totalSize: 1, done: true, records: [{ LastName: 'Cole' }] } });
  expect(found[1]).toEqual({ Name: 'beta', Contacts: null });
});

test('groups, aggregates, HAVING and the names of unnamed aggregates', () => {
  expect(
    select('SELECT Status, COUNT(Id) n, MAX(ActivityDate) FROM Task GROUP BY Status ORDER BY COUNT(Id) DESC'),
  ).toEqual([
    { Status: 'Completed', n: 2, expr0: '2026-02-02' },
    { Status: 'Not Started', n: 1, expr0: null },
  ]);
  expect(select('SELECT Status FROM Task GROUP BY Status HAVING COUNT(Id) > 1')).toEqual([{ Status: 'Completed' }]);
  expect(select('SELECT SUM(Points__c), AVG(Points__c) middle, COUNT_DISTINCT(OwnerId) FROM Account')).toEqual([
    { expr0: 6.4, middle: 3.2, expr1: 1 },
  ]);
  const count = fixture.org.query("SELECT COUNT() FROM Task WHERE Status = 'Completed'", fixture.viewer);
  expect([count.countOnly, count.totalSize()]).toEqual([true, 2]);
});

test('semi-joins and anti-joins look at the rows that the viewer sees', () => {
  expect(select('SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)')).toEqual([
    { Name: 'Acme "Big", Inc' },
  ]);
  expect(select('SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)')).toEqual([
    { Name: 'beta' },
  ]);
});

test('blanks sort first in both directions unless the query says otherwise', () => {
  const dates = (order: string): unknown[] =>
    select(`SELECT ActivityDate FROM Task ORDER BY ActivityDate ${order}`).map((row) => row['ActivityDate']);
  expect(dates('ASC')).toEqual([null, '2026-02-01', '2026-02-02']);
  expect(dates('DESC')).toEqual([null, '2026-02-02', '2026-02-01']);
  expect(dates('DESC NULLS LAST')).toEqual(['2026-02-02', '2026-02-01', null]);
});

test('CSV quotes every value, writes numbers with a point and instants with Z', () => {
  expect(
    fixture.csv(
      'SELECT Id, Name, Points__c, CreatedDate, IsDeleted, Site, Owner.Name FROM Account WHERE Points__c = 4',
    ),
  ).toBe(
    `"Id","Name","Points__c","CreatedDate","IsDeleted","Site","Owner.Name"\n"${ACME}","Acme ""Big"", Inc","4.0","2025-01-01T00:00:00.000Z","false","","Ann Arch"\n`,
  );
  expect(fixture.csv("SELECT Id FROM Account WHERE Name = 'nobody'")).toBe('"Id"\n');
});

test('pages keep their rows and their order while rows change', () => {
  const query = fixture.org.query('SELECT Subject FROM Task ORDER BY Subject', fixture.viewer);
  fixture.org.putRows('Task', [{ Id: '00T000000000009EAA', Subject: 'a new one', WhatId: BETA }]);
  expect([...query.records(1, 2)].map((record) => record['Subject'])).toEqual(['three', 'two']);
  expect(query.totalSize()).toBe(3);
  query.dispose();
  fixture.org.putRows('Task', [{ Id: '00T000000000009EAA', IsDeleted: true }]);
});

test('a field that only the world shows is served like an admin’s own', () => {
  expect(select("SELECT Vendor_Id__c FROM Task WHERE Vendor_Id__c = 'V1'")).toEqual([{ Vendor_Id__c: 'v1' }]);
});

test('custom metadata is read by the types that the permission set grants, with its relationships', () => {
  expect(
    select('SELECT DeveloperName, Weight__c, Next__r.DeveloperName FROM Check__mdt ORDER BY DeveloperName'),
  ).toEqual([
    {
      DeveloperName: 'First',
      Weight__c: 2.5,
      Next__r: expect.objectContaining({ DeveloperName: 'Second' }) as unknown,
    },
    { DeveloperName: 'Second', Weight__c: 1, Next__r: null },
  ]);
});

const problem = (soql: string, flags = {}): { errorCode: string; message: string } => {
  try {
    select(soql, flags);
  } catch (error) {
    return error as { errorCode: string; message: string };
  }
  throw new Error(`${soql} was accepted.`);
};

test('errors carry the platform’s code, a caret under the word and its column', () => {
  expect(problem('SELECT Id, Nmae FROM Account')).toMatchObject({
    errorCode: 'INVALID_FIELD',
    message: expect.stringMatching(
      /^\nSELECT Id, Nmae FROM Account\n {11}\^\nERROR at Row:1:Column:12\nNo such column 'Nmae' on entity 'Account'\./,
    ) as unknown,
  });
  expect(problem('SELECT Id FROM Acount')).toMatchObject({
    errorCode: 'INVALID_TYPE',
    message: expect.stringContaining("sObject type 'Acount' is not supported.") as unknown,
  });
  expect(problem('SELECT Id Name FROM Account')).toMatchObject({
    errorCode: 'MALFORMED_QUERY',
    message: expect.stringContaining('only aggregate expressions use field aliasing') as unknown,
  });
  expect(problem('SELECT Id FROM Account WHERE')).toMatchObject({ errorCode: 'MALFORMED_QUERY' });
  expect(problem('SELECT Name, COUNT(Id) FROM Account')).toMatchObject({
    message: expect.stringContaining('Field must be grouped or aggregated: Name') as unknown,
  });
  expect(problem('SELECT Id FROM Account OFFSET 2001')).toMatchObject({ errorCode: 'NUMBER_OUTSIDE_VALID_RANGE' });
  expect(problem('SELECT Id, Id FROM Account')).toMatchObject({ errorCode: 'INVALID_FIELD' });
});

test('Bulk refuses grouping, aggregates, offsets and children', () => {
  for (const soql of [
    'SELECT COUNT() FROM Account',
    'SELECT MAX(Name) FROM Account',
    'SELECT Name FROM Account GROUP BY Name',
    'SELECT Id FROM Account OFFSET 1',
    'SELECT Id, (SELECT Id FROM Contacts) FROM Account',
  ]) {
    expect(problem(soql, { bulk: true }).errorCode).toBe('FUNCTIONALITY_NOT_ENABLED');
  }
  expect(select('SELECT Id, Owner.Name FROM Account LIMIT 1', { bulk: true })).toHaveLength(1);
});

test('FIELDS() needs a limit unless it asks for standard fields', () => {
  expect(problem('SELECT FIELDS(ALL) FROM Account').message).toContain('LIMIT of at most 200');
  expect(Object.keys(select('SELECT FIELDS(CUSTOM) FROM Account LIMIT 1')[0] ?? {})).toContain('Points__c');
});
