import { afterEach, expect, test } from 'vitest';
import { accountId, endOf, serveSmallOrg, type SmallOrg } from './small-org.ts';

let org: SmallOrg | undefined;
afterEach(async () => {
  await org?.close();
  org = undefined;
});

async function complete(started: SmallOrg, body: Record<string, unknown> = {}) {
  org = started;
  const query = 'SELECT Id, Name FROM Account';
  const { id, state } = await started.read<{ id: string; state: string }>('POST', '/jobs/query', {
    operation: 'query',
    query,
    ...body,
  });
  expect(state).toBe('UploadComplete');
  const job = await endOf(started, `/jobs/query/${id}`);
  return { job, path: `/jobs/query/${id}` };
}

test('pages follow each other by locator until the word null, each with its header and its count', async () => {
  const small = await serveSmallOrg(250, { bulkPageSize: 100 });
  const { job, path } = await complete(small);
  expect(job).toMatchObject({
    state: 'JobComplete',
    jobType: 'V2Query',
    numberRecordsProcessed: 250,
    object: 'Account',
  });
  const ids: string[] = [];
  const counts: (string | null)[] = [];
  let locator: string | null = '';
  while (locator !== 'null') {
    const page: Response = await small.send('GET', `${path}/results${locator ? `?locator=${locator}` : ''}`);
    const [header, ...lines] = (await page.text()).trim().split('\n');
    expect(header).toBe('"Id","Name"');
    ids.push(...lines.map((line) => line.slice(1, 19)));
    counts.push(page.headers.get('sforce-numberofrecords'));
    locator = page.headers.get('sforce-locator');
  }
  expect(counts).toEqual(['100', '100', '50']);
  expect(new Set(ids)).toEqual(new Set(Array.from({ length: 250 }, (_, index) => accountId(index))));
});

test('a page is the same when read again after rows have changed', async () => {
  const small = await serveSmallOrg(30, { bulkPageSize: 10 });
  const { path } = await complete(small, { query: 'SELECT Id, Name FROM Account WHERE Active_Touchpoints__c = null' });
  const second = `${path}/results?locator=${Buffer.from('10').toString('base64url')}`;
  const before = await (await small.send('GET', second)).text();
  await small.read('PATCH', '/composite/sobjects', {
    records: [{ attributes: { type: 'Account' }, id: accountId(1), Active_Touchpoints__c: 1 }],
  });
  expect(await (await small.send('GET', second)).text()).toBe(before);
});

test('parallel pages are named five at a time and hold every row once', async () => {
  const small = await serveSmallOrg(65, { bulkPageSize: 10 });
  const { path } = await complete(small);
  interface Pages {
    resultPages: { resultUrl: string }[];
    nextRecordsUrl?: string;
    done: boolean;
  }
  const first = await small.read<Pages>('GET', `${path}/resultPages`);
  expect([first.resultPages.length, first.done]).toEqual([5, false]);
  const second = await small.read<Pages>('GET', first.nextRecordsUrl ?? '');
  expect([second.resultPages.length, second.done, second.nextRecordsUrl]).toEqual([2, true, undefined]);
  const pages = [...first.resultPages, ...second.resultPages].map(async ({ resultUrl }) =>
    (await (await small.send('GET', resultUrl)).text()).trim().split('\n').slice(1),
  );
  expect(new Set((await Promise.all(pages)).flat()).size).toBe(65);
});

test('results want the version the job was created with, and a job that has ended', async () => {
  const small = await serveSmallOrg(3, { jobStepMs: 30 });
  const { path } = await complete(small);
  expect((await small.send('GET', `/services/data/v65.0${path}/results`)).status).toBe(409);
  const { id } = await small.read('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' });
  expect((await small.send('GET', `/jobs/query/${String(id)}/results`)).status).toBe(400);
});

test('jobs are listed, aborted and deleted', async () => {
  const small = await serveSmallOrg(3, { jobStepMs: 200 });
  org = small;
  const create = { operation: 'queryAll', query: 'SELECT Id, Name FROM Account' };
  const { id } = await small.read<{ id: string }>('POST', '/jobs/query', create);
  expect(await small.read('PATCH', `/jobs/query/${id}`, { state: 'Aborted' })).toMatchObject({ state: 'Aborted' });
  expect(await small.read('GET', '/jobs/query')).toMatchObject({
    done: true,
    records: [{ id, operation: 'queryAll' }],
  });
  expect((await small.send('DELETE', `/jobs/query/${id}`)).status).toBe(204);
  expect((await small.send('GET', `/jobs/query/${id}`)).status).toBe(404);
});

test('another dialect changes what stands between values, never the values', async () => {
  const small = await serveSmallOrg(1);
  small.org.putRows('Account', [{ Id: accountId(0), Name: 'A, "B"\nC' }]);
  const { path } = await complete(small, { columnDelimiter: 'PIPE', lineEnding: 'CRLF' });
  const text = await (await small.send('GET', `${path}/results`)).text();
  expect(text).toBe(`"Id"|"Name"\r\n"${accountId(0)}"|"A, ""B""\nC"\r\n`);
});

test('an empty result is a header, no rows and no further page', async () => {
  const small = await serveSmallOrg(1);
  const { path } = await complete(small, { query: "SELECT Id, Name FROM Account WHERE Name = 'nobody'" });
  const page = await small.send('GET', `${path}/results`);
  expect([page.headers.get('sforce-numberofrecords'), page.headers.get('sforce-locator')]).toEqual(['0', 'null']);
  expect(await page.text()).toBe('"Id","Name"\n');
});

test('what Bulk cannot query is refused when the job is created', async () => {
  org = await serveSmallOrg(1);
  for (const query of [
    'SELECT COUNT(Id) FROM Account GROUP BY Name',
    'SELECT Id FROM Account OFFSET 5',
    'SELECT Nope FROM Account',
  ]) {
    expect((await org.send('POST', '/jobs/query', { operation: 'query', query })).status).toBe(400);
  }
});
