// The HTTP server by itself: what a sender that never finishes does to its end.
import { connect } from 'node:net';
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
