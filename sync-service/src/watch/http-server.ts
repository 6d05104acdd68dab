// The HTTP server of the long-running process: finds the route, reads a body of bounded size, sends the answer.
// What a route does is not known here.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationFailure } from '../run/failures.ts';
import type { Log } from '../run/log.ts';

export interface HttpRequest {
  /** Path and query. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: IncomingHttpHeaders;
  /** As it came, byte for byte; empty for GET. */
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  /** Bytes or text as they are, of the type that the headers name; an object as JSON. */
  readonly body: object | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

/** By method and path, such as `GET /health`; `GET /queues/*` is `/queues` and everything below it. */
export type HttpRoutes = Readonly<Record<string, HttpHandler>>;

export interface HttpServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes no further request; those under way are answered, unless their senders take too long. */
  close(): Promise<void>;
}

/** Webhooks and probes are small; what is larger is no friend. */
const MOST_BODY_BYTES = 256 * 1024;
/** A request that is not here by then is cut off, so that slow senders cannot use up connections. */
const REQUEST_MS = 5000;
/** Longer than an answer takes; the workers need the rest of the time that a process has to stop. */
const CLOSE_MS = 3000;

/** Listens at once. An address that is taken or unknown is a ConfigurationFailure that names the setting. */
export async function startHttp(
  { host, port, log }: { readonly host: string; readonly port: number; readonly log: Log },
  routes: HttpRoutes,
  closeMs = CLOSE_MS,
): Promise<HttpServer> {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, (request, response) => {
    answer(routes, request)
      .catch((error: unknown): HttpAnswer => {
        log.error('http.failed', { path: pathOf(request), message: String(error) });
        return { status: 500, body: { error: 'This is a bug in the service; its log says more.' } };
      })
      .then((found) => send(response, found))
      .catch((error: unknown) => log.warn('http.unanswered', { path: pathOf(request), message: String(error) }));
  });
  await listen(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        // A closing server no longer looks for slow senders, and one of them would keep the process from stopping.
        const late = setTimeout(() => server.closeAllConnections(), closeMs);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function answer(routes: HttpRoutes, request: IncomingMessage): Promise<HttpAnswer> {
  const path = pathOf(request);
  const method = request.method ?? 'GET';
  const here = Object.keys(routes).filter((name) => isAt(name.split(' ')[1] ?? '', path));
  const route = routes[here.find((name) => name.startsWith(`${method} `)) ?? ''];
  if (route) {
    const body = await bodyOf(request);
    return body === null
      ? { status: 413, body: { error: `A body may have ${MOST_BODY_BYTES} bytes.` } }
      : route({ target: request.url ?? '/', headers: request.headers, body });
  }
  if (here.length === 0) return { status: 404, body: { error: `There is no ${path} here.` } };
  const methods = here.map((name) => name.split(' ')[0]).join(', ');
  return { status: 405, headers: { Allow: methods }, body: { error: `${path} takes ${methods}.` } };
}

function isAt(place: string, path: string): boolean {
  if (!place.endsWith('/*')) return place === path;
  const top = place.slice(0, -2);
  return path === top || path.startsWith(`${top}/`);
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/** Null when it is too large; the rest of it is not read. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What is answered is of this moment, and of the type that it says. */
const EVERY_ANSWER = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

function send(response: ServerResponse, { status, body, headers }: HttpAnswer): void {
  const isReady = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = Buffer.from(isReady ? body : `${JSON.stringify(body)}\n`);
  const type = isReady ? {} : { 'Content-Type': 'application/json' };
  // What was not read would be taken for the next request on this connection.
  const ending = status === 413 ? { Connection: 'close' } : {};
  response.writeHead(status, { ...EVERY_ANSWER, ...type, ...headers, 'Content-Length': bytes.length, ...ending });
  response.end(bytes);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isPort = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      const problem = isPort
        ? {
            where: 'HTTP_PORT',
            message: `port ${port} cannot be taken on ${host} (${error.code})`,
            fix: 'Set HTTP_PORT to a free port.',
          }
        : {
            where: 'HTTP_HOST',
            message: `${host} is no address of this machine (${error.code})`,
            fix: 'Set HTTP_HOST to 127.0.0.1, or to an address of this machine.',
          };
      reject(new ConfigurationFailure([problem], { code: 'HTTP_UNAVAILABLE', cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
