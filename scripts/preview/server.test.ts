// What the preview hands out and what it keeps. What its pages show is tested in a browser, in testing/.
import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveSmallOrg, type SmallOrg } from '../stand-ins/salesforce-org/http/small-org.ts';
import { Org } from './org.ts';
import { previewServer } from './server.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const bundle = { version: 'v1', files: new Map([['main.js', Buffer.from('1')]]) };
const DATA = '/services/data/v66.0';

let served: SmallOrg;
let ask: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
let stop: () => void;

async function open(url: string): Promise<void> {
  const server = previewServer(new Org(url), bundle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  stop = () => {
    server.close();
    server.closeAllConnections();
  };
  // Not fetch: it tidies paths before it sends them.
  ask = async (path, headers = {}, method = 'GET') => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
  };
}

beforeAll(async () => {
  served = await serveSmallOrg(3);
  await open(served.url);
});
afterAll(async () => {
  stop();
  await served.close();
});

const aViewer = async (): Promise<string> => (await new Org(served.url).viewers())[0]?.userId ?? '';

test('a page holds who looks, and no token', async () => {
  const { status, body } = await ask('/lightning/page/home?viewer=manager');
  expect(status).toBe(200);
  expect(body).toContain('"role":"manager"');
  expect(body).not.toMatch(/accessToken|00D\w{12}!/);
});

test('the data API is handed on as the viewer; nothing else of the org is, however the path is written', async () => {
  const viewer = { 'x-preview-viewer': await aViewer() };
  const query = await ask(`${DATA}/query?q=SELECT+Id+FROM+Account`, viewer);
  expect([query.status, query.headers['x-org-status']]).toEqual([200, '200']);
  expect(JSON.parse(query.body)).toMatchObject({ totalSize: 3 });
  expect((await ask(`${DATA}/query?q=SELECT+Id+FROM+Account`)).status).toBe(403);
  for (const path of [
    '/__control/viewers',
    `${DATA}/jobs/query`,
    `${DATA}/sobjects/../../../../__control/viewers`,
    `${DATA}/sobjects/%2e%2e/%2e%2e/%2e%2e/%2e%2e/__control/viewers`,
    '/services/oauth2/token',
  ])
    expect((await ask(path, viewer)).status, path).toBe(404);
  const encoded = await ask(`${DATA}/sobjects/..%2f..%2f..%2f..%2f__control/viewers`, viewer);
  expect(encoded.headers['x-org-status']).toBe('404');
});

test.each([
  '/assets/v1/../../package.json',
  '/assets/icons/../../../package.json',
  '/assets/v0/main.js',
  '/nope',
  '//',
])('there is nothing at %s', async (path) => {
  expect((await ask(path)).status).toBe(404);
});

test('nobody gets in under another name of this machine', async () => {
  expect((await ask('/', { host: 'elsewhere.example' })).status).toBe(403);
  expect((await ask('/', { host: 'localhost:1234' })).status).toBe(200);
});

test('an org that is away is said so, on a page and to a component, and everything goes on when it is back', async () => {
  const viewer = { 'x-preview-viewer': await aViewer() };
  const describe = async () => (await ask(`${DATA}/sobjects/Account/describe`, viewer)).headers['x-org-status'];
  expect(await describe()).toBe('200');
  const port = Number(new URL(served.url).port);
  await served.close();
  const away = await ask('/');
  expect([away.status, away.body.includes('does not answer. Is it still running?')]).toEqual([502, true]);
  const data = await ask(`${DATA}/graphql`, viewer, 'POST');
  expect([data.status, JSON.parse(data.body)]).toMatchObject([502, [{ errorCode: 'PREVIEW' }]]);
  served = await serveSmallOrg(3, { port });
  // Its sessions are gone with it.
  expect(await describe()).toBe('200');
  expect((await ask('/')).status).toBe(200);
});
