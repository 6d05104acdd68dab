// Mapping rules from their custom metadata records. Switched-off ones are left out; the others are sorted and checked.
import type { Problem } from '../run/failures.ts';
import type { MappedObject, MappingRule, OutcomeRule, SourceLabel, TouchpointType } from '../scoring/policy.ts';
import { covers } from '../scoring/rules.ts';
import { conditionsFrom } from './policy-conditions.ts';
import { RecordReader, type KnownFields, type MetadataRecord, type PolicyRecords } from './policy-records.ts';

export const RULE_TYPE = 'Touchpoint_Rule__mdt';

const OBJECTS: [MappedObject, ...MappedObject[]] = ['Task', 'Event', 'Case', 'Note', 'ContentNote'];
const DIRECTIONS: [MappingRule['direction'], ...MappingRule['direction'][]] = ['either', 'in', 'out'];
const OUTCOMES: ['none', ...OutcomeRule[]] = ['none', 'call', 'reply', 'sent email', 'meeting', 'bounce'];
/** What each outcome rule looks at. */
const OUTCOME_OF: Readonly<Record<OutcomeRule, MappedObject>> = {
  call: 'Task',
  reply: 'Task',
  'sent email': 'Task',
  bounce: 'Task',
  meeting: 'Event',
};
/** Where the org says which labels there are: a label that it does not hold could not be written. */
const SOURCES_FIELD = 'touchpoint_sources__c';
const SHIPPED_SOURCES = ['Task', 'Event', 'Outreach Email', 'Outreach Call', 'Orum Call', 'Case', 'Note'];

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
  for (const [index, rule] of rules.entries()) problems.push(...orderProblems(rule, rules.slice(0, index)));
  if (rules.length === 0)
    problems.push({
      where: RULE_TYPE,
      message: 'there is no active rule, so nothing would be a touchpoint by rule',
      fix: 'deploy customMetadata/Touchpoint_Rule.* and assign the permission set Touchpoint Integration',
    });
  return rules;
}

function orderProblems(rule: MappingRule, before: readonly MappingRule[]): Problem[] {
  const where = `${RULE_TYPE} ${rule.name} · Order__c`;
  const same = before.find((known) => known.object === rule.object && known.order === rule.order);
  if (same)
    return [
      {
        where,
        message: `is ${rule.order}, as on ${same.name}: which of the two comes first is not defined`,
        fix: 'give one of the two rules another order',
      },
    ];
  const taking = before.find((known) => covers(known, rule));
  if (!taking) return [];
  return [
    {
      where,
      message: `is ${rule.order}, after ${taking.name} (${taking.order}), which takes every record this rule could match`,
      fix: `give it an order below ${taking.order} or ${taking.name} a higher one, or uncheck Active on one of the two`,
    },
  ];
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
  if (outcome !== 'none' && OUTCOME_OF[outcome] !== object)
    read.problem(
      'Outcome_Rule__c',
      `is "${outcome}", which is for a ${OUTCOME_OF[outcome]}, not for this object (${object})`,
      'choose none and a Touchpoint Type',
    );
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
  return {
    name: read.name,
    order: read.number('Order__c', { min: 0, max: 999_999, whole: true }),
    object,
    conditions: conditionsFrom(read, object, knownFields),
    interaction,
    source: sourceFrom(read, interaction, knownFields) ?? (object === 'ContentNote' ? 'Note' : object),
    direction: read.word('Direction__c', DIRECTIONS),
    type: outcome === 'none' ? type : null,
    outcome: outcome === 'none' ? null : outcome,
  };
}

/** Null where a rule that leaves records out names none. */
function sourceFrom(read: RecordReader, interaction: boolean, knownFields: KnownFields): SourceLabel | null {
  const source = read.text('Source_Label__c');
  if (source === '' && !interaction) return null;
  const labels = knownFields['Account']?.get(SOURCES_FIELD)?.picklist ?? SHIPPED_SOURCES;
  if (!labels.includes(source))
    read.problem(
      'Source_Label__c',
      source === '' ? 'is blank' : `is "${source}", which is no value of Account.Touchpoint_Sources__c`,
      `choose one of: ${labels.join(', ')}${source === '' ? '' : '; or add the value to that field'}`,
    );
  return source;
}
