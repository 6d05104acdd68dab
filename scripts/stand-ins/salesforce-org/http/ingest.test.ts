import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountId, endOf, serveSmallOrg, type SmallOrg } from './small-org.ts';

let org: SmallOrg;
beforeAll(async () => {
  org = await serveSmallOrg(500);
});
afterAll(() => org.close());

async function ingest(csv: string, job: Record<string, unknown> = {}) {
  const { id } = await org.read<{ id: string }>('POST', '/jobs/ingest', {
    object: 'Account',
    operation: 'update',
    ...job,
  });
  const path = `/jobs/ingest/${id}`;
  expect((await org.send('PUT', `${path}/batches`, csv)).status).toBe(201);
  expect(await org.read('PATCH', path, { state: 'UploadComplete' })).toMatchObject({ state: 'UploadComplete' });
  const end = await endOf(org, path);
  const file = async (name: string) => (await (await org.send('GET', `${path}/${name}`)).text()).trim().split(/\r?\n/);
  return { end, file, path };
}

const value = async (index: number) =>
  (await org.read('GET', `/sobjects/Account/${accountId(index)}?fields=Active_Touchpoints__c`))[
    'Active_Touchpoints__c'
  ];

test('good rows are saved and failing ones named, one result a row', async () => {
  const { end, file } = await ingest(
    `Id,Active_Touchpoints__c\n${accountId(1)},4\n${accountId(2)},1234567\n${accountId(3)},x\n`,
  );
  expect(end).toMatchObject({
    state: 'JobComplete',
    numberRecordsProcessed: 3,
    numberRecordsFailed: 2,
    jobType: 'V2Ingest',
  });
  expect(await file('successfulResults')).toEqual([
    '"sf__Id","sf__Created","Id","Active_Touchpoints__c"',
    `"${accountId(1)}","false","${accountId(1)}","4"`,
  ]);
  const [header, ...failed] = await file('failedResults');
  expect(header).toBe('"sf__Id","sf__Error","Id","Active_Touchpoints__c"');
  expect(failed.find((line) => line.includes(accountId(2)))).toMatch(
    /^"\w{18}","NUMBER_OUTSIDE_VALID_RANGE:.*:Active_Touchpoints__c --","\w{18}","1234567"$/,
  );
  expect(failed).toHaveLength(2);
  expect(await file('unprocessedrecords')).toEqual(['"Id","Active_Touchpoints__c"']);
  expect([await value(1), await value(2)]).toEqual([4, null]);
});

test('an empty value leaves the field alone, #N/A empties it', async () => {
  await ingest(`Id,Active_Touchpoints__c\n${accountId(5)},4\n${accountId(6)},4\n`);
  await ingest(`Id,Active_Touchpoints__c\n${accountId(5)},\n${accountId(6)},#N/A\n`);
  expect([await value(5), await value(6)]).toEqual([4, null]);
});

test('every dialect is understood, quoted values whole', async () => {
  for (const [columnDelimiter, sign] of Object.entries({
    TAB: '\t',
    SEMICOLON: ';',
    PIPE: '|',
    CARET: '^',
    BACKQUOTE: '`',
  })) {
    const csv = [`Id${sign}Signal_Excluded_Because__c`, `"${accountId(8)}"${sign}"a ""b""${sign}, c"`].join('\r\n');
    const { end } = await ingest(csv, { columnDelimiter, lineEnding: 'CRLF' });
    expect(end).toMatchObject({ state: 'JobComplete', numberRecordsFailed: 0 });
    const record = await org.read('GET', `/sobjects/Account/${accountId(8)}?fields=Signal_Excluded_Because__c`);
    expect(record['Signal_Excluded_Because__c']).toBe(`a "b"${sign}, c`);
  }
});

test('a wrong header or a wrong line end fails the job, and nothing is saved', async () => {
  for (const [csv, message] of [
    [`Id,Nope__c\n${accountId(9)},1\n`, 'InvalidBatch : Field name not found : Nope__c'],
    [`Id,Active_Touchpoints__c\r\n${accountId(9)},1\r\n`, 'ClientInputError : LineEnding is invalid on user data'],
    ['', 'InvalidBatch'],
  ] as const) {
    const { end } = await ingest(csv);
    expect(end).toMatchObject({ state: 'Failed', numberRecordsProcessed: 0 });
    expect(end['errorMessage']).toContain(message);
  }
  expect(await value(9)).toBeNull();
});

test('records are created with their new Ids', async () => {
  const { end, file } = await ingest('Mode__c\nFull\n', { object: 'Touchpoint_Run__c', operation: 'insert' });
  expect(end).toMatchObject({ numberRecordsFailed: 0, numberRecordsProcessed: 1 });
  expect((await file('successfulResults'))[1]).toMatch(/^"\w{18}","true","Full"$/);
});

test('results do not come in the order of the upload', async () => {
  const rows = Array.from({ length: 450 }, (_, index) => `${accountId(index)},1`);
  const { file } = await ingest(`Id,Active_Touchpoints__c\n${rows.join('\n')}\n`);
  const [, first = '', ...others] = await file('successfulResults');
  expect(others).toHaveLength(449);
  expect(first).not.toContain(accountId(0));
});

test('what is not allowed is refused at once', async () => {
  for (const [job, code] of [
    [{ object: 'Account', operation: 'hardDelete' }, 'FEATURENOTENABLED'],
    [{ object: 'Account', operation: 'upsert' }, 'INVALIDJOB'],
    [{ object: 'Account', operation: 'update', columnDelimiter: 'DOT' }, 'INVALIDJOB'],
  ] as const) {
    const answer = await org.send('POST', '/jobs/ingest', job);
    expect([answer.status, ((await answer.json()) as { errorCode: string }[])[0]?.errorCode]).toEqual([400, code]);
  }
  const { id } = await org.read<{ id: string }>('POST', '/jobs/ingest', { object: 'Account', operation: 'update' });
  expect((await org.send('PUT', `/jobs/ingest/${id}/batches`, 'Id\n')).status).toBe(201);
  expect((await org.send('PUT', `/jobs/ingest/${id}/batches`, 'Id\n')).status).toBe(400);
  expect(await org.read('PATCH', `/jobs/ingest/${id}`, { state: 'Aborted' })).toMatchObject({ state: 'Aborted' });
});
