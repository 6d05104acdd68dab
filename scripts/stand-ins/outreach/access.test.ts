// Who may read: bearers, refresh tokens, server-to-server, scopes, media type, limits, and the clock in the headers.
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { resource, TryOutreach, waitOf, type Body } from './try-outreach.ts';

const world = [resource('user', 7), resource('call', 1), resource('callDisposition', 1), resource('prospect', 1)];
const errorOf = async (response: Response) => ((await response.json()) as Body).errors?.[0];

interface Minted {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly [member: string]: unknown;
}
const minted = async (response: Response) => {
  expect(response.status).toBe(200);
  return (await response.json()) as Minted;
};

test('a refresh gives a bearer for two hours and a new refresh token', async () => {
  const it = await TryOutreach.start(world);
  const body = await minted(await it.token({}));
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 7200 });
  expect(body['scope']).toContain('mailings.read');
  expect(Math.abs(Number(body['created_at']) - Date.now() / 1000)).toBeLessThan(5);
  expect(body.refresh_token).not.toBe(it.outreach.environment['OUTREACH_REFRESH_TOKEN']);
  expect((await it.request('users', { Authorization: `Bearer ${body.access_token}` })).status).toBe(200);
});

test('a second mint within a minute is one too many', async () => {
  const it = await TryOutreach.start(world);
  const { refresh_token } = await minted(await it.token({}));
  const second = await it.token({ refresh_token });
  expect(second.status).toBe(429);
  const wait = waitOf(second);
  expect(wait).toBeGreaterThan(55);
  expect(wait).toBeLessThan(62);
});

test('the old refresh token is good for one more use, in the other modes for none or for ever', async () => {
  const rotating = await TryOutreach.start(world, { tokens: { mintSeconds: 0 } });
  await minted(await rotating.token({}));
  const { refresh_token } = await minted(await rotating.token({}));
  const third = await rotating.token({});
  expect(third.status).toBe(400);
  expect(await third.json()).toMatchObject({ error: 'invalid_grant' });
  await minted(await rotating.token({ refresh_token }));

  const single = await TryOutreach.start(world, { tokens: { mintSeconds: 0, refresh: 'single' } });
  await minted(await single.token({}));
  expect((await single.token({})).status).toBe(400);

  const reusable = await TryOutreach.start(world, { tokens: { mintSeconds: 0, refresh: 'reusable' } });
  for (let use = 0; use < 5; use++) await minted(await reusable.token({}));
});

test('wrong credentials are refused with the words of OAuth', async () => {
  const it = await TryOutreach.start(world);
  const wrong = await it.token({ refresh_token: 'unknown' });
  expect([wrong.status, ((await wrong.json()) as { error: string }).error]).toEqual([400, 'invalid_grant']);
  expect((await it.token({ client_secret: 'x' })).status).toBe(401);
  expect((await it.token({ grant_type: 'password' })).status).toBe(400);
  // None of these was a mint.
  await minted(await it.token({}));
});

test('without a good bearer the answer is 401 in plain text', async () => {
  const it = await TryOutreach.start(world, { tokens: { bearerSeconds: 0 } });
  for (const Authorization of [null, 'Bearer nonsense', `Bearer ${it.outreach.developmentBearer}`]) {
    const response = await it.request('users', { Authorization });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toBe('Invalid access token');
  }
});

test('the media type is required on every request, unless switched off for GET', async () => {
  const it = await TryOutreach.start(world);
  const response = await it.request('users', { 'Content-Type': null });
  expect(response.status).toBe(415);
  expect(await errorOf(response)).toMatchObject({ id: 'unsupportedMediaType' });
  const lax = await TryOutreach.start(world, { mediaTypeOnGet: false });
  expect((await lax.request('users', { 'Content-Type': null })).status).toBe(200);
});

test('a missing scope is named, and nothing can be written', async () => {
  const it = await TryOutreach.start(world, { tokens: { scopes: ['users.read', 'calls.all'] } });
  expect((await it.request('users')).status).toBe(200);
  expect((await it.request('calls')).status).toBe(200);
  const missing = await it.request('prospects/1');
  expect(missing.status).toBe(403);
  expect(await errorOf(missing)).toEqual({
    id: 'unauthorizedOauthScope',
    title: 'Unauthorized OAuth Scope',
    detail: `Your authorization does not include the required scope 'prospects.read'.`,
  });
  expect(await errorOf(await it.request('users', {}, 'POST'))).toMatchObject({ id: 'unauthorizedOauthScope' });
});

test('an application reads by server-to-server, but only what is on its list', async () => {
  const it = await TryOutreach.start(world);
  const { guid, privateKey, installId, setupToken } = it.outreach.serverToServer;
  const sign = (issuer: string, lifetime = '1h') =>
    new SignJWT({})
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .setIssuer(issuer)
      .sign(createPrivateKey(privateKey));
  const act = async (which: string, action: string, token: string) =>
    fetch(`${it.outreach.url}/api/app/installs/${which}/actions/${action}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
    });
  const appToken = await sign(guid);
  const setUp = await act(setupToken ?? '', 'setupToken', appToken);
  expect(((await setUp.json()) as { data: { id: string } }).data.id).toBe(installId);
  expect((await act(setupToken ?? '', 'setupToken', appToken)).status).toBe(404);

  const response = await act(installId, 'accessToken', appToken);
  expect(response.status).toBe(200);
  const { data } = (await response.json()) as { data: { meta: { accessToken: string } } };
  const Authorization = `Bearer ${data.meta.accessToken}`;
  expect((await it.request('calls', { Authorization })).status).toBe(200);
  const outside = await it.request('callDispositions', { Authorization });
  expect(outside.status).toBe(403);
  expect(await errorOf(outside)).toMatchObject({ id: 'unauthorizedRequest' });

  expect((await act(installId, 'accessToken', await sign('someone else'))).status).toBe(401);
  expect((await act(installId, 'accessToken', await sign(guid, '2h'))).status).toBe(401);
  expect((await act(installId, 'accessToken', 'nonsense')).status).toBe(401);
  expect((await act('unknown', 'accessToken', appToken)).status).toBe(404);
});

test('every answer tells the rate limit; one request too many is refused until the hour is over', async () => {
  const it = await TryOutreach.start(world, { rateLimit: 2 });
  const first = await it.request('users');
  expect(first.headers.get('x-ratelimit-limit')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  await it.request('users');
  const third = await it.request('users');
  expect(third.status).toBe(429);
  expect(third.headers.get('retry-after')).toBe(third.headers.get('x-ratelimit-reset'));
  expect(waitOf(third)).toBeGreaterThan(3590);
  expect((await errorOf(third))?.detail).toMatch(/permitted rate limit of 2; please try again at \d{4}-/);
  const odd = await TryOutreach.start(world, { twoValueRateLimit: true });
  expect((await odd.request('users')).headers.get('x-ratelimit-remaining')).toBe('9999, 19999');
});

test('the Date header is the clock of the org, which the control interface moves', async () => {
  const it = await TryOutreach.start(world);
  const date = async () => new Date((await it.request('users')).headers.get('date') ?? '').toISOString().slice(0, 10);
  expect(await date()).toBe('2026-03-02');
  await it.control('today', { date: '2026-03-09' });
  expect(await date()).toBe('2026-03-09');
});

test('what a client needs to log in is single lines', async () => {
  const it = await TryOutreach.start(world);
  const names = ['OUTREACH_URL', 'OUTREACH_CLIENT_ID', 'OUTREACH_CLIENT_SECRET', 'OUTREACH_REFRESH_TOKEN'];
  expect(Object.keys(it.outreach.environment)).toEqual(names);
  for (const value of Object.values(it.outreach.environment)) expect(value).toMatch(/^\S+$/);
});
