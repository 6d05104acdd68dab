// Who gets past a token, and what the others are told.
import { expect, test } from 'vitest';
import type { HttpRequest } from './http-server.ts';
import { guarded } from './token-guard.ts';

const TOKEN = 'a token: with a colon';
const GUARD = { token: TOKEN, setting: 'QUEUES_TOKEN', realm: 'Queues' };
const inside = () => Promise.resolve({ status: 200, body: 'inside' });
const asking = (authorization?: string): HttpRequest => ({
  ...{ target: '/queues', body: Buffer.alloc(0) },
  headers: authorization === undefined ? {} : { authorization },
});
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

test.each([basic(`anybody:${TOKEN}`), basic(`:${TOKEN}`)])('the token as a password is let in: %s', async (given) => {
  expect((await guarded(GUARD, inside)(asking(given))).status).toBe(200);
});

test('the token as a bearer token is let in, whatever the case of the scheme', async () => {
  const guard = { ...GUARD, token: 'a-token-of-16-chars' };
  for (const scheme of ['Bearer', 'bearer'])
    expect((await guarded(guard, inside)(asking(`${scheme} a-token-of-16-chars`))).status).toBe(200);
});

test.each([
  undefined,
  '',
  'Basic',
  basic('anybody'),
  basic(TOKEN),
  basic(`${TOKEN}:anybody`),
  basic('anybody:'),
  basic(`anybody:${TOKEN} `),
  'Bearer',
  'Bearer another',
  `Digest ${TOKEN}`,
])('%s is turned away, and a browser asks for the password', async (given) => {
  const answer = await guarded(GUARD, inside)(asking(given));
  expect(answer.status).toBe(401);
  expect(answer.headers?.['WWW-Authenticate']).toBe('Basic realm="Queues", charset="UTF-8"');
  expect(JSON.stringify(answer)).not.toContain(TOKEN);
});

test('without a token nobody is let in, and the answer names the setting', async () => {
  const answer = await guarded({ ...GUARD, token: null }, inside)(asking(basic('anybody:')));
  expect(answer.status).toBe(503);
  expect(JSON.stringify(answer.body)).toContain('QUEUES_TOKEN');
});
