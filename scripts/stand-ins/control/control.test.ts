import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { sendAnswer } from './answer.ts';
import { Faults } from './faults.ts';
import { RequestLog } from './requests.ts';
import { handleControl } from './routes.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function start() {
  const faults = new Faults();
  const requests = new RequestLog();
  const seen: unknown[] = [];
  const controlled = {
    faults,
    requests,
    putRows: (object: string, rows: readonly unknown[]) => seen.push(object, ...rows) && rows.length,
    setToday: (date: string) => void seen.push(date),
  };
  const rows = Array.from({ length: 100 }, (_, index) => `"${index}"\n`).join('');
  server = createServer((request, response) => {
    void handleControl(controlled, request, response).then((done) => {
      if (done) return;
      const headers = { 'Content-Type': request.url === '/csv' ? 'text/csv' : 'application/json' };
      const body = request.url === '/csv' ? [rows, rows] : '{"some":"json, long enough"}';
      return sendAnswer(response, { status: 200, headers, body }, faults.take(['any']));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const order = (body: unknown) => fetch(`${url}/__control/faults`, { method: 'POST', body: JSON.stringify(body) });
  return { url, order, requests, seen };
}

test('a fault hits after the stated number of requests, as often as ordered, then is gone', () => {
  const faults = new Faults();
  faults.add({ match: 'query|bulk', kind: 'status', times: 2, after: 1 });
  expect(faults.take(['limits'])).toBeUndefined();
  expect(faults.take(['query'], ['lock'])).toBeUndefined();
  expect(faults.take(['query'])).toBeUndefined();
  expect(faults.take(['bulk'])?.status).toBe(503);
  expect(faults.take(['query'])?.kind).toBe('status');
  expect(faults.take(['query'])).toBeUndefined();
  expect(faults.list()).toEqual([]);
});

test('a wrong order is refused with the name of the wrong field', async () => {
  const { order } = await start();
  for (const [body, field] of [
    [{ kind: 'status' }, 'match'],
    [{ match: 'query', kind: 'explode' }, 'kind'],
    [{ match: 'query', kind: 'status', times: 0 }, 'times'],
    [{ match: 'query', kind: 'status', status: 'no' }, 'status'],
    [{ match: 'query', kind: 'status', delay: 5 }, 'delay'],
  ] as const) {
    const answer = await order(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ field });
  }
});

test('a dropped answer fails in the middle of its body', async () => {
  const { url, order } = await start();
  for (const path of ['/csv', '/json']) {
    await order({ match: 'any', kind: 'drop' });
    const answer = await fetch(url + path);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect((await (await fetch(url + path)).text()).length).toBeGreaterThan(20);
  }
});

test('a truncated CSV ends cleanly after a whole row, truncated JSON in its middle', async () => {
  const { url, order } = await start();
  await order({ match: 'any', kind: 'truncate', times: -1 });
  const csv = await (await fetch(`${url}/csv`)).text();
  expect(csv).toMatch(/^"0"\n[^]*"\n$/);
  expect(csv.split('\n').length).toBeLessThan(100);
  const json = await (await fetch(`${url}/json`)).text();
  expect(() => JSON.parse(json) as unknown).toThrow();
});

test('the request log counts by method, shape of path, status and object', async () => {
  const { url, requests } = await start();
  for (const id of ['001000000000001AAA', '001000000000002AAA']) {
    requests.record({ method: 'GET', path: `//sobjects/Account/${id}?x=1`, status: 200, object: 'Account', rows: 2 });
  }
  const list: unknown = await (await fetch(`${url}/__control/requests`)).json();
  expect(list).toEqual([
    { method: 'GET', path: '/sobjects/Account/{id}', status: 200, object: 'Account', rows: 4, count: 2 },
  ]);
});

test('rows and date reach the server, and what is no date is refused', async () => {
  const { url, seen } = await start();
  const post = (name: string, body: unknown) =>
    fetch(`${url}/__control/${name}`, { method: 'POST', body: JSON.stringify(body) });
  expect(await (await post('rows', { object: 'Task', rows: [{ Id: 1 }] })).json()).toEqual({ rows: 1 });
  expect((await post('today', { date: '2026-13-01' })).status).toBe(400);
  expect((await post('today', { date: '2026-03-01' })).status).toBe(200);
  expect(seen).toEqual(['Task', { Id: 1 }, '2026-03-01']);
});
