// Authorised GET requests to the API: refresh on 401, retries with growing pauses, waits as told by the limits. Every
// request ends within its budget, in an answer or one of our failures.
import { setTimeout as sleep } from 'node:timers/promises';
import { RetriableFailure } from '../run/failures.ts';
import type { RequestCounter, RequestPurpose } from '../run/outreach-requests.ts';
import { remainingOf, serverClock, waitOf } from './clock-headers.ts';
import type { OutreachConfig, Timeouts } from './config.ts';
import type { Answer, Exchange } from './exchange.ts';
import {
  authorisationFailure,
  cutOff,
  failureOfStatus,
  GatewayFailure,
  parseJson,
  tokenTookTooLong,
} from './failures.ts';
import type { Tokens } from './tokens.ts';

export interface Reply {
  readonly body: unknown;
  /** The server's clock, in milliseconds; null when the answer does not tell it. */
  readonly serverTime: number | null;
}

export interface Client {
  /**
   * `gatewayIsFinal`: a 502 or 504 is thrown at once (GatewayFailure), because the caller asks for less next.
   * Throws RetriableFailure, FatalFailure, ConfigurationFailure, or the signal's reason when it aborts.
   */
  get(url: string, options: { readonly signal: AbortSignal; readonly gatewayIsFinal?: boolean }): Promise<Reply>;
  /** Requests sent so far for this purpose, repeats included, token requests not. */
  readonly requests: number;
  /** Outreach's clock when it last answered anybody, in milliseconds; the machine's before that. */
  readonly serverTime: number;
}

/** A client for each purpose; all of them share tokens, connections and the limit of the hour. */
export type Connect = (purpose: RequestPurpose) => Client;

const MAX_RETRIES = 4;
// Other processes share the limit of 10,000 an hour, so we stop a little before it is used up.
const RESERVE = 5;

export function createConnect(
  config: OutreachConfig,
  timeouts: Timeouts,
  exchange: Exchange,
  tokens: Tokens,
  counter: Pick<RequestCounter, 'add'>,
): Connect {
  const now = config.now ?? Date.now;
  const { kind } = config.credentials;
  // How far Outreach's clock is ahead of the machine's.
  let ahead = 0;
  const serverTime = (): number => now() + ahead;
  // Set when the limit of the running window is nearly used up: no request before this instant (machine clock).
  let resumeAt = 0;

  async function send(url: string, token: string, deadline: number, signal: AbortSignal): Promise<Answer> {
    const authorised = { method: 'GET', url, headers: { Authorization: `Bearer ${token}` } } as const;
    const answer = await exchange(authorised, Math.min(timeouts.attempt, Math.max(1, deadline - now())), signal);
    const clock = serverClock(answer.headers);
    if (clock !== null) ahead = clock - now();
    const remaining = remainingOf(answer.headers);
    const reset = waitOf(answer.headers['x-ratelimit-reset'], clock ?? now());
    if (remaining !== null && remaining <= RESERVE && reset !== null) resumeAt = now() + reset;
    return answer;
  }

  /** A token may have to be waited for; that wait counts as part of the request. */
  async function withinBudget(
    deadline: number,
    signal: AbortSignal,
    tokenBy: (limited: AbortSignal) => Promise<string>,
  ): Promise<string> {
    const budget = AbortSignal.timeout(Math.max(1, deadline - now()));
    try {
      return await tokenBy(AbortSignal.any([signal, budget]));
    } catch (problem) {
      if (signal.aborted || !budget.aborted) throw problem;
      throw tokenTookTooLong(problem);
    }
  }

  /** One attempt: an answer of status 200, or a failure. Any 401 costs one refresh; its body is not JSON. */
  async function attempt(
    url: string,
    count: () => Promise<void>,
    deadline: number,
    signal: AbortSignal,
  ): Promise<Reply> {
    const path = new URL(url).pathname;
    const token = await withinBudget(deadline, signal, (limited) => tokens.current(limited));
    await count();
    let answer = await send(url, token, deadline, signal);
    if (answer.status === 401) {
      const fresh = await withinBudget(deadline, signal, (limited) => tokens.replace(token, limited));
      await count();
      answer = await send(url, fresh, deadline, signal);
      if (answer.status === 401)
        throw authorisationFailure(kind, 'Outreach refuses an access token it has just issued');
    }
    const clock = serverClock(answer.headers);
    if (answer.status !== 200) {
      const wait = waitOf(answer.headers['retry-after'] ?? limitReset(answer), clock ?? now());
      throw failureOfStatus(answer.status, answer.body, path, wait, kind);
    }
    const body = parseJson(answer.body);
    if (body === undefined) throw cutOff(`Outreach's answer to ${path} is cut off or no JSON`);
    return { body, serverTime: clock };
  }

  async function pause(ms: number, deadline: number, signal: AbortSignal, failure: RetriableFailure): Promise<void> {
    if (ms > timeouts.wait || now() + ms >= deadline) throw failure;
    if (ms >= 5_000) config.log.info('outreach.waited', { forMs: Math.round(ms), because: failure.code });
    await sleep(ms, undefined, { signal });
  }

  return (purpose) => {
    let requests = 0;
    const count = async (): Promise<void> => {
      requests += 1;
      await counter.add(new Date(serverTime()).toISOString().slice(0, 10), purpose);
    };
    return {
      get requests() {
        return requests;
      },
      get serverTime() {
        return serverTime();
      },
      async get(url, { signal, gatewayIsFinal = false }) {
        const deadline = now() + timeouts.request;
        for (let retry = 0; ; retry += 1) {
          signal.throwIfAborted();
          const early = resumeAt - now();
          if (early > 0) {
            const limit = failureOfStatus(429, '', new URL(url).pathname, early, kind);
            if (limit instanceof RetriableFailure) await pause(early, deadline, signal, limit);
          }
          try {
            return await attempt(url, count, deadline, signal);
          } catch (problem) {
            if (!(problem instanceof RetriableFailure) || retry >= MAX_RETRIES) throw problem;
            if (gatewayIsFinal && problem instanceof GatewayFailure) throw problem;
            // Jitter between half and the whole of the pause, so that several processes do not come back together.
            const backoff = timeouts.backoff * 2 ** retry * (0.5 + Math.random() / 2);
            await pause(problem.retryAfterMs ?? backoff, deadline, signal, problem);
          }
        }
      },
    };
  };
}

/** On a 429 without Retry-After the reset of the window says the same. */
const limitReset = (answer: Answer): string | undefined =>
  answer.status === 429 ? answer.headers['x-ratelimit-reset'] : undefined;
