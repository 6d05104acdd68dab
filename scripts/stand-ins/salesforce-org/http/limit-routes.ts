// `/limits` and its relatives. The figures are the engine's; the daily API limit may be set lower at start.
import type { Limits } from '../org.ts';
import { ApiError } from './api-error.ts';
import type { Call } from './call.ts';
import { json, type Reply } from './reply.ts';

/** The daily API requests of one org: counted on every REST and Bulk call, refused beyond the limit. */
export class ApiUsage {
  readonly max: number;
  readonly #limits: Limits;

  constructor(limits: Limits, max: number | undefined) {
    this.#limits = limits;
    this.max = max ?? limits.max;
  }

  /** @throws ApiError REQUEST_LIMIT_EXCEEDED */
  count(): void {
    if (this.#limits.used >= this.max) throw limitExceeded();
    this.#limits.use(1);
  }

  /** Value of the Sforce-Limit-Info header. */
  get header(): string {
    return `api-usage=${this.#limits.used}/${this.max}`;
  }

  figures(): Reply {
    const DailyApiRequests = { Max: this.max, Remaining: Math.max(0, this.max - this.#limits.used) };
    return json(200, { ...this.#limits.figures(), DailyApiRequests });
  }
}

export const limitExceeded = () => new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');

export function recordCount(call: Call): Reply {
  const names = (call.query.get('sObjects') ?? '').split(',').filter((name) => name !== '');
  const sObjects = names.map((name) => {
    const query = call.org.query(`SELECT COUNT() FROM ${name}`, call.viewer);
    const count = query.totalSize();
    query.dispose();
    return { count, name };
  });
  return json(200, { sObjects });
}
