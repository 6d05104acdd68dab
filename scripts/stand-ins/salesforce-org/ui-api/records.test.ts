import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACME, ADA, ANN, CORE, EVE, openSalesOrg, PAT } from '../fixture/open-sales-org.ts';
import type { SalesOrg } from '../fixture/open-sales-org.ts';
import type { Row } from '../contract.ts';
import type { Saved } from './records.ts';

let sales: SalesOrg;
beforeAll(async () => {
  sales = await openSalesOrg();
});
afterAll(() => sales.org.close());

const read = (userId: string, id: string, fields: string[], optional: string[] = []) =>
  sales.org.uiApi.records.read(id, fields, optional, sales.org.viewer(userId));
const create = (userId: string, apiName: string, fields: Row): Saved =>
  sales.org.uiApi.records.create(apiName, fields, sales.org.viewer(userId));
const problemOf = (saved: Saved) => (saved.saved ? null : saved.problem);

test('a record is shown with its parents, each field with value and display value', () => {
  const record = read(EVE, ACME, ['Account.Name', 'Account.Owner.Manager.Name', 'Account.Touchpoint_Score__c']);
  expect(record).toMatchObject({
    apiName: 'Account',
    id: ACME,
    recordTypeInfo: null,
    fields: {
      Name: { value: 'Acme', displayValue: null },
      Touchpoint_Score__c: { value: 63.2, displayValue: '63,2' },
      Owner: {
        displayValue: 'Ann Example',
        value: {
          apiName: 'User',
          fields: { Manager: { displayValue: 'Max Example', value: { fields: { Name: { value: 'Max Example' } } } } },
        },
      },
    },
  });
});

test('an optional field that the viewer does not have is left out, a wanted one refuses the request', () => {
  expect(
    Object.keys(read(ANN, ACME, [], ['Account.Name', 'Account.Touchpoint_Strength__c', 'Account.Nope.Name']).fields),
  ).toEqual(['Name']);
  expect(() => read(ANN, ACME, ['Account.Touchpoint_Strength__c'])).toThrow("No such column 'Touchpoint_Strength__c'");
  expect(() => read(ANN, ACME, ['Contact.Name'])).toThrow('No such column');
});

test('a record that the viewer does not see is not found', () => {
  expect(() => read(EVE, PAT, ['Contact.Name'])).toThrow('does not exist');
  expect(read(ANN, PAT, ['Contact.Name']).fields['Name']).toEqual({ value: 'Pat Lee', displayValue: null });
  expect(() => read(ANN, 'nonsense', ['Contact.Name'])).toThrow('does not exist');
});

test('a snooze by somebody who may only read the account takes it out of the pool at once', () => {
  const state = () =>
    read(EVE, ACME, ['Account.High_Signal__c', 'Account.Signal_Tier__c', 'Account.Signal_Snoozed_Until__c']).fields;
  expect(state()).toMatchObject({ High_Signal__c: { value: true }, Signal_Snoozed_Until__c: { value: null } });
  const saved = create(EVE, 'Signal_Feedback__c', { Account__c: ACME, Kind__c: 'Snooze', Until__c: '2026-03-20' });
  expect(saved).toMatchObject({
    saved: true,
    record: { apiName: 'Signal_Feedback__c', fields: { Kind__c: { value: 'Snooze' } } },
  });
  expect(state()).toMatchObject({
    High_Signal__c: { value: false },
    Signal_Tier__c: { value: 'Suppressed' },
    Signal_Snoozed_Until__c: { value: '2026-03-20' },
  });
  const pool = '{ uiapi { query { Account(where: { High_Signal__c: { eq: true } }) { edges { node { Id } } } } } }';
  expect(sales.nodes(EVE, pool)).not.toContainEqual({ Id: ACME });
});

test('a refused save names the fields at fault, with their labels', () => {
  const snooze = create(ANN, 'Signal_Feedback__c', { Account__c: CORE, Kind__c: 'Snooze' });
  expect(problemOf(snooze)).toEqual({
    message: 'An error occurred while trying to create the record. Please try again.',
    statusCode: 400,
    errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    enhancedErrorType: 'RecordError',
    output: {
      errors: [],
      fieldErrors: {
        Until__c: [
          {
            constituentField: null,
            duplicateRecordError: null,
            errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
            field: 'Until__c',
            fieldLabel: 'Until',
            message: 'Say through which day to snooze the account.',
          },
        ],
      },
    },
  });
  const wrong = problemOf(create(ANN, 'Signal_Feedback__c', { Account__c: CORE, Kind__c: 'Nonsense' }));
  expect(wrong?.output.fieldErrors['Kind__c']?.[0]?.errorCode).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  const denied = sales.org.uiApi.records.update(ACME, { Site: 'x' }, sales.org.viewer(EVE));
  expect(problemOf(denied)?.output.errors[0]).toMatchObject({
    errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
    field: null,
  });
});

test('an update answers with the fields as they are now', () => {
  const saved = sales.org.uiApi.records.update(ACME, { Site: 'North' }, sales.org.viewer(ANN));
  expect(saved).toMatchObject({ saved: true, record: { id: ACME, fields: { Site: { value: 'North' } } } });
});

test('Task is refused in the words of the platform until it is switched on', () => {
  const describeTask = () => sales.org.uiApi.objectInfos.describe('Task', sales.org.viewer(ANN));
  const refusal = 'Object Task is not supported in UI API';
  expect(describeTask).toThrow(refusal);
  expect(() => create(ANN, 'Task', { Subject: 'x' })).toThrow(refusal);
  expect(() => read(ANN, '00T000000000001AAA', ['Task.Subject'])).toThrow(refusal);
  sales.org.uiApi.serve({ Task: true });
  expect(describeTask()).toMatchObject({
    apiName: 'Task',
    createable: true,
    fields: { Subject: { createable: true } },
  });
  expect(create(ANN, 'Task', { Subject: 'Follow up', WhatId: ACME, Signal_Origin__c: 'play' })).toMatchObject({
    saved: true,
  });
  sales.org.uiApi.serve({ Task: false });
});

test('an object is described with what this viewer may do', () => {
  const info = (userId: string, name: string) => sales.org.uiApi.objectInfos.describe(name, sales.org.viewer(userId));
  expect(info(ANN, 'Signal_Feedback__c')).toMatchObject({
    createable: true,
    deletable: false,
    fields: {
      Kind__c: { dataType: 'Picklist', createable: true, label: 'Kind' },
      Account__c: { reference: true, required: true },
    },
  });
  expect(info(ANN, 'Account')['fields']).not.toHaveProperty('Touchpoint_Strength__c');
  expect(info(ADA, 'Account')['fields']).toHaveProperty('Touchpoint_Strength__c');
  expect(() => info(ANN, 'Signal_Play__mdt')).toThrow('is not supported in UI API');
  expect(() => info(ANN, 'Case')).toThrow("You don't have access to the object Case");
  const kinds = sales.org.uiApi.objectInfos.picklist('Signal_Feedback__c', 'Kind__c', sales.org.viewer(ANN));
  expect((kinds['values'] as { value: string }[]).map(({ value }) => value)).toEqual([
    'Snooze',
    'Dismiss',
    'Useful',
    'Not useful',
  ]);
});
