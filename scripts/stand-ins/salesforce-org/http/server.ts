// The stand-in org's HTTP server: from a request through session, faults and routes to an answer and a line in the log.
// The org itself is ../org.ts; damage on the wire is ../../control/answer.ts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendAnswer } from '../../control/answer.ts';
import { Faults, wireKinds, type Fault } from '../../control/faults.ts';
import { RequestLog } from '../../control/requests.ts';
import { handleControl } from '../../control/routes.ts';
import type { Org } from '../org.ts';
import { apiDisabled, ApiError, errorReply, notFound, sessionExpired } from './api-error.ts';
import { BulkQueryRoutes } from './bulk-query-routes.ts';
import { readBytes, readJson, type Call } from './call.ts';
import { DeployRoutes } from './deploy-routes.ts';
import { identityReply, tokenReply } from './identity.ts';
import { IngestRoutes } from './ingest-routes.ts';
import { ApiUsage } from './limit-routes.ts';
import { orderedReply, takeFault } from './ordered-faults.ts';
import { Notifications } from './notification-routes.ts';
import { QueryRoutes } from './query-routes.ts';
import { Routes } from './routes.ts';
import { createConsumer, Sessions } from './sessions.ts';
import { metadataSoap } from './metadata-soap.ts';
import { json, type Reply } from './reply.ts';
import { actionControl } from './action-control.ts';
import { viewerControl } from './viewer-control.ts';

export interface ServeOptions {
  readonly org: Org;
  /** 0 = any free port. */
  readonly port: number;
  /** Rows a Bulk result page; default 100 000. */
  readonly bulkPageSize?: number;
  /** Daily API requests; default as the engine says. */
  readonly apiLimit?: number;
  /** Life of a session in milliseconds; default two hours. */
  readonly sessionMs?: number;
  /** Milliseconds a Bulk job spends in each waiting state; default 25. */
  readonly jobStepMs?: number;
}

export interface ServedOrg {
  /** http://127.0.0.1:PORT, without a slash at the end. */
  readonly url: string;
  readonly consumerKey: string;
  /** PKCS #8 PEM of the key that the connected app trusts. */
  readonly privateKey: string;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Ends open connections too; the org stays open, its owner closes it. */
  close(): Promise<void>;
}

/** Documented bound of request line and headers together. */
const MOST_HEADER_BYTES = 16_384;
const OLDEST_VERSION = 51;
const NEWEST_VERSION = 68;

/** Serves an open org on 127.0.0.1. @throws when the port is taken. */
export async function serveOrg(options: ServeOptions): Promise<ServedOrg> {
  const { org, jobStepMs = 25 } = options;
  const consumer = await createConsumer();
  const faults = new Faults();
  const requests = new RequestLog();
  const sessions = new Sessions(org, consumer, options.sessionMs);
  const usage = new ApiUsage(org.limits, options.apiLimit);
  const queries = new QueryRoutes();
  const bulk = new BulkQueryRoutes(org, { pageSize: options.bulkPageSize ?? 100_000, stepMs: jobStepMs });
  const ingest = new IngestRoutes(org, faults, jobStepMs);
  const notifications = new Notifications(org);
  const routes = new Routes({ queries, bulk, ingest, usage, notifications, deploys: new DeployRoutes() });
  const controlled = {
    faults,
    requests,
    putRows: (object: string, rows: readonly Record<string, unknown>[]) => {
      org.putRows(object, rows);
      return rows.length;
    },
    setToday: (date: string) => org.clock.setToday(date),
    own: { ...viewerControl(org, sessions), ...actionControl(org), ...notifications.control },
  };
  let url = '';

  /** What needs no session of the data API; null for everything else. */
  function atTheDoor(
    request: IncomingMessage,
    path: string,
  ): { name: string; reply: () => Reply | Promise<Reply> } | null {
    if (path === '/services/oauth2/token') {
      return { name: 'token', reply: () => tokenReply(org, sessions, request, url) };
    }
    if (path === '/services/oauth2/userinfo' || path.startsWith('/id/')) {
      return { name: 'userinfo', reply: () => identityReply(org, sessions, request, url) };
    }
    if (/^\/services\/Soap\/m\/\d\d\.0(\/|$)/.test(path)) {
      return { name: 'metadata', reply: () => metadataSoap(org, sessions, request) };
    }
    return /^\/services\/data\/?$/.test(path) ? { name: 'versions', reply: () => json(200, versions) } : null;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const [rawPath = '', search = ''] = (request.url ?? '').split(/\?(.*)/s);
    const path = rawPath.replace(/\/{2,}/g, '/');
    response.setHeader('Date', org.clock.now().toUTCString());
    let fault: Fault | undefined;
    let reply: Reply;
    try {
      const door = atTheDoor(request, path);
      if (door) {
        fault = faults.take([door.name], wireKinds);
        reply = orderedReply(fault, door.name === 'token') ?? (await door.reply());
      } else {
        const [, version = '', rest = ''] = /^\/services\/data\/v(\d\d\.0)(\/.*)?$/.exec(path) ?? [];
        if (Number(version) < OLDEST_VERSION || Number(version) > NEWEST_VERSION) throw notFound();
        if (headerBytes(request) > MOST_HEADER_BYTES) throw new ApiError(414, 'UNKNOWN_EXCEPTION', 'URI Too Long');
        const { authorization } = request.headers;
        const userId = sessions.userOf(authorization);
        if (userId === null) throw sessionExpired();
        const viewer = org.viewer(userId);
        if (!viewer.allows('ApiEnabled')) throw apiDisabled();
        usage.count();
        response.setHeader('Sforce-Limit-Info', usage.header);
        const { names, params, handler } = routes.find(method, rest);
        fault = takeFault(faults, names);
        if (fault?.kind === 'expire') sessions.forget(authorization);
        const call: Call = {
          org,
          faults,
          viewer,
          method,
          version,
          base: `/services/data/v${version}`,
          params,
          query: new URLSearchParams(search),
          headers: request.headers,
          bytes: (most) => readBytes(request, most),
          json: () => readJson(request),
        };
        reply = orderedReply(fault, false) ?? (await handler(call));
      }
    } catch (error) {
      reply = errorReply(error);
    }
    requests.record({ method, path, status: reply.status, object: reply.object ?? null, rows: reply.rows ?? 0 });
    // A body that nobody read would block the connection's next request.
    request.resume();
    await sendAnswer(response, reply, fault);
  }

  // Node's own header limit is the platform's; ours must be reached first to be answered as the platform does. Node closes
  // idle connections after five seconds, just when a client may be about to use one again; servers in the field wait longer.
  const patience = { maxHeaderSize: 4 * MOST_HEADER_BYTES, keepAliveTimeout: 65_000 };
  const server = createServer(patience, (request, response) => {
    handleControl(controlled, request, response)
      .then((done) => (done ? undefined : answer(request, response)))
      .catch((error: unknown) => {
        process.stderr.write(`stand-in org: ${request.method ?? ''} ${request.url ?? ''}: ${String(error)}\n`);
        response.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    ...consumer,
    faults,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          bulk.close();
          ingest.close();
          queries.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const versions = Array.from({ length: NEWEST_VERSION - OLDEST_VERSION + 1 }, (_, index) => {
  const version = `${OLDEST_VERSION + index}.0`;
  return { label: `Version ${version}`, url: `/services/data/v${version}`, version };
});

const headerBytes = ({ method = '', url = '', rawHeaders }: IncomingMessage) =>
  rawHeaders.reduce((sum, text) => sum + text.length + 2, `${method} ${url} HTTP/1.1\r\n`.length);
