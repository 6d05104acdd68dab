import { expect, test } from 'vitest';
import { shippedPolicy, shippedRecords } from '../../test/shipped-policy.ts';
import { fingerprint, policyFromRecords, policyJson } from './policy.ts';
import type { MetadataRecord } from './policy-records.ts';

const fields = (types: Readonly<Record<string, string>>) =>
  new Map(Object.entries(types).map(([name, type]) => [name.toLowerCase(), { name, type, picklist: [] }]));
const TEXTS = { Subject: 'combobox', Type: 'picklist', TaskSubtype: 'picklist', CallDisposition: 'string' };
const CUSTOM = { Score__c: 'double', Held__c: 'boolean', Tags__c: 'multipicklist', Outreach_Id__c: 'string' };
const FIELDS = {
  Task: fields({ Id: 'id', OwnerId: 'reference', ...TEXTS, ...CUSTOM }),
  Event: fields({ Id: 'id', OwnerId: 'reference', Subject: 'combobox' }),
};

type Part = 'policies' | 'types' | 'rules';

/** The shipped records with one of them changed. */
function changed(part: Part, name: string, values: MetadataRecord) {
  const records = shippedRecords();
  const list = records[part].map((record) => (record['DeveloperName'] === name ? { ...record, ...values } : record));
  return { ...records, [part]: list };
}

function problemsOf(records: ReturnType<typeof shippedRecords>): readonly string[] {
  const read = policyFromRecords(records, FIELDS);
  return 'problems' in read ? read.problems.map(({ where, message, fix }) => `${where} ${message} → ${fix}`) : [];
}

test('the shipped records are the policy that the design states', () => {
  const policy = shippedPolicy();
  expect(policy).toMatchObject({
    windowDays: 90,
    minTouchpoints: 4,
    lastTouchMaxDays: 14,
    nearExtraDays: 7,
    lookBackDays: 180,
    halfLifeDays: 30,
    scale: 30,
    oneWayDiscount: 0.7,
    twoWayDiscount: 0.85,
    seniority: { c_level: 1.5, vp: 1.3, director: 1.15, manager: 1, individual: 0.9, unknown: 1 },
  });
  expect(policy.types['call_connected']).toEqual({
    key: 'call_connected',
    weight: 8,
    twoWay: true,
    counts: true,
    channel: 'phone',
    active: true,
  });
  expect(policy.rules.map((rule) => rule.order)).toEqual(
    policy.rules.map((rule) => rule.order).toSorted((a, b) => a - b),
  );
  expect(problemsOf(shippedRecords())).toEqual([]);
});

test('every impossible number is found at once, with its record, field, value and fix', () => {
  const problems = problemsOf(
    changed('policies', 'Default', {
      Rolling_Window_Days__c: 400,
      Min_Active_Touchpoints__c: 0,
      Half_Life_Days__c: 0,
      Score_Scale__c: null,
      One_Way_Discount__c: 1,
      Score_Look_Back_Days__c: 30,
    }),
  );
  expect(problems).toHaveLength(6);
  expect(problems[0]).toContain('Touchpoint_Policy__mdt Default · Rolling_Window_Days__c is 400');
  expect(problems[0]).toContain('set it to a whole number from 1 to 366');
  expect(problems.join('\n')).toMatch(/Half_Life_Days__c is 0, which is not a number above 0/);
  expect(problems.join('\n')).toMatch(/One_Way_Discount__c is 1, which is not a number from 0 to below 1/);
  expect(problems.join('\n')).toMatch(/Score_Scale__c is blank/);
});

test('a look-back shorter than the window is refused', () => {
  const problems = problemsOf(changed('policies', 'Default', { Score_Look_Back_Days__c: 89 }));
  expect(problems.join()).toMatch(/Score_Look_Back_Days__c is 89, which is not a whole number from 90/);
});

test('an unknown field in a rule is named, with the one that may have been meant', () => {
  const problems = problemsOf(changed('rules', 'Call_Type', { Field_1__c: 'Tpye' }));
  expect(problems).toEqual([
    expect.stringContaining('Touchpoint_Rule__mdt Call_Type · Field_1__c names Task.Tpye, which does not exist'),
  ]);
  expect(problems[0]).toContain('did you mean Type?');
});

test('fields are looked up in the spelling of the org, whatever the rule writes', () => {
  const read = policyFromRecords(changed('rules', 'Call_Type', { Field_1__c: 'type' }), FIELDS);
  const rule = 'policy' in read ? read.policy.rules.find(({ name }) => name === 'Call_Type') : null;
  expect(rule?.conditions[0]?.field).toBe('Type');
});

test('a missing Default record, a missing type and two rules of one order are all reported', () => {
  const records = changed('rules', 'Call_Type', { Order__c: 80 });
  const problems = problemsOf({
    policies: [],
    types: records.types.filter((record) => record['Type_Key__c'] !== 'voicemail'),
    rules: records.rules,
  });
  expect(problems.join('\n')).toMatch(/Touchpoint_Policy__mdt Default the record is missing/);
  expect(problems.join('\n')).toMatch(/Type_Key__c voicemail no record has this key/);
  expect(problems.join('\n')).toMatch(/Order__c is 80, as on /);
});

test('opens and clicks cannot be made to count, and a type may be named by Id', () => {
  expect(problemsOf(changed('types', 'Email_Opened', { Counts__c: true })).join()).toMatch(
    /email_opened can never count/,
  );
  const records = changed('types', 'Social', { Id: 'm01000000000001AAA' });
  const named = records.rules.map((rule) =>
    rule['Touchpoint_Type__c'] === 'Social' ? { ...rule, Touchpoint_Type__c: 'm01000000000001AAA' } : rule,
  );
  expect(problemsOf({ ...records, rules: named })).toEqual([]);
});

test('switched-off rules are left out, whatever they say', () => {
  const read = policyFromRecords(changed('rules', 'Call_Type', { Active__c: false, Field_1__c: 'Nonsense' }), FIELDS);
  expect('policy' in read && read.policy.rules.some(({ name }) => name === 'Call_Type')).toBe(false);
});

test('the fingerprint follows the content, not the order in which it was read', () => {
  const policy = shippedPolicy();
  const turned = Object.fromEntries(Object.entries(policy).reverse()) as unknown as typeof policy;
  expect(fingerprint(policy)).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprint(turned)).toBe(fingerprint(policy));
  expect(policyJson(turned)).toBe(policyJson(policy));
  expect(fingerprint({ ...policy, minTouchpoints: 5 })).not.toBe(fingerprint(policy));
});
