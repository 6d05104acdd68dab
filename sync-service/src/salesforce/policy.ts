// The policy from its custom metadata records: every number, type and rule checked, all problems at once. Pure; the
// records are read in read-policy.ts, rules are checked in policy-rules.ts.
import { createHash } from 'node:crypto';
import type { Problem } from '../run/failures.ts';
import type { AlertBounds, PolicyReading } from '../run/ports.ts';
import type { Channel, Policy, TouchpointType } from '../scoring/policy.ts';
import {
  nearest,
  RecordReader,
  shown,
  type KnownFields,
  type MetadataRecord,
  type PolicyRecords,
} from './policy-records.ts';
import { rulesFrom } from './policy-rules.ts';

export const POLICY_TYPE = 'Touchpoint_Policy__mdt';
export const TYPE_TYPE = 'Touchpoint_Type__mdt';

/** The types that outcome rules and the core name; each needs exactly one record. An admin may add others. */
const TYPE_KEYS = [
  'meeting_held',
  'reply_positive',
  'call_connected',
  'reply',
  'reply_negative',
  'inbound_email',
  'email_manual',
  'call_attempt',
  'voicemail',
  'social',
  'meeting_unverified',
  'task_other',
  'email_automated',
  'case',
  'note',
  'email_opened',
  'email_clicked',
] as const;

const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const CHANNELS: [Channel, ...Channel[]] = ['meeting', 'phone', 'email', 'social', 'other'];
const NEVER_COUNT = ['email_opened', 'email_clicked'];

/**
 * What the lists of patterns say as shipped ("What is one touchpoint" of the scoring rules). A record of an org that was
 * there before the lists has them blank, since deploying again never overwrites it.
 */
export const SHIPPED_LISTS = {
  autoReplyStarts: [
    'Automatic reply',
    'Auto:',
    'Out of office',
    'Undeliverable',
    'Delivery Status',
    'Mail delivery failed',
  ],
  cancelledMeetingStarts: ['Canceled:', 'Cancelled:', 'Meeting Canceled'],
  notDoneStatuses: ['Deferred', 'Cancelled', 'Canceled', 'Skipped'],
} as const;

const days = (min: number, max: number) => ({ min, max, whole: true });
const MINUTES = { min: 0, max: 1440, whole: true };
const FACTOR = { min: 0, max: 10, above: true };
const SHARE = { min: 0, max: 1, below: true };
const PERCENT = { min: 0, max: 100 };

/** The policy of the record called `name`, or everything that is wrong with it. */
export function policyFromRecords(
  records: PolicyRecords,
  knownFields: KnownFields,
  name = 'Default',
): { readonly policy: Policy; readonly alertBounds: AlertBounds } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const types = typesFrom(records.types, problems);
  const rules = rulesFrom(records, types, knownFields, problems);
  const record = records.policies.find((candidate) => candidate['DeveloperName'] === name);
  if (!record) {
    problems.push({
      where: `${POLICY_TYPE} ${name}`,
      message: 'the record is missing, or the integration user cannot read it',
      fix: `deploy customMetadata/Touchpoint_Policy.${name} and assign the permission set Touchpoint Integration`,
    });
    return { problems };
  }
  const read = new RecordReader(POLICY_TYPE, record, problems);
  const outreachIdField = fieldNamed(read, 'Outreach_Id_Field__c', 'Task', knownFields, /^(string|double|int|url)$/);
  const policy: Policy = { ...numbersFrom(read), outreachIdField, types, rules };
  const alertBounds: AlertBounds = {
    coverageBelowPercent: read.number('Coverage_Alert_Percent__c', PERCENT),
    poolChangePercent: read.number('Pool_Change_Alert_Percent__c', { min: 0, max: 999, above: true }),
  };
  checkUnused(read, knownFields);
  return problems.length > 0 ? { problems } : { policy, alertBounds };
}

function numbersFrom(read: RecordReader): Omit<Policy, 'types' | 'rules' | 'outreachIdField'> {
  const windowDays = read.number('Rolling_Window_Days__c', days(1, 366));
  return {
    windowDays,
    minTouchpoints: read.number('Min_Active_Touchpoints__c', days(1, 999)),
    lastTouchMaxDays: read.number('Last_Touch_Max_Days__c', days(0, windowDays)),
    nearExtraDays: read.number('Near_Extra_Days__c', days(0, 366)),
    lookBackDays: read.number('Score_Look_Back_Days__c', days(windowDays, 1096)),
    halfLifeDays: read.number('Half_Life_Days__c', { min: 0, max: 3650, above: true }),
    scale: read.number('Score_Scale__c', { min: 0, max: 9999, above: true }),
    oneWayDiscount: read.number('One_Way_Discount__c', SHARE),
    twoWayDiscount: read.number('Two_Way_Discount__c', SHARE),
    breadthPeopleStep: read.number('Breadth_People_Step__c', { min: 0, max: 1 }),
    breadthPeopleMax: read.number('Breadth_People_Max__c', { min: 0, max: 99, whole: true }),
    breadthChannelsStep: read.number('Breadth_Channels_Step__c', { min: 0, max: 1 }),
    breadthChannelsMax: read.number('Breadth_Channels_Max__c', { min: 0, max: 99, whole: true }),
    seniority: {
      c_level: read.number('Seniority_C_Level__c', FACTOR),
      vp: read.number('Seniority_VP__c', FACTOR),
      director: read.number('Seniority_Director__c', FACTOR),
      manager: read.number('Seniority_Manager__c', FACTOR),
      individual: read.number('Seniority_Individual__c', FACTOR),
      unknown: read.number('Seniority_Unknown__c', FACTOR),
    },
    burstMinutes: read.number('Burst_Minutes__c', MINUTES),
    groupTaskSeconds: read.number('Group_Task_Seconds__c', { min: 0, max: 3600, whole: true }),
    emailMatchMinutes: read.number('Email_Match_Minutes__c', MINUTES),
    callMatchMinutes: read.number('Call_Match_Minutes__c', MINUTES),
    excludedAccountTypes: read.list('Excluded_Account_Types__c'),
    autoReplyStarts: read.listOr('Auto_Reply_Starts__c', SHIPPED_LISTS.autoReplyStarts),
    cancelledMeetingStarts: read.listOr('Cancelled_Meeting_Starts__c', SHIPPED_LISTS.cancelledMeetingStarts),
    notDoneStatuses: read.listOr('Not_Done_Statuses__c', SHIPPED_LISTS.notDoneStatuses),
  };
}

/** Numbers and fields that the core does not need but that must make sense all the same. */
function checkUnused(read: RecordReader, knownFields: KnownFields): void {
  read.number('Conversion_Target_Percent__c', PERCENT);
  for (const field of ['Conversion_Embargo_Days__c', 'Conversion_Window_Days__c', 'Won_Window_Days__c'])
    read.number(field, days(0, 3650));
  const least = read.number('Target_Opportunities_Min__c', { min: 0, max: 9999, whole: true });
  read.number('Target_Opportunities_Max__c', { min: least, max: 9999, whole: true });
  for (const field of ['DGR_Role_Field__c', 'Executive_Sponsor_Field__c'])
    fieldNamed(read, field, 'Account', knownFields, /^(reference|string)$/);
}

/** The field that a record's field names, spelled as the org spells it; '' when it names none. */
function fieldNamed(
  read: RecordReader,
  field: string,
  object: string,
  knownFields: KnownFields,
  types: RegExp,
): string {
  const value = read.text(field);
  const known = knownFields[object];
  if (value === '' || !known) return value;
  const found = known.get(value.toLowerCase());
  if (!found)
    read.problem(field, `names ${object}.${value}, which does not exist or is not readable`, 'correct or clear it');
  else if (!types.test(found.type))
    read.problem(
      field,
      `names ${object}.${found.name}, a field of type ${found.type}`,
      'name another field or clear it',
    );
  return found?.name ?? value;
}

function typesFrom(records: readonly MetadataRecord[], problems: Problem[]): Record<string, TouchpointType> {
  const types: Record<string, TouchpointType> = {};
  for (const record of records) {
    const read = new RecordReader(TYPE_TYPE, record, problems);
    const key = read.text('Type_Key__c');
    if (!KEY.test(key)) {
      read.problem(
        'Type_Key__c',
        `is ${shown(key)}`,
        'use lower-case letters, digits and underscores, such as webinar',
      );
      continue;
    }
    if (types[key]) read.problem('Type_Key__c', `is ${key}, as on another record`, 'keep one record a key');
    const counts = read.flag('Counts__c');
    if (counts && NEVER_COUNT.includes(key))
      read.problem('Counts__c', `is checked, but ${key} can never count`, 'uncheck it');
    types[key] = {
      key,
      weight: read.number('Weight__c', { min: 0, max: 100 }),
      twoWay: read.flag('Two_Way__c'),
      counts,
      channel: read.word('Channel__c', CHANNELS),
      active: read.flag('Active__c'),
    };
  }
  const added = Object.keys(types).filter((key) => !TYPE_KEYS.some((known) => known === key));
  for (const key of TYPE_KEYS.filter((known) => !types[known])) {
    const meant = nearest(key, added);
    problems.push({
      where: `${TYPE_TYPE} with Type_Key__c ${key}`,
      message: `no record has this key${meant === null ? '' : `; one has ${meant}`}`,
      fix: 'deploy the records customMetadata/Touchpoint_Type.* again (to switch a type off, uncheck Active)',
    });
  }
  return types;
}

/** JSON with sorted keys and no blanks: equal policies give equal text. */
export function policyJson(policy: Policy): string {
  return JSON.stringify(policy, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** First 16 hex digits of SHA-256 over `policyJson`. */
export function fingerprint(policy: Policy): string {
  return createHash('sha256').update(policyJson(policy)).digest('hex').slice(0, 16);
}

export function inForce(policy: Policy, alertBounds: AlertBounds): PolicyReading {
  return { policy, alertBounds, fingerprint: fingerprint(policy) };
}
