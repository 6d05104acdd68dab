import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Row, SaveResult, WriteFlags, WriteOperation } from '../contract.ts';
import { idOf, openFixture } from '../fixture/open-fixture.ts';
import type { Fixture } from '../fixture/open-fixture.ts';

const ACME = idOf('001', 1);
const GONE = idOf('001', 2);
const BETA = idOf('001', 3);

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture({
    Account: [
      { Id: ACME, Name: 'Acme', SystemModstamp: '2099-01-01T00:00:00.000Z', Code__c: 'A1' },
      { Id: GONE, Name: 'Gone', IsDeleted: true },
      { Id: BETA, Name: 'Beta' },
    ],
    Contact: [{ Id: idOf('003', 1), LastName: 'C', AccountId: ACME }],
  });
});
afterAll(() => fixture.org.close());

const save = (
  operation: WriteOperation,
  objectName: string,
  rows: Row[],
  flags: Partial<WriteFlags> = {},
): SaveResult[] => fixture.org.write(operation, objectName, rows, fixture.viewer, { allOrNone: false, ...flags });
const codes = (results: SaveResult[]): string[] =>
  results.map((result) => result.errors.map((error) => error.statusCode).join() || 'saved');
const account = (fields: string): Record<string, unknown> =>
  fixture.select(`SELECT ${fields} FROM Account WHERE Id = '${ACME}'`)[0] ?? {};

test('each record answers for itself with the official code', () => {
  const refused: [Row, string][] = [
    [{ Id: ACME, Points__c: 1_000_000 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
    [{ Id: ACME, Points__c: 'many' }, 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    [{ Id: ACME, Points__c: true }, 'JSON_PARSER_ERROR'],
    [{ Id: ACME, Code__c: '12345678901' }, 'STRING_TOO_LONG'],
    [{ Id: ACME, Story__c: 'x'.repeat(101) }, 'STRING_TOO_LONG'],
    [{ Id: ACME, Sources__c: 'Mail;Fax' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    [{ Id: ACME, Seen_On__c: '2026-02-30' }, 'INVALID_TYPE_ON_FIELD_IN_RECORD'],
    [{ Id: ACME, Name: null }, 'REQUIRED_FIELD_MISSING'],
    [{ Id: ACME, Nothing__c: 1 }, 'INVALID_FIELD'],
    [{ Id: ACME, Hot__c: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    [{ Id: ACME, Open_Deals__c: 1 }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    [{ Id: ACME, CreatedDate: '2026-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    [{ Id: ACME, ParentId: 'zzz' }, 'MALFORMED_ID'],
    [{ Id: ACME, ParentId: idOf('001', 77) }, 'INVALID_CROSS_REFERENCE_KEY'],
    [{ Id: ACME, ParentId: idOf('003', 1) }, 'FIELD_INTEGRITY_EXCEPTION'],
    [{ Id: BETA, Code__c: 'a1' }, 'DUPLICATE_VALUE'],
    [{ Id: GONE, Points__c: 1 }, 'ENTITY_IS_DELETED'],
    [{ Id: idOf('001', 88), Points__c: 1 }, 'INVALID_CROSS_REFERENCE_KEY'],
    [{ Id: 'x', Points__c: 1 }, 'MALFORMED_ID'],
    [{ Id: idOf('003', 1), Points__c: 1 }, 'MALFORMED_ID'],
    [{ Points__c: 1 }, 'MISSING_ARGUMENT'],
  ];
  expect(
    codes(
      save(
        'update',
        'Account',
        refused.map(([row]) => row),
      ),
    ),
  ).toEqual(refused.map(([, code]) => code));
});

test('good values are stored as the platform stores them', () => {
  const values = {
    Points__c: '4.5',
    Ratio__c: 1.25,
    Seen_On__c: '2026-02-01',
    Sources__c: 'call;Mail',
    Story__c: '{"a":1}',
    Site: '',
  };
  expect(codes(save('update', 'Account', [{ Id: ACME, ...values }]))).toEqual(['saved']);
  expect(account('Points__c, Ratio__c, Seen_On__c, Sources__c, Story__c, Site')).toEqual({
    Points__c: 5,
    Ratio__c: 1.3,
    Seen_On__c: '2026-02-01',
    Sources__c: 'Mail;Call',
    Story__c: '{"a":1}',
    Site: null,
  });
  expect(codes(save('update', 'Account', [{ Id: ACME, Points__c: null }]))).toEqual(['saved']);
  expect(account('Points__c')).toEqual({ Points__c: null });
});

test('every write gives a strictly later stamp, even after one from the future', () => {
  const stamps = [account('SystemModstamp')['SystemModstamp']];
  for (let turn = 0; turn < 3; turn++) {
    save('update', 'Account', [{ Id: ACME, Points__c: turn }]);
    stamps.push(account('SystemModstamp')['SystemModstamp']);
  }
  expect(new Set(stamps).size).toBe(4);
  expect([...stamps].sort()).toEqual(stamps);
  expect(account('LastModifiedById')['LastModifiedById']).toBe(fixture.viewer.userId);
});

test('with allOrNone one bad record undoes the others', () => {
  save('update', 'Account', [{ Id: ACME, Points__c: 1 }]);
  const results = save('update', 'Account', [{ Id: ACME, Points__c: 2 }, { Id: GONE }], { allOrNone: true });
  expect(codes(results)).toEqual(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'ENTITY_IS_DELETED']);
  expect(account('Points__c')).toEqual({ Points__c: 1 });
});

test('an upsert finds its record by the external id or makes one', () => {
  const results = save(
    'upsert',
    'Account',
    [{ Code__c: 'a1', Points__c: 9 }, { Code__c: 'N1', Name: 'New' }, { Name: 'No key' }],
    { externalIdField: 'Code__c' },
  );
  expect(results.map((result) => result.created)).toEqual([false, true, undefined]);
  expect(codes(results)).toEqual(['saved', 'saved', 'MISSING_ARGUMENT']);
  expect(account('Points__c')).toEqual({ Points__c: 9 });
  expect(codes(save('upsert', 'Account', [{ Site: 'x' }], { externalIdField: 'Site' }))).toEqual(['INVALID_FIELD']);
});

test('rights decide who inserts and deletes', () => {
  expect(codes(save('insert', 'Contact', [{ LastName: 'X' }]))).toEqual(['INSUFFICIENT_ACCESS_OR_READONLY']);
  expect(codes(save('delete', 'Account', [{ Id: BETA }]))).toEqual(['INSUFFICIENT_ACCESS_OR_READONLY']);
  expect(() => save('insert', 'Case', [{}])).toThrow("sObject type 'Case' is not supported.");
  expect(codes(save('update', 'Check__mdt', [{ Id: idOf('m00', 1) }]))).toEqual([
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  ]);
});

test('a detail record needs its master, numbers itself, and obeys validation rules', () => {
  const results = save('insert', 'Play__c', [
    { Account__c: ACME, Kind__c: 'Useful' },
    { Account__c: ACME, Kind__c: 'Snooze' },
    { Kind__c: 'Useful' },
    { Account__c: ACME },
  ]);
  expect(codes(results)).toEqual([
    'saved',
    'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    'REQUIRED_FIELD_MISSING',
    'REQUIRED_FIELD_MISSING',
  ]);
  expect(results[1]?.errors[0]).toMatchObject({ message: 'Say until when.', fields: ['Until__c'] });
  const [play] = fixture.select('SELECT Name, Account__r.Name FROM Play__c');
  expect(play).toMatchObject({ Name: expect.stringMatching(/^P-\d+$/) as unknown, Account__r: { Name: 'Acme' } });
});

test('a deleted record goes to the recycle bin and keeps its Id', () => {
  const [made] = save('insert', 'Play__c', [{ Account__c: ACME, Kind__c: 'Useful' }]);
  expect(codes(save('delete', 'Play__c', [{ Id: made?.id }]))).toEqual(['saved']);
  expect(fixture.select(`SELECT IsDeleted FROM Play__c WHERE Id = '${String(made?.id)}'`, { all: true })).toEqual([
    { IsDeleted: true },
  ]);
  expect(codes(save('delete', 'Play__c', [{ Id: made?.id }]))).toEqual(['ENTITY_IS_DELETED']);
});
