// Waiting that ends when the caller gives up, and how long to wait between attempts.
import { setTimeout as sleep } from 'node:timers/promises';

/** Rejects with the signal's reason as soon as it aborts. */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** 0.3, 0.6, 1.2 … seconds for attempt 0, 1, 2 …, at most 10 s, each shortened by up to half so that callers spread out. */
export function backoffMs(attempt: number): number {
  return Math.min(10_000, 300 * 2 ** attempt) * (0.5 + Math.random() / 2);
}

/** Runs at most `limit` of the given tasks at a time, in the order they were asked for. */
export class Turnstile {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
