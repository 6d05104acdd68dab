import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveSmallOrg, type SmallOrg } from './small-org.ts';
import { createConsumer } from './sessions.ts';

let org: SmallOrg;
beforeAll(async () => {
  org = await serveSmallOrg(1, { sessionMs: 400 });
});
afterAll(() => org.close());

const seconds = () => Math.floor(Date.now() / 1000);

test('a right assertion opens a session on this very org', async () => {
  const answer = (await (await org.login(await org.sign())).json()) as Record<string, string>;
  expect(answer).toMatchObject({ token_type: 'Bearer', instance_url: org.url });
  expect(answer['access_token']).toMatch(/^00D\w{12}!/);
  const headers = { Authorization: `Bearer ${answer['access_token'] ?? ''}` };
  const identity: unknown = await (await fetch(answer['id'] ?? '', { headers })).json();
  expect(identity).toMatchObject({ username: org.org.integrationUser.username, organization_id: org.org.id });
});

test('the own address with or without slash and the two login hosts are right audiences, an expiry may be in milliseconds', async () => {
  for (const claims of [
    { aud: `${org.url}/` },
    { aud: 'https://login.salesforce.com' },
    { aud: 'https://test.salesforce.com/' },
    { exp: Date.now() + 300_000 },
  ]) {
    expect((await org.login(await org.sign(claims))).status).toBe(200);
  }
});

test('each wrong assertion is refused with the words of the platform', async () => {
  const stranger = await createConsumer();
  for (const [assertion, description] of [
    [await org.sign({ aud: 'https://elsewhere.example' }), 'audience is invalid'],
    [await org.sign({ sub: 'nobody@example.com' }), "user hasn't approved this consumer"],
    [await org.sign({ exp: seconds() - 1 }), 'expired'],
    [await org.sign({ exp: Date.now() - 1000 }), 'expired'],
    [await org.sign({}, stranger.privateKey), 'invalid assertion'],
    [await org.sign({ iss: stranger.consumerKey }), 'client identifier invalid'],
    ['no.jwt', 'invalid assertion'],
  ] as const) {
    const answer = await org.login(assertion);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as Record<string, string>)['error_description']).toContain(description);
  }
});

test('a session ends after its time, and an unknown one never was', async () => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const expired = await org.send('GET', '/limits');
  expect(expired.status).toBe(401);
  expect(await expired.json()).toEqual([{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
  expect((await org.send('GET', '/limits', undefined, { Authorization: 'Bearer 00D!x' })).status).toBe(401);
});
