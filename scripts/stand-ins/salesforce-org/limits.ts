// The org's daily API allowance: counted by the HTTP side, shown by /limits and Sforce-Limit-Info.
import type { LimitFigure, Limits } from './contract.ts';

/** Requests a day of an Enterprise Edition org with few licences. */
const DAILY_REQUESTS = 100_000;

export class RequestLimits implements Limits {
  readonly max = DAILY_REQUESTS;
  #used = 0;

  use(requests: number): void {
    this.#used += requests;
  }

  get used(): number {
    return this.#used;
  }

  figures(): Record<string, LimitFigure> {
    const full = (max: number): LimitFigure => ({ Max: max, Remaining: max });
    return {
      DailyApiRequests: { Max: this.max, Remaining: Math.max(0, this.max - this.#used) },
      DailyBulkApiBatches: full(15_000),
      DailyBulkV2QueryJobs: full(10_000),
      DailyBulkV2QueryFileStorageMB: full(976_562),
      DataStorageMB: full(10_240),
      FileStorageMB: full(10_240),
    };
  }
}
