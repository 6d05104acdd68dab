import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Row } from './contract.ts';
import { idOf } from './fixture/open-fixture.ts';
import { openOrg } from './org.ts';

let metadata: string;
beforeEach(async () => {
  metadata = await mkdtemp(join(tmpdir(), 'stand-in-org-'));
  await cp(join(import.meta.dirname, 'fixture/metadata'), metadata, { recursive: true });
});
afterEach(() => rm(metadata, { recursive: true }));

const open = (rows: Record<string, Row[]> = {}, permissionSet = 'Reader') =>
  openOrg({
    metadata,
    permissionSet,
    databaseFile: join(metadata, 'org.db'),
    world: {
      org: { id: '00D000000000001EAA', timeZone: 'UTC', today: '2026-03-01' },
      objects: () => Object.keys(rows),
      async *rows(name) {
        yield* await Promise.resolve(rows[name] ?? []);
      },
    },
  });

const field = (name: string, inside: string) =>
  writeFile(
    join(metadata, `objects/Account/fields/${name}.field-meta.xml`),
    `<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>${name}</fullName><label>X</label>${inside}</CustomField>`,
  );
const formula = (text: string) =>
  `<formula>${text}</formula><precision>18</precision><scale>0</scale><type>Number</type>`;

test('a formula that cannot be computed is named when the org opens', async () => {
  await field('Bad__c', formula('REGEX(Name, "x")'));
  await expect(open()).rejects.toThrow('Account.Bad__c uses REGEX');
  await field('Bad__c', formula('Nothing__c + 1'));
  await expect(open()).rejects.toThrow('Account.Bad__c reads Nothing__c');
  await field('Bad__c', formula('Bad__c + 1'));
  await expect(open()).rejects.toThrow('leads back to itself');
});

test('a roll-up that points nowhere and a field type nobody knows are named when the org opens', async () => {
  await field(
    'Bad__c',
    '<summaryForeignKey>Opportunity.Nothing__c</summaryForeignKey><summaryOperation>count</summaryOperation><type>Summary</type>',
  );
  await expect(open()).rejects.toThrow('Account.Bad__c points at Opportunity.Nothing__c');
  await field('Bad__c', '<type>Hologram</type>');
  await expect(open()).rejects.toThrow('Hologram');
});

test('a metadata file that is no XML, or holds another component, is named when the org opens', async () => {
  const file = join(metadata, 'objects/Account/fields/Bad__c.field-meta.xml');
  await writeFile(file, '<CustomField><fullName>Bad__c</CustomField>');
  await expect(open()).rejects.toThrow(/Bad__c\.field-meta\.xml, line 1: .*; make it well-formed XML\./);
  await writeFile(file, '<CustomObject><label>Bad</label></CustomObject>');
  await expect(open()).rejects.toThrow(/Bad__c\.field-meta\.xml has no <CustomField>/);
});

test('a permission set that is not there is named', async () => {
  await expect(open({}, 'Nobody')).rejects.toThrow('no permission set Nobody');
});

test('a world’s row with a taken Id is named', async () => {
  const row = { Id: idOf('001', 1), Name: 'A' };
  await expect(open({ Account: [row, row] })).rejects.toThrow(`Account ${idOf('001', 1)} cannot be stored`);
});

test('the org shows itself, its integration user and the permission set that it has', async () => {
  const org = await open({ Widget__c: [{ Id: idOf('a9Z', 1), Name: 'W', Size__c: 2.5 }] });
  const viewer = org.viewer(org.integrationUser.id);
  const first = (soql: string) => [...org.query(soql, viewer).records(0, 1)][0];
  expect(first('SELECT TimeZoneSidKey FROM Organization')).toMatchObject({ TimeZoneSidKey: 'UTC' });
  expect(
    first(`SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId = '${viewer.userId}'`),
  ).toMatchObject({ PermissionSet: { Name: 'Reader' } });
  expect(org.userByName(org.integrationUser.username.toUpperCase())).toEqual(org.integrationUser);
  expect(org.objectOfId(idOf('a9Z', 1))).toBe('Widget__c');
  expect(
    org.retrieve(
      'Account',
      org.write('insert', 'Account', [{ Name: 'New' }], viewer, { allOrNone: true })[0]?.id ?? '',
      ['Name'],
      viewer,
    )['Name'],
  ).toBe('New');
  expect(() => org.retrieve('Account', idOf('001', 9), null, viewer)).toThrow('does not exist');
  org.limits.use(3);
  expect(org.limits.figures()['DailyApiRequests']).toEqual({ Max: 100_000, Remaining: 99_997 });
  org.close();
});
