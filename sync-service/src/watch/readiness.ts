// Whether the service can do its work: what it depends on answers, and there was a good run lately. What asking takes is the
// business of those who are asked.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../scoring/calendar.ts';
import { Failure } from '../run/failures.ts';
import type { HttpAnswer, HttpHandler } from './http-server.ts';

export interface ReadinessConfig {
  /** By the name of what is asked; each throws when it is not well. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** The last full run that ended well, by the org's clock; null before the first. */
  readonly lastGoodRun: () => Promise<{ readonly id: string; readonly finishedAt: Instant } | null>;
  /** The org's clock. */
  readonly now: () => Instant;
  readonly staleAfterMs: number;
}

/** What is wrong, as a Failure tells it. */
interface Told {
  readonly code: string;
  readonly message: string;
  readonly actions: readonly string[];
}

/** Probes give up within seconds, some within one. */
const ANSWER_MS = 2000;

/** Answers a probe: 200, or 503 with everything that is wrong and what to do about it. */
export function createReadiness({ checks, lastGoodRun, now, staleAfterMs }: ReadinessConfig): HttpHandler {
  // Before the first run counts the start: a new service may be waiting for its first night.
  const since = now();
  const staleness = async (): Promise<Told | null> => {
    const good = await lastGoodRun();
    const age = now() - (good?.finishedAt ?? since);
    return age <= staleAfterMs ? null : stale(age, good?.id ?? null);
  };
  return async (): Promise<HttpAnswer> => {
    const asked = Object.entries(checks).map(([name, check]) => problemOf(name, () => check().then(() => null)));
    const problems = (await Promise.all([...asked, problemOf('runs', staleness)])).flat();
    const ok = problems.length === 0;
    return { status: ok ? 200 : 503, body: { ok, problems } };
  };
}

function stale(age: number, lastId: string | null): Told {
  const last = lastId === null ? 'there was none yet' : `the last one was ${lastId}`;
  return {
    code: 'RUN_STALE',
    message: `No full run has ended well for ${Math.floor(age / 3_600_000)} hours; ${last}.`,
    actions: ['See in the log how the runs since then ended, then run by hand: npx --no touchpoint run.'],
  };
}

const ASK_DOCTOR = ['Look again in a moment; if it stays, run: npx --no touchpoint doctor.'];
const LATE: Told = { code: 'NO_ANSWER', message: `No answer within ${ANSWER_MS / 1000} s.`, actions: ASK_DOCTOR };

/** With the name of what was asked; empty when all is well. */
async function problemOf(
  check: string,
  ask: () => Promise<Told | null>,
): Promise<readonly (Told & { check: string })[]> {
  const done = new AbortController();
  try {
    const told = await Promise.race([ask(), sleep(ANSWER_MS, LATE, { signal: done.signal })]);
    return told === null ? [] : [{ check, ...told }];
  } catch (error) {
    if (error instanceof Failure) return [{ check, code: error.code, message: error.message, actions: error.actions }];
    return [{ check, code: 'UNEXPECTED', message: String(error), actions: ASK_DOCTOR }];
  } finally {
    done.abort();
  }
}

/**
 * Asks at most once in so many milliseconds, however often the answer is wanted; who comes meanwhile gets the answer of the
 * one before, be it a failure.
 */
export function rarely<T>(everyMs: number, ask: () => Promise<T>): () => Promise<T> {
  let asked = -Infinity;
  let answer: Promise<T>;
  return () => {
    if (performance.now() - asked >= everyMs) {
      asked = performance.now();
      answer = ask();
      // Nobody may be waiting for it any more when it fails; whoever asks next hears of it.
      answer.catch((error: unknown) => error);
    }
    return answer;
  };
}
