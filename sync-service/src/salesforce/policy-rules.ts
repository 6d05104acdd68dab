// Mapping rules from their custom metadata records. Switched-off ones are left out; the others are sorted and checked.
import type { Problem } from '../run/failures.ts';
import type { Condition, MappingRule, Operator, OutcomeRule, SourceLabel, TouchpointType } from '../scoring/policy.ts';
import { nearest, RecordReader, type KnownFields, type MetadataRecord, type PolicyRecords } from './policy-records.ts';

export const RULE_TYPE = 'Touchpoint_Rule__mdt';

const OBJECTS: [MappingRule['object'], ...MappingRule['object'][]] = ['Task', 'Event', 'Case', 'ContentNote'];
const DIRECTIONS: [MappingRule['direction'], ...MappingRule['direction'][]] = ['either', 'in', 'out'];
const OUTCOMES: ['none', ...OutcomeRule[]] = ['none', 'call', 'reply', 'sent email', 'meeting', 'bounce'];
const SOURCES: [SourceLabel, ...SourceLabel[]] = [
  'Task',
  'Event',
  'Outreach Email',
  'Outreach Call',
  'Orum Call',
  'Case',
  'Note',
];
const OPERATORS: [Operator, ...Operator[]] = [
  'equals',
  'not equals',
  'starts with',
  'contains',
  'contains word',
  'matches tags',
  'is true',
  'is false',
  'is blank',
  'is not blank',
];
/** What the service itself provides beside the fields of the org (help text of Field 1). */
const PSEUDO_FIELDS = ['$Outreach.Kind', '$Outreach.Vendor', '$Recording.Vendor'];

/** The active rules, lowest order first. */
export function rulesFrom(
  records: PolicyRecords,
  types: Readonly<Record<string, TouchpointType>>,
  knownFields: KnownFields,
  problems: Problem[],
): MappingRule[] {
  const keyOf = typeKeys(records.types);
  const rules = records.rules
    .filter((record) => record['Active__c'] === true || record['Active__c'] === 'true')
    .map((record) => ruleFrom(new RecordReader(RULE_TYPE, record, problems), types, keyOf, knownFields))
    .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  for (const [index, rule] of rules.entries()) {
    const other = rules.slice(0, index).find((known) => known.object === rule.object && known.order === rule.order);
    if (!other) continue;
    problems.push({
      where: `${RULE_TYPE} ${rule.name} · Order__c`,
      message: `is ${rule.order}, as on ${other.name}: which of the two comes first is not defined`,
      fix: 'give one of the two rules another order',
    });
  }
  if (rules.length === 0)
    problems.push({
      where: RULE_TYPE,
      message: 'there is no active rule, so nothing would be a touchpoint by rule',
      fix: 'deploy customMetadata/Touchpoint_Rule.* and assign the permission set Touchpoint Integration',
    });
  return rules;
}

/** The relationship field holds the Id of the type's record; source files hold its name. */
function typeKeys(types: readonly MetadataRecord[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const type of types) {
    const key = type['Type_Key__c'];
    if (typeof key !== 'string') continue;
    for (const name of [type['Id'], type['DeveloperName']]) if (typeof name === 'string') keys.set(name, key);
  }
  return keys;
}

function ruleFrom(
  read: RecordReader,
  types: Readonly<Record<string, TouchpointType>>,
  keyOf: ReadonlyMap<string, string>,
  knownFields: KnownFields,
): MappingRule {
  const object = read.word('Object__c', OBJECTS);
  const interaction = read.flag('Interaction__c');
  const outcome = read.word('Outcome_Rule__c', OUTCOMES);
  const named = read.text('Touchpoint_Type__c');
  const type = named === '' ? null : (keyOf.get(named) ?? null);
  if (named !== '' && (type === null || !types[type]))
    read.problem('Touchpoint_Type__c', `names ${named}, which no type record is`, 'choose an existing Touchpoint Type');
  else if (interaction && outcome === 'none' && type === null)
    read.problem(
      'Touchpoint_Type__c',
      'is blank although Outcome Rule is none',
      'choose a Touchpoint Type or an Outcome Rule',
    );
  const source = read.text('Source_Label__c') === '' && !interaction ? null : read.word('Source_Label__c', SOURCES);
  return {
    name: read.name,
    order: read.number('Order__c', { min: 0, max: 999_999, whole: true }),
    object,
    conditions: CONDITIONS.flatMap((names) => conditionFrom(read, names, object, knownFields)),
    interaction,
    source: source ?? (object === 'ContentNote' ? 'Note' : object),
    direction: read.word('Direction__c', DIRECTIONS),
    type: outcome === 'none' ? type : null,
    outcome: outcome === 'none' ? null : outcome,
  };
}

/** The three conditions of a rule record, joined by AND. */
const CONDITIONS = [
  { field: 'Field_1__c', operator: 'Operator_1__c', value: 'Value_1__c' },
  { field: 'Field_2__c', operator: 'Operator_2__c', value: 'Value_2__c' },
  { field: 'Field_3__c', operator: 'Operator_3__c', value: 'Value_3__c' },
] as const;
type ConditionNames = (typeof CONDITIONS)[number];

function conditionFrom(
  read: RecordReader,
  names: ConditionNames,
  object: string,
  knownFields: KnownFields,
): Condition[] {
  const field = read.text(names.field);
  const value = read.text(names.value);
  if (field === '') {
    if (value !== '' || read.text(names.operator) !== '')
      read.problem(names.field, 'is blank although its operator or value is set', 'name the field or clear both');
    return [];
  }
  const operator = read.word(names.operator, OPERATORS);
  if (value === '' && !operator.startsWith('is ') && read.text(names.operator) !== '')
    read.problem(names.value, `is blank, but "${operator}" needs a value`, 'give a value');
  const known = field.startsWith('$') ? PSEUDO_FIELDS : knownFields[object];
  // Spelled as the org spells it: fields are looked up by this name.
  const name = known?.find((candidate) => candidate.toLowerCase() === field.toLowerCase());
  if (known && name === undefined) {
    const meant = nearest(field, known);
    read.problem(
      names.field,
      `names ${object}.${field}, which does not exist or is not readable by the integration user`,
      meant === null ? 'name an existing field' : `did you mean ${meant}?`,
    );
  }
  return [{ field: name ?? field, operator, value }];
}
