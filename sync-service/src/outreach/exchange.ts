// One HTTP exchange with Outreach by axios: a total deadline, a bounded pool of connections, the body as text. Which
// answers are failures, and what is tried again, is decided by the callers.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import { RetriableFailure } from '../run/failures.ts';
import { hide } from '../run/hide.ts';
import type { Headers } from './clock-headers.ts';
import { cutOff, failureOfExchange } from './failures.ts';

export const MEDIA_TYPE = 'application/vnd.api+json';

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Ends with an answer of any status, or a RetriableFailure when there was none within `deadlineMs`. */
export type Exchange = (request: Request, deadlineMs: number, signal: AbortSignal) => Promise<Answer>;

// More than a night's reading uses at once; without a bound axios opens a socket for every request in flight.
const SOCKETS = 6;
// A page of 1000 sparse mailings is about 1 MB.
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** An error takes a line, a gateway's page a few thousand characters. */
const MAX_REFUSAL_CHARACTERS = 64 * 1024;

export function createExchange(): Exchange {
  const http = axios.create({
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: SOCKETS }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS }),
    // Text, because errors come as plain text and HTML; what must be JSON is parsed, and refused, by the caller.
    responseType: 'text',
    transformResponse: [(body: unknown) => body],
    transformRequest: [(body: unknown) => body],
    validateStatus: () => true,
    // A redirect would carry the token to another address.
    maxRedirects: 0,
    maxContentLength: MAX_BODY_BYTES,
    redact: ['authorization'],
  });
  return async (request, deadlineMs, signal) => {
    const url = new URL(request.url);
    try {
      const answer = await http.request<string>({
        method: request.method,
        url: request.url,
        headers: { 'Content-Type': MEDIA_TYPE, Accept: MEDIA_TYPE, ...request.headers },
        ...(request.body === undefined ? {} : { data: request.body }),
        // axios's own timeout is an idle gap; this one ends a body that drips for ever.
        signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
      });
      const declared = Number(answer.headers['content-length']);
      if (declared > Buffer.byteLength(answer.data)) throw cutOff(`Outreach's answer to ${url.pathname} ended early`);
      const { status, headers } = answer;
      return { status, headers: plain(headers), body: status < 300 ? answer.data : refusalTo(request, answer.data) };
    } catch (problem) {
      if (signal.aborted) throw signal.reason;
      if (problem instanceof RetriableFailure) throw problem;
      throw failureOfExchange(problem, url.pathname, url.origin);
    }
  };
}

/** What a refusal says, without the secrets that the request told: some servers quote what they were asked. */
function refusalTo({ headers, body }: Request, answer: string): string {
  const bearer = headers?.['Authorization']?.split(' ')[1] ?? '';
  const form = new URLSearchParams(body);
  const sent = [bearer, form.get('client_secret') ?? '', form.get('refresh_token') ?? ''];
  return hide(answer.slice(0, MAX_REFUSAL_CHARACTERS), sent);
}

function plain(headers: object): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      value === undefined ? undefined : String(value),
    ]),
  );
}
