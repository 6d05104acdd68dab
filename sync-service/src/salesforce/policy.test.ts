import { expect, test } from 'vitest';
import { shippedPolicy, shippedRecords } from '../../test/shipped-policy.ts';
import { fingerprint, policyFromRecords, policyJson, SHIPPED_LISTS } from './policy.ts';
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

test.each([
  ['Score__c', 'equals', '3', 'Operator_1__c is "equals", which does not fit Task.Score__c, a field of type double'],
  ['Held__c', 'contains word', 'yes', 'choose one of: is true, is false, equals, not equals'],
  ['Subject', 'is true', '', 'Operator_1__c is "is true", which does not fit Task.Subject'],
  ['Tags__c', 'equals', 'Web', 'choose one of: contains, contains word, is blank, is not blank'],
  ['Description', 'contains word', 'meeting', 'names Task.Description, which is a text that people wrote'],
  ['Owner.Name', 'equals', 'Ann', 'make a formula field that shows it'],
  ['$Outreach.Color', 'equals', 'red', 'name one of $Outreach.Kind, $Outreach.Vendor, $Recording.Vendor'],
  ['Subject', 'matches tags', 'Email', 'holds "Email", which "matches tags" can never find'],
  ['Subject', 'contains word', ' ; ', 'Value_1__c is blank, but "contains word" needs a value'],
] as const)('a condition on %s with "%s" and "%s" is refused with its fix', (field, operator, value, said) => {
  const condition = { Field_1__c: field, Operator_1__c: operator, Value_1__c: value };
  expect(problemsOf(changed('rules', 'LinkedIn_Subtype', condition))).toEqual([expect.stringContaining(said)]);
});

test('a rule that an earlier one leaves nothing is named, and so is an outcome rule of another object', () => {
  const records = changed('rules', 'Call_Type', { Order__c: 101 });
  expect(problemsOf(records)).toEqual([
    expect.stringContaining('Call_Type · Order__c is 101, after Any_Task (100), which takes every record'),
  ]);
  expect(problemsOf(changed('rules', 'Any_Event', { Outcome_Rule__c: 'call' })).join()).toMatch(
    /Any_Event · Outcome_Rule__c is "call", which is for a Task, not for this object \(Event\)/,
  );
});

test('an admin may add a type, and a source that the org offers', () => {
  const records = shippedRecords();
  const webinar = { Type_Key__c: 'webinar', Weight__c: 4, Two_Way__c: true, Counts__c: true, Channel__c: 'other' };
  const types = [...records.types, { DeveloperName: 'Webinar', Active__c: true, ...webinar }];
  const rules = records.rules.map((rule) =>
    rule['DeveloperName'] === 'LinkedIn_Subtype'
      ? { ...rule, Touchpoint_Type__c: 'Webinar', Source_Label__c: 'Zoom', Order__c: '5' }
      : rule,
  );
  const picklist = ['Task', 'Event', 'Outreach Email', 'Outreach Call', 'Orum Call', 'Case', 'Note', 'Zoom'];
  const sources = new Map([
    ['touchpoint_sources__c', { name: 'Touchpoint_Sources__c', type: 'multipicklist', picklist }],
  ]);
  const read = policyFromRecords({ ...records, types, rules }, { ...FIELDS, Account: sources });
  const policy = 'policy' in read ? read.policy : null;
  expect(policy?.types['webinar']).toMatchObject({ weight: 4, twoWay: true, channel: 'other', active: true });
  expect(policy?.rules[0]).toMatchObject({ name: 'LinkedIn_Subtype', type: 'webinar', source: 'Zoom' });
  expect(problemsOf({ ...records, types, rules })).toEqual([
    expect.stringContaining('Source_Label__c is "Zoom", which is no value of Account.Touchpoint_Sources__c'),
  ]);
});

test('a key that is misspelled is told with the shipped one that is missing', () => {
  const problems = problemsOf(changed('types', 'Voicemail', { Type_Key__c: 'voice_mail' }));
  expect(problems).toEqual([
    expect.stringContaining('Type_Key__c voicemail no record has this key; one has voice_mail'),
  ]);
  expect(problemsOf(changed('types', 'Voicemail', { Type_Key__c: 'Voice mail' })).join()).toContain(
    'use lower-case letters, digits and underscores',
  );
});

test('a list of patterns that is blank is the shipped one', () => {
  const blank = { Auto_Reply_Starts__c: null, Cancelled_Meeting_Starts__c: ' ; ', Not_Done_Statuses__c: '' };
  const read = policyFromRecords(changed('policies', 'Default', blank), FIELDS);
  const shipped = policyFromRecords(changed('policies', 'Default', {}), FIELDS);
  expect(shipped).toMatchObject({ policy: SHIPPED_LISTS });
  expect(read).toEqual(shipped);
});

test('the Outreach Id field must hold an id', () => {
  const problems = problemsOf(changed('policies', 'Default', { Outreach_Id_Field__c: 'Held__c' }));
  expect(problems.join('\n')).toMatch(/Outreach_Id_Field__c names Task.Held__c, a field of type boolean/);
  const read = policyFromRecords(changed('policies', 'Default', { Outreach_Id_Field__c: 'outreach_id__C' }), FIELDS);
  expect('policy' in read && read.policy.outreachIdField).toBe('Outreach_Id__c');
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
