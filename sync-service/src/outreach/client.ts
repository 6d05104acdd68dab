// Authorised GET requests to the API: refresh on 401, retries with growing pauses, waits as told by the limits. Every
// request ends within its budget, in an answer or one of our failures.
import { setTimeout as sleep } from 'node:timers/promises';
import { RetriableFailure } from '../run/failures.ts';
import { remainingOf, serverClock, waitOf } from './clock-headers.ts';
import type { OutreachConfig, Timeouts } from './config.ts';
import type { Answer, Exchange } from './exchange.ts';
import { authorisationFailure, failureOfStatus, GatewayFailure, parseJson, tokenTookTooLong } from './failures.ts';
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
  /** Requests sent so far, repeats included, token requests not. */
  readonly requests: number;
}

const MAX_RETRIES = 4;
// Other processes share the limit of 10,000 an hour, so we stop a little before it is used up.
const RESERVE = 5;

export function createClient(config: OutreachConfig, timeouts: Timeouts, exchange: Exchange, tokens: Tokens): Client {
  const now = config.now ?? Date.now;
  const { kind } = config.credentials;
  let requests = 0;
  // Set when the limit of the running window is nearly used up: no request before this instant (machine clock).
  let resumeAt = 0;

  async function send(url: string, token: string, deadline: number, signal: AbortSignal): Promise<Answer> {
    requests += 1;
    const authorised = { method: 'GET', url, headers: { Authorization: `Bearer ${token}` } } as const;
    const answer = await exchange(authorised, Math.min(timeouts.attempt, Math.max(1, deadline - now())), signal);
    const remaining = remainingOf(answer.headers);
    const reset = waitOf(answer.headers['x-ratelimit-reset'], serverClock(answer.headers) ?? now());
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
  async function attempt(url: string, deadline: number, signal: AbortSignal): Promise<Reply> {
    const path = new URL(url).pathname;
    const token = await withinBudget(deadline, signal, (limited) => tokens.current(limited));
    let answer = await send(url, token, deadline, signal);
    if (answer.status === 401) {
      const fresh = await withinBudget(deadline, signal, (limited) => tokens.replace(token, limited));
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
    if (body === undefined)
      throw new RetriableFailure(`Outreach's answer to ${path} is cut off or no JSON`, { code: 'OUTREACH_CUT_OFF' });
    return { body, serverTime: clock };
  }

  async function pause(ms: number, deadline: number, signal: AbortSignal, failure: RetriableFailure): Promise<void> {
    if (ms > timeouts.wait || now() + ms >= deadline) throw failure;
    if (ms >= 5_000) config.log.info('outreach.waited', { forMs: Math.round(ms), because: failure.code });
    await sleep(ms, undefined, { signal });
  }

  return {
    get requests() {
      return requests;
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
          return await attempt(url, deadline, signal);
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
}

/** On a 429 without Retry-After the reset of the window says the same. */
const limitReset = (answer: Answer): string | undefined =>
  answer.status === 429 ? answer.headers['x-ratelimit-reset'] : undefined;
