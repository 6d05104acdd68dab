// The faults that have been seen on the real API, ordered by the control interface or built in.
import { expect, test } from 'vitest';
import { resource, TryOutreach, waitOf, type Body } from './try-outreach.ts';

const it = await TryOutreach.start(
  Array.from({ length: 6 }, (_, n) => resource('mailing', n + 1, { updatedAt: `2026-02-0${n + 1}T00:00:00.000Z` })),
);
const path = 'mailings?sort=updatedAt&page[size]=3&fields[mailing]=updatedAt';

test('a big page of mailings with bodies is too much for the gateway', async () => {
  const ask = async (query: string) => (await it.request(`mailings?${query}`)).status;
  expect(await ask('page[size]=500')).toBe(502);
  expect(await ask('page[size]=1000&fields[mailing]=state,bodyText')).toBe(502);
  expect(await ask('page[size]=499')).toBe(200);
  expect(await ask('page[size]=1000&fields[mailing]=state,subject')).toBe(200);
});

test('a page comes unsorted, once', async () => {
  await it.fault({ match: 'mailings', kind: 'unsorted' });
  const damaged = await it.get(path);
  expect(damaged.data.map(({ id }) => id)).toEqual([2, 3, 1]);
  expect(await it.ids(damaged.links?.['next'] ?? '')).toEqual([4, 5, 6]);
  expect(await it.ids(path)).toEqual([1, 2, 3]);
});

test('a record comes again on the next page', async () => {
  await it.fault({ match: 'mailings', kind: 'duplicate', after: 1 });
  expect(await it.pages(path)).toEqual([
    [1, 2, 3],
    [3, 4, 5, 6],
  ]);
});

test('the upper end of a range is ignored, in both syntaxes', async () => {
  await it.fault({ match: 'mailings', kind: 'unbounded', times: 2 });
  const classic = 'mailings?filter[updatedAt]=2026-02-02..2026-02-03';
  const newer = 'mailings?newFilterSyntax=true&filter[updatedAt][gte]=2026-02-02&filter[updatedAt][lte]=2026-02-03';
  for (const range of [classic, newer]) expect(await it.ids(range)).toEqual([2, 3, 4, 5, 6]);
  expect(await it.ids(classic)).toEqual([2, 3]);
});

test('too many requests say the epoch second, maintenance says an ISO instant', async () => {
  await it.fault({ match: 'mailings', kind: 'limit' });
  const limited = await it.request(path);
  expect(limited.status).toBe(429);
  expect(((await limited.json()) as Body).errors?.[0]?.id).toBe('rateLimitExceeded');
  const wait = waitOf(limited);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThan(4);

  await it.fault({ match: 'mailings', kind: 'status', status: 503 });
  const down = await it.request(path);
  expect(down.status).toBe(503);
  expect(((await down.json()) as Body).errors?.[0]?.id).toBe('scheduledServerMaintenance');
  expect(down.headers.get('retry-after')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(waitOf(down)).toBeLessThan(4);

  await it.fault({ match: 'mailings', kind: 'status', status: 502 });
  const gateway = await it.request(path);
  expect([gateway.status, gateway.headers.get('content-type')]).toEqual([502, 'text/html']);
});

test('a bearer dies in the middle of a sync', async () => {
  const own = await TryOutreach.start([resource('mailing', 1)]);
  await own.fault({ match: 'mailings', kind: 'expire', after: 1 });
  expect((await own.request('mailings')).status).toBe(200);
  for (let again = 0; again < 2; again++) {
    const dead = await own.request('mailings');
    expect([dead.status, await dead.text()]).toEqual([401, 'Invalid access token']);
  }
});

test('answers are slow, cut or short', async () => {
  await it.fault({ match: 'mailings', kind: 'slow', delayMs: 300 });
  const began = performance.now();
  await it.get(path);
  expect(performance.now() - began).toBeGreaterThan(290);
  await it.fault({ match: 'mailings', kind: 'drop' });
  await expect(it.get(path)).rejects.toThrow();
  await it.fault({ match: 'mailings', kind: 'truncate' });
  await expect(it.get(path)).rejects.toThrow(SyntaxError);
  expect(await it.ids(path)).toEqual([1, 2, 3]);
});

test('the token endpoint fails too, and a fault may bring its own headers', async () => {
  await it.fault({ match: 'token', kind: 'status', status: 500 });
  expect((await it.token({})).status).toBe(500);
  expect((await it.token({})).status).toBe(200);
  await it.fault({ match: 'mailings', kind: 'slow', delayMs: 1, headers: { 'X-RateLimit-Remaining': '9999, 19988' } });
  expect((await it.request(path)).headers.get('x-ratelimit-remaining')).toBe('9999, 19988');
});

test('the request log counts pages and rows by type', async () => {
  await fetch(`${it.outreach.url}/__control/requests`, { method: 'DELETE' });
  await it.pages(path);
  await it.request('mailings/5');
  await it.request('mailings/77');
  const log: unknown = await (await fetch(`${it.outreach.url}/__control/requests`)).json();
  expect(log).toEqual([
    { method: 'GET', path: '/api/v2/mailings', status: 200, object: 'mailing', rows: 6, count: 2 },
    { method: 'GET', path: '/api/v2/mailings/{id}', status: 200, object: 'mailing', rows: 1, count: 1 },
    { method: 'GET', path: '/api/v2/mailings/{id}', status: 404, object: 'mailing', rows: 0, count: 1 },
  ]);
});
