import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountId, serveSmallOrg, type SmallOrg } from './small-org.ts';

let org: SmallOrg;
beforeAll(async () => {
  org = await serveSmallOrg(4500, { apiLimit: 1000 });
});
afterAll(() => org.close());

interface Batch {
  totalSize: number;
  done: boolean;
  nextRecordsUrl?: string;
  records: { Id: string }[];
}

const query = (soql: string) => `/query?q=${encodeURIComponent(soql)}`;

test('a long query comes in batches that can be read again', async () => {
  const first = await org.read<Batch>('GET', query('SELECT Id FROM Account ORDER BY Id'));
  expect([first.totalSize, first.done, first.records.length]).toEqual([4500, false, 2000]);
  const second = await org.read<Batch>('GET', first.nextRecordsUrl ?? '');
  const again = await org.read<Batch>('GET', first.nextRecordsUrl ?? '');
  expect(again).toEqual(second);
  const last = await org.read<Batch>('GET', second.nextRecordsUrl ?? '');
  expect([last.done, last.nextRecordsUrl, last.records.length]).toEqual([true, undefined, 500]);
  const ids = [first, second, last].flatMap(({ records }) => records.map(({ Id }) => Id));
  expect(ids).toEqual(Array.from({ length: 4500 }, (_, index) => accountId(index)));
});

test('the batch size can be asked for, within the platform’s bounds', async () => {
  const sizes: number[] = [];
  for (const asked of [1, 500, 9999]) {
    const headers = { 'Sforce-Query-Options': `batchSize=${asked}` };
    const answer = await org.send('GET', query('SELECT Id FROM Account'), undefined, headers);
    sizes.push(((await answer.json()) as Batch).records.length);
  }
  expect(sizes).toEqual([200, 500, 2000]);
});

test('a batch stays as it was when the query ran, whatever is written in between', async () => {
  const first = await org.read<Batch>(
    'GET',
    query('SELECT Id FROM Account WHERE Active_Touchpoints__c = null ORDER BY Id'),
  );
  await org.read('PATCH', '/composite/sobjects', {
    records: [{ attributes: { type: 'Account' }, Id: accountId(0), Active_Touchpoints__c: 3 }],
  });
  const second = await org.read<Batch>('GET', first.nextRecordsUrl ?? '');
  expect(second.records[0]?.Id).toBe(accountId(2000));
});

test('every answer carries the org’s date and the use of the API', async () => {
  const answer = await org.send('GET', '/limits');
  expect(new Date(answer.headers.get('date') ?? '').toISOString()).toMatch(/^2026-03-0[23]/);
  const [, used = ''] = /^api-usage=(\d+)\/1000$/.exec(answer.headers.get('sforce-limit-info') ?? '') ?? [];
  const limits = (await answer.json()) as Record<string, { Max: number; Remaining: number }>;
  expect(limits['DailyApiRequests']).toEqual({ Max: 1000, Remaining: 1000 - Number(used) });
  expect(limits).toHaveProperty('DailyBulkV2QueryJobs');
});

test('what is wrong with a request is said with the official status and code', async () => {
  const long = query(`SELECT Id FROM Account WHERE Name IN ('${'x'.repeat(17_000)}')`);
  for (const [method, path, status, code] of [
    ['GET', query('SELECT Id FORM Account'), 400, 'MALFORMED_QUERY'],
    ['GET', query('SELECT Nothing__c FROM Account'), 400, 'INVALID_FIELD'],
    ['GET', query('SELECT Id FROM Nothing__c'), 400, 'INVALID_TYPE'],
    ['GET', '/query/01g000000000001AAA-2000', 400, 'INVALID_QUERY_LOCATOR'],
    ['GET', '/nothing', 404, 'NOT_FOUND'],
    ['GET', '/services/data/v50.0/limits', 404, 'NOT_FOUND'],
    ['GET', '/services/data/v69.0/limits', 404, 'NOT_FOUND'],
    ['GET', `/sobjects/Account/001000000999999AAA`, 404, 'NOT_FOUND'],
    ['DELETE', '/limits', 405, 'METHOD_NOT_ALLOWED'],
    ['PATCH', '/composite/sobjects', 400, 'JSON_PARSER_ERROR'],
    ['GET', long, 414, 'UNKNOWN_EXCEPTION'],
  ] as const) {
    const answer = await org.send(method, path, method === 'PATCH' ? '{"records":[' : undefined);
    const [error] = (await answer.json()) as { errorCode: string }[];
    expect([path.slice(0, 60), answer.status, error?.errorCode]).toEqual([path.slice(0, 60), status, code]);
  }
});

test('a collection answers one result a record, in order, and saves the good ones', async () => {
  const record = (index: number, value: unknown) => ({
    attributes: { type: 'Account' },
    id: accountId(index),
    Active_Touchpoints__c: value,
  });
  const results = await org.read<{ success: boolean; errors: { statusCode: string }[] }[]>(
    'PATCH',
    '/composite/sobjects',
    {
      allOrNone: false,
      records: [record(10, 4), record(11, 1_234_567), record(12, 5), { ...record(13, 1), id: '001000000999999AAA' }],
    },
  );
  expect(results.map(({ success }) => success)).toEqual([true, false, true, false]);
  expect(results[1]?.errors[0]?.statusCode).toBe('NUMBER_OUTSIDE_VALID_RANGE');
  const soql = `SELECT Active_Touchpoints__c FROM Account WHERE Id IN ('${accountId(10)}','${accountId(11)}','${accountId(12)}') ORDER BY Id`;
  const { records } = await org.read<{ records: unknown }>('GET', query(soql));
  expect(records).toMatchObject([
    { Active_Touchpoints__c: 4 },
    { Active_Touchpoints__c: null },
    { Active_Touchpoints__c: 5 },
  ]);
});

test('with allOrNone one bad record takes the others with it', async () => {
  const records = [7, 1_234_567].map((value, index) => ({
    attributes: { type: 'Account' },
    Id: accountId(20 + index),
    Active_Touchpoints__c: value,
  }));
  const results = await org.read<{ errors: { statusCode: string }[] }[]>('PATCH', '/composite/sobjects', {
    allOrNone: true,
    records,
  });
  expect(results.map(({ errors }) => errors[0]?.statusCode)).toEqual([
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    'NUMBER_OUTSIDE_VALID_RANGE',
  ]);
  expect(await org.read('GET', `/sobjects/Account/${accountId(20)}?fields=Active_Touchpoints__c`)).toMatchObject({
    Active_Touchpoints__c: null,
  });
});

test('more than 200 records, or records without a type, are refused whole', async () => {
  const records = Array.from({ length: 201 }, (_, index) => ({
    attributes: { type: 'Account' },
    id: accountId(index),
  }));
  for (const [body, code] of [
    [{ records }, 'EXCEEDED_ID_LIMIT'],
    [{ records: [{ id: accountId(1) }] }, 'INVALID_INPUT'],
    [{}, 'INVALID_INPUT'],
  ] as const) {
    const answer = await org.send('PATCH', '/composite/sobjects', body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject([{ errorCode: code }]);
  }
});

test('single records are created, read, changed and refused', async () => {
  const { id } = await org.read<{ id: string }>('POST', '/sobjects/Touchpoint_Run__c', {});
  expect(await org.read('GET', `/sobjects/Touchpoint_Run__c/${id}`)).toMatchObject({ Id: id });
  expect((await org.send('PATCH', `/sobjects/Account/${accountId(30)}`, { Active_Touchpoints__c: 2 })).status).toBe(
    204,
  );
  const refused = await org.send('PATCH', `/sobjects/Account/${accountId(30)}`, { Active_Touchpoints__c: 1_234_567 });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject([{ errorCode: 'NUMBER_OUTSIDE_VALID_RANGE' }]);
});

test('bodies may come zipped, and slashes doubled', async () => {
  const body = gzipSync(JSON.stringify({ Active_Touchpoints__c: 9 }));
  const answer = await fetch(`${org.url}//services/data/v66.0//sobjects/Account/${accountId(40)}`, {
    method: 'PATCH',
    headers: {
      Authorization: await authorization(),
      'Content-Encoding': 'gzip',
      'Content-Type': 'application/json',
    },
    body,
  });
  expect(answer.status).toBe(204);
});

test('the columns of a query show parents as joined columns', async () => {
  const { columnMetadata, keyPrefix } = await org.read<{ columnMetadata: { columnName: string }[]; keyPrefix: string }>(
    'GET',
    `${query('SELECT Id, Owner.Name FROM Account')}&columns=true`,
  );
  expect(keyPrefix).toBe('001');
  expect(columnMetadata).toMatchObject([
    { columnName: 'Id', joinColumns: [] },
    { columnName: 'Owner', joinColumns: [{ columnName: 'Name' }] },
  ]);
});

test('a composite request runs its parts in order, the later ones with answers of the earlier', async () => {
  const base = '/services/data/v66.0';
  const soql = `SELECT Id FROM Account WHERE Name = 'Account 50'`;
  const { compositeResponse } = await org.read<{ compositeResponse: unknown[] }>('POST', '/composite', {
    compositeRequest: [
      { method: 'GET', url: `${base}/query?q=${encodeURIComponent(soql)}`, referenceId: 'found' },
      { method: 'GET', url: `${base}/sobjects/Account/@{found.records[0].Id}?fields=Name`, referenceId: 'read' },
      { method: 'GET', url: `${base}/nothing`, referenceId: 'lost' },
    ],
  });
  expect(compositeResponse).toMatchObject([
    { httpStatusCode: 200, body: { totalSize: 1 } },
    { httpStatusCode: 200, body: { Name: 'Account 50' } },
    { httpStatusCode: 404, body: [{ errorCode: 'NOT_FOUND' }] },
  ]);
});

test('the request log names object and rows', async () => {
  await fetch(`${org.url}/__control/requests`, { method: 'DELETE' });
  await org.read('GET', query('SELECT Id FROM Account LIMIT 3'));
  const log: unknown = await (await fetch(`${org.url}/__control/requests`)).json();
  expect(log).toEqual([
    { method: 'GET', path: '/services/data/v66.0/query', status: 200, object: 'Account', rows: 3, count: 1 },
  ]);
});

test('beyond the daily limit every call is refused', async () => {
  org.org.limits.use(1000 - org.org.limits.used);
  const answer = await org.send('GET', '/limits');
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject([{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]);
});

async function authorization(): Promise<string> {
  const { access_token: token } = (await (await org.login(await org.sign())).json()) as { access_token: string };
  return `OAuth ${token}`;
}
