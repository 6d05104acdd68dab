// Builder for the tests of this folder: a served org with as many accounts as asked for, and a session. Tests only.
import { join } from 'node:path';
import { SignJWT, importPKCS8 } from 'jose';
import { openOrg, type Org, type Row } from '../org.ts';
import { serveOrg, type ServedOrg, type ServeOptions } from './server.ts';

export interface SmallOrg extends ServedOrg {
  readonly org: Org;
  /** Sends a request with a session; the path starts at /services/data/v66.0 unless it starts with /services. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The parsed body of a request that must succeed. */
  read<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** A signed assertion; claims given replace the right ones. */
  sign(claims?: Record<string, unknown>, key?: string): Promise<string>;
  login(assertion: string): Promise<Response>;
}

export const accountId = (index: number) => `001000000${String(index).padStart(6, '0')}AAA`;

export async function serveSmallOrg(accounts: number, options: Partial<ServeOptions> = {}): Promise<SmallOrg> {
  const rows: Record<string, Row[]> = {
    Account: Array.from({ length: accounts }, (_, index) => ({
      Id: accountId(index),
      Name: `Account ${index}`,
      CreatedDate: '2025-01-02T03:04:05.000+0000',
    })),
  };
  const org = await openOrg({
    metadata: join(import.meta.dirname, '../../../../force-app/main/default'),
    world: {
      org: { id: '00D000000000001EAA', timeZone: 'America/New_York', today: '2026-03-02' },
      objects: () => Object.keys(rows),
      // eslint-disable-next-line @typescript-eslint/require-await -- the rows are at hand, a world's are not
      rows: async function* (name) {
        yield* rows[name] ?? [];
      },
    },
  });
  const served = await serveOrg({ org, port: 0, jobStepMs: 5, ...options });
  const sign = async (claims: Record<string, unknown> = {}, key = served.privateKey) =>
    new SignJWT({
      iss: served.consumerKey,
      sub: org.integrationUser.username,
      aud: served.url,
      exp: Math.floor(Date.now() / 1000) + 180,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(await importPKCS8(key, 'RS256'));
  const login = (assertion: string) =>
    fetch(`${served.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
    });
  const { access_token: token } = (await (await login(await sign())).json()) as { access_token: string };
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(served.url + (path.startsWith('/services') ? path : `/services/data/v66.0${path}`), {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(typeof body === 'string' ? { 'Content-Type': 'text/csv' } : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return {
    ...served,
    org,
    sign,
    login,
    send,
    read: async <T>(method: string, path: string, body?: unknown) => {
      const response = await send(method, path, body);
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    close: async () => {
      await served.close();
      org.close();
    },
  };
}

/** Polls a job until it has ended. */
export async function endOf(org: SmallOrg, path: string): Promise<Record<string, unknown>> {
  for (;;) {
    const job = await org.read('GET', path);
    if (['JobComplete', 'Failed', 'Aborted'].includes(String(job['state']))) return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
