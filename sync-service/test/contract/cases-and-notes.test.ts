// Cases and notes as OrgPort reads them: not at all as shipped, and whole once one custom metadata record each is
// switched on. Over real HTTP against the stand-in org.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStandIns, type StandIns } from '../../../scripts/stand-ins/start.ts';
import { createOrg, type SalesforceOrg } from '../../src/salesforce/org.ts';
import type { RangeReading } from '../../src/run/ports.ts';
import { dayFromIso } from '../../src/scoring/calendar.ts';
import { id18 } from '../end-to-end/hand-made-world.ts';
import { readerOf } from '../end-to-end/org-reader.ts';
import { configOf } from './stand-in-org.ts';

const SINCE = dayFromIso('2025-09-03');
const signal = new AbortController().signal;
const id = (prefix: string, n: number) => id18(`${prefix}Cn${String(n).padStart(10, '0')}`);
const [ours, theirs] = [id('001', 1), id('001', 2)];
const [ann, bob] = [id('003', 1), id('003', 2)];
const RECENT = '2026-02-10T12:00:00.000Z';
const OLD = '2025-01-10T12:00:00.000Z';
const BODY = 'Nobody may read this';

let standIns: StandIns;
let org: SalesforceOrg;

const put = (object: string, rows: Record<string, unknown>[]) => standIns.salesforce.org.putRows(object, rows);

/** Sets Active of some touchpoint types, as an admin does in Setup. */
async function switchTypes(active: Readonly<Record<string, boolean>>): Promise<void> {
  const reader = await readerOf(standIns.environment);
  const types = await reader.query('SELECT Id, DeveloperName FROM Touchpoint_Type__mdt');
  const rows = types.filter((row) => String(row['DeveloperName']) in active);
  put(
    'Touchpoint_Type__mdt',
    rows.map((row) => ({ Id: row['Id'], Active__c: active[String(row['DeveloperName'])] })),
  );
}

async function read(): Promise<RangeReading> {
  const { policy } = await org.readPolicy();
  return org.readRange({ from: ours, to: ours }, policy, SINCE, signal);
}

const shown = ({ activities }: RangeReading) =>
  activities
    .map(({ activity, accountId }) => {
      if (activity.kind !== 'case' && activity.kind !== 'note') throw new Error(`${activity.id} is a ${activity.kind}`);
      const { id: record, kind, people, isDeleted, isPrivate } = activity;
      return {
        record,
        kind,
        people,
        accountId,
        ...(isDeleted ? { isDeleted } : {}),
        ...(isPrivate ? { isPrivate } : {}),
      };
    })
    .sort((one, other) => (one.record < other.record ? -1 : 1));

beforeAll(async () => {
  standIns = await startStandIns({ world: 'accounts=2,seed=3,today=2026-03-02', sfPort: 0, outreachPort: 0 });
  org = createOrg(configOf(standIns.environment));
  put(
    'Account',
    [ours, theirs].map((Id) => ({ Id, Name: Id, CreatedDate: OLD })),
  );
  put('Contact', [
    { Id: ann, LastName: 'Ann', AccountId: ours },
    { Id: bob, LastName: 'Bob', AccountId: theirs },
  ]);
  const asked = { Subject: 'Asked', Description: BODY, CreatedDate: RECENT };
  put('Case', [
    { Id: id('500', 1), ...asked, AccountId: ours },
    { Id: id('500', 2), ...asked, AccountId: theirs, ContactId: ann },
    { Id: id('500', 3), ...asked, AccountId: theirs, ContactId: bob },
    { Id: id('500', 4), ...asked, AccountId: ours, ContactId: ann, CreatedDate: OLD },
    { Id: id('500', 5), ...asked, AccountId: ours, IsDeleted: true },
  ]);
  const noted = { Title: 'Noted', Body: BODY, CreatedDate: RECENT };
  put('Note', [
    { Id: id('002', 1), ...noted, ParentId: ours },
    { Id: id('002', 2), ...noted, ParentId: ann, IsPrivate: true },
    { Id: id('002', 3), ...noted, ParentId: theirs },
  ]);
  const documents = [1, 2, 3].map((n) => ({
    Id: id('069', n),
    Title: 'Noted',
    FileType: 'SNOTE',
    CreatedDate: RECENT,
  }));
  put('ContentDocument', [...documents, { Id: id('069', 4), Title: 'A file', FileType: 'PDF', CreatedDate: RECENT }]);
  const link = (n: number, document: number, record: string) => ({
    Id: id('06A', n),
    ContentDocumentId: id('069', document),
    LinkedEntityId: record,
  });
  put('ContentDocumentLink', [
    link(1, 1, ours),
    link(2, 1, ann),
    link(3, 1, theirs),
    link(4, 2, ann),
    { ...link(5, 3, ours), IsDeleted: true },
    link(6, 4, ours),
  ]);
});

afterAll(async () => {
  await org.close();
  await standIns.close();
});

test('as shipped, neither is asked for', async () => {
  standIns.salesforce.requests.clear();
  expect((await read()).activities).toEqual([]);
  const asked = new Set(standIns.salesforce.requests.list().map(({ object }) => object));
  expect(asked).toContain('Task');
  for (const object of ['Case', 'Note', 'ContentNote', 'ContentDocument', 'ContentDocumentLink'])
    expect(asked).not.toContain(object);
});

test('one record switches cases on: of the account, of its contacts elsewhere, deleted ones marked', async () => {
  await switchTypes({ Case: true });
  expect(shown(await read())).toEqual([
    { record: id('500', 1), kind: 'case', people: [], accountId: ours },
    { record: id('500', 2), kind: 'case', people: [ann], accountId: theirs },
    { record: id('500', 5), kind: 'case', people: [], accountId: ours, isDeleted: true },
  ]);
});

test('one record switches notes of both kinds on, each once with all its people', async () => {
  await switchTypes({ Case: false, Note: true });
  expect(shown(await read())).toEqual([
    { record: id('002', 1), kind: 'note', people: [], accountId: ours },
    { record: id('002', 2), kind: 'note', people: [ann], accountId: null, isPrivate: true },
    { record: id('069', 1), kind: 'note', people: [ann], accountId: ours },
    { record: id('069', 2), kind: 'note', people: [ann], accountId: null },
    { record: id('069', 3), kind: 'note', people: [], accountId: ours, isDeleted: true },
  ]);
});

test('rules look at fields of theirs', async () => {
  await switchTypes({ Note: true });
  const reader = await readerOf(standIns.environment);
  const rules = await reader.query(
    "SELECT Id, DeveloperName FROM Touchpoint_Rule__mdt WHERE DeveloperName IN ('Any_Note', 'Any_Older_Note')",
  );
  const title = { Field_1__c: 'Title', Operator_1__c: 'contains word', Value_1__c: 'noted' };
  const open = { Field_2__c: 'IsPrivate', Operator_2__c: 'is false' };
  put(
    'Touchpoint_Rule__mdt',
    rules.map(({ Id, DeveloperName }) => ({ Id, ...title, ...(DeveloperName === 'Any_Older_Note' ? open : {}) })),
  );
  const seen = (await read()).activities.map(({ activity }) => activity.fields['Title']);
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set(['Noted']));
});

test('what they say is never part of the answer', async () => {
  await switchTypes({ Case: true, Note: true });
  expect(
    JSON.stringify(await read(), (_key, value: unknown) => (value instanceof Map ? [...value] : value)),
  ).not.toContain(BODY);
});
