// `/composite`: up to 25 requests in one, each a whole request of its own to the other routes, able to use earlier answers.
import { ApiError, errorReply } from './api-error.ts';
import { isRecord, type Call } from './call.ts';
import { json, type Reply } from './reply.ts';

/** Documented bound of subrequests. */
const MOST_REQUESTS = 25;

/** Finds the route of a subrequest, by its path below `/services/data/vXX.0`. @throws ApiError 404, 405 */
type Find = (
  method: string,
  path: string,
) => {
  readonly params: readonly string[];
  readonly handler: (call: Call) => Reply | Promise<Reply>;
};

export async function composite(call: Call, find: Find): Promise<Reply> {
  const body = await call.json();
  const { compositeRequest: requests } = body;
  if (!Array.isArray(requests) || requests.length === 0 || !requests.every(isRecord)) {
    throw new ApiError(400, 'INVALID_INPUT', 'The body must hold "compositeRequest", a list of requests.');
  }
  if (requests.length > MOST_REQUESTS) {
    throw new ApiError(400, 'LIMIT_EXCEEDED', `A composite request holds at most ${MOST_REQUESTS} requests.`);
  }
  if (body['allOrNone'] === true) {
    throw new ApiError(
      400,
      'INVALID_INPUT',
      'The stand-in org rolls no composite request back: send allOrNone false, or a collection.',
    );
  }
  const answers = new Map<string, unknown>();
  const compositeResponse: unknown[] = [];
  let rows = 0;
  for (const request of requests) {
    const { method, referenceId } = request;
    if (typeof referenceId !== 'string' || answers.has(referenceId)) {
      throw new ApiError(400, 'INVALID_INPUT', 'Every request needs its own "referenceId".');
    }
    const reply = await one(call, find, String(method), replaced(request, answers));
    const answer: unknown = typeof reply.body === 'string' && reply.body !== '' ? JSON.parse(reply.body) : null;
    answers.set(referenceId, answer);
    rows += reply.rows ?? 0;
    compositeResponse.push({ body: answer, httpHeaders: {}, httpStatusCode: reply.status, referenceId });
  }
  return json(200, { compositeResponse }, { rows });
}

async function one(call: Call, find: Find, method: string, request: Record<string, unknown>): Promise<Reply> {
  try {
    const [path = '', search = ''] = String(request['url']).split(/\?(.*)/s);
    if (!path.startsWith(call.base)) throw new ApiError(400, 'INVALID_INPUT', `The url must start with ${call.base}.`);
    const { params, handler } = find(method, path.slice(call.base.length));
    const body = isRecord(request['body']) ? request['body'] : {};
    return await handler({
      ...call,
      method,
      params,
      query: new URLSearchParams(search),
      json: () => Promise.resolve(body),
    });
  } catch (error) {
    return errorReply(error);
  }
}

/** The request with each `@{reference.path}` replaced by that value of an earlier answer. */
function replaced(request: Record<string, unknown>, answers: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(request).replace(/@\{(\w+)\.([\w.[\]]+)\}/g, (whole, reference: string, path: string) => {
    let value = answers.get(reference);
    for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
      value =
        isRecord(value) || Array.isArray(value)
          ? Object.entries(value).find(([name]) => name === step)?.[1]
          : undefined;
    }
    // JSON.stringify twice at most: the value stands inside a string of the request.
    return typeof value === 'string'
      ? JSON.stringify(value).slice(1, -1)
      : value === undefined
        ? whole
        : JSON.stringify(value);
  });
  return JSON.parse(text) as Record<string, unknown>;
}
