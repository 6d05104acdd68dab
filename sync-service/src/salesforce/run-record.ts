// The run's own record in the org, `Touchpoint_Run__c`: API names and how it is saved.
import type { RunRecord } from '../run/ports.ts';
import { FatalFailure } from '../run/failures.ts';
import type { OrgConnection } from './connection.ts';
import { isRecord } from './connection.ts';

export const RUN_OBJECT = 'Touchpoint_Run__c';
const RUN_KEY = 'Run_Key__c';

/** API name and kind of each member; lengths are those of the metadata. */
export const RUN_FIELDS: Readonly<Record<keyof RunRecord, { readonly apiName: string; readonly length?: number }>> = {
  runKey: { apiName: RUN_KEY },
  mode: { apiName: 'Mode__c' },
  startedAt: { apiName: 'Started_At__c' },
  finishedAt: { apiName: 'Finished_At__c' },
  verdict: { apiName: 'Verdict__c' },
  asOf: { apiName: 'As_Of__c' },
  policyFingerprint: { apiName: 'Policy_Fingerprint__c' },
  policyJson: { apiName: 'Policy_In_Force__c', length: 131_072 },
  accounts: { apiName: 'Accounts__c' },
  evaluated: { apiName: 'Evaluated__c' },
  changed: { apiName: 'Changed__c' },
  failed: { apiName: 'Failed__c' },
  poolSize: { apiName: 'Pool_Size__c' },
  entered: { apiName: 'Entered__c' },
  leavingThisWeek: { apiName: 'Leaving__c' },
  touchpointsBySource: { apiName: 'Touchpoints_By_Source__c', length: 2_000 },
  bridgeResidual: { apiName: 'Bridge_Residual__c' },
  coveragePercent: { apiName: 'Coverage_Percent__c' },
  apiCalls: { apiName: 'API_Calls__c' },
  message: { apiName: 'Message__c', length: 32_768 },
};
const INSTANTS: readonly (keyof RunRecord)[] = ['startedAt', 'finishedAt', 'asOf'];

/** Saves the record and gives its Id. A new one is saved by its run key, so that a repeated creation finds the record the first one made. */
export async function saveRunRecord(org: OrgConnection, id: string | null, record: RunRecord): Promise<string> {
  const doing = 'save the run record';
  const place = id ?? `${RUN_KEY}/${encodeURIComponent(record.runKey)}`;
  const answer = await org.rest({
    method: 'PATCH',
    path: `/sobjects/${RUN_OBJECT}/${place}`,
    json: fieldsOf(record),
    doing,
  });
  if (id !== null) return id;
  if (isRecord(answer) && typeof answer['id'] === 'string') return answer['id'];
  throw new FatalFailure(`Salesforce: could not ${doing}: the answer names no Id`, {
    code: 'SALESFORCE_NO_ID',
    actions: ['Run again; if it stays, report this message.'],
  });
}

function fieldsOf(record: RunRecord): Record<string, string | number | null> {
  const fields: Record<string, string | number | null> = {};
  for (const [name, { apiName, length }] of Object.entries(RUN_FIELDS)) {
    const key = name as keyof RunRecord;
    // It stands in the path, and the org refuses a key field that stands in the body as well.
    if (key === 'runKey') continue;
    const value = record[key];
    if (typeof value === 'number' && INSTANTS.includes(key)) fields[apiName] = new Date(value).toISOString();
    else fields[apiName] = typeof value === 'string' && length !== undefined ? value.slice(0, length) : value;
  }
  return fields;
}
