import { afterEach, expect, test } from 'vitest';
import { ACME, ADA, ANN, BETA, BOB, CORE, EVE, MAX, openSalesOrg, PAT, ZOE } from '../fixture/open-sales-org.ts';
import type { SalesOrg } from '../fixture/open-sales-org.ts';
import { idOf } from '../fixture/open-fixture.ts';
import type { Row } from '../contract.ts';

let sales: SalesOrg | null = null;
afterEach(() => {
  sales?.org.close();
  sales = null;
});

async function open(more: Record<string, readonly Row[]> = {}): Promise<SalesOrg> {
  sales = await openSalesOrg(more);
  return sales;
}

const idsOf = ({ org }: SalesOrg, userId: string, object: string): unknown[] => {
  const query = org.query(`SELECT Id FROM ${object} ORDER BY Id`, org.viewer(userId));
  const ids = [...query.records(0, 100)].map((record) => record['Id']);
  query.dispose();
  return ids;
};
const save = ({ org }: SalesOrg, userId: string, operation: 'insert' | 'update', object: string, row: Row): string =>
  org
    .write(operation, object, [row], org.viewer(userId), { allOrNone: false })[0]
    ?.errors.map((each) => each.statusCode)
    .join() ?? 'nothing';

test('people are listed with the role of their highest permission set, reps first', async () => {
  const { org } = await open();
  expect(org.people.list().map(({ userId, role, permissionSets }) => [userId, role, permissionSets])).toEqual([
    [ANN, 'rep', ['Touchpoint_Rep']],
    [BOB, 'rep', ['Touchpoint_Rep']],
    [EVE, 'rep', ['Touchpoint_Rep']],
    [MAX, 'manager', ['Touchpoint_Manager']],
    [ZOE, 'manager', ['Touchpoint_Manager']],
    [ADA, 'admin', ['Touchpoint_Admin']],
  ]);
  expect(org.people.listed(BOB)).toMatchObject({
    name: 'Bob Example',
    timeZone: 'Pacific/Kiritimati',
    customPermissions: [],
  });
  expect(org.people.listed(MAX).customPermissions).toContain('Touchpoint_Export');
});

test('everybody sees all accounts, and of contacts, deals and leads what they and those below them own', async () => {
  const org = await open();
  expect(idsOf(org, ANN, 'Account')).toEqual([ACME, BETA, CORE]);
  expect(idsOf(org, ANN, 'Contact')).toEqual([PAT]);
  expect(idsOf(org, EVE, 'Contact')).toEqual([idOf('003', 2), idOf('003', 3)]);
  expect(idsOf(org, MAX, 'Contact')).toEqual([PAT]);
  expect(idsOf(org, ADA, 'Contact')).toHaveLength(3);
});

test('org-wide defaults can be changed, by the names of objects that have one', async () => {
  const org = await open();
  expect(org.org.sharing.set({ Account: 'Private', Contact: 'Read' })).toMatchObject({
    Account: 'Private',
    Contact: 'Read',
  });
  expect(idsOf(org, ANN, 'Account')).toEqual([ACME]);
  expect(idsOf(org, MAX, 'Account')).toEqual([ACME, BETA]);
  expect(idsOf(org, ADA, 'Account')).toEqual([ACME, BETA, CORE]);
  expect(idsOf(org, ANN, 'Contact')).toHaveLength(3);
  expect(() => org.org.sharing.set({ Signal_Feedback__c: 'Read' })).toThrow('no org-wide default of its own');
  expect(() => org.org.sharing.set({ Account: 'All' })).toThrow('must be one of Private, Read, Edit');
});

test('a parent that the viewer may not see is as good as none', async () => {
  const { org } = await open({ Contact: [{ Id: PAT, LastName: 'Lee', AccountId: CORE, OwnerId: ANN }] });
  org.sharing.set({ Account: 'Private' });
  const nameOf = (userId: string): unknown => {
    const [record] = [...org.query('SELECT Account.Name FROM Contact', org.viewer(userId)).records(0, 1)];
    return record?.['Account'];
  };
  expect(nameOf(ANN)).toBeNull();
  expect(nameOf(ADA)).toMatchObject({ Name: 'Core' });
});

test('an activity is seen by its owner, by those above, and by whoever sees all its parents', async () => {
  const org = await open();
  const [aboutPat, aboutCore] = [idOf('00T', 1), idOf('00T', 2)];
  expect(idsOf(org, BOB, 'Task')).toEqual([aboutPat, aboutCore]);
  // Max is above Bob; Ann owns Pat; Eve sees the account, not Pat.
  expect(idsOf(org, MAX, 'Task')).toContain(aboutPat);
  expect(idsOf(org, ANN, 'Task')).toContain(aboutPat);
  expect(idsOf(org, EVE, 'Task')).toEqual([aboutCore]);
});

test('only owners and those above change a record, and everybody who sees an account gives feedback on it', async () => {
  const org = await open();
  expect(save(org, ANN, 'update', 'Account', { Id: ACME, Site: 'x' })).toBe('');
  expect(save(org, MAX, 'update', 'Account', { Id: ACME, Site: 'y' })).toBe('');
  expect(save(org, EVE, 'update', 'Account', { Id: ACME, Site: 'z' })).toBe('INSUFFICIENT_ACCESS_OR_READONLY');
  expect(save(org, ANN, 'update', 'Account', { Id: ACME, Touchpoint_Rank__c: 1 })).toContain('INVALID_FIELD');
  const feedback = { Account__c: ACME, Kind__c: 'Useful' };
  expect(save(org, EVE, 'insert', 'Signal_Feedback__c', feedback)).toBe('');
  org.org.sharing.set({ Account: 'Private' });
  expect(save(org, EVE, 'insert', 'Signal_Feedback__c', feedback)).toBe(
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  );
  org.org.sharing.set({ Account: 'Edit' });
  expect(save(org, EVE, 'update', 'Account', { Id: ACME, Site: 'z' })).toBe('');
});

test('record access is answered by sharing', async () => {
  const { org } = await open();
  const access = (userId: string): unknown[] =>
    [
      ...org
        .query(
          `SELECT RecordId, HasReadAccess, HasEditAccess FROM UserRecordAccess WHERE UserId = '${userId}' AND RecordId = '${ACME}'`,
          org.viewer(ADA),
        )
        .records(0, 1),
    ].map((record) => [record['HasReadAccess'], record['HasEditAccess']]);
  expect(access(ANN)).toEqual([[true, true]]);
  expect(access(EVE)).toEqual([[true, false]]);
});

test('sets, zone and locale of a person can be changed; a person without sets keeps the role and loses our fields', async () => {
  const { org } = await open();
  expect(org.people.change(ANN, { permissionSets: [], timeZone: 'Asia/Tokyo', locale: 'ja_JP' })).toMatchObject({
    role: 'rep',
    permissionSets: [],
    timeZone: 'Asia/Tokyo',
    locale: 'ja_JP',
  });
  expect(() => org.query('SELECT Signal_Tier__c FROM Account', org.viewer(ANN))).toThrow('No such column');
  expect(() => org.query('SELECT Id FROM Touchpoint_Run__c', org.viewer(ANN))).toThrow('is not supported');
  expect(org.viewer(ANN).timeZone).toBe('Asia/Tokyo');
  expect(org.people.change(ANN, { permissionSets: ['Touchpoint_Manager'] }).role).toBe('manager');
  expect(() => org.people.change(ANN, { permissionSets: ['Nothing'] })).toThrow('There is no permission set Nothing');
  expect(() => org.people.change(ANN, { timeZone: 'Mars' })).toThrow('Mars is no time zone');
  expect(() => org.people.change(ANN, { locale: 'german' })).toThrow('german is no locale');
});

test('a world without assignments gets its owners as reps, somebody above them, and an administrator', async () => {
  const plain: Row[] = [ANN, BOB].map((Id, at) => ({
    Id,
    LastName: `U${at}`,
    Username: `u${at}@seller.example`,
    Email: 'a@b.cd',
  }));
  const { org } = await open({
    User: plain,
    PermissionSetAssignment: [],
    Account: [{ Id: ACME, Name: 'A', OwnerId: BOB }],
    Contact: [],
    Task: [],
  });
  const list = org.people.list();
  expect(list.map(({ role }) => role)).toEqual(['rep', 'manager', 'admin']);
  expect(list[0]).toMatchObject({ userId: BOB, permissionSets: ['Touchpoint_Rep'] });
  const query = org.query(`SELECT ManagerId FROM User WHERE Id = '${BOB}'`, org.viewer(BOB));
  expect([...query.records(0, 1)][0]?.['ManagerId']).toBe(list[1]?.userId);
});

test('where roles are assigned, who has none is an ordinary user without our fields, and somebody administers', async () => {
  const lacksFields = (org: SalesOrg['org'], userId: string): void => {
    expect(org.people.listed(userId)).toMatchObject({ role: 'rep', permissionSets: [] });
    expect(() => org.query('SELECT Signal_Tier__c FROM Account', org.viewer(userId))).toThrow('No such column');
  };
  const assigned = { Id: idOf('0Pa', 1), AssigneeId: ANN, 'PermissionSet.Name': 'Touchpoint_Rep' };
  const { org } = await open({ PermissionSetAssignment: [assigned] });
  expect(org.people.list().map(({ name, role }) => [name, role])).toEqual([
    ['Ann Example', 'rep'],
    ['Stand-in Administrator', 'admin'],
  ]);
  lacksFields(org, BOB);
  lacksFields(org, ADA);
  org.sharing.set({ Account: 'Private' });
  expect(idsOf({ org } as SalesOrg, BOB, 'Account')).toEqual([BETA]);
  org.putRows('Profile', [{ Id: idOf('00e', 1), Name: 'System Administrator' }]);
  org.putRows('User', [{ Id: ADA, LastName: 'A', Username: 'ada@seller.example', ProfileId: idOf('00e', 1) }]);
  expect(org.people.listed(ADA).role).toBe('admin');
});

test('a manager whom the world names is taken, and a world without users gets a rep', async () => {
  const User: Row[] = [
    { Id: ANN, LastName: 'A', Username: 'a@seller.example', Email: 'a@b.cd', ManagerId: MAX },
    { Id: MAX, LastName: 'M', Username: 'm@seller.example', Email: 'm@b.cd' },
  ];
  const Account: Row[] = [{ Id: ACME, Name: 'A', OwnerId: ANN }];
  const none = { PermissionSetAssignment: [], Contact: [], Task: [] };
  const { org } = await open({ ...none, User, Account });
  expect(org.people.list().map(({ userId, role }) => [userId === ANN || userId === MAX, role])).toEqual([
    [true, 'rep'],
    [true, 'manager'],
    [false, 'admin'],
  ]);
  org.close();
  const empty = await open({ ...none, User: [], Account: [{ Id: ACME, Name: 'A' }] });
  expect(empty.org.people.list().map(({ name, role }) => [name, role])).toEqual([
    ['Stand-in Rep', 'rep'],
    ['Stand-in Manager', 'manager'],
    ['Stand-in Administrator', 'admin'],
  ]);
});
