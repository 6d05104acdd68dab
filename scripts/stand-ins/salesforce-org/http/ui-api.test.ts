import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListedPerson } from '../access/people.ts';
import { accountId, serveSmallOrg, type SmallOrg } from './small-org.ts';

let org: SmallOrg;
beforeAll(async () => {
  org = await serveSmallOrg(3);
});
afterAll(() => org.close());

async function control<T>(name: string, body?: unknown): Promise<T> {
  const response = await fetch(`${org.url}/__control/${name}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

async function asRole(role: string): Promise<(method: string, path: string, body?: unknown) => Promise<Response>> {
  const people = await control<ListedPerson[]>('viewers');
  const { accessToken } = await control<{ accessToken: string }>('sessions', {
    userId: people.find((person) => person.role === role)?.userId,
  });
  return (method, path, body) =>
    fetch(`${org.url}/services/data/v66.0${path}`, {
      method,
      headers: { Authorization: `Bearer ${accessToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

const COUNT = { query: '{ uiapi { query { Account { totalCount } } } }' };

test('a session of a person answers GraphQL and everything else with that person’s rights', async () => {
  const rep = await asRole('rep');
  expect(await (await rep('POST', '/graphql', COUNT)).json()).toEqual({
    data: { uiapi: { query: { Account: { totalCount: 3 } } } },
    errors: [],
  });
  const rule = await rep('GET', '/query?q=SELECT%20Id%20FROM%20Touchpoint_Rule__mdt');
  expect(rule.status).toBe(400);
  expect((await rep('GET', '/query?q=SELECT%20Id%20FROM%20Touchpoint_Policy__mdt')).status).toBe(200);
  const made = await rep('POST', '/sobjects/Task', { Subject: 'Call', WhatId: accountId(0), Status: 'Completed' });
  expect(made.status).toBe(201);
});

test('records are read, created, changed and refused with the status that the platform uses', async () => {
  const rep = await asRole('rep');
  const read = await rep(
    'GET',
    `/ui-api/records/${accountId(0)}?fields=Account.Name&optionalFields=Account.Touchpoint_Scale__c`,
  );
  expect(await read.json()).toMatchObject({ fields: { Name: { value: 'Account 0' } } });
  const cases: [string, string, unknown, number, unknown][] = [
    ['GET', `/ui-api/records/${accountId(0)}`, undefined, 400, [{ errorCode: 'ILLEGAL_QUERY_PARAMETER_VALUE' }]],
    ['GET', '/ui-api/records/001000000000099AAA?fields=Account.Name', undefined, 404, [{ errorCode: 'NOT_FOUND' }]],
    [
      'GET',
      '/ui-api/object-info/Task',
      undefined,
      400,
      [{ errorCode: 'INVALID_TYPE', message: 'Object Task is not supported in UI API' }],
    ],
    ['GET', '/ui-api/records/%E0%A4%A?fields=Account.Name', undefined, 404, [{ errorCode: 'NOT_FOUND' }]],
    ['GET', '/ui-api/object-info/Case', undefined, 403, [{ errorCode: 'INSUFFICIENT_ACCESS' }]],
    ['POST', '/ui-api/records', { fields: {} }, 400, [{ errorCode: 'MISSING_ARGUMENT' }]],
    [
      'POST',
      '/ui-api/records',
      { apiName: 'Signal_Feedback__c', fields: { Account__c: accountId(1), Kind__c: 'Useful' } },
      201,
      { apiName: 'Signal_Feedback__c' },
    ],
    [
      'POST',
      '/ui-api/records',
      { apiName: 'Signal_Feedback__c', fields: { Kind__c: 'Useful' } },
      400,
      { enhancedErrorType: 'RecordError' },
    ],
    ['PATCH', `/ui-api/records/${accountId(1)}`, { fields: { Touchpoint_Rank__c: 1 } }, 400, { statusCode: 400 }],
  ];
  for (const [method, path, body, status, answer] of cases) {
    const response = await rep(method, path, body);
    expect(response.status, `${method} ${path}`).toBe(status);
    expect(await response.json(), `${method} ${path}`).toMatchObject(answer as object);
  }
});

test('what was ordered through the control interface holds for the next request, and wrong orders say what is wanted', async () => {
  const rep = await asRole('rep');
  const [person] = await control<ListedPerson[]>('viewers');
  const tier = { query: '{ uiapi { query { Account { edges { node { Signal_Tier__c { value } } } } } } }' };
  const errorsOf = async (): Promise<number> =>
    ((await (await rep('POST', '/graphql', tier)).json()) as { errors: unknown[] }).errors.length;
  expect(await errorsOf()).toBe(0);
  await control('viewers', { userId: person?.userId, permissionSets: [] });
  expect(await errorsOf()).toBe(1);
  await control('viewers', { userId: person?.userId, permissionSets: ['Touchpoint_Rep'] });
  expect(await errorsOf()).toBe(0);
  expect(await control('ui-objects', { Task: true })).toEqual({ Task: true, Event: false });
  expect((await rep('GET', '/ui-api/object-info/Task')).status).toBe(200);
  await control('ui-objects', { Task: false });
  await control('sharing', { Account: 'Private' });
  await control('sharing', { Account: 'Read' });
  for (const [name, body, wanted] of [
    ['viewers', {}, 'userId must be the Id of a user'],
    ['sessions', { userId: '005000000000099AAA' }, 'no user 005000000000099AAA'],
    ['viewers', { userId: person?.userId, permissionSets: 'x' }, 'must be a list of names'],
    ['viewers', { userId: person?.userId, timezone: 'UTC' }, 'timezone is not known here'],
    ['sharing', { Task: 'Read' }, 'Task'],
    ['ui-objects', { Account: true }, 'must be one of Task, Event'],
    ['nothing', {}, 'viewers'],
  ] as const)
    expect((await control<{ error: string }>(name, body)).error, name).toContain(wanted);
});

test('faults find GraphQL and the UI API by their names', async () => {
  const rep = await asRole('rep');
  const order = (match: string) => org.faults.add({ match, kind: 'status', status: 503 });
  order('graphql');
  order('ui-api');
  expect((await rep('POST', '/graphql', COUNT)).status).toBe(503);
  expect((await rep('POST', '/graphql', COUNT)).status).toBe(200);
  expect((await rep('GET', '/ui-api/object-info/Account')).status).toBe(503);
  expect((await rep('GET', '/ui-api/object-info/Account')).status).toBe(200);
});
