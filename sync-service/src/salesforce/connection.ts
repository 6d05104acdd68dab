// The session with the org: jsforce over our own wire, JWT sign-in, REST requests and queries. SOQL, Bulk and the shapes
// of records live elsewhere.
import { Connection } from 'jsforce';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/common.js';
import { FatalFailure } from '../run/failures.ts';
import { API_VERSION, DEFAULT_TIMEOUTS, type SalesforceConfig, type Timeouts } from './config.ts';
import { installTransport, transportOf } from './jsforce-transport.ts';
import { checkedLoginUrl, type KeyInUse, signIn } from './sign-in.ts';
import { answerFailure, translateError } from './translate.ts';
import { Wire, type SessionHolder, type WireAnswer, type WireRequest } from './wire.ts';

const DATA = `/services/data/v${API_VERSION}`;

export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/services/data/v66.0`, or from `/services` on. */
  readonly path: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Completes "could not …". */
  readonly doing: string;
}

export type JsonRecord = Readonly<Record<string, unknown>>;

export class OrgConnection {
  readonly timeouts: Timeouts;
  readonly wire: Wire;
  readonly session: SessionHolder;
  /** Null before the first sign-in. */
  keyInUse: KeyInUse | null = null;
  readonly #config: SalesforceConfig;
  readonly #jsforce: Connection;
  #signIn: Promise<void> | null = null;

  constructor(config: SalesforceConfig) {
    this.#config = config;
    this.timeouts = { ...DEFAULT_TIMEOUTS, ...config.timeouts };
    this.wire = new Wire(this.timeouts, config.log);
    this.#jsforce = new Connection({ loginUrl: checkedLoginUrl(config), version: API_VERSION });
    const connection = this.#jsforce;
    this.session = {
      get token() {
        return connection.accessToken ?? null;
      },
      renew: (refused) => this.#renew(refused),
    };
    installTransport(connection, (request) => this.#carry(request));
  }

  /** Without a trailing slash; empty before the first sign-in. */
  get instanceUrl(): string {
    return this.#jsforce.instanceUrl.replace(/\/+$/, '');
  }

  /** Ids of the org and of the user we signed in as. */
  async identity(): Promise<{ readonly orgId: string; readonly userId: string }> {
    await this.signIn();
    const user = this.#jsforce.userInfo;
    if (!user) throw new FatalFailure('Salesforce: the token answer names no user', { code: 'SALESFORCE_NO_IDENTITY' });
    return { orgId: user.organizationId, userId: user.id };
  }

  /** Signs in when that has not happened yet; concurrent callers share one attempt. */
  async signIn(): Promise<void> {
    if (this.session.token !== null) return;
    this.#signIn ??= this.#authorize().finally(() => {
      this.#signIn = null;
    });
    await this.#signIn;
  }

  /** One REST request through jsforce; the parsed body, or undefined for 204. Throws a Failure. */
  async rest(request: RestRequest): Promise<unknown> {
    await this.signIn();
    const { signal } = request;
    signal?.throwIfAborted();
    const body = request.json === undefined ? undefined : JSON.stringify(request.json);
    try {
      return await this.#jsforce.request(
        {
          method: request.method,
          url: this.url(request.path),
          headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers },
          ...(body === undefined ? {} : { body }),
        },
        { transport: transportOf((wanted) => this.#carry(wanted, signal, request.repeatable)) },
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw translateError(error, request.doing);
    }
  }

  /** A request past jsforce, for bodies that are streamed; any status of 300 and above becomes a Failure. */
  async raw<T>(
    request: WireRequest & { readonly doing: string },
    read: Parameters<Wire['send']>[2],
    totalMs: number,
  ): Promise<WireAnswer<T>> {
    await this.signIn();
    let answer;
    try {
      answer = await this.wire.send({ ...request, url: this.url(request.url) }, this.session, read, totalMs);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw translateError(error, request.doing);
    }
    if (answer.status >= 300) throw refusal(answer, request.doing);
    return answer as WireAnswer<T>;
  }

  /** All records of a REST query, page by page; checks that as many came as the org announced. */
  async query(
    soql: string,
    options: { readonly all?: boolean; readonly signal?: AbortSignal | undefined; readonly doing: string },
  ): Promise<readonly JsonRecord[]> {
    const first = await this.queryPage(`/${options.all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`, options);
    return this.restOfQuery(first, options);
  }

  /** Follows `nextRecordsUrl` to the end. Throws a RetriableFailure when pages repeat or records are missing. */
  async restOfQuery(
    first: QueryPage,
    options: { readonly signal?: AbortSignal | undefined; readonly doing: string },
  ): Promise<readonly JsonRecord[]> {
    const records = [...first.records];
    const seen = new Set<string>();
    for (let page = first; page.next !== null;) {
      if (seen.has(page.next)) throw answerFailure('INVALID_QUERY_LOCATOR', 'the pages repeat', options.doing);
      seen.add(page.next);
      page = await this.queryPage(page.next, options);
      records.push(...page.records);
    }
    if (records.length !== first.totalSize)
      throw answerFailure(
        'INVALID_QUERY_LOCATOR',
        `${records.length} of ${first.totalSize} records came`,
        options.doing,
      );
    return records;
  }

  async queryPage(
    path: string,
    options: { readonly signal?: AbortSignal | undefined; readonly doing: string },
  ): Promise<QueryPage> {
    return parsePage(await this.rest({ method: 'GET', path, ...options }), options.doing);
  }

  url(path: string): string {
    return this.instanceUrl + (path.startsWith('/services/') ? path : DATA + path);
  }

  async close(): Promise<void> {
    await this.wire.close();
  }

  async #renew(refused: string): Promise<void> {
    if (this.session.token !== null && this.session.token !== refused) return;
    this.#signIn ??= this.#authorize().finally(() => {
      this.#signIn = null;
    });
    await this.#signIn;
  }

  async #authorize(): Promise<void> {
    this.keyInUse = await signIn(this.#jsforce, this.#config);
    this.#config.log.info('salesforce.signed_in', { api: API_VERSION, key: this.keyInUse });
  }

  async #carry(request: HttpRequest, signal?: AbortSignal, repeatable?: boolean): Promise<HttpResponse> {
    const toTokenEndpoint = request.url.includes('/services/oauth2/token');
    // The wire adds the session's own, which may be newer.
    const headers = Object.fromEntries(
      Object.entries(request.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'authorization'),
    );
    const answer = await this.wire.text(
      {
        method: request.method,
        url: request.url,
        headers,
        ...(typeof request.body === 'string' ? { body: request.body } : {}),
        ...(toTokenEndpoint ? { repeatable: true } : repeatable === undefined ? {} : { repeatable }),
        ...(signal ? { signal } : {}),
      },
      toTokenEndpoint ? null : this.session,
      toTokenEndpoint ? Math.min(45_000, this.timeouts.request) : undefined,
    );
    return { statusCode: answer.status, headers: { ...answer.headers }, body: answer.body };
  }
}

export interface QueryPage {
  readonly totalSize: number;
  readonly records: readonly JsonRecord[];
  /** Path of the next page; null at the end. */
  readonly next: string | null;
}

function parsePage(body: unknown, doing: string): QueryPage {
  if (isRecord(body) && typeof body['totalSize'] === 'number' && Array.isArray(body['records'])) {
    const next = body['nextRecordsUrl'];
    const done = body['done'] === true || typeof next !== 'string';
    return { totalSize: body['totalSize'], records: body['records'].filter(isRecord), next: done ? null : next };
  }
  throw answerFailure('UNKNOWN_EXCEPTION', 'the answer is not a query result', doing);
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The failure that an answer's status and body stand for. */
export function refusal(answer: WireAnswer<unknown>, doing: string): Error {
  const text = typeof answer.body === 'string' ? answer.body : '';
  let code = `ERROR_HTTP_${answer.status}`;
  let message = text;
  try {
    const body: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(body) ? body[0] : body;
    if (isRecord(first) && typeof first['errorCode'] === 'string') {
      code = first['errorCode'];
      message = typeof first['message'] === 'string' ? first['message'] : text;
    }
  } catch {
    // A gateway's page instead of JSON: the status alone has to tell.
    message = `the answer was not JSON (${text.length} characters)`;
  }
  return answerFailure(code, message, doing);
}
