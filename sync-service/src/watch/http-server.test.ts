// The HTTP server by itself: how it finds a route, what it answers, where it listens, and what a sender that never finishes
// does to its end.
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { startHttp } from './http-server.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('a request that is never finished does not keep the server from closing', async () => {
  const server = await startHttp(
    { host: '127.0.0.1', port: 0, log: quiet },
    { 'POST /webhooks/outreach': () => Promise.resolve({ status: 202, body: {} }) },
    100,
  );
  const sender = connect(Number(new URL(server.url).port), '127.0.0.1');
  const ended = new Promise((resolve) => sender.on('close', resolve).on('error', resolve));
  sender.write('POST /webhooks/outreach HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await server.close();
  await ended;
  expect(sender.destroyed).toBe(true);
});

test('a route is found by method and path or by the path above it, and answers text as it is', async () => {
  const below = ({ target }: { target: string }) =>
    Promise.resolve({ status: 200, body: target, headers: { 'Content-Type': 'text/plain' } });
  const server = await startHttp({ host: '127.0.0.1', port: 0, log: quiet }, { 'GET /below/*': below });
  const ask = async (path: string, method = 'GET') => {
    const answer = await fetch(server.url + path, { method });
    return [answer.status, answer.headers.get('content-type'), (await answer.text()).trim()];
  };
  expect(await ask('/below')).toEqual([200, 'text/plain', '/below']);
  expect(await ask('/below/deep?page=1')).toEqual([200, 'text/plain', '/below/deep?page=1']);
  expect(await ask('/below/deep', 'PUT')).toEqual([405, 'application/json', '{"error":"/below/deep takes GET."}']);
  expect(await ask('/belowground')).toEqual([404, 'application/json', '{"error":"There is no /belowground here."}']);
  await server.close();
});

test('on 127.0.0.1 it is not to be reached from elsewhere', async ({ skip }) => {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outer = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  if (outer === undefined) skip('this machine has no other address');
  const server = await startHttp({ host: '127.0.0.1', port: 0, log: quiet }, {});
  const reached = await new Promise((resolve) => {
    const socket = connect({ host: outer ?? '', port: Number(new URL(server.url).port), timeout: 2000 });
    for (const end of ['connect', 'error', 'timeout']) socket.on(end, () => resolve(end));
    socket.on('connect', () => socket.destroy());
  });
  expect(reached).not.toBe('connect');
  await server.close();
});
