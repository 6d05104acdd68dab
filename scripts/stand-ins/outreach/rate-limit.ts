// Counts requests an hour for each user, as Outreach does, and says so in the headers of every answer. The hour is one
// of this machine; the instants said are the server clock's, like the `Date` header with which clients compare them.
import { epochSeconds } from './answers.ts';

/** How the server's clock shows an instant of this machine's clock (epoch ms). */
export type Said = (instant: number) => Date;

const WINDOW_MS = 3_600_000;

export class RateLimit {
  readonly #most: number;
  readonly #twoValues: boolean;
  readonly #said: Said;
  readonly #used = new Map<string, { count: number; until: number }>();

  /** @param twoValues writes `X-RateLimit-Remaining` as `"9999, 19988"`, which has been seen. */
  constructor(most: number, twoValues: boolean, said: Said) {
    this.#most = most;
    this.#said = said;
    this.#twoValues = twoValues;
  }

  get most(): number {
    return this.#most;
  }

  /** Counts one request; the end of the hour when it was one too many, otherwise null. */
  count(owner: string): Date | null {
    const window = this.#window(owner);
    if (window.count >= this.#most) return this.#said(window.until);
    window.count += 1;
    return null;
  }

  /** @param owner null for a request of nobody known. */
  headers(owner: string | null): Record<string, string> {
    const { count, until } = owner === null ? fresh() : this.#window(owner);
    const remaining = Math.max(0, this.#most - count);
    return {
      'X-RateLimit-Limit': String(this.#most),
      'X-RateLimit-Remaining': this.#twoValues ? `${remaining}, ${this.#most * 2 - count}` : String(remaining),
      'X-RateLimit-Reset': epochSeconds(this.#said(until)),
    };
  }

  #window(owner: string): { count: number; until: number } {
    const known = this.#used.get(owner);
    if (known && known.until > Date.now()) return known;
    const window = fresh();
    this.#used.set(owner, window);
    return window;
  }
}

const fresh = () => ({ count: 0, until: Date.now() + WINDOW_MS });
