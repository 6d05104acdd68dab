// The policy as it is shipped: built from the custom metadata records under force-app, so that tests prove what an org
// gets. Not the service's reader, which takes the same records from an org.
import { readFileSync, readdirSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import type { Channel, Condition, MappingRule, Operator, Policy, TouchpointType } from '../src/scoring/policy.ts';

const FOLDER = new URL('../../force-app/main/default/customMetadata/', import.meta.url);
// Values stay text: the reader below says which are numbers. Without `xsi:type` nothing else is lost.
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, isArray: (name) => name === 'values' });

class MetadataRecord {
  readonly name: string;
  readonly #values: ReadonlyMap<string, string>;

  constructor(name: string, values: ReadonlyMap<string, string>) {
    this.name = name;
    this.#values = values;
  }

  text(field: string): string {
    return this.#values.get(field) ?? '';
  }

  flag(field: string): boolean {
    return this.text(field) === 'true';
  }

  number(field: string): number {
    const text = this.text(field);
    if (text === '' || Number.isNaN(Number(text)))
      throw new Error(`${this.name}: ${field} is "${text}" and must be a number; correct the record under force-app`);
    return Number(text);
  }
}

/** The shipped records of one custom metadata type, by file name. */
function recordsOf(type: string): MetadataRecord[] {
  return readdirSync(FOLDER)
    .filter((file) => file.startsWith(`${type}.`))
    .sort()
    .map((file) => {
      const parsed = parser.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as {
        CustomMetadata: { values: { field: string; value: unknown }[] };
      };
      const values = parsed.CustomMetadata.values.map(({ field, value }): [string, string] => [
        field,
        typeof value === 'string' ? value : '',
      ]);
      return new MetadataRecord(file.split('.')[1] ?? file, new Map(values));
    });
}

/** The `Default` record with its types and its active rules. */
export function shippedPolicy(): Policy {
  const record = recordsOf('Touchpoint_Policy').find(({ name }) => name === 'Default');
  if (!record) throw new Error('force-app has no Touchpoint_Policy.Default record; add it');
  const types = recordsOf('Touchpoint_Type').map(toType);
  const keys = new Map(recordsOf('Touchpoint_Type').map((type) => [type.name, type.text('Type_Key__c')]));
  return {
    windowDays: record.number('Rolling_Window_Days__c'),
    minTouchpoints: record.number('Min_Active_Touchpoints__c'),
    lastTouchMaxDays: record.number('Last_Touch_Max_Days__c'),
    nearExtraDays: record.number('Near_Extra_Days__c'),
    lookBackDays: record.number('Score_Look_Back_Days__c'),
    halfLifeDays: record.number('Half_Life_Days__c'),
    scale: record.number('Score_Scale__c'),
    oneWayDiscount: record.number('One_Way_Discount__c'),
    twoWayDiscount: record.number('Two_Way_Discount__c'),
    breadthPeopleStep: record.number('Breadth_People_Step__c'),
    breadthPeopleMax: record.number('Breadth_People_Max__c'),
    breadthChannelsStep: record.number('Breadth_Channels_Step__c'),
    breadthChannelsMax: record.number('Breadth_Channels_Max__c'),
    seniority: {
      c_level: record.number('Seniority_C_Level__c'),
      vp: record.number('Seniority_VP__c'),
      director: record.number('Seniority_Director__c'),
      manager: record.number('Seniority_Manager__c'),
      individual: record.number('Seniority_Individual__c'),
      unknown: record.number('Seniority_Unknown__c'),
    },
    burstMinutes: record.number('Burst_Minutes__c'),
    groupTaskSeconds: record.number('Group_Task_Seconds__c'),
    emailMatchMinutes: record.number('Email_Match_Minutes__c'),
    excludedAccountTypes: record.text('Excluded_Account_Types__c').split(';'),
    types: Object.fromEntries(types.map((type) => [type.key, type])),
    rules: recordsOf('Touchpoint_Rule')
      .filter((rule) => rule.flag('Active__c'))
      .map((rule) => toRule(rule, keys))
      .sort((a, b) => a.order - b.order),
  };
}

function toType(record: MetadataRecord): TouchpointType {
  return {
    key: record.text('Type_Key__c'),
    weight: record.number('Weight__c'),
    twoWay: record.flag('Two_Way__c'),
    counts: record.flag('Counts__c'),
    channel: record.text('Channel__c') as Channel,
    active: record.flag('Active__c'),
  };
}

function toRule(record: MetadataRecord, keys: ReadonlyMap<string, string>): MappingRule {
  const conditions = [1, 2, 3]
    .filter((n) => record.text(`Field_${n}__c`) !== '')
    .map((n): Condition => ({
      field: record.text(`Field_${n}__c`),
      operator: record.text(`Operator_${n}__c`) as Operator,
      value: record.text(`Value_${n}__c`),
    }));
  const outcome = record.text('Outcome_Rule__c');
  return {
    name: record.name,
    order: record.number('Order__c'),
    object: record.text('Object__c') as MappingRule['object'],
    conditions,
    interaction: record.flag('Interaction__c'),
    source: (record.text('Source_Label__c') || 'Task') as MappingRule['source'],
    direction: record.text('Direction__c') as MappingRule['direction'],
    type: keys.get(record.text('Touchpoint_Type__c')) ?? null,
    outcome: outcome === '' || outcome === 'none' ? null : (outcome as MappingRule['outcome']),
  };
}
