import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accountId, endOf, serveSmallOrg, type SmallOrg } from './small-org.ts';

let org: SmallOrg;
beforeAll(async () => {
  org = await serveSmallOrg(40);
});
afterEach(() => org.faults.clear());
afterAll(() => org.close());

const query = `/query?q=${encodeURIComponent('SELECT Id, Name FROM Account')}`;

const order = async (fault: Record<string, unknown>) => {
  const answer = await fetch(`${org.url}/__control/faults`, { method: 'POST', body: JSON.stringify(fault) });
  expect(answer.status).toBe(200);
};

async function results() {
  const { id } = await org.read('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id, Name FROM Account' });
  await endOf(org, `/jobs/query/${String(id)}`);
  return org.send('GET', `/jobs/query/${String(id)}/results`);
}

test('a status hits as often as ordered, with body and headers as ordered', async () => {
  await order({ match: 'query', kind: 'status', status: 503, times: 1 });
  await order({ match: 'query', kind: 'status', status: 429, headers: { 'Retry-After': '7' }, body: 'slow down' });
  const first = await org.send('GET', query);
  expect([first.status, await first.json()]).toMatchObject([503, [{ errorCode: 'SERVER_UNAVAILABLE' }]]);
  const second = await org.send('GET', query);
  expect([second.status, second.headers.get('retry-after'), await second.text()]).toEqual([429, '7', 'slow down']);
  expect((await org.send('GET', query)).status).toBe(200);
});

test('the daily limit and a refused login can be ordered', async () => {
  await order({ match: 'limits', kind: 'limit' });
  const limited = await org.send('GET', '/limits');
  expect([limited.status, await limited.json()]).toMatchObject([403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]]);
  await order({ match: 'token', kind: 'status', status: 400 });
  expect((await org.login(await org.sign())).status).toBe(400);
});

test('a truncated page ends on a row but holds fewer rows than it says; a dropped one fails', async () => {
  await order({ match: 'bulk', kind: 'truncate' });
  const short = await results();
  const text = await short.text();
  expect(text.endsWith('"\n')).toBe(true);
  expect(text.trim().split('\n').length - 1).toBeLessThan(Number(short.headers.get('sforce-numberofrecords')));
  await order({ match: 'bulk', kind: 'drop' });
  await expect((await results()).text()).rejects.toThrow();
  await order({ match: 'query', kind: 'truncate' });
  await expect((await org.send('GET', query)).json()).rejects.toThrow();
});

test('a job can fail, or never end', async () => {
  await order({ match: 'bulk', kind: 'fail' });
  await order({ match: 'bulk', kind: 'stuck' });
  const create = () => org.read('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id, Name FROM Account' });
  const failing = await create();
  const stuck = await create();
  expect(await endOf(org, `/jobs/query/${String(failing['id'])}`)).toMatchObject({ state: 'Failed' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await org.read('GET', `/jobs/query/${String(stuck['id'])}`)).toMatchObject({ state: 'InProgress' });
});

test('a lock hits every second record and saves the others', async () => {
  await order({ match: 'collections', kind: 'lock' });
  const records = [0, 1, 2].map((index) => ({
    attributes: { type: 'Account' },
    id: accountId(index),
    Active_Touchpoints__c: 2,
  }));
  const patch = () =>
    org.read<{ success: boolean; errors: { statusCode: string }[] }[]>('PATCH', '/composite/sobjects', { records });
  const first = await patch();
  expect(first.map(({ success }) => success)).toEqual([false, true, false]);
  expect(first[0]?.errors[0]?.statusCode).toBe('UNABLE_TO_LOCK_ROW');
  expect((await patch()).every(({ success }) => success)).toBe(true);
});

test('a write whose answer was cut has happened all the same', async () => {
  await order({ match: 'collections', kind: 'drop' });
  const records = [{ attributes: { type: 'Account' }, id: accountId(3), Active_Touchpoints__c: 6 }];
  await expect(org.send('PATCH', '/composite/sobjects', { records }).then((answer) => answer.json())).rejects.toThrow();
  expect(await org.read('GET', `/sobjects/Account/${accountId(3)}?fields=Active_Touchpoints__c`)).toMatchObject({
    Active_Touchpoints__c: 6,
  });
});

test('the control interface moves the org’s clock and puts rows', async () => {
  const post = (name: string, body: unknown) =>
    fetch(`${org.url}/__control/${name}`, { method: 'POST', body: JSON.stringify(body) });
  await post('today', { date: '2026-04-01' });
  expect((await org.send('GET', '/limits')).headers.get('date')).toContain('01 Apr 2026');
  await post('rows', {
    object: 'Account',
    rows: [{ Id: accountId(41), Name: 'Late', SystemModstamp: '2026-03-31T00:00:00.000Z' }],
  });
  expect(await org.read('GET', `/sobjects/Account/${accountId(41)}`)).toMatchObject({ Name: 'Late' });
});

// Last, because it takes the session of the others away.
test('an expired session is forgotten, and a new login works', async () => {
  await order({ match: 'query', kind: 'expire' });
  expect((await org.send('GET', query)).status).toBe(401);
  expect((await org.send('GET', query)).status).toBe(401);
  expect((await org.login(await org.sign())).status).toBe(200);
});
