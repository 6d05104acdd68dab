// The answers Outreach gives when it refuses: status, media type, body as documented. Which one applies is decided elsewhere.
import type { Answer } from '../control/answer.ts';

export const MEDIA_TYPE = 'application/vnd.api+json';

/** A refusal that ends the request; thrown anywhere below the server, sent by it. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(typeof answer.body === 'string' ? answer.body : `HTTP ${answer.status}`);
    this.name = 'Refusal';
    this.answer = answer;
  }
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': MEDIA_TYPE, ...headers },
  body: JSON.stringify(body),
});

/** One documented error object; there is no `status` and no `code` member in Outreach's errors. */
export const failure = (
  status: number,
  id: string,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
  source?: Record<string, string>,
): Answer => json(status, { errors: [{ id, title, detail, ...(source ? { source } : {}) }] }, headers);

/** Status 401 is plain text, not JSON. */
export const invalidAccessToken = (): Answer => ({
  status: 401,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: 'Invalid access token',
});

export const missingScope = (scope: string): Answer =>
  failure(
    403,
    'unauthorizedOauthScope',
    'Unauthorized OAuth Scope',
    `Your authorization does not include the required scope '${scope}'.`,
  );

export const unauthorizedRequest = (): Answer =>
  failure(403, 'unauthorizedRequest', 'Unauthorized Request', 'You are not authorized to perform that request.');

export const notFound = (type: string, id: string): Answer =>
  failure(404, 'resourceNotFound', 'Resource Not Found', `Could not find '${type}' with ID '${id}'.`);

export const wrongMediaType = (): Answer =>
  failure(415, 'unsupportedMediaType', 'Unsupported Media Type', `Expected Content-Type header to be '${MEDIA_TYPE}'.`);

/**
 * A parameter that cannot be served. The documentation promises a 4xx error here and only names
 * `filterParameter.invalidDatetimeFormat`; the other ids are ours, and no client may rely on them.
 */
export const badParameter = (id: string, parameter: string, detail: string): Answer =>
  failure(400, id, 'Bad Request', detail, {}, { parameter });

/** @param until when the limit ends; `Retry-After` is the same epoch second as `X-RateLimit-Reset`. */
export const rateLimited = (limit: number, until: Date): Answer =>
  failure(
    429,
    'rateLimitExceeded',
    'Rate Limit Exceeded',
    `You have exceeded your permitted rate limit of ${limit.toLocaleString('en-US')}; please try again at ${until.toISOString().slice(0, 19)}.`,
    { 'Retry-After': epochSeconds(until) },
  );

/** Maintenance says when to come back as an ISO instant, unlike the rate limit. */
export const maintenance = (until: Date): Answer =>
  failure(
    503,
    'scheduledServerMaintenance',
    'Scheduled Server Maintenance',
    'The server is undergoing scheduled maintenance.',
    { 'Retry-After': until.toISOString() },
  );

/** What the gateway in front of Outreach says when it gave up: HTML, not JSON. */
export const gatewayFailure = (status: number): Answer => ({
  status,
  headers: { 'Content-Type': 'text/html' },
  body: `<html><head><title>${status} ${gatewayWords[status] ?? 'Error'}</title></head><body></body></html>`,
});

const gatewayWords: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  504: 'Gateway Time-out',
};

export const epochSeconds = (at: Date): string => String(Math.ceil(at.getTime() / 1000));
