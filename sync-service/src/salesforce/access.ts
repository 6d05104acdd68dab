// What the integration user must be able to see and change before a run may start, compared with what the org describes.
import type { Problem } from '../run/failures.ts';
import { ACCOUNT_FIELD_KEYS, ACCOUNT_FIELDS, FORMULAS, ROLL_UPS } from './account-schema.ts';
import { CONTACT_FIELDS, LEAD_FIELDS } from './contacts.ts';
import { missingField, type Describer, type ObjectDescription } from './describe.ts';
import { EVENT_FIELDS } from './events.ts';
import { POLICY_TYPE, TYPE_TYPE } from './policy.ts';
import { RULE_TYPE } from './policy-rules.ts';
import { RUN_FIELDS, RUN_OBJECT } from './run-record.ts';
import { TASK_FIELDS } from './tasks.ts';

const ASSIGN = 'assign the permission set Touchpoint Integration to the integration user';
const DEPLOY = `deploy force-app, then ${ASSIGN}`;

/** Read of every object, field by field: also what a task is told by without which it could still be counted, but wrongly. */
const READ: Readonly<Record<string, readonly string[]>> = {
  Account: ['Id', 'Name', 'Type', 'CreatedDate', ...Object.values(ROLL_UPS), ...FORMULAS],
  Task: [...TASK_FIELDS, 'WhatId', 'Type', 'Description', 'CallDisposition', 'CallType'],
  Event: [...EVENT_FIELDS, 'WhatId'],
  EventRelation: ['EventId', 'RelationId', 'IsWhat'],
  Contact: CONTACT_FIELDS,
  Lead: LEAD_FIELDS,
  Opportunity: ['Id', 'AccountId', 'IsClosed'],
};

/** Everything that is missing, with its fix; empty when a run may start. */
export async function findAccessProblems(describer: Describer): Promise<readonly Problem[]> {
  const objects = [...Object.keys(READ), RUN_OBJECT, POLICY_TYPE, TYPE_TYPE, RULE_TYPE];
  const described = new Map(
    await Promise.all(objects.map(async (name) => [name, await describer.object(name)] as const)),
  );
  const problems: Problem[] = [];
  for (const name of objects) {
    const object = described.get(name);
    if (!object) problems.push(missingObject(name));
    else for (const field of READ[name] ?? []) if (!has(object, field)) problems.push(missingField(name, field));
  }
  const account = described.get('Account');
  if (account) problems.push(...unwritable(account));
  const run = described.get(RUN_OBJECT);
  if (run) problems.push(...uncreatable(run));
  return problems;
}

const has = (object: ObjectDescription, field: string) => object.fields.has(field.toLowerCase());

function missingObject(name: string): Problem {
  const standard = !/__(c|mdt)$/.test(name);
  return {
    where: name,
    message: 'the integration user cannot read this object, or the org does not have it',
    fix: standard ? ASSIGN : DEPLOY,
  };
}

function unwritable(account: ObjectDescription): Problem[] {
  const problems: Problem[] = [];
  if (!account.updateable)
    problems.push({ where: 'Account', message: 'the integration user may not edit accounts', fix: ASSIGN });
  for (const key of ACCOUNT_FIELD_KEYS) {
    const { apiName } = ACCOUNT_FIELDS[key];
    const field = account.fields.get(apiName.toLowerCase());
    if (!field) problems.push(missingField('Account', apiName));
    else if (!field.updateable)
      problems.push({
        where: `Account.${apiName}`,
        message: 'the integration user can read this field but not edit it',
        fix: ASSIGN,
      });
  }
  return problems;
}

function uncreatable(run: ObjectDescription): Problem[] {
  if (!run.createable || !run.updateable)
    return [{ where: RUN_OBJECT, message: 'the integration user may not create and edit run records', fix: ASSIGN }];
  return Object.values(RUN_FIELDS).flatMap(({ apiName }) => {
    const field = run.fields.get(apiName.toLowerCase());
    if (!field) return [missingField(RUN_OBJECT, apiName)];
    if (field.createable && field.updateable) return [];
    return [{ where: `${RUN_OBJECT}.${apiName}`, message: 'the integration user cannot edit this field', fix: ASSIGN }];
  });
}
