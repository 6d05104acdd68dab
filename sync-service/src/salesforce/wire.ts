// One HTTP request to the org, made safe: deadlines, bodies that were cut, busy answers, expired sessions. What an
// answer means is not known here, nor what jsforce wants of it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, request as undiciRequest, type Dispatcher } from 'undici';
import { hide } from '../run/hide.ts';
import type { Log } from '../run/log.ts';
import type { Purse } from '../run/purse.ts';
import { MOST_JSON_BYTES, MOST_REFUSAL_BYTES, readStart, readWhole } from './bounded-body.ts';
import type { Timeouts } from './config.ts';
import { backoffMs, wait } from './wait.ts';

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Doing it twice is the same as doing it once. Default: every method but POST. */
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
}

export interface WireAnswer<T = string> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: T;
}

/** The body ended early or is not what its type says; nothing of it may be used. */
export class CutBody extends Error {}

/** No answer in time, after however many attempts. */
export class OutOfTime extends Error {}

/** Turned away to the end: the org asks us to come back later. */
export class StillBusy extends Error {
  /** Null when it did not say. */
  readonly retryAfterMs: number | null;

  constructor(status: number, retryAfterMs: number | null) {
    super(`the answer is ${status}, again and again`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The session in use, and how to get another one. */
export interface SessionHolder {
  /** Null before the first sign-in. */
  readonly token: string | null;
  /** Signs in again unless `refused` is no longer the token in use; callers at the same time share one sign-in. */
  renew(refused: string): Promise<void>;
}

type ReadBody<T> = (answer: Dispatcher.ResponseData, headers: Readonly<Record<string, string>>) => Promise<T>;

const BUSY = new Set([420, 429, 503]);
const BROKEN = new Set([500, 502, 504]);
const MAX_ATTEMPTS = 6;

export class Wire {
  readonly #timeouts: Timeouts;
  readonly #log: Log;
  // Connections are bounded because an org refuses more than 25 long requests at a time; other runs share that number.
  readonly #agent = new Agent({ connections: 12, pipelining: 1, allowH2: false, connect: { timeout: 10_000 } });
  #used: number | null = null;
  #limit: number | null = null;
  #ours = 0;
  #clock: number | null = null;
  #ahead = 0;
  // Readings side by side belong to different payers, and no reader should have to hand one on.
  readonly #payer = new AsyncLocalStorage<Purse>();

  constructor(timeouts: Timeouts, log: Log) {
    this.#timeouts = timeouts;
    this.#log = log;
  }

  /** Calls as the org counts them (null before the first answer that says so), and those of this process. */
  get usage(): { readonly used: number | null; readonly limit: number | null; readonly ours: number } {
    return { used: this.#used, limit: this.#limit, ours: this.#ours };
  }

  /** The `Date` header of the last answer; null before the first. */
  get clock(): number | null {
    return this.#clock;
  }

  /** Milliseconds by which the org's clock was ahead of this machine's at the last answer; 0 before the first. */
  get ahead(): number {
    return this.#ahead;
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  /** Every request that `work` leads to, repeats and sign-ins included, is paid for before it is sent. */
  chargedTo<T>(purse: Purse, work: () => Promise<T>): Promise<T> {
    return this.#payer.run(purse, work);
  }

  /** Whether what is only a courtesy to the org is sent. */
  get tidies(): boolean {
    return this.#payer.getStore()?.tidies ?? true;
  }

  /** The whole body as text. A success that says it is JSON and is not counts as cut. */
  async text(request: WireRequest, session: SessionHolder | null, totalMs?: number): Promise<WireAnswer> {
    return this.send(request, session, readText, totalMs);
  }

  /**
   * Sends until there is an answer that is not worth repeating, and returns it whatever its status. Throws OutOfTime,
   * CutBody, StillBusy, the network's own error, or the signal's reason. `read` may be called again after a failure of its own.
   */
  async send<T>(
    request: WireRequest,
    session: SessionHolder | null,
    read: ReadBody<T>,
    totalMs: number = this.#timeouts.request,
  ): Promise<WireAnswer<T | string>> {
    const repeatable = request.repeatable ?? request.method !== 'POST';
    const endsAt = Date.now() + totalMs;
    let renewed = false;
    for (let attempt = 0; ; attempt++) {
      const last = attempt + 1 >= MAX_ATTEMPTS;
      let pause = backoffMs(attempt);
      const token = session?.token ?? null;
      try {
        const answer = await this.#attempt(request, token, read, endsAt);
        if (answer.status === 401 && session && token !== null && !renewed) {
          renewed = true;
          await session.renew(token);
          continue;
        }
        // A request that was turned away did nothing, so even a POST may be repeated.
        const busy = isBusy(answer);
        if (!busy && !(repeatable && BROKEN.has(answer.status))) return answer;
        const told = retryAfterMs(answer.headers, this.#clock);
        pause = Math.max(pause, told ?? 0);
        if (last || Date.now() + pause >= endsAt) {
          if (busy) throw new StillBusy(answer.status, told);
          return answer;
        }
        this.#log.info('salesforce.waited', { status: answer.status, ms: Math.round(pause) });
      } catch (error) {
        request.signal?.throwIfAborted();
        if (!isNetworkTrouble(error) || !repeatable || last || Date.now() + pause >= endsAt) throw error;
        this.#log.info('salesforce.repeated', { reason: reasonOf(error), ms: Math.round(pause) });
      }
      await wait(pause, request.signal);
    }
  }

  async #attempt<T>(
    request: WireRequest,
    token: string | null,
    read: ReadBody<T>,
    endsAt: number,
  ): Promise<WireAnswer<T | string>> {
    await this.#payer.getStore()?.take();
    const ms = Math.max(1, Math.min(this.#timeouts.attempt, endsAt - Date.now()));
    const timer = AbortSignal.timeout(ms);
    const signal = request.signal ? AbortSignal.any([request.signal, timer]) : timer;
    this.#ours++;
    try {
      const answer = await undiciRequest(request.url, {
        method: request.method,
        headers: { ...request.headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
        body: request.body ?? null,
        dispatcher: this.#agent,
        headersTimeout: ms,
        bodyTimeout: ms,
        signal,
      });
      const headers = plainHeaders(answer.headers);
      this.#note(headers);
      // A refusal may quote what was asked, our session with it.
      const body =
        answer.statusCode < 300
          ? await read(answer, headers)
          : hide(await readStart(answer.body, MOST_REFUSAL_BYTES), token === null ? [] : [token]);
      return { status: answer.statusCode, headers, body };
    } catch (error) {
      if (timer.aborted && !request.signal?.aborted)
        throw new OutOfTime(`no complete answer within ${Math.round(ms / 1000)} s`, { cause: error });
      throw error;
    }
  }

  #note(headers: Readonly<Record<string, string>>): void {
    const found = /api-usage=(\d+)\/(\d+)/.exec(headers['sforce-limit-info'] ?? '');
    if (found) [this.#used, this.#limit] = [Number(found[1]), Number(found[2])];
    const at = Date.parse(headers['date'] ?? '');
    if (Number.isNaN(at)) return;
    this.#clock = at;
    this.#ahead = at - Date.now();
  }
}

async function readText(answer: Dispatcher.ResponseData, headers: Readonly<Record<string, string>>): Promise<string> {
  const text = await readWhole(answer.body, MOST_JSON_BYTES);
  if (/^application\/json/i.test(headers['content-type'] ?? '') && text !== '') {
    try {
      JSON.parse(text);
    } catch (cause) {
      throw new CutBody('the answer is not whole: its JSON ends early', { cause });
    }
  }
  return text;
}

/** A 403 for too many requests at the same time passes by itself; one for the daily quota does not. */
function isBusy(answer: WireAnswer<unknown>): boolean {
  if (BUSY.has(answer.status)) return true;
  return answer.status === 403 && typeof answer.body === 'string' && isConcurrencyLimit(answer.body);
}

/** Tells the two meanings of REQUEST_LIMIT_EXCEEDED apart by the text of the answer. */
export function isConcurrencyLimit(text: string): boolean {
  return /REQUEST_LIMIT_EXCEEDED/.test(text) && /concurrent/i.test(text);
}

export function isNetworkTrouble(error: unknown): boolean {
  if (error instanceof CutBody || error instanceof OutOfTime) return true;
  const code = codeOf(error);
  return /^(UND_ERR_|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|HPE_)/.test(code);
}

/** The certificate of the other side, or the way it speaks HTTPS, is not accepted: asking again changes nothing. */
export function isDistrust(error: unknown): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO/.test(codeOf(error));
}

function reasonOf(error: unknown): string {
  return error instanceof CutBody ? 'cut body' : error instanceof OutOfTime ? 'too slow' : codeOf(error);
}

/** The code of the error or of its cause; '' when there is none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}

/** Seconds or an HTTP date, as milliseconds from now; null when the header is missing or makes no sense. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, clock: number | null): number | null {
  const text = headers['retry-after'];
  if (text === undefined || text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - (clock ?? Date.now()));
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
