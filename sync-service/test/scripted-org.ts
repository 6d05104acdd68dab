// A server that signs anybody in and answers the rest as a test says, to reach what the stand-in org cannot be ordered
// to do. Real HTTP on a free port of 127.0.0.1.
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../src/run/log.ts';
import type { SalesforceConfig, Timeouts } from '../src/salesforce/config.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const PRIVATE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' });

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** `at` is method and path below the API version, such as `GET /query`; `body` what was sent. */
export type Script = (
  request: { readonly at: string; readonly query: URLSearchParams; readonly body: string; readonly token: string },
  response: ServerResponse,
) => void;

export interface ScriptedOrg {
  readonly config: SalesforceConfig;
  /** `at` of every request so far, sign-ins as `POST token`. */
  readonly seen: string[];
  close(): Promise<void>;
}

/** Tokens are `token-1`, `token-2` … in the order of the sign-ins. */
export async function scriptedOrg(script: Script, timeouts: Partial<Timeouts> = {}): Promise<ScriptedOrg> {
  const seen: string[] = [];
  let signIns = 0;
  let url = '';
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', url);
      response.setHeader('content-type', 'application/json;charset=UTF-8');
      if (pathname === '/services/oauth2/token') {
        seen.push('POST token');
        signIns++;
        const answer = { access_token: `token-${signIns}`, instance_url: url, id: `${url}/id/00D1/0051` };
        response.end(JSON.stringify(answer));
        return;
      }
      const at = `${request.method ?? ''} ${pathname.replace('/services/data/v66.0', '')}`;
      seen.push(at);
      const token = (request.headers.authorization ?? '').replace('Bearer ', '');
      script({ at, query: searchParams, body, token }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    seen,
    config: {
      username: 'somebody@example.com',
      consumerKey: 'key',
      privateKeyPem: PRIVATE_KEY.toString(),
      loginUrl: url,
      log: SILENT,
      pollMs: 5,
      timeouts: { attempt: 500, request: 4_000, page: 4_000, stuckJob: 300, ...timeouts },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
