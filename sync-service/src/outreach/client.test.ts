// The client against small servers that misbehave in ways the stand-in does not.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { Failure } from '../run/failures.ts';
import { createConnect, type Client } from './client.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from './config.ts';
import { createExchange } from './exchange.ts';
import { readPages } from './pages.ts';
import { createTokens } from './tokens.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Serves on a free port; `url` is the root of its API. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, url: string) => void,
): Promise<string> {
  let url = '';
  const server = createServer((request, response) => answer(request, response, url));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return url;
}

const SECRET = 'secret-bearer-token';
function clientOf(baseUrl: string, timeouts: Partial<Timeouts> = {}): Client {
  const quiet = () => undefined;
  const config = {
    baseUrl,
    credentials: { kind: 'bearer', token: SECRET },
    log: { info: quiet, warn: quiet, error: quiet },
    stateFolder: '/nonexistent',
    ...{ yearlyRequests: 250_000, dropShare: 0.05 },
  } as const;
  const all = { ...DEFAULT_TIMEOUTS, backoff: 5, ...timeouts };
  const exchange = createExchange();
  const uncounted = { add: () => Promise.resolve() };
  return createConnect(config, all, exchange, createTokens(config, all, exchange), uncounted)('check');
}

const never = new AbortController().signal;
const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}, status = 200) =>
  response.writeHead(status, { 'Content-Type': 'application/vnd.api+json', ...headers }).end(JSON.stringify(body));

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const problem: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(problem instanceof Failure)) throw new Error(`expected a failure, not ${inspect(problem)}`);
  return problem;
}

async function readAll(client: Client, url: string): Promise<number[]> {
  const ids: number[] = [];
  for await (const page of readPages(client, `${url}/api/v2/calls`, { sort: 'updatedAt' }, never))
    ids.push(...page.resources.map((resource) => (resource as { id: number }).id));
  return ids;
}

test('Every request carries the media type and the bearer', async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    const { authorization, accept, 'content-type': type } = request.headers;
    seen.push({ authorization, accept, type });
    json(response, { data: [] });
  });
  await clientOf(url).get(`${url}/api/v2/calls`, { signal: never });
  expect(seen).toEqual([
    { authorization: `Bearer ${SECRET}`, accept: 'application/vnd.api+json', type: 'application/vnd.api+json' },
  ]);
});

test('A body that drips for ever ends by the total deadline', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  const started = Date.now();
  const failure = await failureOf(
    clientOf(url, { attempt: 200, request: 900 }).get(`${url}/api/v2/calls`, { signal: never }),
  );
  expect(failure.code).toBe('OUTREACH_TOO_SLOW');
  expect(Date.now() - started).toBeLessThan(3000);
});

test('No failure shows the token, however it is printed', async () => {
  const cut = await serve((_request, response) => response.destroy());
  const refusing = await serve((_request, response) =>
    json(response, { errors: [{ id: 'x', detail: 'no' }] }, {}, 400),
  );
  for (const url of [cut, refusing, 'http://127.0.0.1:1']) {
    const failure = await failureOf(clientOf(url).get(`${url}/api/v2/calls?filter=1`, { signal: never }));
    expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain(SECRET);
    expect(failure.message).not.toContain('filter');
  }
});

test('A server that is not there is said to be unreachable, with the setting to look at', async () => {
  const failure = await failureOf(
    clientOf('http://127.0.0.1:1').get('http://127.0.0.1:1/api/v2/calls', { signal: never }),
  );
  expect(failure).toMatchObject({ code: 'OUTREACH_UNREACHABLE' });
  expect(failure.actions.join()).toContain('OUTREACH_URL');
});

test('A redirect is not followed: the token stays with the host it was given for', async () => {
  let reached = 0;
  const other = await serve((_request, response) => {
    reached += 1;
    json(response, { data: [] });
  });
  const url = await serve((_request, response) => response.writeHead(302, { Location: other }).end());
  expect((await failureOf(clientOf(url).get(`${url}/api/v2/calls`, { signal: never }))).code).toBe(
    'OUTREACH_NOT_FOUND',
  );
  expect(reached).toBe(0);
});

test('A wait that is longer than we sleep ends at once, telling how long it would be', async () => {
  const url = await serve((_request, response) => json(response, {}, { 'Retry-After': '1800' }, 429));
  expect(await failureOf(clientOf(url).get(`${url}/api/v2/calls`, { signal: never }))).toMatchObject({
    code: 'OUTREACH_RATE_LIMITED',
    retryAfterMs: 1_800_000,
  });
});

test('A limit that is nearly used up and soon reset is waited for before the next request', async () => {
  const at: number[] = [];
  const url = await serve((_request, response) => {
    at.push(Date.now());
    json(response, { data: [] }, { 'X-RateLimit-Remaining': at.length === 1 ? '1' : '9000', 'X-RateLimit-Reset': '1' });
  });
  const client = clientOf(url);
  await client.get(`${url}/api/v2/calls`, { signal: never });
  await client.get(`${url}/api/v2/calls`, { signal: never });
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(900);
});

test('Four repeats, and then the failure', async () => {
  const url = await serve((_request, response) => json(response, {}, {}, 500));
  const client = clientOf(url);
  expect((await failureOf(client.get(`${url}/api/v2/calls`, { signal: never }))).code).toBe('OUTREACH_UNAVAILABLE');
  expect(client.requests).toBe(5);
});

test('A next link to another host is refused', async () => {
  const url = await serve((_request, response) =>
    json(response, { data: [{ id: 1 }], links: { next: 'https://elsewhere.example/api/v2/calls?page%5Bafter%5D=x' } }),
  );
  expect((await failureOf(readAll(clientOf(url), url))).message).toContain('/api/v2/calls');
});

test('Next links that lead back to a page already read are a failure, not a loop', async () => {
  const url = await serve((request, response, root) => {
    const after = new URL(request.url ?? '', root).searchParams.get('page[after]') ?? 'start';
    const next = { start: 'a', a: 'b' }[after] ?? 'a';
    json(response, { data: [{ id: after.length }], links: { next: `${root}/api/v2/calls?page%5Bafter%5D=${next}` } });
  });
  expect((await failureOf(readAll(clientOf(url), url))).code).toBe('OUTREACH_PAGING_LOOP');
});

test('Cursors that are new for ever while no record is are a failure, not a loop', async () => {
  let pages = 0;
  const url = await serve((_request, response, root) => {
    pages += 1;
    json(response, { data: [], links: { next: `${root}/api/v2/calls?page%5Bafter%5D=${pages}` } });
  });
  expect((await failureOf(readAll(clientOf(url), url))).code).toBe('OUTREACH_PAGING_LOOP');
});

test('Next links are followed as they are; after a gateway gave up only the size of the page changes', async () => {
  const asked: string[] = [];
  const url = await serve((request, response, root) => {
    asked.push(request.url ?? '');
    if (asked.length === 2) {
      response.writeHead(504).end('<html></html>');
      return;
    }
    const next = `${root}/api/v2/calls?odd=%5Bx%5D&page%5Bafter%5D=c1&page%5Bsize%5D=1000`;
    json(response, { data: [{ id: asked.length }], ...(asked.length === 1 ? { links: { next } } : {}) });
  });
  expect(await readAll(clientOf(url), url)).toEqual([1, 3]);
  expect(asked.slice(1)).toEqual([
    '/api/v2/calls?odd=%5Bx%5D&page%5Bafter%5D=c1&page%5Bsize%5D=1000',
    '/api/v2/calls?odd=%5Bx%5D&page%5Bafter%5D=c1&page%5Bsize%5D=500',
  ]);
});

test('an answer that quotes our token does not get it past the exchange', async () => {
  const url = await serve((request, response) => {
    const quoted = `No: ${request.headers.authorization ?? ''}, that is ${SECRET}`;
    json(response, { errors: [{ id: 'wrong', detail: quoted }] }, {}, 400);
  });
  const failure = await failureOf(clientOf(url).get(`${url}/accounts`, { signal: never }));
  expect(failure.message).toContain('No: Bearer [hidden], that is [hidden]');
  expect(inspect(failure, { depth: 9 })).not.toContain(SECRET);
});

test('an answer beyond 32 MB is not held', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/vnd.api+json' });
    const more = () => {
      while (response.write(Buffer.alloc(1024 * 1024, ' ')));
    };
    response.on('drain', more);
    more();
  });
  const failure = await failureOf(clientOf(url).get(`${url}/accounts`, { signal: never, gatewayIsFinal: true }));
  expect(failure.code).toBe('OUTREACH_TOO_LARGE');
});
