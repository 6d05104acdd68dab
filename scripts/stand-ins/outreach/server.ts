// One HTTP request to Outreach: faults first, then media type, bearer, limit and scope, then the answer. What is read
// is in read.ts, what tokens are in tokens.ts and app-token.ts; this file only puts them in order.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { sendAnswer, type Answer } from '../control/answer.ts';
import { wireKinds, type Fault, type FaultKind } from '../control/faults.ts';
import { handleControl, type Controlled } from '../control/routes.ts';
import {
  failure,
  gatewayFailure,
  invalidAccessToken,
  json,
  MEDIA_TYPE,
  missingScope,
  notFound,
  rateLimited,
  Refusal,
  unauthorizedRequest,
  wrongMediaType,
} from './answers.ts';
import type { Installation } from './app-token.ts';
import { typeAt, type ResourceType } from './catalogue.ts';
import type { complete } from './options.ts';
import { orderedAnswer } from './ordered-answer.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Reader } from './read.ts';
import type { Tokens } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';

export interface Parts {
  readonly controlled: Controlled;
  readonly tokens: Tokens;
  readonly installation: Installation;
  readonly limit: RateLimit;
  readonly reader: Reader;
  readonly webhooks: Webhooks;
  readonly options: ReturnType<typeof complete>;
  /** The server's clock, by which every instant in an answer is said. */
  readonly now: () => Date;
}

interface Outcome {
  readonly answer: Answer;
  readonly object: string | null;
  readonly rows: number;
  /** Whose rate limit the headers tell. */
  readonly owner: string | null;
}

const nothing = (answer: Answer, object: string | null = null, owner: string | null = null): Outcome => ({
  answer,
  object,
  rows: 0,
  owner,
});

export async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (await handleControl(parts.controlled, request, response)) return;
  const url = new URL((request.url ?? '/').replace(/^\/{2,}/, '/'), 'http://outreach.invalid');
  const path = url.pathname.replace(/\/+$/, '');
  const names = requestNames(path);
  const fault = parts.controlled.faults.take(names, wireKinds);
  let outcome: Outcome;
  try {
    outcome = damaged(parts, names, request, fault) ?? (await route(parts, path, url.searchParams, request));
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    outcome = nothing(
      problem.answer,
      names[0] ?? null,
      parts.tokens.find(request.headers.authorization)?.owner ?? null,
    );
  }
  const { answer, object, rows, owner } = outcome;
  parts.controlled.requests.record({ method: request.method ?? 'GET', path, status: answer.status, object, rows });
  // A body nobody read would be taken for the next request on this connection.
  request.resume();
  response.sendDate = false;
  const headers = {
    Date: parts.now().toUTCString(),
    ...parts.limit.headers(owner),
    ...answer.headers,
    ...fault?.headers,
  };
  await sendAnswer(response, { ...answer, headers }, fault);
}

/** The names by which a fault finds a request: `mailings` and `mailing`, `token`, `s2s`. */
function requestNames(path: string): string[] {
  if (path === '/oauth/token') return ['token'];
  if (path.startsWith('/api/app/installs/')) return ['token', 's2s'];
  const plural = /^\/api\/v2\/(\w+)/.exec(path)?.[1];
  if (plural === undefined) return [];
  const type = typeAt(plural);
  return type ? [type.name, plural, 'read'] : [plural];
}

/** The outcome of a fault that puts another answer in place of the real one; undefined when there is none. */
function damaged(parts: Parts, names: readonly string[], request: IncomingMessage, fault?: Fault): Outcome | undefined {
  const session = parts.tokens.find(request.headers.authorization);
  const answer = fault && orderedAnswer(fault, parts.limit.most, parts.now());
  if (!answer) return undefined;
  if (fault.kind === 'expire' && session) parts.tokens.forget(session);
  return nothing(answer, names[0] ?? null, session?.owner ?? null);
}

async function route(
  parts: Parts,
  path: string,
  parameters: URLSearchParams,
  request: IncomingMessage,
): Promise<Outcome> {
  const method = request.method ?? 'GET';
  if (path === '/oauth/token' && method === 'POST') return nothing(parts.tokens.mint(await readForm(request)), 'token');
  const install = /^\/api\/app\/installs\/([^/]+)\/actions\/(\w+)$/.exec(path);
  if (install && method === 'POST') {
    const [, which = '', action = ''] = install;
    return nothing(await parts.installation.act(which, action, request.headers.authorization), 'token');
  }
  const resource = /^\/api\/v2\/(\w+)(?:\/([^/]+))?$/.exec(path);
  const session = parts.tokens.find(request.headers.authorization);
  if (!session) return nothing(invalidAccessToken());
  const refuse = (answer: Answer) => nothing(answer, null, session.owner);
  const until = parts.limit.count(session.owner);
  if (until) return refuse(rateLimited(parts.limit.most, until));
  const media = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (media !== MEDIA_TYPE && (method !== 'GET' || parts.options.mediaTypeOnGet)) return refuse(wrongMediaType());
  const [, plural = '', id] = resource ?? [];
  const type = typeAt(plural);
  if (!type) {
    const detail = `Could not find '${path}': the stand-in does not serve it.`;
    return refuse(failure(404, 'resourceNotFound', 'Resource Not Found', detail));
  }
  if (session.serverToServer && !type.serverToServer) return refuse(unauthorizedRequest());
  const scope = `${plural}.${method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'write'}`;
  if (!session.scopes.has(scope) && !session.scopes.has(`${plural}.all`)) return refuse(missingScope(scope));
  if (type.name === 'webhook' && method === 'POST') {
    return { ...nothing(parts.webhooks.register(await text(request)), type.name, session.owner), rows: 1 };
  }
  if (type.name === 'webhook' && method === 'DELETE') return refuse(parts.webhooks.remove(id ?? ''));
  if (method !== 'GET') return refuse(notFound(type.name, id ?? ''));
  return { ...read(parts, type, id, parameters), object: type.name, owner: session.owner };
}

function read(
  { controlled: { faults }, reader, options }: Parts,
  type: ResourceType,
  id: string | undefined,
  parameters: URLSearchParams,
): { answer: Answer; rows: number } {
  if (id !== undefined) return { answer: json(200, reader.single(type, id, parameters)), rows: 1 };
  if (type.name === 'mailing' && wantsBodies(parameters) && pageSize(parameters) >= options.bodiesLimit) {
    return { answer: gatewayFailure(502), rows: 0 };
  }
  const takes = (kind: FaultKind) => faults.take([type.name, type.plural, 'read'], [kind]) !== undefined;
  const document = reader.list(type, parameters, {
    unsorted: takes('unsorted'),
    duplicate: takes('duplicate'),
    unbounded: takes('unbounded'),
  });
  return { answer: json(200, document), rows: Array.isArray(document.data) ? document.data.length : 1 };
}

/** Mail bodies are what makes big pages of mailings fail. */
function wantsBodies(parameters: URLSearchParams): boolean {
  const fields = parameters.get('fields[mailing]');
  return fields === null || fields.split(',').some((field) => field === 'bodyHtml' || field === 'bodyText');
}

const pageSize = (parameters: URLSearchParams): number =>
  Number(parameters.get('page[size]') ?? parameters.get('page[limit]') ?? 50);

/** The token endpoint takes a form; some clients send the same as JSON. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const body = await text(request);
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return new URLSearchParams(body);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem;
    parsed = {};
  }
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parsed ?? {})) if (typeof value === 'string') form.set(name, value);
  return form;
}
