// Requests are counted before they are sent, in one place that all workers of a run see: there are never more than its cap,
// whoever sends them and however often they are repeated. What a run may spend and on what is decided in budget.ts.
import { FatalFailure } from './failures.ts';

/** Pays for requests. */
export interface Purse {
  /** Before each request, repeats and sign-ins included. Throws a FatalFailure when none is left. */
  take(): Promise<void>;
  /** False: what is only a courtesy to the org is left out. */
  readonly tidies: boolean;
}

/** Where requests are counted, kept by the ledger; every step is atomic over all processes. */
export interface RequestTally {
  /** Begins to count at `taken`; changes nothing when the holder is known. A cap of null is not known yet and holds nobody back. */
  begin(holder: string, cap: number | null, taken: number): Promise<void>;
  /** All of them or none: false when that would leave fewer than `keep` below the cap, or when nobody counts for the holder. */
  take(holder: string, requests: number, keep: number): Promise<boolean>;
  giveBack(holder: string, requests: number): Promise<void>;
  /** 0 for an unknown holder. */
  taken(holder: string): Promise<number>;
  /** Forgets the holder. */
  end(holder: string): Promise<void>;
}

/** What is taken at once when an allotment runs out: few enough to be missed by nobody, enough to make counting cheap. */
const BLOCK = 10;

export const BUDGET_SPENT = 'API_BUDGET_SPENT';
export const RAISE_THE_CAP =
  'Set SF_RUN_REQUESTS higher, or run when the org has more requests left for the day; the next run begins with what this one did not come to.';

/** Requests that were taken from the tally beforehand; when they run out, more are taken while there are any. */
export class Allotment implements Purse {
  readonly #tally: RequestTally;
  readonly #holder: string;
  readonly #keep: number;
  readonly tidies: boolean;
  #left: number;
  #aside: number;
  #spent = 0;
  #refill: Promise<void> | null = null;

  /**
   * @param keep what must be left below the cap for others
   * @param left what was taken for it already
   * @param aside what was taken as well, to be spent when `useAside` is called
   */
  constructor(
    tally: RequestTally,
    holder: string,
    given: { readonly keep: number; readonly left: number; readonly aside: number; readonly tidies: boolean },
  ) {
    this.#tally = tally;
    this.#holder = holder;
    this.#keep = given.keep;
    this.#left = given.left;
    this.#aside = given.aside;
    this.tidies = given.tidies;
  }

  /** Requests paid for so far. */
  get spent(): number {
    return this.#spent;
  }

  async take(): Promise<void> {
    // Others may have spent the refill that they waited for together.
    while (this.#left === 0) {
      this.#refill ??= this.#takeMore().finally(() => {
        this.#refill = null;
      });
      await this.#refill;
    }
    this.#left -= 1;
    this.#spent += 1;
  }

  useAside(): void {
    this.#left += this.#aside;
    this.#aside = 0;
  }

  /** What was not spent; it can go on afterwards. */
  async giveBack(): Promise<void> {
    const unspent = this.#left + this.#aside;
    this.#left = 0;
    this.#aside = 0;
    if (unspent > 0) await this.#tally.giveBack(this.#holder, unspent);
  }

  async #takeMore(): Promise<void> {
    for (const requests of [BLOCK, 1])
      if (await this.#tally.take(this.#holder, requests, this.#keep)) {
        this.#left += requests;
        return;
      }
    throw new FatalFailure('The run may send no more requests to Salesforce: its cap is reached', {
      code: BUDGET_SPENT,
      actions: [RAISE_THE_CAP],
    });
  }
}
