// Reads the policy's custom metadata records and the fields that its rules may name. What they mean is in policy.ts.
import { ConfigurationFailure, Failure, type Problem } from '../run/failures.ts';
import type { PolicyReading } from '../run/ports.ts';
import type { OrgConnection } from './connection.ts';
import { missingField, type Describer } from './describe.ts';
import { NOTE_FIELDS } from './notes.ts';
import { CASE_FIELDS } from './cases.ts';
import { inForce, POLICY_TYPE, policyFromRecords, TYPE_TYPE } from './policy.ts';
import type { KnownFields, MetadataRecord, PolicyRecords } from './policy-records.ts';
import { RULE_TYPE } from './policy-rules.ts';

/** Throws a ConfigurationFailure with every problem of every record. */
export async function readPolicy(org: OrgConnection, describer: Describer): Promise<PolicyReading> {
  const problems: Problem[] = [];
  const [policies, types, rules] = await Promise.all([
    recordsOf(org, describer, POLICY_TYPE, problems),
    recordsOf(org, describer, TYPE_TYPE, problems),
    recordsOf(org, describer, RULE_TYPE, problems),
  ]);
  if (problems.length > 0) throw new ConfigurationFailure(problems);
  const records = { policies, types, rules };
  const knownFields = await fieldsToName(describer, switchedOn(records), problems);
  const found = policyFromRecords(records, knownFields);
  if ('problems' in found) problems.push(...found.problems);
  if ('problems' in found || problems.length > 0) throw new ConfigurationFailure(problems);
  return inForce(found.policy, found.alertBounds);
}

async function recordsOf(
  org: OrgConnection,
  describer: Describer,
  type: string,
  problems: Problem[],
): Promise<readonly MetadataRecord[]> {
  const description = await describer.object(type);
  const missing = (message: string): Problem => ({
    where: type,
    message,
    fix: 'deploy force-app and assign the permission set Touchpoint Integration, which grants this custom metadata type',
  });
  if (!description) {
    problems.push(missing('the integration user cannot read this custom metadata type, or the org does not have it'));
    return [];
  }
  const fields = [...description.fields.values()].map(({ name }) => name);
  const columns = ['Id', 'DeveloperName', ...fields.filter((name) => name.endsWith('__c'))];
  try {
    return await org.query(`SELECT ${columns.join(', ')} FROM ${type}`, { doing: `read ${type}` });
  } catch (error) {
    if (!(error instanceof Failure) || !/INVALID_(TYPE|FIELD)/.test(error.message)) throw error;
    problems.push(missing(error.message));
    return [];
  }
}

/** What is read of the objects that are off as shipped, by the object that rules name; the last one has the rules' fields. */
const WHEN_ON = {
  Case: { Case: CASE_FIELDS },
  Note: NOTE_FIELDS.Note,
  ContentNote: NOTE_FIELDS.ContentNote,
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
type Optional = keyof typeof WHEN_ON;

/** Which of them an active rule of an active type asks for. */
function switchedOn({ rules, types }: PolicyRecords): readonly Optional[] {
  const isOn = (record: MetadataRecord) => record['Active__c'] === true;
  const active = new Set(types.filter(isOn).map((type) => type['Id']));
  return (['Case', 'Note', 'ContentNote'] as const).filter((object) =>
    rules.some((rule) => isOn(rule) && rule['Object__c'] === object && active.has(rule['Touchpoint_Type__c'])),
  );
}

/** Every field that a rule may name; what cannot be read of the objects that are switched on is noted. */
async function fieldsToName(describer: Describer, on: readonly Optional[], problems: Problem[]): Promise<KnownFields> {
  const known: Record<string, NonNullable<KnownFields[string]>> = {};
  for (const object of ['Task', 'Event', 'Account']) {
    const description = await describer.object(object);
    if (description) known[object] = description.fields;
  }
  for (const object of on)
    for (const [name, needed] of Object.entries(WHEN_ON[object])) {
      const description = await describer.object(name);
      const gaps = description
        ? needed.filter((each) => !description.fields.has(each.toLowerCase())).map((each) => missingField(name, each))
        : [{ where: name, message: 'the integration user cannot read this object, or the org does not have it' }];
      problems.push(...gaps.map((gap) => ({ ...gap, fix: FIX_ON })));
      if (description) known[object] = description.fields;
    }
  return known;
}

const FIX_ON =
  'assign the permission set Touchpoint Integration to the integration user, or uncheck Active on the Touchpoint Type that switched this on';
