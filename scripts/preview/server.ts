// The HTTP side of the preview: pages, assets, and the org's data API handed on as the viewer. Its control interface is not.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import type { Bundle } from './bundle.ts';
import { ICONS } from './packages.ts';
import { OrgProblem, type Org } from './org.ts';
import { page, problemPage } from './page.ts';
import { CHOICES, contextFor, type Choices } from './viewing.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};
/** What components and shell ask of the org; nothing else is handed on. */
const DATA_API = /^\/services\/data\/v\d+\.\d\/(graphql|query|ui-api\/.+|sobjects\/.+)$/;
/** The org's own status of an answer; the page reads it. */
const STATUS = 'x-org-status';
const HERE = 'http://preview';
const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const REMEMBERED = 'touchpoint-preview';
const HTML = 'text/html; charset=utf-8';

export function previewServer(org: Org, bundle: Bundle): Server {
  return createServer((request, response) => {
    answer(request, response, org, bundle).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const message = error instanceof Error ? error.message : String(error);
      const known = error instanceof OrgProblem;
      if (isData(request)) send(response, 502, 'application/json', JSON.stringify([{ message, errorCode: 'PREVIEW' }]));
      else send(response, known ? 502 : 500, HTML, problemPage(message));
    });
  });
}

const isData = (request: IncomingMessage): boolean => request.url?.startsWith('/services/') === true;

async function answer(request: IncomingMessage, response: ServerResponse, org: Org, bundle: Bundle): Promise<void> {
  // A page from elsewhere must not get here under a name that it made lead to this machine.
  if (!LOCAL.test(request.headers.host ?? '')) {
    send(response, 403, HTML, problemPage('The preview is for this machine only: open it at http://127.0.0.1.'));
    return;
  }
  const address = request.url ?? '/';
  if (!URL.canParse(address, HERE)) {
    notFound(response, address);
    return;
  }
  const url = new URL(address, HERE);
  const [, kind, version, ...rest] = url.pathname.split('/');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (DATA_API.test(url.pathname)) await handOn(request, response, org, url);
  else if (reads && (url.pathname === '/' || kind === 'lightning')) await showPage(request, response, org, url, bundle);
  else if (reads && kind === 'assets' && version === bundle.version)
    sendAsset(request, response, bundle, rest.join('/'));
  else if (reads && kind === 'assets' && version === 'icons') sendIcons(response, rest.join('/'));
  else notFound(response, url.pathname);
}

async function showPage(
  request: IncomingMessage,
  response: ServerResponse,
  org: Org,
  url: URL,
  bundle: Bundle,
): Promise<void> {
  const choices: Choices = { ...remembered(request), ...chosenIn(url.searchParams) };
  const context = await contextFor(org, choices);
  const cookie = `${REMEMBERED}=${new URLSearchParams(choices).toString()}; Path=/; HttpOnly; SameSite=Strict`;
  response.setHeader('set-cookie', cookie);
  response.setHeader('cache-control', 'no-store');
  send(response, 200, HTML, page(context, bundle.version));
}

function chosenIn(query: URLSearchParams): Choices {
  return Object.fromEntries(
    CHOICES.flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function remembered(request: IncomingMessage): Choices {
  const [, value = ''] = new RegExp(`${REMEMBERED}=([^;]*)`).exec(request.headers.cookie ?? '') ?? [];
  return chosenIn(new URLSearchParams(value));
}

async function handOn(request: IncomingMessage, response: ServerResponse, org: Org, url: URL): Promise<void> {
  const viewer = request.headers['x-preview-viewer'];
  if (typeof viewer !== 'string') {
    const message = 'Only pages of the preview ask here: the header x-preview-viewer is missing.';
    send(response, 403, 'application/json', JSON.stringify([{ message, errorCode: 'PREVIEW' }]));
    return;
  }
  const method = request.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: await bodyOf(request) };
  const answered = await org.asViewer(viewer, `${url.pathname}${url.search}`, { method, ...body });
  const content = Buffer.from(await answered.arrayBuffer());
  const type = answered.headers.get('content-type');
  // Lightning asks for data through requests that are always answered with 200, a refusal being inside. Handed on as they
  // are, a browser would report what a component asked for and handles as an error of the page.
  response.setHeader(STATUS, answered.status);
  response.writeHead(200, {
    ...(type === null ? {} : { 'content-type': type }),
    'cache-control': 'no-store',
  });
  response.end(content);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The address of a bundle changes with its content, so a browser need never ask again. */
function sendAsset(request: IncomingMessage, response: ServerResponse, { files }: Bundle, name: string): void {
  const gzipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const content = files.get(gzipped ? `${name}.gz` : name);
  const type = TYPES[extname(name)];
  if (content === undefined || type === undefined) {
    notFound(response, request.url ?? '/');
    return;
  }
  response.setHeader('cache-control', 'public, max-age=31536000, immutable');
  if (gzipped) response.setHeader('content-encoding', 'gzip');
  send(response, 200, type, content);
}

function sendIcons(response: ServerResponse, path: string): void {
  const file = join(ICONS, normalize(`/${path}`));
  if (extname(file) === '.svg' && existsSync(file)) send(response, 200, 'image/svg+xml', readFileSync(file));
  else notFound(response, `/assets/icons/${path}`);
}

function notFound(response: ServerResponse, path: string): void {
  send(response, 404, HTML, problemPage(`There is nothing at ${path}. Start at /lightning/page/home.`));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
