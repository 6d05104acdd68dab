import { expect, test } from 'vitest';
import { idOf, openFixture } from '../fixture/open-fixture.ts';

const ANN = idOf('005', 1);
const ACME = idOf('001', 1);
const rows = {
  User: [{ Id: ANN, Username: 'ann@example.com', LastName: 'Ann', TimeZoneSidKey: 'Pacific/Auckland' }],
  Account: [{ Id: ACME, Name: 'Acme', Secret__c: 'hush', Look_Only__c: 'seen' }],
  Contact: [{ Id: idOf('003', 1), LastName: 'C', AccountId: ACME }],
  Case: [{ Id: idOf('500', 1), Subject: 'broken' }],
  Task: [
    { Id: '00T000000000001EAA', Subject: 'on an account', WhatId: ACME },
    { Id: '00T000000000002EAA', Subject: 'on a case', WhatId: idOf('500', 1), WhoId: idOf('003', 1) },
  ],
  Event: [
    { Id: '00U000000000001EAA', Subject: 'open', WhatId: ACME, StartDateTime: '2026-02-01T10:00:00Z' },
    {
      Id: '00U000000000002EAA',
      Subject: 'private',
      WhatId: ACME,
      IsPrivate: true,
      StartDateTime: '2026-02-01T10:00:00Z',
    },
  ],
};

test('a custom field without read permission does not exist, neither to read nor to write', async () => {
  const { org, viewer, select } = await openFixture(rows);
  expect(() => select('SELECT Secret__c FROM Account')).toThrow("No such column 'Secret__c' on entity 'Account'");
  expect(() => select("SELECT Id FROM Account WHERE Secret__c = 'hush'")).toThrow('No such column');
  expect(
    org.write('update', 'Account', [{ Id: ACME, Secret__c: 'x' }], viewer, { allOrNone: false })[0]?.errors[0],
  ).toMatchObject({ statusCode: 'INVALID_FIELD' });
  expect(
    org.write('update', 'Account', [{ Id: ACME, Look_Only__c: 'x' }], viewer, { allOrNone: false })[0]?.errors[0],
  ).toEqual({
    statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
    message:
      'Unable to create/update fields: Look_Only__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
    fields: ['Look_Only__c'],
  });
  org.close();
});

test('an activity is seen when all of its parents are, and a private event by its owner only', async () => {
  const { org, select } = await openFixture(rows);
  expect(select('SELECT Subject FROM Task')).toEqual([{ Subject: 'on an account' }]);
  expect(select('SELECT Subject FROM Event')).toEqual([{ Subject: 'open' }]);
  const ann = org.viewer(ANN);
  expect(select('SELECT Subject FROM Task', {}, ann)).toHaveLength(2);
  expect(select('SELECT Subject FROM Event', {}, ann)).toHaveLength(2);
  org.close();
});

test('without View All a viewer sees own records, and activities of those only', async () => {
  const { org, select } = await openFixture(rows, { permissionSet: 'Narrow' });
  expect(select('SELECT Id FROM Account')).toEqual([]);
  expect(select('SELECT Id FROM Contact')).toHaveLength(1);
  expect(select('SELECT Id FROM Task')).toEqual([]);
  org.putRows('Account', [{ Id: ACME, OwnerId: org.integrationUser.id }]);
  expect(select('SELECT Id FROM Account')).toHaveLength(1);
  expect(select('SELECT Subject FROM Task')).toEqual([{ Subject: 'on an account' }]);
  org.close();
});

test('objects and metadata types without a grant are not supported', async () => {
  const { org, select } = await openFixture(rows, { permissionSet: 'Narrow' });
  for (const name of ['Opportunity', 'Check__mdt', 'Case'])
    expect(() => select(`SELECT Id FROM ${name}`)).toThrow(`sObject type '${name}' is not supported.`);
  expect(() => org.describe('Opportunity', org.viewer(org.integrationUser.id))).toThrow('does not exist');
  org.close();
});

test('a person without a profile is an administrator in their own zone', async () => {
  const { org, select } = await openFixture(rows);
  const ann = org.viewer(ANN);
  expect(select('SELECT Secret__c FROM Account', {}, ann)).toEqual([{ Secret__c: 'hush' }]);
  // Noon in New York is the next day in Auckland.
  expect(org.clock.today(ann.timeZone)).toBe('2026-03-02');
  expect(() => org.viewer(idOf('005', 99))).toThrow('no user');
  org.close();
});

test('record access is answered for one user and named records, and the world may refuse', async () => {
  const { org, viewer, select } = await openFixture({
    ...rows,
    UserRecordAccess: [{ Id: ACME, RecordId: ACME, HasReadAccess: true, HasEditAccess: false }],
  });
  const ask = `SELECT RecordId, HasReadAccess, HasEditAccess FROM UserRecordAccess WHERE UserId = '${viewer.userId}' AND RecordId IN ('${ACME}', '${idOf('001', 7)}')`;
  expect(select(ask)).toEqual([
    { RecordId: ACME, HasReadAccess: true, HasEditAccess: false },
    { RecordId: idOf('001', 7), HasReadAccess: false, HasEditAccess: false },
  ]);
  expect(
    org.write('update', 'Account', [{ Id: ACME, Points__c: 1 }], viewer, { allOrNone: false })[0]?.errors[0]
      ?.statusCode,
  ).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
  expect(() => select('SELECT RecordId FROM UserRecordAccess')).toThrow('UserRecordAccess can only be queried');
  org.close();
});

test('describe shows a viewer the fields that exist for them', async () => {
  const { org, viewer } = await openFixture(rows);
  const fields = org.describe('Account', viewer)['fields'] as {
    name: string;
    updateable: boolean;
    calculated: boolean;
    filterable: boolean;
  }[];
  const named = (name: string) => fields.find((field) => field.name === name);
  expect(named('Secret__c')).toBeUndefined();
  expect(named('Points__c')).toMatchObject({
    updateable: true,
    calculated: false,
    type: 'double',
    precision: 6,
    scale: 0,
  });
  expect(named('Look_Only__c')).toMatchObject({ updateable: false });
  expect(named('Hot__c')).toMatchObject({ updateable: false, calculated: true, type: 'boolean' });
  expect(named('Story__c')).toMatchObject({ filterable: false, type: 'textarea' });
  const global = org.describeGlobal(viewer)['sobjects'] as { name: string }[];
  expect(global.map((each) => each.name)).toEqual(expect.arrayContaining(['Account', 'Task', 'Play__c', 'Check__mdt']));
  expect(global.map((each) => each.name)).not.toContain('Case');
  org.close();
});
