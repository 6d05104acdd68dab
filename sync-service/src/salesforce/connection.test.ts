import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { Connection } from 'jsforce';
import { afterEach, expect, test } from 'vitest';
import { scriptedOrg, type Script } from '../../test/scripted-org.ts';
import { ConfigurationFailure, FatalFailure, RetriableFailure } from '../run/failures.ts';
import { OrgConnection } from './connection.ts';
import type { Timeouts } from './config.ts';
import { installTransport } from './jsforce-transport.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function connect(script: Script, timeouts: Partial<Timeouts> = {}) {
  const server = await scriptedOrg(script, timeouts);
  const org = new OrgConnection(server.config);
  closers.push(
    () => server.close(),
    () => org.close(),
  );
  return { server, org };
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
  response.writeHead(status, headers).end(JSON.stringify(body));
};
const page = { totalSize: 1, done: true, records: [{ Id: '1' }] };
const error = (errorCode: string) => [{ errorCode, message: 'said by a test' }];
const ask = (org: OrgConnection) => org.query('SELECT Id FROM Account', { doing: 'read Account' });

test('jsforce 3.10.26 still keeps its transports where ours is put', () => {
  const connection = new Connection();
  installTransport(connection, () => Promise.reject(new Error('carried')));
  const places = [connection._transport, (connection.oauth2 as unknown as { _transport: unknown })._transport];
  for (const place of places) expect(place).toHaveProperty('httpRequest');
  expect(() => {
    installTransport({ oauth2: {} } as unknown as Connection, () => Promise.reject(new Error()));
  }).toThrow(/_transport/);
});

test('an expired session is renewed once, by however many requests find it expired', async () => {
  const { server, org } = await connect(({ token }, response) => {
    if (token === 'token-1') json(response, 401, error('INVALID_SESSION_ID'));
    else json(response, 200, page);
  });
  await Promise.all([ask(org), ask(org), ask(org)]);
  expect(server.seen.filter((at) => at === 'POST token')).toHaveLength(2);
});

test('a server that always answers 401 gets one further sign-in, then the run is told', async () => {
  const { server, org } = await connect((_, response) => {
    json(response, 401, error('INVALID_SESSION_ID'));
  });
  await expect(ask(org)).rejects.toThrow(FatalFailure);
  expect(server.seen.filter((at) => at === 'POST token')).toHaveLength(2);
});

test('Retry-After is obeyed', async () => {
  let asked = 0;
  const { org } = await connect((_, response) => {
    if (asked++ === 0) json(response, 503, error('SERVER_UNAVAILABLE'), { 'retry-after': '1' });
    else json(response, 200, page);
  });
  const startedAt = Date.now();
  await ask(org);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
});

test('a Retry-After that is longer than our patience is handed on at once', async () => {
  const { org } = await connect((_, response) => {
    json(response, 429, error('REQUEST_LIMIT_EXCEEDED'), { 'retry-after': '3600' });
  });
  const startedAt = Date.now();
  const failure: unknown = await ask(org).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(RetriableFailure);
  expect((failure as RetriableFailure).retryAfterMs).toBe(3_600_000);
  expect(Date.now() - startedAt).toBeLessThan(1_000);
});

test('a body cut in its middle and a body that ends early are both asked for again', async () => {
  let asked = 0;
  const { org } = await connect((_, response) => {
    asked++;
    if (asked === 1) {
      response.writeHead(200, { 'content-length': '500' }).write('{"totalSize":1,');
      setTimeout(() => response.destroy(), 20);
    } else if (asked === 2) response.end('{"totalSize":1,"rec');
    else json(response, 200, page);
  });
  await expect(ask(org)).resolves.toHaveLength(1);
  expect(asked).toBe(3);
});

test('an org that never answers ends in a failure that may be tried again', async () => {
  const { org } = await connect(() => undefined, { attempt: 100, request: 700 });
  const startedAt = Date.now();
  await expect(ask(org)).rejects.toThrow(RetriableFailure);
  expect(Date.now() - startedAt).toBeLessThan(2_000);
});

test('a body that drips for ever ends too', async () => {
  const { org } = await connect(
    (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(drip);
      });
    },
    { attempt: 200, request: 500 },
  );
  await expect(ask(org)).rejects.toThrow(RetriableFailure);
});

test('pages that repeat and pages that miss records are failures, not results', async () => {
  const next = '/services/data/v66.0/query/01g-2000';
  const { org } = await connect((_, response) => {
    json(response, 200, { totalSize: 4, done: false, nextRecordsUrl: next, records: [{ Id: '1' }] });
  });
  await expect(ask(org)).rejects.toThrow(/the pages repeat/);
  const short = await connect((_, response) => {
    json(response, 200, { ...page, totalSize: 2 });
  });
  await expect(ask(short.org)).rejects.toThrow(/1 of 2 records/);
});

test('an abort ends the wait at once with its own reason', async () => {
  const { org } = await connect(() => undefined, { attempt: 30_000, request: 30_000 });
  const stop = new AbortController();
  const asked = org.query('SELECT Id FROM Account', { doing: 'read', signal: stop.signal });
  setTimeout(() => {
    stop.abort(new Error('shutting down'));
  }, 50);
  await expect(asked).rejects.toThrow('shutting down');
});

test('a POST that was cut is not sent again, one that was turned away is', async () => {
  let asked = 0;
  const { org } = await connect((_, response) => {
    if (asked++ === 0) json(response, 429, error('REQUEST_LIMIT_EXCEEDED'));
    else response.destroy();
  });
  const post = org.rest({ method: 'POST', path: '/sobjects/Task', json: {}, doing: 'create a task' });
  await expect(post).rejects.toThrow(RetriableFailure);
  expect(asked).toBe(2);
});

test('calls, limit and clock come from the headers', async () => {
  const { org } = await connect((_, response) => {
    json(response, 200, page, { 'sforce-limit-info': 'api-usage=18/5000', date: 'Mon, 02 Mar 2026 17:00:00 GMT' });
  });
  await ask(org);
  expect(org.wire.usage).toEqual({ used: 18, limit: 5000, ours: 2 });
  expect(org.wire.clock).toBe(Date.UTC(2026, 2, 2, 17));
});

test('a key that is none and an address that is none are named before anything is sent', async () => {
  const { server } = await connect(() => undefined);
  const org = new OrgConnection({ ...server.config, privateKeyPem: 'nonsense' });
  await expect(ask(org)).rejects.toThrow(/SF_PRIVATE_KEY/);
  expect(() => new OrgConnection({ ...server.config, loginUrl: 'http://' })).toThrow(ConfigurationFailure);
  expect(server.seen).toEqual([]);
});

test('a refusal that quotes our session does not get it past the wire, and its end is not read', async () => {
  const { org } = await connect(({ token }, response) => {
    response.writeHead(400).end(`${token} refused, Authorization: Bearer ${token}${'.'.repeat(1_000_000)}`);
  });
  const failure: unknown = await org
    .raw({ method: 'GET', url: '/limits', doing: 'ask' }, () => Promise.resolve(''), 5000)
    .catch((problem: unknown) => problem);
  expect(failure).toBeInstanceOf(FatalFailure);
  expect(inspect(failure, { depth: 9 })).not.toContain('token-1');
  expect(inspect(failure)).toMatch(/the answer was not JSON \(655\d\d characters\)/);
});

test('an answer beyond 32 MB is a clear failure and is asked for once', async () => {
  const { server, org } = await connect(
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (response.write(Buffer.alloc(1024 * 1024, ' ')));
      };
      response.on('drain', more);
      more();
    },
    { attempt: 20_000, request: 30_000 },
  );
  await expect(ask(org)).rejects.toMatchObject({ code: 'SALESFORCE_TOO_LARGE' });
  expect(server.seen.filter((at) => !at.includes('token'))).toHaveLength(1);
});
