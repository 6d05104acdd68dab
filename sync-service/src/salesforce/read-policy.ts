// Reads the policy's custom metadata records and the fields that its rules may name. What they mean is in policy.ts.
import { ConfigurationFailure, Failure, type Problem } from '../run/failures.ts';
import type { PolicyInForce } from '../run/ports.ts';
import type { OrgConnection } from './connection.ts';
import type { Describer } from './describe.ts';
import { inForce, POLICY_TYPE, policyFromRecords, TYPE_TYPE } from './policy.ts';
import type { KnownFields, MetadataRecord } from './policy-records.ts';
import { RULE_TYPE } from './policy-rules.ts';

/** Throws a ConfigurationFailure with every problem of every record. */
export async function readPolicy(org: OrgConnection, describer: Describer): Promise<PolicyInForce> {
  const problems: Problem[] = [];
  const [policies, types, rules] = await Promise.all([
    recordsOf(org, describer, POLICY_TYPE, problems),
    recordsOf(org, describer, TYPE_TYPE, problems),
    recordsOf(org, describer, RULE_TYPE, problems),
  ]);
  if (problems.length > 0) throw new ConfigurationFailure(problems);
  const found = policyFromRecords({ policies, types, rules }, await fieldsToName(describer));
  if ('problems' in found) throw new ConfigurationFailure(found.problems);
  return inForce(found.policy);
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

async function fieldsToName(describer: Describer): Promise<KnownFields> {
  const objects = ['Task', 'Event', 'Account'];
  const described = await Promise.all(objects.map(async (name) => [name, await describer.object(name)] as const));
  return Object.fromEntries(described.flatMap(([name, object]) => (object ? [[name, object.fields]] : [])));
}
